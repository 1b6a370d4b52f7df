// SPDX-License-Identifier: MIT
// The header of a session as JSON.
#include "events/header.h"

#include "base/text.h"
#include "events/event.h"
#include "events/json_members.h"

#include <algorithm>
#include <charconv>

namespace securebase::events {

namespace {

void append_text(std::string& out, std::string_view name, std::string_view value)
{
    out += ",\"";
    out += name;
    out += "\":";
    append_json_text(out, value);
}

void append_number(std::string& out, std::string_view name, std::int64_t value)
{
    out += ",\"";
    out += name;
    out += "\":";
    out += std::to_string(value);
}

/// JSON as it is; anything else as a text, so that a careless device cannot spoil the header.
void append_json(std::string& out, std::string_view name, std::string_view value)
{
    if (!is_embeddable_json(value)) {
        append_text(out, name, value);
        return;
    }
    out += ",\"";
    out += name;
    out += "\":";
    out += value;
}

/// Nothing for what most sessions have.
void append_unless(std::string const& usual,
                   std::string& out,
                   std::string_view name,
                   std::string const& value)
{
    if (value != usual) {
        append_json(out, name, value);
    }
}

void append_files(std::string& out, std::vector<FileHash> const& files)
{
    out += ",\"files\":[";
    for (std::size_t i = 0; i < files.size(); ++i) {
        out += i == 0 ? "{\"path\":" : ",{\"path\":";
        append_json_text(out, files[i].path);
        out += ",\"hash\":";
        append_json_text(out, files[i].hash);
        out += '}';
    }
    out += ']';
}

/// Takes members out of a header's JSON and remembers the first that was not as expected.
class HeaderReader {
public:
    explicit HeaderReader(std::vector<JsonMember> members) : members_(std::move(members)) {}

    void text(std::string_view name, std::string& out)
    {
        auto read = json_text(raw(name));
        if (!read) {
            refuse(name, "a text");
            return;
        }
        out = std::move(*read);
    }
    template <class Integer> void number(std::string_view name, Integer& out)
    {
        if (!parse(raw(name), out)) {
            refuse(name, "a whole number");
        }
    }
    /// Written as text: beyond 2^53 other readers of JSON would round it.
    void seed(std::string_view name, std::uint64_t& out)
    {
        std::string digits;
        text(name, digits);
        if (!parse(std::string_view(digits), out)) {
            refuse(name, "a whole number as text");
        }
    }
    void json(std::string_view name, std::string& out)
    {
        std::string_view const value = raw(name);
        if (auto read = json_text(value)) {
            out = std::move(*read);
        } else if (is_embeddable_json(value)) {
            out = value;
        } else {
            refuse(name, "an object or a list");
        }
    }
    void json_or_default(std::string_view name, std::string& out)
    {
        if (!raw(name).empty()) {
            json(name, out);
        }
    }
    void files(std::string_view name, std::vector<FileHash>& out)
    {
        auto const items = json_items(raw(name));
        if (!items) {
            refuse(name, "a list");
            return;
        }
        for (std::string_view const item : *items) {
            auto const members = json_members(item);
            HeaderReader reader(members.value_or(std::vector<JsonMember>{}));
            reader.text("path", out.emplace_back().path);
            reader.text("hash", out.back().hash);
            if (!reader.fault().empty()) {
                refuse(name, "a list of path and hash");
            }
        }
    }
    void refuse(std::string_view name, std::string_view expected)
    {
        if (fault_.empty()) {
            fault_ = "header member '" + std::string(name) + "' is missing or not " +
                     std::string(expected);
        }
    }
    std::string const& fault() const { return fault_; }

private:
    template <class Integer> static bool parse(std::string_view digits, Integer& out)
    {
        char const* const end = digits.data() + digits.size();
        auto const done = std::from_chars(digits.data(), end, out);
        return !digits.empty() && done.ec == std::errc() && done.ptr == end;
    }
    std::string_view raw(std::string_view name) const
    {
        auto const found = std::ranges::find(members_, name, &JsonMember::name);
        return found == members_.end() ? std::string_view() : found->value;
    }

    std::vector<JsonMember> members_;
    std::string fault_;
};

} // namespace

std::string to_json(Header const& header)
{
    Header const usual;
    std::string out = "{\"schema\":" + std::to_string(schema_version);
    append_text(out, "session", header.session);
    append_text(out, "experiment", header.experiment);
    append_text(out, "title", header.title);
    append_text(out, "participant", header.participant);
    append_number(out, "number", header.number);
    append_number(out, "visit", header.visit);
    append_number(out, "attempt", header.attempt);
    append_text(out, "source", header.source);
    append_text(out, "seed", std::to_string(header.seed));
    append_text(out, "started_utc", header.started_utc);
    append_text(out, "version", header.version);
    append_text(out, "build", header.build);
    append_files(out, header.files);
    append_json(out, "display", header.display);
    append_json(out, "input", header.input);
    append_unless(usual.process, out, "process", header.process);
    append_unless(usual.triggers, out, "triggers", header.triggers);
    append_unless(usual.injected, out, "injected", header.injected);
    append_number(out, "frame_ns", header.frame_ns);
    append_unless(usual.durations, out, "durations", header.durations);
    append_json(out, "parameters", header.parameters);
    append_unless(usual.between, out, "between", header.between);
    append_json(out, "measures", header.measures);
    append_json(out, "instruments", header.instruments);
    return out + "}";
}

base::Result<Header> header_from_json(std::string_view json)
{
    auto members = json_members(json);
    if (!members) {
        return base::Error{"the header is not a JSON object with distinct names", ""};
    }
    HeaderReader reader(std::move(*members));
    Header header;
    int schema = 0;
    reader.number("schema", schema);
    if (schema > schema_version) {
        return base::Error{"the session was written with data schema " + std::to_string(schema) +
                               ", this program knows up to " + std::to_string(schema_version),
                           "use a newer version of the program"};
    }
    reader.text("session", header.session);
    reader.text("experiment", header.experiment);
    reader.text("title", header.title);
    reader.text("participant", header.participant);
    reader.number("number", header.number);
    reader.number("visit", header.visit);
    reader.number("attempt", header.attempt);
    reader.text("source", header.source);
    reader.seed("seed", header.seed);
    reader.text("started_utc", header.started_utc);
    reader.text("version", header.version);
    reader.text("build", header.build);
    reader.files("files", header.files);
    reader.json("display", header.display);
    reader.json("input", header.input);
    reader.json_or_default("process", header.process);
    reader.json_or_default("triggers", header.triggers);
    reader.json_or_default("injected", header.injected);
    reader.number("frame_ns", header.frame_ns);
    reader.json_or_default("durations", header.durations);
    reader.json_or_default("parameters", header.parameters); // Not in the first journals.
    reader.json_or_default("between", header.between);
    reader.json("measures", header.measures);
    reader.json("instruments", header.instruments);
    if (!reader.fault().empty()) {
        return base::Error{reader.fault(), ""};
    }
    return header;
}

} // namespace securebase::events
