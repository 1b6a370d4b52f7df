// SPDX-License-Identifier: MIT
// Edges as rows, or samples made into edges.
#include "rig/capture.h"

#include "base/text.h"
#include "rig/cells.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

namespace securebase::rig {

namespace {

using Row = std::vector<base::CsvCell>;

struct Unit {
    std::string_view name;
    double ms;
};
constexpr std::array<Unit, 3> units{{{"s", 1000}, {"ms", 1}, {"us", 0.001}}};

std::optional<Unit> unit_of_column(std::string const& name)
{
    auto const* const found = std::find_if(units.begin(), units.end(), [&](Unit const& unit) {
        return name.ends_with('_' + std::string(unit.name));
    });
    return found == units.end() ? std::nullopt : std::optional(*found);
}

struct TimeColumn {
    std::size_t column = 0;
    double ms = 1; ///< One of its units.
};

/// The column whose name ends in a unit; or `time`, whose unit was told beside.
std::optional<TimeColumn> find_time(Cells& cells, std::string const& told)
{
    std::vector<std::pair<std::size_t, Unit>> found;
    for (std::size_t i = 0; i < cells.header().size(); ++i) {
        if (auto const unit = unit_of_column(cells.header()[i].text)) {
            found.emplace_back(i, *unit);
        }
    }
    if (found.size() > 1) {
        cells.fault(cells.header()[found[1].first],
                    "time-column",
                    "columns '" + cells.header()[found[0].first].text + "' and '" +
                        cells.header()[found[1].first].text + "' both hold times by their names",
                    "keep one");
        return std::nullopt;
    }
    auto const plain = cells.column("time");
    if (found.empty() && !plain) {
        cells.fault(cells.header().front(),
                    "missing-column",
                    "no column of times",
                    "name it time_s, time_ms or time_us");
        return std::nullopt;
    }
    std::size_t const column = found.empty() ? *plain : found[0].first;
    if (found.empty() == told.empty()) {
        cells.fault(cells.header()[column],
                    "time-unit",
                    found.empty() ? "nobody says the unit of 'time'"
                                  : "'" + cells.header()[column].text +
                                        "' says its unit already, and --time-unit too",
                    found.empty() ? "name it time_s, time_ms or time_us, or say --time-unit"
                                  : "leave out --time-unit");
        return std::nullopt;
    }
    auto const* const unit =
        std::find_if(units.begin(), units.end(), [&](Unit const& one) { return one.name == told; });
    return TimeColumn{column, found.empty() ? unit->ms : found[0].second.ms};
}

/// What both forms share: times that go on.
class Times {
public:
    Times(Cells& cells, TimeColumn column, bool may_repeat)
        : cells_(cells), column_(column), may_repeat_(may_repeat)
    {}

    std::optional<double> next(Row const& row)
    {
        base::CsvCell const& cell = row[column_.column];
        auto const number = cells_.number(cell);
        if (!number) {
            return std::nullopt;
        }
        double const now = *number * column_.ms;
        if (last_ && (may_repeat_ ? now < *last_ : now <= *last_)) {
            cells_.fault(cell,
                         "time-order",
                         '\'' + base::shorten(cell.text) + "' is not after the time before it",
                         "rows must be in the order in which things happened; export times with "
                         "more decimals");
            return std::nullopt;
        }
        last_ = now;
        return now;
    }

private:
    Cells& cells_;
    TimeColumn column_;
    bool may_repeat_;
    std::optional<double> last_;
};

bool is_one_of(std::string const& word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), base::to_lower_ascii(word)) != words.end();
}

/// One row for each edge.
class EdgeRows {
public:
    EdgeRows(Cells& cells, TimeColumn time, std::size_t edge)
        : cells_(cells), times_(cells, time, true), edge_(edge), line_(cells.column("line"))
    {}

    void take(Row const& row)
    {
        auto const when = times_.next(row);
        auto const rises = direction(row[edge_]);
        auto const light = line_ ? is_light(row[*line_]) : std::optional(true);
        if (!when || !rises || !light) {
            return;
        }
        if (*light) {
            (*rises ? out_.rises_ms : out_.falls_ms).push_back(*when);
        } else if (*rises) {
            triggers_.push_back(*when);
        }
    }

    Capture finish()
    {
        if (line_) {
            out_.triggers_ms = std::move(triggers_);
        }
        return std::move(out_);
    }

private:
    std::optional<bool> direction(base::CsvCell const& cell)
    {
        if (is_one_of(cell.text, {"rise", "rising", "up", "on", "high", "1"})) {
            return true;
        }
        if (is_one_of(cell.text, {"fall", "falling", "down", "off", "low", "0"})) {
            return false;
        }
        cells_.fault(cell,
                     "bad-edge",
                     '\'' + base::shorten(cell.text) + "' is no edge",
                     "write rise or fall");
        return std::nullopt;
    }

    std::optional<bool> is_light(base::CsvCell const& cell)
    {
        bool const light = is_one_of(cell.text, {"light"});
        if (!light && !is_one_of(cell.text, {"ttl"})) {
            cells_.fault(cell,
                         "bad-line",
                         '\'' + base::shorten(cell.text) + "' is no line",
                         "write light or ttl");
            return std::nullopt;
        }
        return light;
    }

    Cells& cells_;
    Times times_;
    std::size_t edge_;
    std::optional<std::size_t> line_;
    Capture out_;
    std::vector<double> triggers_;
};

