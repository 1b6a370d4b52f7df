// SPDX-License-Identifier: MIT
// What is good in the light against the stamps, and what to do when it is not.
#include "events/text_form.h"
#include "rig/judge.h"
#include "rig/line_maker.h"

#include <algorithm>
#include <cmath>

namespace securebase::rig {

namespace {

constexpr double jitter_limit_ms = 0.12;
constexpr double drift_limit_ppm = 0.5;
constexpr double most_outliers = 0.01; ///< Share of the exposures.
constexpr double most_lag_ms = 250;    ///< No panel takes that long.

std::string ppm(double value)
{
    return base::format_fixed(value, 2) + " ppm";
}

std::string with_half(double value, double half)
{
    return ppm(value) + " (+-" + base::format_fixed(half, 2) + ", 95 %)";
}

/// Times in the wrong unit are off by one of these; empty: they do not look like it.
std::string doubt_of_unit(PhotodiodeFacts const& facts)
{
    constexpr double about = 3;
    for (double const factor : {1e6, 1e3, 1e-3, 1e-6}) {
        double const ratio = facts.recorded_ms / (facts.shown_ms * factor);
        if (facts.shown_ms > 0 && ratio > 1 / about && ratio < about) {
            return "the recording lasts " + base::format_fixed(facts.recorded_ms / 1000, 3) +
                   " s from its first light to its last, what was shown " +
                   base::format_fixed(facts.shown_ms / 1000, 3) +
                   " s: is the unit of its times right?";
        }
    }
    return {};
}

std::string why_not_joined(PhotodiodeFacts const& facts)
{
    if (std::string doubt = doubt_of_unit(facts); !doubt.empty()) {
        return doubt;
    }
    switch (facts.fault) {
    case JoinFault::too_many:
        return "the light flickers, far more edges than cycles: filter the sensor's signal, or set "
               "the backlight to full (dimmed ones blink)";
    case JoinFault::ambiguous:
        return "the edges fit several cycles as well: record the whole session, from before its "
               "first cycle";
    case JoinFault::too_few:
    case JoinFault::none:
        break;
    }
    return "too few edges fit the cycles: are both files of the same session? was the sensor on "
           "the patch all the time?";
}

/// The line that says it is named: once is enough.
Line unknown_like_others(Subject const& about, PhotodiodeFacts const& facts)
{
    return unknown(about,
                   facts.fault != JoinFault::none ? "see 'cycles seen by the photodiode'"
                                                  : "see 'photodiode jitter'");
}

std::string why_cycles_are_unsure(PhotodiodeFacts const& facts)
{
    std::string why;
    if (facts.matched != facts.cycles || !facts.left_over_ms.empty()) {
        why = "the sensor slipped, other light reached it, or recording began late: glue it anew "
              "and repeat";
    }
    if (!is_flip_stamp(facts.source)) {
        why += std::string(why.empty() ? "" : "; ") +
               "the stamps are not the display's own, so they may vouch for what it did not show: "
               "see 'frames are shown by'";
    }
    return why;
}

Line cycles(PhotodiodeFacts const& facts, std::string const& day)
{
    Subject const about{"photodiode_cycles",
                        photodiode_group,
                        "cycles seen by the photodiode",
                        "all, nothing else, by the display's own stamps"};
    if (facts.fault != JoinFault::none) {
        return unknown(about, why_not_joined(facts));
    }
    std::string const why = why_cycles_are_unsure(facts);
    return line_if(about,
                   why.empty(),
                   Verdict::look,
                   of(facts.matched, facts.cycles) + " on " + day + ", " +
                       std::to_string(facts.vouched) + " of them vouched for by the display (" +
                       std::string(events::name_of(facts.source)) + ", give or take " +
                       ms(facts.half_width_ms) + "); " + std::to_string(facts.left_over_ms.size()) +
                       " edges of no cycle",
                   why,
                   static_cast<double>(facts.matched));
}

Line jitter(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_jitter",
                        photodiode_group,
                        "photodiode jitter",
                        "SD at most " + ms(jitter_limit_ms, 2)};
    if (facts.fault != JoinFault::none) {
        return unknown_like_others(about, facts);
    }
    if (!is_judged(facts)) {
        return unknown(about,
                       "fewer than " + std::to_string(least_exposures) +
                           " exposures of the right length of which the display says that they "
                           "were in time: repeat with nothing else running, and more --cycles");
    }
    ClockFit const& fit = *facts.fit;
    std::string value = "SD " + ms(fit.sd_ms) + " of light behind its stamp over " +
                        std::to_string(fit.kept.size() - fit.outliers) + " exposures";
    if (fit.outliers > 0) {
        value += "; " + std::to_string(fit.outliers) + " left out, up to " + ms(fit.farthest_ms);
    }
    double const share = static_cast<double>(fit.outliers) / static_cast<double>(fit.kept.size());
    return line_if(about,
                   fit.sd_ms <= jitter_limit_ms && share <= most_outliers,
                   Verdict::look,
                   value,
                   "stamps and light do not keep the same distance: see the lines above about the "
                   "way of showing and the compositor; a slow sensor or one that samples below "
                   "10 kHz adds to it",
                   fit.sd_ms);
}

Line drift(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_drift",
                        photodiode_group,
                        "photodiode drift",
                        "known to " + ppm(drift_limit_ppm)};
    if (!is_judged(facts)) {
        return unknown_like_others(about, facts);
    }
    ClockFit const& fit = *facts.fit;
    return line_if(about,
                   fit.drift_half_ppm <= drift_limit_ppm,
                   Verdict::look,
                   "the instrument's clock gains " + with_half(fit.drift_ppm, fit.drift_half_ppm) +
                       " on ours, taken out over " + std::to_string(facts.stretches) +
                       (facts.stretches == 1 ? " stretch" : " stretches") + " without a late frame",
                   "too short, or too often interrupted by late frames: more --cycles, nothing "
                   "else running",
                   fit.drift_half_ppm);
}

