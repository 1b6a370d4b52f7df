// SPDX-License-Identifier: MIT
// What `securebase check` finds out about an experiment, and how it says it.
#include "app/check_report.h"

#include "app/experiment.h"
#include "base/text.h"
#include "bots/profile.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>

namespace securebase::app {

namespace {

using nlohmann::json;

// ------------------------------------------------------------------------------ what is found out

/// Condition columns of the session's trials.
std::vector<std::string> condition_names(model::Experiment const& experiment)
{
    std::set<std::string> names;
    for (model::Part const& part : experiment.parts) {
        for (std::string const& column : model::condition_columns(part.trial)) {
            names.insert(column);
        }
    }
    return {names.begin(), names.end()};
}

/// The virtual participants beside the script. While the script has faults its columns are not all
/// known, so names are not judged.
void check_bot(model::Experiment const& experiment, base::Diagnostics& faults)
{
    if (experiment.modules.empty()) {
        return;
    }
    std::string const& folder = experiment.modules.front().folder;
    std::string const file = folder.empty() ? "bot.yaml" : folder + "/bot.yaml";
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) {
        return;
    }
    bool const columns_known = !faults.has_errors();
    base::Diagnostics found;
    bots::read_profile(file, condition_names(experiment), found);
    for (base::Diagnostic const& one : found.all()) {
        if (columns_known || one.code != "unknown-name") {
            faults.add(one);
        }
    }
}

// ------------------------------------------------------------------------------------- for people

std::string counted(std::size_t count, char const* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string range_text(std::string const& least, std::string const& most)
{
    return least == most ? least : least + ".." + most;
}

std::string signed_ms(double ms)
{
    std::string const text = base::format_fixed(std::abs(ms), 2);
    return text == "0.00" ? text : (ms < 0 ? "-" : "+") + text;
}

std::string hertz(base::Duration period)
{
    return base::format_number(std::round(1e11 / static_cast<double>(period.count())) / 100) +
           " Hz";
}

using Row = std::array<std::string, 6>;

Row row_of(plan::StageTiming const& timing, base::Duration period)
{
    double const period_ms = base::to_ms(period);
    std::string const unit = timing.unit == model::TimeUnit::frames
                                 ? timing.most_asked == 1 ? " frame" : " frames"
                                 : " ms";
    std::string const bound = timing.by == plan::TimedBy::limit ? "at most " : "";
    auto const achieved = [period_ms](std::int64_t frames) {
        return base::format_fixed(static_cast<double>(frames) * period_ms, 2);
    };
    return {timing.trial + "." + timing.stage,
            bound +
                range_text(base::format_number(timing.least_asked),
                           base::format_number(timing.most_asked)) +
                unit,
            range_text(std::to_string(timing.least_frames), std::to_string(timing.most_frames)),
            range_text(achieved(timing.least_frames), achieved(timing.most_frames)) + " ms",
            range_text(signed_ms(timing.least_error_ms), signed_ms(timing.most_error_ms)) + " ms",
            timing.critical ? "critical" : ""};
}

std::string timing_table(CheckReport const& report)
{
    if (report.timings.empty()) {
        return {};
    }
    std::vector<Row> rows{{"stage", "requested", "frames", "achieved", "error", ""}};
    for (plan::StageTiming const& timing : report.timings) {
        rows.push_back(row_of(timing, report.period));
    }
    std::array<std::size_t, 6> widths{};
    for (Row const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], base::count_code_points(row[i]));
        }
    }
    std::string text = "  durations at " + hertz(report.period) + ", one frame is " +
                       base::format_fixed(base::to_ms(report.period), 3) + " ms:\n";
    for (Row const& row : rows) {
        std::string line = "   ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += " " + row[i];
            line += std::string(widths[i] - base::count_code_points(row[i]) + 1, ' ');
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string minutes_text(plan::Estimate const& estimate)
{
    auto const whole = [](double ms) {
        return base::format_number(std::max(1.0, std::round(ms / 60'000)));
    };
    return range_text(whole(estimate.low_ms), whole(estimate.high_ms)) + " min";
}

// ----------------------------------------------------------------------------- for other programs

json place_json(base::Place const& place)
{
    std::uint32_t const line = place.line == 0 ? 0 : place.line - 1;
    std::uint32_t const column = place.column == 0 ? 0 : place.column - 1;
    return {{"file", place.file},
            {"range",
             {{"start", {{"line", line}, {"character", column}}},
              {"end", {{"line", line}, {"character", column + place.length}}}}}};
}

json to_json(base::Diagnostic const& diagnostic)
{
    json out = place_json(diagnostic.place);
    out["severity"] = diagnostic.severity == base::Severity::error     ? 1
                      : diagnostic.severity == base::Severity::warning ? 2
                                                                       : 3;
    out["code"] = diagnostic.code;
    out["message"] = diagnostic.what;
    if (!diagnostic.hint.empty()) {
        out["hint"] = diagnostic.hint;
    }
    if (diagnostic.also) {
        json also = place_json(*diagnostic.also);
        also["message"] = diagnostic.also_what;
        out["relatedInformation"] = json::array({also});
    }
    return out;
}

json to_json(CheckReport const& report)
{
    json out{{"experiment", report.folder},
             {"errors", report.faults.error_count()},
             {"warnings", report.faults.warning_count()},
             {"diagnostics", json::array()}};
    for (base::Diagnostic const& diagnostic : report.faults.all()) {
        out["diagnostics"].push_back(to_json(diagnostic));
    }
    if (report.is_faultless()) {
        out["trials"] = report.trials;
        out["minutes"] = {report.estimate.low_ms / 60'000, report.estimate.high_ms / 60'000};
        out["frame_ms"] = base::to_ms(report.period);
        out["durations"] = json::parse(plan::to_json(report.timings));
        out["trigger_codes"] = report.trigger_codes;
    }
    return out;
}

} // namespace

CheckReport inspect(std::string const& folder,
                    model::Catalogue const& known,
                    std::optional<double> refresh_hz,
                    std::vector<std::string> const& set,
                    TrialScreen const* screen)
{
    CheckReport report;
    report.folder = folder;
    model::Experiment const experiment = survey(folder, known, refresh_hz, set, report.faults);
    report.period = period_of(refresh_hz.value_or(experiment.screen.refresh_hz));
    check_bot(experiment, report.faults);
    if (!report.faults.has_errors()) {
        auto const plan =
            plan::make_plan(experiment,
                            {.participant = "P001", .number = {}, .visit = 1, .seed = 1},
                            report.faults);
        if (plan) {
            report.trials = plan->trials.size();
            report.estimate = plan::estimate(*plan, report.period);
            report.trigger_codes = plan->trigger_codes.size();
            report.timings = plan::stage_timings(experiment, report.period);
            if (screen != nullptr) {
                check_screen(experiment, *plan, *screen, report.faults);
            }
        }
    }
    report.faults.sort();
    return report;
}

std::string to_text(CheckReport const& report)
{
    std::string text = base::to_text(report.faults);
    std::size_t const warnings = report.faults.warning_count();
    text += report.folder + ": ";
    if (!report.is_faultless()) {
        return text + counted(report.faults.error_count(), "error") + ", " +
               counted(warnings, "warning") + "\n";
    }
    text += "ok, " + counted(report.trials, "trial") + ", about " + minutes_text(report.estimate);
    text += warnings > 0 ? ", " + counted(warnings, "warning") : "";
    text += "\n";
    if (report.trigger_codes > 0) {
        text += "  " + counted(report.trigger_codes, "trigger code") +
                " of 255; plan --triggers says what they mean\n";
    }
    return text + timing_table(report);
}

std::string to_json(std::vector<CheckReport> const& reports)
{
    json out = json::array();
    for (CheckReport const& report : reports) {
        out.push_back(to_json(report));
    }
    return out.dump(2) + "\n";
}

} // namespace securebase::app
