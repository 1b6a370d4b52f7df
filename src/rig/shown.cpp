// SPDX-License-Identifier: MIT
// One row for each cycle; what all have in common stands in each, so that the file is one table.
#include "rig/shown.h"

#include "base/text.h"
#include "events/text_form.h"
#include "rig/cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace securebase::rig {

namespace {

constexpr std::array<std::string_view, 25> columns{"cycle",
                                                   "light_frames",
                                                   "onset_earliest_ns",
                                                   "onset_ns",
                                                   "onset_latest_ns",
                                                   "onset_source",
                                                   "onset_late_frames",
                                                   "offset_earliest_ns",
                                                   "offset_ns",
                                                   "offset_latest_ns",
                                                   "offset_source",
                                                   "offset_late_frames",
                                                   "trigger_earliest_ns",
                                                   "trigger_ns",
                                                   "trigger_latest_ns",
                                                   "period_ns",
                                                   "time_utc",
                                                   "driver",
                                                   "monitor",
                                                   "screen_width",
                                                   "screen_height",
                                                   "patch_x",
                                                   "patch_y",
                                                   "patch_width",
                                                   "patch_height"};

std::string ns(base::Instant when)
{
    return std::to_string(base::to_ns(when));
}

/// Names of monitors come from the hardware, in whatever bytes; a table must be readable.
std::string readable(std::string const& name)
{
    constexpr char32_t replacement = 0xFFFD;
    std::string out;
    for (char32_t const one : base::code_points(name)) {
        base::append_utf8(out, one < U' ' || one == 0x7F ? replacement : one);
    }
    return out;
}

void add_moment(std::vector<std::string>& row, std::optional<base::Timestamp> const& when)
{
    if (!when || !when->is_known()) {
        row.insert(row.end(), 3, "NA");
        return;
    }
    for (base::Instant const one : {when->earliest, when->likely(), when->latest}) {
        row.push_back(ns(one));
    }
}

void add_frame(std::vector<std::string>& row, ShownFrame const& frame)
{
    add_moment(row, frame.shown);
    row.emplace_back(events::name_of(frame.shown.source));
    row.push_back(frame.late ? std::to_string(*frame.late) : "NA");
}

std::vector<std::string> row_of(Shown const& shown, ShownCycle const& cycle)
{
    std::vector<std::string> row{std::to_string(cycle.number), std::to_string(shown.light_frames)};
    add_frame(row, cycle.light);
    add_frame(row, cycle.dark);
    add_moment(row, cycle.trigger);
    row.insert(row.end(),
               {std::to_string(base::to_ns(shown.period)),
                shown.time_utc,
                readable(shown.screen.driver),
                readable(shown.screen.monitor)});
    for (std::int32_t const size : {shown.screen.width,
                                    shown.screen.height,
                                    shown.patch.x,
                                    shown.patch.y,
                                    shown.patch.width,
                                    shown.patch.height}) {
        row.push_back(std::to_string(size));
    }
    return row;
}

/// Reads the rows of one file.
class Reader {
public:
    Reader(base::CsvTable const& table, base::Diagnostics& faults)
        : table_(table), cells_({table.file, table.header, {}}, faults)
    {}

    std::optional<Shown> read()
    {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            at_.at(i) = cells_.need(columns.at(i)).value_or(0);
        }
        if (table_.rows.empty()) {
            cells_.fault("no-rows", "no cycle was shown", "show some: 'doctor --photodiode'");
        }
        if (cells_.has_faults()) {
            return std::nullopt;
        }
        Shown out;
        for (auto const& row : table_.rows) {
            out.cycles.push_back(cycle_of(row));
            check_order(row, out.cycles);
            check_common(row);
        }
        read_common(table_.rows.front(), out);
        return cells_.has_faults() ? std::nullopt : std::optional(std::move(out));
    }

private:
    using Row = std::vector<base::CsvCell>;
    enum Column : std::size_t {
        cycle,
        light,
        onset,
        offset = onset + 5,
        trigger = offset + 5,
        period = trigger + 3,
        time_utc,
        driver,
        monitor,
        sizes
    };

    base::CsvCell const& cell(Row const& row, std::size_t column) const
    {
        return row[at_.at(column)];
    }

    std::int64_t integer(Row const& row, std::size_t column, std::int64_t least)
    {
        return cells_.integer(cell(row, column), least).value_or(least);
    }

    std::int32_t size(Row const& row, std::size_t which, std::int32_t least)
    {
        constexpr std::int64_t most = 1 << 20;
        return static_cast<std::int32_t>(std::min(integer(row, sizes + which, least), most));
    }