/// Exposures that the program did not mark (or did), with light (or without).
std::uint64_t count_of(std::vector<WrongRun> const& runs, bool marked, bool seen)
{
    std::int64_t sum = 0;
    for (WrongRun const& run : runs) {
        sum += run.marked == marked && run.seen == seen ? run.count() : 0;
    }
    return static_cast<std::uint64_t>(sum);
}

std::string to_words(std::vector<Jump> const& jumps)
{
    constexpr std::size_t most = 3;
    std::string out;
    for (std::size_t i = 0; i < std::min(jumps.size(), most); ++i) {
        std::int64_t const frames = std::abs(jumps[i].frames);
        out += "; from cycle " + std::to_string(jumps[i].cycle) + " on light is " +
               std::to_string(frames) + (frames == 1 ? " frame " : " frames ") +
               (jumps[i].frames > 0 ? "later" : "earlier") + " than before";
    }
    return out + (jumps.size() > most ? ", and so on" : "");
}

Line frames(PhotodiodeFacts const& facts)
{
    Subject const about{
        "photodiode_frames", photodiode_group, "exposures a frame wrong, unmarked", "none"};
    if (!is_judged(facts)) {
        return unknown_like_others(about, facts);
    }
    std::uint64_t const wrong = count_of(facts.wrong, false, true);
    std::uint64_t const unseen = count_of(facts.wrong, false, false);
    std::string value = of(wrong, facts.matched) + "; " +
                        std::to_string(count_of(facts.wrong, true, true)) + " more were marked";
    if (unseen > 0) {
        value += "; of " + std::to_string(unseen) + " more no light was seen";
    }
    return line_if(about,
                   wrong + unseen == 0,
                   wrong > 0 ? Verdict::refuse : Verdict::look,
                   value + to_words(facts.jumps),
                   wrong > 0 ? "frames were late or early without the program's knowledge (the "
                               "list below): sessions here would not mark such trials either. "
                               "Where light jumped, nobody knows which side is right. Look at the "
                               "way of showing and the compositor, and at what else may have lit "
                               "the sensor"
                             : "the display vouches for exposures that the instrument did not see "
                               "(the list below): they never appeared, or the sensor slipped, or "
                               "the recording was shorter; find out which",
                   static_cast<double>(wrong));
}

Line rise_and_fall(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_rise_fall",
                        photodiode_group,
                        "photodiode rise and fall",
                        "less than half a refresh apart"};
    if (!facts.longer_ms || !is_judged(facts)) {
        return unknown_like_others(about, facts);
    }
    double const longer = *facts.longer_ms;
    return line_if(about,
                   std::abs(longer) < facts.period_ms / 2,
                   Verdict::refuse,
                   "light lasts " + ms(std::abs(longer)) + (longer < 0 ? " less" : " more") +
                       " than the stamps say",
                   "all exposures are wrong by a frame or more, or the level falls where light "
                   "rises: then exchange rise and fall",
                   longer);
}

std::string pulses_of(PhotodiodeFacts const& facts)
{
    return of(facts.with_pulse, facts.could_have_pulse) + " exposures have a pulse";
}

