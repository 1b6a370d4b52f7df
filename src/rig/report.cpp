// SPDX-License-Identifier: MIT
// The rig report as JSON, and what a session makes of it.
#include "rig/report.h"

#include "base/text.h"
#include "rig/unproven.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <tuple>
#include <utility>

namespace securebase::rig {

namespace {

using Json = nlohmann::ordered_json;
constexpr int format = 1;
constexpr double most_days = 30;

template <class T> Json or_null(std::optional<T> const& value)
{
    return value ? Json(*value) : Json();
}

Json or_null(std::string const& text)
{
    return text.empty() ? Json() : Json(text);
}

Json to_json(Line const& line)
{
    return {{"id", line.id},
            {"group", line.group},
            {"what", line.what},
            {"value", line.value},
            {"number", or_null(line.number)},
            {"limit", line.limit},
            {"verdict", name_of(line.verdict)},
            {"fix", or_null(line.fix)}};
}

Json to_json(ScreenName const& screen)
{
    return {{"driver", screen.driver},
            {"monitor", screen.monitor},
            {"width", screen.width},
            {"height", screen.height}};
}

Json to_json(Host const& host)
{
    return {{"system", or_null(host.system)},
            {"kernel", or_null(host.kernel)},
            {"processor", or_null(host.processor)},
            {"cores", host.cores},
            {"memory_mib", or_null(host.memory_mib)}};
}

Json to_json(WatchMinute const& minute)
{
    return {{"minute", minute.minute},
            {"frames", minute.frames},
            {"late", minute.late},
            {"unseen", minute.unseen},
            {"longest_ms", minute.longest_ms}};
}

Json to_json(WrongRun const& run)
{
    return {{"first", run.first},
            {"last", run.last},
            {"frames_longer", run.frames_longer},
            {"frames_later", run.frames_later},
            {"marked", run.marked},
            {"seen", run.seen}};
}

template <class T> Json list_of(std::vector<T> const& items)
{
    Json list = Json::array();
    for (T const& item : items) {
        list.push_back(to_json(item));
    }
    return list;
}

/// To the microsecond: what is beyond was not measured.
Json rounded(std::vector<double> const& values)
{
    Json list = Json::array();
    for (double const value : values) {
        list.push_back(std::round(value * 1000) / 1000);
    }
    return list;
}

std::string text_of(nlohmann::json const& object, char const* name)
{
    auto const found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int32_t number_of(nlohmann::json const& object, char const* name)
{
    auto const found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int32_t>() : 0;
}

bool is_true(nlohmann::json const& object, char const* name)
{
    auto const found = object.find(name);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::optional<std::int64_t> seconds_of(std::string_view utc)
{
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";
    if (utc.size() != shape.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < shape.size(); ++i) {
        bool const fits = shape[i] == 'd' ? utc[i] >= '0' && utc[i] <= '9' : utc[i] == shape[i];
        if (!fits) {
            return std::nullopt;
        }
    }
    auto const part = [&](std::size_t at, std::size_t length) {
        return base::parse_integer(utc.substr(at, length)).value_or(0);
    };
    std::chrono::year_month_day const day{std::chrono::year(static_cast<int>(part(0, 4))),
                                          std::chrono::month(static_cast<unsigned>(part(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(part(8, 2)))};
    if (!day.ok()) {
        return std::nullopt;
    }
    constexpr std::int64_t per_day = 86'400;
    return std::chrono::sys_days(day).time_since_epoch().count() * per_day + part(11, 2) * 3600 +
           part(14, 2) * 60 + part(17, 2);
}

/// Names of monitors come from the hardware, in whatever bytes.
std::string dump(Json const& report)
{
    return report.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// Also the lag, which stands where it always stood.
void put(Json& report, PhotodiodeResult const& result)
{
    for (Line const& line : result.lines) {
        report["lines"].push_back(to_json(line));
    }
    report["panel_lag_ms"] = or_null(result.lag_ms);
    report["photodiode"] = {{"time_utc", result.time_utc},
                            {"judgement", result.judgement},
                            {"shown", result.shown_hash},
                            {"capture", result.capture_hash},
                            {"wrong", list_of(result.wrong)},
                            {"left_over_ms", rounded(result.left_over_ms)}};
}

std::vector<WrongRun> read_wrong(nlohmann::json const& told)
{
    std::vector<WrongRun> out;
    for (nlohmann::json const& one : told.value("wrong", nlohmann::json::array())) {
        if (one.is_object()) {
            out.push_back({number_of(one, "first"),
                           number_of(one, "last"),
                           number_of(one, "frames_longer"),
                           number_of(one, "frames_later"),
                           is_true(one, "marked"),
                           is_true(one, "seen")});
        }
    }
    return out;
}

std::vector<double> read_left_over(nlohmann::json const& told)
{
    std::vector<double> out;
    for (nlohmann::json const& one : told.value("left_over_ms", nlohmann::json::array())) {
        if (one.is_number()) {
            out.push_back(one.get<double>());
        }
    }
    return out;
}

std::optional<Line> read_line(nlohmann::json const& read)
{
    auto const verdict = read.is_object() ? verdict_named(text_of(read, "verdict")) : std::nullopt;
    if (!verdict) {
        return std::nullopt;
    }
    auto const number = read.find("number");
    bool const has_number = number != read.end() && number->is_number();
    return Line{text_of(read, "id"),
                text_of(read, "group"),
                text_of(read, "what"),
                text_of(read, "value"),
                has_number ? std::optional(number->get<double>()) : std::nullopt,
                text_of(read, "limit"),
                *verdict,
                text_of(read, "fix")};
}

std::vector<Line> read_lines(nlohmann::json const& report)
{
    std::vector<Line> lines;
    auto const found = report.find("lines");
    if (found != report.end() && found->is_array()) {
        for (nlohmann::json const& one : *found) {
            if (auto line = read_line(one)) {
                lines.push_back(*std::move(line));
            }
        }
    }
    return lines;
}

/// What orders reports, the older first.
auto age_of(FoundReport const& one)
{
    return std::tuple(
        one.summary.time_utc, one.summary.photodiode_utc, one.summary.judgement, one.hash);
}

std::vector<std::string> all_unproven()
{
    std::vector<std::string> out;
    for (Unproven const& one : unproven()) {
        out.push_back(to_text(one));
    }
    return out;
}

} // namespace

std::vector<Line> lines_of(Report const& report)
{
    std::vector<Line> lines = report.lines;
    if (report.photodiode) {
        lines.insert(lines.end(), report.photodiode->lines.begin(), report.photodiode->lines.end());
    }
    return lines;
}

std::string to_json(Report const& report)
{
    Json out{{"format", format},
             {"program", "securebase"},
             {"version", report.version},
             {"build", report.build},
             {"time_utc", report.time_utc},
             {"verdict", name_of(overall(lines_of(report)))},
             {"screen", to_json(report.screen)},
             {"host", to_json(report.host)},
             {"lines", list_of(report.lines)},
             {"intervals_ms", rounded(report.intervals_ms)},
             {"watched", list_of(report.watched)},
             {"panel_lag_ms", nullptr},
             {"photodiode", nullptr},
             {"unproven", all_unproven()},
             {"unproven_here", report.unproven_here}};
    if (report.photodiode) {
        put(out, *report.photodiode);
    }
    return dump(out);
}

std::optional<std::string> with_photodiode(std::string_view json, PhotodiodeResult const& result)
{
    Json report = Json::parse(json, nullptr, false);
    if (!read_summary(json) || !report.contains("lines") || !report["lines"].is_array()) {
        return std::nullopt;
    }
    Json kept = Json::array();
    for (Json const& line : report["lines"]) {
        if (!line.is_object() || line.value("group", "") != photodiode_group) {
            kept.push_back(line);
        }
    }
    report["lines"] = std::move(kept);
    auto const before = read_photodiode(json);
    PhotodiodeResult numbered = result;
    numbered.judgement = before ? before->judgement + 1 : 1;
    put(report, numbered);
    report["verdict"] = name_of(overall(read_lines(nlohmann::json::parse(report.dump()))));
    return dump(report);
}

std::optional<PhotodiodeResult> read_photodiode(std::string_view json)
{
    auto const read = nlohmann::json::parse(json, nullptr, false);
    auto const told = read.is_object() ? read.find("photodiode") : read.end();
    if (!read.is_object() || told == read.end() || !told->is_object()) {
        return std::nullopt;
    }
    PhotodiodeResult out{
        text_of(*told, "time_utc"), {}, text_of(*told, "shown"), text_of(*told, "capture"), {}};
    out.wrong = read_wrong(*told);
    out.left_over_ms = read_left_over(*told);
    out.judgement = number_of(*told, "judgement");
    auto const lag = read.find("panel_lag_ms");
    if (lag != read.end() && lag->is_number()) {
        out.lag_ms = lag->get<double>();
    }
    std::ranges::copy_if(read_lines(read), std::back_inserter(out.lines), [](Line const& line) {
        return line.group == photodiode_group;
    });
    return out;
}

std::optional<ReportSummary> read_summary(std::string_view text)
{
    auto const read = nlohmann::json::parse(text, nullptr, false);
    if (!read.is_object() || number_of(read, "format") < 1 ||
        text_of(read, "program") != "securebase" || !read.contains("screen") ||
        !read["screen"].is_object() || !seconds_of(text_of(read, "time_utc"))) {
        return std::nullopt;
    }
    auto const verdict = verdict_named(text_of(read, "verdict"));
    if (!verdict) {
        return std::nullopt;
    }
    nlohmann::json const& screen = read["screen"];
    auto const told = read.find("photodiode");
    bool const was_told = told != read.end() && told->is_object();
    return ReportSummary{text_of(read, "time_utc"),
                         *verdict,
                         {text_of(screen, "driver"),
                          text_of(screen, "monitor"),
                          number_of(screen, "width"),
                          number_of(screen, "height")},
                         was_told ? text_of(*told, "time_utc") : std::string(),
                         was_told ? number_of(*told, "judgement") : 0};
}

std::optional<double> days_between(std::string_view from_utc, std::string_view to_utc)
{
    auto const from = seconds_of(from_utc);
    auto const to = seconds_of(to_utc);
    if (!from || !to) {
        return std::nullopt;
    }
    return static_cast<double>(*to - *from) / 86'400;
}

FoundReport const* newest(std::vector<FoundReport> const& found)
{
    auto const last = std::ranges::max_element(found, {}, age_of);
    return last == found.end() ? nullptr : &*last;
}

FoundReport const* newest_for(std::vector<FoundReport> const& found, ScreenName const& here)
{
    auto const last = std::ranges::max_element(found, {}, [&](FoundReport const& one) {
        return std::tuple(one.summary.screen == here, age_of(one));
    });
    return last == found.end() ? nullptr : &*last;
}

std::string session_member(FoundReport const* newest, std::string const& now_utc)
{
    if (newest == nullptr) {
        return "null";
    }
    auto const age = days_between(newest->summary.time_utc, now_utc);
    Json const out{{"hash", newest->hash},
                   {"age_days", age ? Json(std::round(*age * 10) / 10) : Json()},
                   {"verdict", name_of(newest->summary.verdict)}};
    return out.dump();
}

std::string session_note(FoundReport const* newest,
                         std::string const& now_utc,
                         ScreenName const& here,
                         std::string const& data_folder)
{
    std::string const command = "'securebase doctor --data " + data_folder + "'";
    if (newest == nullptr) {
        return "this screen was never measured: " + command + " does it in half a minute";
    }
    if (newest->summary.screen != here) {
        return "the last measurement was of another screen: " + command + " measures this one";
    }
    double const age = days_between(newest->summary.time_utc, now_utc).value_or(0);
    if (age > most_days) {
        return "the last measurement of this screen is " + base::format_fixed(age, 0) +
               " days old: " + command + " renews it";
    }
    if (newest->summary.verdict == Verdict::refuse) {
        return "the last measurement found this screen not fit for timed sessions: " + command +
               " says why";
    }
    return {};
}

} // namespace securebase::rig
