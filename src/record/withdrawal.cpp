// SPDX-License-Identifier: MIT
// A session is withdrawn.
#include "record/withdrawal.h"

#include "base/text.h"
#include "record/erase.h"
#include "record/files.h"
#include "record/journal.h"
#include "record/sqlite.h"
#include "record/store.h"
#include "record/study.h"

#include <sys/stat.h>

#include <ctime>

namespace securebase::record {

namespace {

std::optional<events::Header> header_of_journal(std::string const& path)
{
    auto const journal = read_journal(path);
    if (!journal || journal->events.empty()) {
        return std::nullopt;
    }
    auto header = events::header_from_json(journal->events.front().text);
    return header ? std::optional(std::move(*header)) : std::nullopt;
}

std::optional<events::Header> header_of_index(SQLite::Database const& database,
                                              std::string const& session)
{
    SQLite::Statement query(database, "SELECT header FROM session WHERE session = ?");
    query.bind(1, session);
    if (!query.executeStep()) {
        return std::nullopt;
    }
    auto header = events::header_from_json(Columns(query).text());
    return header ? std::optional(std::move(*header)) : std::nullopt;
}

/// The first ten characters of an ISO 8601 moment.
std::optional<std::string> day_of(std::string const& utc)
{
    bool const dated = utc.size() >= 10 && utc[4] == '-' && utc[7] == '-';
    return dated ? std::optional(utc.substr(0, 10)) : std::nullopt;
}

std::string padded(int number, std::size_t digits)
{
    std::string const text = std::to_string(number);
    return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::optional<std::string> day_of_last_change(std::string const& path)
{
    struct stat facts {};
    std::tm parts{};
    if (::stat(path.c_str(), &facts) != 0 || ::gmtime_r(&facts.st_mtim.tv_sec, &parts) == nullptr) {
        return std::nullopt;
    }
    return padded(parts.tm_year + 1900, 4) + "-" + padded(parts.tm_mon + 1, 2) + "-" +
           padded(parts.tm_mday, 2);
}

} // namespace

Stub new_stub(std::string const& data_folder,
              SQLite::Database const& database,
              std::string const& session,
              WithdrawnBy by,
              std::optional<std::string> const& day)
{
    std::string const path = journal_path(data_folder, session);
    Stub stub;
    stub.session = session;
    stub.by = by;
    stub.withdrawn = day ? day : day_of_last_change(path);
    if (auto const kind = study_kind(data_folder)) {
        stub.study = name_of(*kind);
    }
    auto header = header_of_journal(path);
    if (!header) {
        header = header_of_index(database, session);
    }
    if (header) {
        stub.experiment = header->experiment;
        stub.visit = header->visit;
        // Virtual time has no date.
        stub.began = header->source == "simulated" ? std::nullopt : day_of(header->started_utc);
    }
    return stub;
}

base::Result<void>
Store::withdraw(std::string const& session, WithdrawnBy by, std::string const& day)
{
    if (!is_session_id(session)) {
        return base::Error{"'" + session + "' is no session: it needs 32 hexadecimal digits", ""};
    }
    return guarded<void>(data_folder_, [&]() -> base::Result<void> {
        std::vector<Stub> stubs;
        if (has_stub(data_folder_, session)) {
            auto stub = read_stub(data_folder_, session);
            if (!stub) {
                return stub.error();
            }
            stubs.push_back(std::move(*stub));
        } else {
            bool const known = header_of_index(*database_, session).has_value();
            if (!known && !exists(journal_path(data_folder_, session))) {
                return base::Error{
                    "there is no session '" + session + "' in '" + data_folder_ + "'", ""};
            }
            stubs.push_back(new_stub(data_folder_, *database_, session, by, day));
        }
        return erase_sessions(data_folder_, *database_, stubs).front().done;
    });
}

} // namespace securebase::record
