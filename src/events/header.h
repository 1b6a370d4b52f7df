// SPDX-License-Identifier: MIT
// The header of a session: everything decided before the first frame, stored with the data.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::events {

struct FileHash {
    std::string path; ///< As the script names it.
    std::string hash; ///< BLAKE2b-256, hexadecimal.
    bool operator==(FileHash const&) const = default;
};

struct Header {
    std::string session;    ///< Identifier: 32 hexadecimal digits.
    std::string experiment; ///< Folder name.
    std::string title;
    std::string participant; ///< Code.
    std::int64_t number = 0; ///< The participant's number that chose the between-participant cell.
    std::int64_t visit = 1;
    std::int64_t attempt = 1;
    std::string source = "real"; ///< real, virtual (a bot on a real display) or simulated.
    std::uint64_t seed = 0;
    std::string started_utc;       ///< ISO 8601, the one reading of the wall clock.
    std::string version;           ///< Of the program.
    std::string build;             ///< Compiler, build type, libraries.
    std::vector<FileHash> files;   ///< Script, tables, texts, images, instruments, fonts.
    std::string display = "{}";    ///< JSON: size, refresh, how known, driver, onset source.
    std::string input = "{}";      ///< JSON: device, stamped by.
    std::string process = "{}";    ///< JSON: priority, memory, timers; empty in virtual time.
    std::string triggers = "{}";   ///< JSON: line, pulse, what the codes say; empty: none are sent.
    std::string injected = "[]";   ///< JSON list of faults put in on purpose, as asked for.
    std::int64_t frame_ns = 0;     ///< Refresh period used for planning.
    std::string durations = "[]";  ///< JSON: what the script asks for and this refresh can do.
    std::string parameters = "{}"; ///< JSON object: the script's parameters in this session.
    std::string between = "{}";    ///< JSON object: the participant's cell of each `between`.
    std::string measures = "[]";   ///< JSON list of the script's measures, as model writes them.
    std::string instruments = "[]"; ///< JSON list of the instrument keys, as model writes them.
    bool operator==(Header const&) const = default;
};

std::string to_json(Header const& header);
/// Errors: not JSON, a member missing or of the wrong type.
base::Result<Header> header_from_json(std::string_view json);

} // namespace securebase::events
