// SPDX-License-Identifier: MIT
// The stub of a withdrawn session.
#include "record/stub.h"

#include "base/text.h"
#include "record/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace securebase::record {

namespace {

using nlohmann::json;

constexpr int stub_format = 1;
constexpr std::string_view stub_ending = ".withdrawn.json";

template <class T> json or_null(std::optional<T> const& value)
{
    return value ? json(*value) : json(nullptr);
}

/// Leaves `place` empty at null; false when the member is absent or of another type.
template <class T>
bool take(json const& stub, char const* name, json::value_t type, std::optional<T>& place)
{
    auto const found = stub.find(name);
    if (found == stub.end()) {
        return false;
    }
    if (found->is_null()) {
        return true;
    }
    bool const number = type == json::value_t::number_integer && found->is_number_integer();
    if (found->type() != type && !number) {
        return false;
    }
    place = found->template get<T>();
    return true;
}

bool take_members(json const& from, Stub& stub)
{
    std::optional<std::string> session;
    std::optional<std::string> study;
    std::optional<std::string> by;
    std::optional<bool> erased;
    bool const found = take(from, "session", json::value_t::string, session) &&
                       take(from, "study", json::value_t::string, study) &&
                       take(from, "experiment", json::value_t::string, stub.experiment) &&
                       take(from, "visit", json::value_t::number_integer, stub.visit) &&
                       take(from, "began", json::value_t::string, stub.began) &&
                       take(from, "withdrawn", json::value_t::string, stub.withdrawn) &&
                       take(from, "by", json::value_t::string, by) &&
                       take(from, "erased", json::value_t::boolean, erased);
    if (!found || !session || !study || !by || !erased) {
        return false;
    }
    stub.session = *session;
    stub.study = *study;
    stub.erased = *erased;
    for (WithdrawnBy const one : {WithdrawnBy::participant, WithdrawnBy::command}) {
        if (*by == name_of(one)) {
            stub.by = one;
            return true;
        }
    }
    return false;
}

} // namespace

std::string_view name_of(WithdrawnBy by)
{
    return by == WithdrawnBy::participant ? "participant" : "command";
}

std::string stub_path(std::string const& data_folder, std::string_view session)
{
    return sessions_path(data_folder) + "/" + std::string(session) + std::string(stub_ending);
}

bool has_stub(std::string const& data_folder, std::string_view session)
{
    std::error_code fault;
    return std::filesystem::exists(stub_path(data_folder, session), fault);
}

std::string to_json(Stub const& stub)
{
    nlohmann::ordered_json out;
    out["format"] = stub_format;
    out["session"] = stub.session;
    out["study"] = stub.study;
    out["experiment"] = or_null(stub.experiment);
    out["visit"] = or_null(stub.visit);
    out["began"] = or_null(stub.began);
    out["withdrawn"] = or_null(stub.withdrawn);
    out["by"] = name_of(stub.by);
    out["erased"] = stub.erased;
    return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

base::Result<Stub> stub_from_json(std::string_view text)
{
    json const from = json::parse(text, nullptr, false);
    auto const format = from.is_object() ? from.find("format") : from.end();
    if (!from.is_object() || format == from.end() || !format->is_number_integer()) {
        return base::Error{"it is no stub of a withdrawn session", ""};
    }
    if (format->get<std::int64_t>() > stub_format) {
        return base::Error{"it was made by a newer version of the program",
                           "use the newer version"};
    }
    Stub stub;
    if (!take_members(from, stub)) {
        return base::Error{"it is no stub of a withdrawn session", ""};
    }
    return stub;
}

base::Result<Stub> read_stub(std::string const& data_folder, std::string_view session)
{
    std::string const path = stub_path(data_folder, session);
    auto const bytes = base::load_file(path, 65536);
    auto stub = bytes ? stub_from_json(*bytes) : base::Result<Stub>(bytes.error());
    if (!stub) {
        return base::Error{"cannot use '" + path + "': " + stub.error().what, stub.error().hint};
    }
    if (stub->session != session) {
        return base::Error{"'" + path + "' is the stub of session " + stub->session, ""};
    }
    return stub;
}

base::Result<void> place_stub(std::string const& data_folder, Stub const& stub)
{
    return replace_file(
        sessions_path(data_folder), stub_path(data_folder, stub.session), to_json(stub));
}

std::vector<std::string> list_withdrawn(std::string const& data_folder)
{
    return list_names(sessions_path(data_folder), stub_ending);
}

bool asks_for_withdrawal(std::span<events::StoredEvent const> events)
{
    // Whoever chose it is not asked again: the first such choice is the last.
    return std::ranges::any_of(events, [](events::StoredEvent const& stored) {
        auto const kind = stored.event.kind;
        return (kind == events::EventKind::stop && stored.text == "withdraw") ||
               (kind == events::EventKind::session_end && stored.text == "withdrawn");
    });
}

} // namespace securebase::record
