// SPDX-License-Identifier: MIT
// Edges as rows, or samples made into edges.
#include "rig/capture.h"

#include "base/middle.h"
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

/// A column that somebody may have meant by that name.
std::optional<std::string> near_column(Cells const& cells, std::string const& name)
{
    std::vector<std::string> lower;
    for (base::CsvCell const& cell : cells.header()) {
        lower.push_back(base::to_lower_ascii(base::trim(cell.text)));
    }
    auto const near = base::nearest_name(name, lower);
    if (!near) {
        return std::nullopt;
    }
    auto const at = std::ranges::find(lower, *near) - lower.begin();
    return cells.header()[static_cast<std::size_t>(at)].text;
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
        auto const near = near_column(cells, "time");
        cells.fault(cells.header().front(),
                    "missing-column",
                    "no column of times",
                    (near ? "is it '" + *near + "'? name it" : "name it") +
                        std::string(" time_s, time_ms or time_us"));
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
            lines_.push_back(row[light_].line);
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
        Threshold const threshold = light_threshold(lights_);
        if (threshold.margin <= 0) {
            cells_.fault(cells_.header()[light_],
                         "no-contrast",
                         '\'' + cells_.header()[light_].text + "' hardly ever changes",
                         "is the sensor on the patch and the cable in its place? leave out what "
                         "was recorded long before and after the cycles");
            return out;
        }
        double const longest = longest_step();
        tell_holes(longest);
        Crossings light = crossings(moments_, lights_, threshold, longest);
        out.rises_ms = std::move(light.rises);
        out.falls_ms = std::move(light.falls);
        if (ttl_) {
            out.triggers_ms = pulses(longest);
        }
        return out;
    }

private:
    /// From one sample to the next; beyond it nothing was recorded.
    double longest_step() const
    {
        constexpr double usual_steps = 5;
        std::vector<double> steps;
        for (std::size_t i = 1; i < moments_.size(); ++i) {
            steps.push_back(moments_[i] - moments_[i - 1]);
        }
        return steps.empty() ? 0 : usual_steps * base::middle_of(std::move(steps));
    }

    void tell_holes(double longest)
    {
        for (std::size_t i = 1; i < moments_.size(); ++i) {
            double const step = moments_[i] - moments_[i - 1];
            if (step > longest) {
                cells_.warn(lines_[i],
                            "hole",
                            "nothing was recorded for " + base::format_fixed(step, 3) +
                                " ms before this sample",
                            "what became light or dark in it counts as not seen");
            }
        }
    }

    /// None on a line that never changes: its cable may be out, and light still tells a lot.
    std::vector<double> pulses(double longest) const
    {
        Threshold const threshold = pulse_threshold();
        return threshold.margin > 0 ? crossings(moments_, ttls_, threshold, longest).rises
                                    : std::vector<double>();
    }

    /// Pulses are too short for percentiles.
    Threshold pulse_threshold() const
    {
        auto const [least, most] = std::minmax_element(ttls_.begin(), ttls_.end());
        return {(*least + *most) / 2, (*most - *least) / 10};
    }

    Cells& cells_;
    Times times_;
    std::size_t light_;
    std::optional<std::size_t> ttl_;
    std::vector<double> moments_;
    std::vector<std::uint32_t> lines_; ///< Of the file, for each moment.
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
                          how_to_name_columns());
        }
        if (!time || cells_->has_faults()) {
            return false;
        }
        time_ = time->column;
        if (edge) {
            edges_.emplace(*cells_, *time, *edge);
        } else {
            samples_.emplace(*cells_, *time, *light);
        }
        return true;
    }

    void take(Row const& row)
    {
        bool const is_first = !std::exchange(any_, true);
        base::CsvCell const& time = row[time_];
        if (is_first && time.text.find_first_of("0123456789") == std::string::npos) {
            cells_->fault(time,
                          "bad-number",
                          '\'' + base::shorten(time.text) + "' is no number",
                          "when this is a row of units, delete it");
            return;
        }
        edges_ ? edges_->take(row) : samples_->take(row);
    }

    std::optional<Capture> finish()
    {
        if (!any_) {
            cells_->fault("no-rows",
                          "nothing was recorded",
                          "start the recording before the cycles, stop it after them, and export "
                          "it anew");
        }
        Capture out = edges_ ? edges_->finish() : samples_->finish();
        return cells_->has_faults() ? std::nullopt : std::optional(std::move(out));
    }

private:
    std::string how_to_name_columns() const
    {
        for (std::string const name : {"edge", "light"}) {
            if (auto const near = near_column(*cells_, name)) {
                return "is it '" + *near + "'? name it '" + name + "'";
            }
        }
        return "delete what stands above the names of the columns, and name the instrument's: "
               "edges: time_ms,edge; samples: time_ms,light";
    }

    std::string unit_;
    base::Diagnostics& faults_;
    std::optional<Cells> cells_;
    std::optional<EdgeRows> edges_;
    std::optional<SampleRows> samples_;
    std::size_t time_ = 0; ///< Its column.
    bool any_ = false;
};

/// A comma within numbers looks like one more cell; then no row is as wide as the header.
bool tell_decimal_comma(std::string const& file,
                        char separator,
                        std::size_t before,
                        base::Diagnostics& faults)
{
    bool const is_ragged = std::ranges::any_of(
        faults.all(), [&](base::Diagnostic const& one) { return one.code == "csv-ragged"; });
    if (separator != ',' || !is_ragged || faults.error_count() == before) {
        return false;
    }
    faults.error({file, 0, 0, 1},
                 "decimal-comma",
                 "rows and the names of the columns do not match",
                 "when numbers are written with a comma, as 1,5: export them with a dot");
    return true;
}

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
    if (tell_decimal_comma(file, base::separator_of(bytes), before, faults)) {
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
                    Threshold const& threshold,
                    double longest_step)
{
    Crossings out;
    std::optional<bool> light; // Unknown until one side was reached.
    double crossed = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        double const beyond = levels[i] - threshold.middle;
        double const before = i > 0 ? levels[i - 1] - threshold.middle : beyond;
        if (i > 0 && times[i] - times[i - 1] > longest_step) {
            light.reset();
        }
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