/// One row for each sample.
class SampleRows {
public:
    SampleRows(Cells& cells, TimeColumn time, std::size_t light)
        : cells_(cells), times_(cells, time, false), light_(light), ttl_(cells.column("ttl"))
    {}

    void take(Row const& row)
    {
        auto const when = times_.next(row);
        auto const light = cells_.number(row[light_]);
        auto const ttl = ttl_ ? cells_.number(row[*ttl_]) : std::optional(0.0);
        if (when && light && ttl) {
            moments_.push_back(*when);
            lights_.push_back(*light);
            if (ttl_) {
                ttls_.push_back(*ttl);
            }
        }
    }

    Capture finish()
    {
        Capture out;
        if (cells_.has_faults() || moments_.empty()) {
            return out;
        }
        Crossings light = crossings_of(light_, lights_, light_threshold(lights_));
        out.rises_ms = std::move(light.rises);
        out.falls_ms = std::move(light.falls);
        if (ttl_) {
            out.triggers_ms = crossings_of(*ttl_, ttls_, pulse_threshold()).rises;
        }
        return out;
    }

private:
    /// Pulses are too short for percentiles.
    Threshold pulse_threshold() const
    {
        auto const [least, most] = std::minmax_element(ttls_.begin(), ttls_.end());
        return {(*least + *most) / 2, (*most - *least) / 10};
    }

    Crossings
    crossings_of(std::size_t column, std::vector<double> const& levels, Threshold const& threshold)
    {
        if (threshold.margin > 0) {
            return crossings(moments_, levels, threshold);
        }
        cells_.fault(cells_.header()[column],
                     "no-contrast",
                     '\'' + cells_.header()[column].text + "' hardly ever changes",
                     "is the sensor on the patch and the cable in its place? leave out what was "
                     "recorded long before and after the cycles");
        return {};
    }

    Cells& cells_;
    Times times_;
    std::size_t light_;
    std::optional<std::size_t> ttl_;
    std::vector<double> moments_;
    std::vector<double> lights_;
    std::vector<double> ttls_;
};

/// The form that the header tells.
class CaptureReader {
public:
    CaptureReader(std::string unit, base::Diagnostics& faults)
        : unit_(std::move(unit)), faults_(faults)
    {}

    bool begin(base::CsvTable const& head)
    {
        cells_.emplace(head, faults_);
        auto const time = find_time(*cells_, unit_);
        auto const edge = cells_->column("edge");
        auto const light = edge ? std::nullopt : cells_->column("light");
        if (!edge && !light) {
            cells_->fault(head.header.front(),
                          "missing-column",
                          "neither a column 'edge' nor a column 'light'",
                          "edges: time_ms,edge; samples: time_ms,light");
        }
        if (!time || cells_->has_faults()) {
            return false;
        }
        if (edge) {
            edges_.emplace(*cells_, *time, *edge);
        } else {
            samples_.emplace(*cells_, *time, *light);
        }
        return true;
    }

    void take(Row const& row)
    {
        any_ = true;
        edges_ ? edges_->take(row) : samples_->take(row);
    }

    std::optional<Capture> finish()
    {
        if (!any_) {
            cells_->fault("no-rows", "nothing was recorded", "the first line names the columns");
        }
        Capture out = edges_ ? edges_->finish() : samples_->finish();
        return cells_->has_faults() ? std::nullopt : std::optional(std::move(out));
    }

private:
    std::string unit_;
    base::Diagnostics& faults_;
    std::optional<Cells> cells_;
    std::optional<EdgeRows> edges_;
    std::optional<SampleRows> samples_;
    bool any_ = false;
};

double quantile(std::vector<double>& values, double share)
{
    auto const at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

} // namespace

std::optional<Capture> read_capture(std::string const& file,
                                    std::string_view bytes,
                                    std::string const& unit,
                                    base::Diagnostics& faults)
{
    auto const before = faults.error_count();
    CaptureReader reader(unit, faults);
    base::CsvWalk const walk{[&](base::CsvTable const& head) { return reader.begin(head); },
                             [&](Row const& row) { reader.take(row); }};
    if (!base::walk_csv_text(file, bytes, base::separator_of(bytes), walk, faults)) {
        return std::nullopt;
    }
    auto capture = reader.finish();
    return faults.error_count() > before ? std::nullopt : std::move(capture);
}

Threshold light_threshold(std::vector<double> levels)
{
    double const dark = quantile(levels, 0.05);
    double const light = quantile(levels, 0.95);
    return {(dark + light) / 2, (light - dark) / 10};
}

Crossings crossings(std::vector<double> const& times,
                    std::vector<double> const& levels,
                    Threshold const& threshold)
{
    Crossings out;
    std::optional<bool> light; // Unknown until one side was reached.
    double crossed = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        double const beyond = levels[i] - threshold.middle;
        double const before = i > 0 ? levels[i - 1] - threshold.middle : beyond;
        if ((before < 0) != (beyond < 0)) {
            crossed = times[i - 1] + (times[i] - times[i - 1]) * before / (before - beyond);
        }
        bool const is_light = beyond >= threshold.margin;
        if (!is_light && beyond > -threshold.margin) {
            continue;
        }
        if (light && *light != is_light) {
            (is_light ? out.rises : out.falls).push_back(crossed);
        }
        light = is_light;
    }
    return out;
}

} // namespace securebase::rig