    /// Unknown where one of the three is.
    base::Timestamp moment(Row const& row, std::size_t first, base::TimeSource source)
    {
        auto const earliest = cells_.integer_or_na(cell(row, first), 0);
        auto const likely = cells_.integer_or_na(cell(row, first + 1), 0);
        auto const latest = cells_.integer_or_na(cell(row, first + 2), 0);
        if (!earliest || !likely || !latest) {
            return {};
        }
        if (*earliest > *likely || *likely > *latest) {
            spoiled(cell(row, first + 1), "bad-number", "does not lie within its bounds");
        }
        return base::Timestamp::about(base::instant_from_ns(*likely),
                                      base::instant_from_ns(*earliest),
                                      base::instant_from_ns(*latest),
                                      source);
    }

    ShownFrame frame(Row const& row, std::size_t first)
    {
        base::CsvCell const& name = cell(row, first + 3);
        auto const source = events::source_named(name.text);
        if (!source) {
            spoiled(name, "bad-source", "is no source of times");
        }
        return {moment(row, first, source.value_or(base::TimeSource::unknown)),
                cells_.integer_or_na(cell(row, first + 4), 0)};
    }

    ShownCycle cycle_of(Row const& row)
    {
        ShownCycle out{integer(row, cycle, 1), frame(row, onset), frame(row, offset), {}};
        base::Timestamp const sent = moment(row, trigger, base::TimeSource::poll);
        if (sent.is_known()) {
            out.trigger = sent;
        }
        return out;
    }

    void spoiled(base::CsvCell const& cell, std::string code, std::string what)
    {
        cells_.fault(cell,
                     std::move(code),
                     '\'' + base::shorten(cell.text) + "' " + std::move(what),
                     "the file is to be left as the program wrote it");
    }

    void check_order(Row const& row, std::vector<ShownCycle> const& until_here)
    {
        ShownCycle const& last = until_here.back();
        if (last.number != static_cast<std::int64_t>(until_here.size())) {
            spoiled(cell(row, cycle),
                    "cycle-order",
                    "stands where cycle " + std::to_string(until_here.size()) + " belongs");
        }
        if (is_too_early(last.light, last.dark)) {
            spoiled(cell(row, offset + 1), "time-order", "is not after the onset of its cycle");
        }
        bool const has_before = until_here.size() > 1;
        if (has_before && is_too_early(until_here[until_here.size() - 2].dark, last.light)) {
            spoiled(cell(row, onset + 1), "time-order", "is not after the cycle before it");
        }
    }

    /// Whether the second was not shown after the first; false when nobody knows.
    static bool is_too_early(ShownFrame const& first, ShownFrame const& second)
    {
        return first.shown.is_known() && second.shown.is_known() &&
               second.shown.likely() <= first.shown.likely();
    }

    /// What all rows say must be the same in all.
    void check_common(Row const& row)
    {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            bool const is_common = i == light || i >= period;
            std::string const& first = cell(table_.rows.front(), i).text;
            if (is_common && cell(row, i).text != first) {
                spoiled(cell(row, i),
                        "not-common",
                        "differs from '" + base::shorten(first) + "' in the first row");
            }
        }
    }

    void read_common(Row const& row, Shown& out)
    {
        out.light_frames = integer(row, light, 1);
        constexpr std::int64_t least_period_ns = 1'000'000;
        out.period = base::Duration(integer(row, period, least_period_ns));
        out.time_utc = cell(row, time_utc).text;
        if (!days_between(out.time_utc, out.time_utc)) {
            spoiled(cell(row, time_utc), "bad-time", "is no moment such as 2026-03-01T09:30:00Z");
        }
        out.screen = {
            cell(row, driver).text, cell(row, monitor).text, size(row, 0, 1), size(row, 1, 1)};
        out.patch = {size(row, 2, 0), size(row, 3, 0), size(row, 4, 1), size(row, 5, 1)};
    }

    base::CsvTable const& table_;
    Cells cells_;
    std::array<std::size_t, columns.size()> at_{};
};

} // namespace

std::int64_t dark_frames_after(std::int64_t cycle)
{
    auto const root = std::llround(std::sqrt(static_cast<double>(cycle)));
    return root * root == cycle ? 36 : 18;
}

std::string to_csv(Shown const& shown)
{
    std::string out = base::csv_line({columns.begin(), columns.end()});
    for (ShownCycle const& cycle : shown.cycles) {
        out += base::csv_line(row_of(shown, cycle));
    }
    return out;
}

std::optional<Shown>
read_shown(std::string const& file, std::string_view bytes, base::Diagnostics& faults)
{
    auto const before = faults.error_count();
    auto const table = base::read_csv_text(file, bytes, faults);
    if (!table || faults.error_count() > before) {
        return std::nullopt;
    }
    return Reader(*table, faults).read();
}

} // namespace securebase::rig