std::string why_no_lag(PhotodiodeFacts const& facts)
{
    switch (facts.no_lag) {
    case NoLag::not_recorded:
        return "jitter and drift only: the constant lag is unknown, for the capture holds no "
               "trigger line; record it beside the light (column ttl)";
    case NoLag::no_pulses:
        return "jitter and drift only: the constant lag is unknown, for the trigger line was "
               "recorded but never rose: is its cable in place, and does the adapter's line for "
               "code 1 reach it?";
    case NoLag::not_joined:
        return "jitter and drift only: the constant lag is unknown, for pulses and triggers do "
               "not fit each other";
    case NoLag::too_few:
        return "jitter and drift only: the constant lag is unknown, for only " + pulses_of(facts);
    case NoLag::not_sent:
    case NoLag::none:
        break;
    }
    return "jitter and drift only: the constant lag is unknown; it takes a trigger on the same "
           "instrument (--triggers, column ttl)";
}

/// Empty: it is known, and it stays.
std::string why_lag_is_unsure(PhotodiodeFacts const& facts, Lag const& lag)
{
    auto const share = static_cast<double>(lag.outliers) / static_cast<double>(facts.with_pulse);
    if (!facts.jumps.empty()) {
        return "light jumped against its stamps: nobody knows on which side of a jump this is the "
               "lag";
    }
    if (2 * facts.with_pulse < facts.could_have_pulse) {
        return "most exposures have no pulse: look at the trigger's cable and at the level that "
               "the instrument takes for a pulse";
    }
    if (lag.sd_ms > jitter_limit_ms || share > most_outliers) {
        return "pulses and light do not keep their distance: an adapter may send up to 16 ms late "
               "(over USB: set its latency timer to 1 ms), the instrument samples below 10 kHz, or "
               "see 'photodiode jitter'";
    }
    if (lag.drift_half_ppm > drift_limit_ppm) {
        return "too short to tell whether it stays: more --cycles";
    }
    if (std::abs(lag.drift_ppm) > drift_limit_ppm + lag.drift_half_ppm) {
        return "light and stamps move apart in the course of minutes: please report this with both "
               "files";
    }
    return {};
}

std::string to_words(PhotodiodeFacts const& facts, Lag const& lag)
{
    std::string out =
        ms(lag.mean_ms) + " from stamp to light, SD " + ms(lag.sd_ms) + "; " + pulses_of(facts);
    if (lag.outliers > 0) {
        out += ", " + std::to_string(lag.outliers) + " left out";
    }
    return out + "; drifting " + with_half(lag.drift_ppm, lag.drift_half_ppm) +
           "; what the trigger's adapter takes is not in it";
}

Line lag(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_lag",
                        photodiode_group,
                        "photodiode lag",
                        "-1 refresh to " + ms(most_lag_ms, 0) + ", SD at most " +
                            ms(jitter_limit_ms, 2) + ", drifting at most " + ppm(drift_limit_ppm)};
    if (!is_judged(facts)) {
        return unknown_like_others(about, facts);
    }
    if (!facts.lag) {
        return unknown(about, why_no_lag(facts));
    }
    Lag const& lag = *facts.lag;
    if (lag.mean_ms < -facts.period_ms || lag.mean_ms > most_lag_ms) {
        return bad(about,
                   Verdict::refuse,
                   to_words(facts, lag),
                   "no screen lights so long before or after its stamp: does the trigger line fall "
                   "where it should rise (active low), or the level where light rises? exchange "
                   "rise and fall of that line",
                   lag.mean_ms);
    }
    std::string const why = why_lag_is_unsure(facts, lag);
    return line_if(about, why.empty(), Verdict::look, to_words(facts, lag), why, lag.mean_ms);
}

} // namespace

bool is_judged(PhotodiodeFacts const& facts)
{
    return facts.fault == JoinFault::none && facts.fit &&
           facts.fit->kept.size() - facts.fit->outliers >= least_exposures;
}

std::optional<double> lag_to_keep(std::vector<Line> const& lines)
{
    auto const lag = std::ranges::find(lines, "photodiode_lag", &Line::id);
    bool const is_good = lag != lines.end() && lag->verdict == Verdict::good;
    return is_good && lines_of(lines, Verdict::refuse).empty() ? lag->number : std::nullopt;
}

std::vector<Line> judge_photodiode(PhotodiodeFacts const& facts, std::string const& day)
{
    return {cycles(facts, day),
            jitter(facts),
            drift(facts),
            frames(facts),
            rise_and_fall(facts),
            lag(facts)};
}

} // namespace securebase::rig
