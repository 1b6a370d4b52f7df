// SPDX-License-Identifier: MIT
// What is good in the light against the stamps, and what to do when it is not.
#include "rig/judge.h"
#include "rig/line_maker.h"

#include <algorithm>
#include <cmath>

namespace securebase::rig {

namespace {

constexpr double jitter_limit_ms = 0.12;
constexpr double drift_limit_ppm = 0.5;
constexpr double most_outliers = 0.01; ///< Share of the exposures.
constexpr std::uint64_t least_exposures = 8;

std::string ppm(double value)
{
    return base::format_fixed(value, 2) + " ppm";
}

std::string with_half(double value, double half)
{
    return ppm(value) + " (+-" + base::format_fixed(half, 2) + ", 95 %)";
}

std::string why_not_joined(JoinFault fault)
{
    switch (fault) {
    case JoinFault::too_many:
        return "the light flickers, far more edges than cycles: filter the sensor's signal, set "
               "the backlight to full (dimmed ones blink), or move the threshold";
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

/// Whatever stands in the way of all lines.
std::string why_nothing(PhotodiodeFacts const& facts)
{
    return facts.fault != JoinFault::none
               ? why_not_joined(facts.fault)
               : "fewer than " + std::to_string(least_exposures) +
                     " exposures of the right length of which the display says that they were in "
                     "time: repeat with nothing else running, and more --cycles";
}

bool has_fit(PhotodiodeFacts const& facts)
{
    return facts.fit && facts.fit->kept.size() - facts.fit->outliers >= least_exposures;
}

Line cycles(PhotodiodeFacts const& facts, std::string const& day)
{
    Subject const about{"photodiode_cycles",
                        photodiode_group,
                        "cycles seen by the photodiode",
                        "all, nothing else"};
    if (facts.fault != JoinFault::none) {
        return unknown(about, why_nothing(facts));
    }
    return line_if(about,
                   facts.matched == facts.cycles && facts.left_over == 0,
                   Verdict::look,
                   of(facts.matched, facts.cycles) + " on " + day + ", " +
                       std::to_string(facts.vouched) + " of them vouched for by the display; " +
                       std::to_string(facts.left_over) + " edges of no cycle",
                   "the sensor slipped, other light reached it, or recording began late: glue it "
                   "anew and repeat",
                   static_cast<double>(facts.matched));
}

Line jitter(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_jitter",
                        photodiode_group,
                        "photodiode jitter",
                        "SD at most " + ms(jitter_limit_ms, 2)};
    if (!has_fit(facts)) {
        return unknown(about, why_nothing(facts));
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
    if (!has_fit(facts)) {
        return unknown(about, why_nothing(facts));
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

Line frames(PhotodiodeFacts const& facts)
{
    Subject const about{
        "photodiode_frames", photodiode_group, "exposures a frame wrong, unmarked", "none"};
    if (!has_fit(facts)) {
        return unknown(about, why_nothing(facts));
    }
    auto const unmarked = std::ranges::count(facts.wrong, false, &WrongExposure::marked);
    auto const count = static_cast<std::uint64_t>(unmarked);
    return line_if(about,
                   count == 0,
                   Verdict::refuse,
                   of(count, facts.matched) + "; " + std::to_string(facts.wrong.size() - count) +
                       " more were marked",
                   "frames were late or early without the program's knowledge (the list below): "
                   "sessions here would not mark such trials either. Look at the way of showing "
                   "and the compositor, and at what else may have lit the sensor",
                   static_cast<double>(count));
}

Line rise_and_fall(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_rise_fall",
                        photodiode_group,
                        "photodiode rise and fall",
                        "less than half a refresh apart"};
    if (!facts.longer_ms || !has_fit(facts)) {
        return unknown(about, why_nothing(facts));
    }
    double const longer = *facts.longer_ms;
    return line_if(about,
                   std::abs(longer) < facts.period_ms / 2,
                   Verdict::refuse,
                   "light lasts " + ms(std::abs(longer)) + (longer < 0 ? " less" : " more") +
                       " than the stamps say",
                   "all exposures are wrong by a frame or more, or the threshold does not lie "
                   "half way, or the level falls where light rises: then exchange rise and fall",
                   longer);
}

std::string why_no_lag(NoLag why)
{
    switch (why) {
    case NoLag::not_recorded:
        return "jitter and drift only: the constant lag is unknown, for the capture holds no "
               "trigger line; record it beside the light (column ttl)";
    case NoLag::not_joined:
        return "jitter and drift only: the constant lag is unknown, for pulses and triggers do "
               "not fit each other";
    case NoLag::too_few:
        return "jitter and drift only: the constant lag is unknown, for too few exposures have a "
               "pulse";
    case NoLag::not_sent:
    case NoLag::none:
        break;
    }
    return "jitter and drift only: the constant lag is unknown; it takes a trigger on the same "
           "instrument (--triggers, column ttl)";
}

/// How large a lag may be is nobody's to say; it must be known, and stay.
Line lag(PhotodiodeFacts const& facts)
{
    Subject const about{"photodiode_lag",
                        photodiode_group,
                        "photodiode lag",
                        "known, drifting at most " + ppm(drift_limit_ppm)};
    if (!has_fit(facts)) {
        return unknown(about, why_nothing(facts));
    }
    if (!facts.lag) {
        return unknown(about, why_no_lag(facts.no_lag));
    }
    Lag const& lag = *facts.lag;
    bool const stays = std::abs(lag.drift_ppm) <= drift_limit_ppm + lag.drift_half_ppm;
    return line_if(about,
                   stays,
                   Verdict::look,
                   ms(lag.mean_ms) + " from stamp to light, SD " + ms(lag.sd_ms) + " over " +
                       std::to_string(lag.count) + ", drifting " +
                       with_half(lag.drift_ppm, lag.drift_half_ppm) +
                       "; what the trigger's adapter takes is not in it",
                   "light and stamps move apart in the course of minutes: please report this with "
                   "both files",
                   lag.mean_ms);
}

} // namespace

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
