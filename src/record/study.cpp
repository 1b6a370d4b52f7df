// SPDX-License-Identifier: MIT
// A study's data folder.
#include "record/study.h"

#include "base/hash.h"
#include "base/text.h"
#include "events/header.h"
#include "record/files.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace securebase::record {

namespace {

using nlohmann::json;

constexpr int marker_format = 1;
constexpr std::string_view journal_ending = ".jsonl";

std::string marker_path(std::string const& data_folder)
{
    return data_folder + "/study.json";
}

/// When another program was first, its marker is read next.
base::Result<void> place_marker(std::string const& data_folder, StudyKind kind)
{
    std::string const text = "{\"format\":" + std::to_string(marker_format) + ",\"kind\":\"" +
                             std::string(name_of(kind)) + "\"}\n";
    return place_file(data_folder, marker_path(data_folder), text);
}

/// The last bytes of a journal hold its last line.
bool is_ended(std::string_view bytes)
{
    if (!bytes.ends_with('\n')) {
        return false;
    }
    std::size_t const before = bytes.find_last_of('\n', bytes.size() - 2);
    std::string_view const line = bytes.substr(before == std::string_view::npos ? 0 : before + 1);
    return line.find(",\"kind\":\"session_end\"") < 40;
}

std::string tail_of(std::string const& path)
{
    constexpr off_t most = 1024; // session_end has a short text.
    std::string bytes(static_cast<std::size_t>(most), '\0');
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return {};
    }
    off_t const size = ::lseek(file, 0, SEEK_END);
    ssize_t const count =
        ::pread(file, bytes.data(), bytes.size(), std::max<off_t>(0, size - most));
    ::close(file);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    return bytes;
}

Unfinished read_unfinished(std::string const& session, std::string const& path)
{
    Unfinished out;
    out.session = session;
    out.running = is_being_written(path);
    auto const journal = read_journal(path);
    if (!journal) {
        out.journal = journal.error().what;
        return out;
    }
    out.journal = to_sentence(*journal);
    for (auto const& [sequence, event, text] : journal->events) {
        bool const complete = event.kind == events::EventKind::trial_end && text == "complete";
        out.trials += complete ? 1U : 0U;
    }
    if (journal->events.empty()) {
        return out;
    }
    if (auto const header = events::header_from_json(journal->events.front().text)) {
        out.participant = header->participant;
        out.experiment = header->experiment;
        out.started_utc = header->started_utc;
        out.visit = header->visit;
        out.attempt = header->attempt;
    }
    return out;
}

} // namespace

std::string_view name_of(StudyKind kind)
{
    return kind == StudyKind::real ? "real" : "simulated";
}

StudyKind kind_of_source(std::string_view source)
{
    return source == "real" ? StudyKind::real : StudyKind::simulated;
}

base::Result<StudyKind> study_kind(std::string const& data_folder)
{
    std::string const path = marker_path(data_folder);
    if (!exists(path)) {
        return base::Error{"there is no study in '" + data_folder + "'",
                           "name the folder of a study with --data"};
    }
    json const marker = json::parse(base::read_file(path, 4096).value_or(""), nullptr, false);
    base::Error const unreadable{"'" + path + "' is no marker of a study",
                                 "restore it from a copy: it says what kind of data lies here"};
    if (!marker.is_object() || !marker.contains("format") || !marker.contains("kind") ||
        !marker["format"].is_number_integer()) {
        return unreadable;
    }
    if (marker["format"].get<std::int64_t>() > marker_format) {
        return base::Error{"the study in '" + data_folder +
                               "' was made by a newer version of the program",
                           "use the newer version"};
    }
    for (StudyKind const kind : {StudyKind::real, StudyKind::simulated}) {
        if (marker["kind"] == name_of(kind)) {
            return kind;
        }
    }
    return unreadable;
}

base::Result<void> open_study(std::string const& data_folder, StudyKind kind)
{
    std::string const sessions = sessions_path(data_folder);
    if (!exists(marker_path(data_folder))) {
        if (exists(sessions) && !list_sessions(data_folder).empty()) {
            return base::Error{"'" + data_folder + "' holds sessions but no study.json",
                               "restore it from a copy: it says what kind of data lies here"};
        }
        if (auto made = make_folder(data_folder); !made) {
            return made;
        }
        if (auto placed = place_marker(data_folder, kind); !placed) {
            return placed;
        }
    }
    auto const found = study_kind(data_folder);
    if (!found) {
        return found.error();
    }
    if (*found != kind) {
        return base::Error{"the study in '" + data_folder + "' holds " +
                               std::string(name_of(*found)) + " sessions and takes no " +
                               std::string(name_of(kind)) + " ones",
                           "choose another folder with --data"};
    }
    if (auto made = make_folder(sessions); !made) {
        return made;
    }
    return sync_folder(data_folder);
}

std::string new_session_id()
{
    return base::random_hex(16);
}

std::vector<std::string> list_sessions(std::string const& data_folder)
{
    return list_names(sessions_path(data_folder), journal_ending);
}

std::vector<Unfinished> unfinished_sessions(std::string const& data_folder)
{
    std::vector<Unfinished> out;
    for (std::string const& session : list_sessions(data_folder)) {
        std::string const path = journal_path(data_folder, session);
        if (!is_ended(tail_of(path))) {
            out.push_back(read_unfinished(session, path));
        }
    }
    return out;
}

} // namespace securebase::record
