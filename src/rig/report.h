// SPDX-License-Identifier: MIT
// The rig report: what was measured of a machine, as a file that sessions name by its hash.
#pragma once

#include "rig/line.h"
#include "rig/watch.h"
#include "rig/wrong.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::rig {

/// Nothing here says whose machine it is or what it is called.
struct Host {
    std::string system;    ///< "Debian GNU/Linux 12 (bookworm)"; empty: not told.
    std::string kernel;    ///< "6.1.0-18-amd64".
    std::string processor; ///< Its model; empty: not told.
    unsigned cores = 1;
    std::optional<std::uint64_t> memory_mib;
};

/// What tells one display from another. Size and name, not the way of showing: that may differ
/// from start to start.
struct ScreenName {
    std::string driver;
    std::string monitor;
    std::int32_t width = 0;
    std::int32_t height = 0;
    bool operator==(ScreenName const&) const = default;
};

/// What a photodiode told of this screen, once. Never applied to data by itself.
struct PhotodiodeResult {
    std::string time_utc;         ///< When the cycles were shown.
    std::optional<double> lag_ms; ///< From stamp to light; empty: nobody knows.
    std::string shown_hash;       ///< BLAKE2b-256 of what the program wrote, ...
    std::string capture_hash;     ///< ... and of what the instrument did.
    std::vector<Line> lines;      ///< All of group photodiode_group.
    std::vector<WrongRun> wrong{};
    std::vector<double> left_over_ms{}; ///< Edges of no cycle, on the instrument's clock.
    std::int64_t judgement = 0;         ///< Counts up with every one that is added to a report.
};
constexpr char const* photodiode_group = "photodiode";

struct Report {
    std::string version;
    std::string build;
    std::string time_utc; ///< 2026-03-01T09:30:00Z.
    ScreenName screen;
    Host host;
    std::vector<Line> lines;
    std::vector<double> intervals_ms;
    std::vector<WatchMinute> watched;           ///< Empty: nobody watched.
    std::optional<PhotodiodeResult> photodiode; ///< Its lines come after the others.
    std::vector<std::string> unproven_here; ///< Ways that a session would use; see rig/unproven.h.
};

/// All lines, those of a photodiode at the end.
std::vector<Line> lines_of(Report const& report);

/// JSON with a line break at its end; see docs/formats/rig.md.
std::string to_json(Report const& report);

/// The same report with what a photodiode told later, in place of what one told before; its number
/// is one more than that of the one before. Empty when it is no report.
std::optional<std::string> with_photodiode(std::string_view json, PhotodiodeResult const& result);
/// What a photodiode told in a report; empty: none did.
std::optional<PhotodiodeResult> read_photodiode(std::string_view json);

/// What a session wants to know of a report.
struct ReportSummary {
    std::string time_utc;
    Verdict verdict = Verdict::unknown;
    ScreenName screen;
    std::string photodiode_utc{}; ///< When one told of it; empty: none did.
    std::int64_t judgement = 0;   ///< Of several of one moment the last corrects the others.
};
/// Empty when it is no report.
std::optional<ReportSummary> read_summary(std::string_view json);

/// Days from one moment to another, both as 2026-03-01T09:30:00Z; empty when they are not.
std::optional<double> days_between(std::string_view from_utc, std::string_view to_utc);

/// A report as a session finds it.
struct FoundReport {
    std::string hash;
    ReportSummary summary;
    std::string json{};
};

/// The newest of those found; when two are of one moment, the one that a photodiode told of later,
/// or whose judgement came later. Null when there are none.
FoundReport const* newest(std::vector<FoundReport> const& found);
/// The newest of this screen, or of any when there is none of it: several machines may share a
/// study.
FoundReport const* newest_for(std::vector<FoundReport> const& found, ScreenName const& here);

/// Member `rig` of a session's display: hash, age in days and verdict, or null.
std::string session_member(FoundReport const* newest, std::string const& now_utc);

/// What the operator is told before a session: one line without a break, empty when the report is
/// of this display, fit and at most 30 days old.
std::string session_note(FoundReport const* newest,
                         std::string const& now_utc,
                         ScreenName const& here,
                         std::string const& data_folder);

} // namespace securebase::rig
