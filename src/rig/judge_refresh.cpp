// SPDX-License-Identifier: MIT
// What is good in a screen's refresh, and what to do when it is not.
#include "rig/judge.h"
#include "rig/line_maker.h"

#include <cmath>

namespace securebase::rig {

namespace {

constexpr char const* group = "screen";
constexpr std::uint64_t least_intervals = 90;
constexpr char const* too_few =
    "too few frames were seen: try again with nothing else running, and touch nothing";
constexpr double flip_sd_limit_ms = 0.05;  ///< Where the display's own stamps are read.
constexpr double return_sd_limit_ms = 0.5; ///< Where the returns of calls are.
constexpr double rate_limit_percent = 0.1;
constexpr double off_grid_look = 0.01; ///< Share of intervals above which nothing can be planned.

/// Whether there is a refresh to speak of: measured, and not made up by anybody.
bool is_real(ScreenFacts const& screen)
{
    return screen.display.rate_source == ports::RateSource::measured;
}

/// Enough frames to speak of.
bool has_flips(ScreenFacts const& screen)
{
    return screen.flips && screen.flips->count >= least_intervals;
}

std::string no_screen_to_measure(ScreenFacts const& screen)
{
    return screen.display.rate_source == ports::RateSource::simulated
               ? "the refresh is made up by a program, so this says nothing of a screen"
               : "nothing here waits for the screen, so its refresh cannot be seen";
}

Line refresh_source(ScreenFacts const& screen)
{
    Subject const about{"refresh_source", group, "the refresh is", "measured"};
    std::string const value(ports::name_of(screen.display.rate_source));
    bool const simulated = screen.display.rate_source == ports::RateSource::simulated;
    return line_if(about,
                   is_real(screen),
                   Verdict::refuse,
                   value,
                   simulated ? "no screen is attached to this X server (Xvfb, a dummy driver, "
                               "remote desktop or a guest of Wayland): start at a real screen"
                             : "nobody tells when the screen refreshes: use an X11 session on a "
                               "real screen");
}

Line interval(ScreenFacts const& screen)
{
    double const limit = has_flip_stamps(screen) ? flip_sd_limit_ms : return_sd_limit_ms;
    Subject const about{
        "interval_sd", group, "one refresh takes", "spread at most " + ms(limit, 2)};
    if (!has_flips(screen)) {
        return unknown(about, too_few);
    }
    std::string const value = ms(screen.flips->median_ms) + ", spread " +
                              ms(screen.flips->robust_sd_ms) + " over " +
                              std::to_string(screen.flips->count) + " frames";
    if (!is_real(screen)) {
        return bad(about,
                   Verdict::unknown,
                   value,
                   no_screen_to_measure(screen),
                   screen.flips->robust_sd_ms);
    }
    return line_if(about,
                   screen.flips->robust_sd_ms <= limit,
                   Verdict::look,
                   value,
                   "refreshes come irregularly: switch off variable refresh (FreeSync, G-Sync), "
                   "the compositor and other programs, and measure again",
                   screen.flips->robust_sd_ms);
}

Line off_grid(ScreenFacts const& screen)
{
    Subject const about{"off_grid", group, "frames between refreshes", "none"};
    if (!has_flips(screen)) {
        return unknown(about, too_few);
    }
    double const share =
        static_cast<double>(screen.flips->off_grid) / static_cast<double>(screen.flips->count);
    std::string const value =
        of(screen.flips->off_grid, screen.flips->count) + " are no whole number of refreshes apart";
    if (!is_real(screen)) {
        return bad(about, Verdict::unknown, value, no_screen_to_measure(screen), share);
    }
    // A stamp of the display itself has no excuse.
    bool const hopeless = has_flip_stamps(screen) || share > off_grid_look;
    return line_if(about,
                   screen.flips->off_grid == 0,
                   hopeless ? Verdict::refuse : Verdict::look,
                   value,
                   "exposures cannot be counted in refreshes here: switch off variable refresh "
                   "and the compositor, and measure again",
                   share);
}

Line missed(ScreenFacts const& screen)
{
    Subject const about{"missed", group, "frames that came late", "none"};
    if (!has_flips(screen)) {
        return unknown(about, too_few);
    }
    std::uint64_t const asked = screen.flips->count + screen.flips_unseen;
    std::string value =
        of(screen.flips->missed, asked) + ", longest gap " + ms(screen.flips->longest_ms, 1);
    if (screen.flips_unseen > 0) {
        value += "; nobody said when " + std::to_string(screen.flips_unseen) + " were shown";
    }
    auto const number = static_cast<double>(screen.flips->missed);
    if (!is_real(screen)) {
        return bad(about, Verdict::unknown, value, no_screen_to_measure(screen), number);
    }
    return line_if(about,
                   screen.flips->missed == 0 && screen.flips_unseen == 0,
                   Verdict::look,
                   value,
                   "something holds this program up: close other programs, give it the right to "
                   "come first (below), then 'securebase doctor --watch 10'",
                   number);
}

Line rate(ScreenFacts const& screen)
{
    Subject const about{"rate", group, "rate against the monitor's mode", "0.1 % apart"};
    if (!is_real(screen)) {
        return unknown(about, no_screen_to_measure(screen));
    }
    if (!has_flips(screen)) {
        return unknown(about, too_few);
    }
    double const hz = 1000 / screen.flips->mean_ms;
    std::string const measured = base::format_fixed(hz, 3) + " Hz measured";
    if (!screen.mode_hz) {
        return bad(about, Verdict::unknown, measured, "the system does not say its mode", hz);
    }
    double const apart = std::abs(hz / *screen.mode_hz - 1) * 100;
    std::string const value = measured + ", " +
                              base::format_fixed(*screen.mode_hz, screen.mode_is_exact ? 3 : 0) +
                              " Hz said";
    if (!screen.mode_is_exact && std::abs(hz - *screen.mode_hz) < 1) {
        return bad(about,
                   Verdict::unknown,
                   value,
                   "the system tells whole Hz only, so no more than this can be compared",
                   apart);
    }
    return line_if(about,
                   apart <= rate_limit_percent,
                   Verdict::look,
                   value,
                   "the screen does not run as its mode says: look whether variable refresh is "
                   "on, or whether the frames go to another monitor (--monitor)",
                   apart);
}

} // namespace

std::vector<Line> judge_refresh(ScreenFacts const& screen)
{
    return {
        refresh_source(screen), interval(screen), off_grid(screen), missed(screen), rate(screen)};
}

Line judge_watch(Watch const& watch, ScreenFacts const& screen)
{
    Subject const about{"watch", "long look", "frames that came late", "none"};
    WatchMinute const total = watch.total();
    if (total.frames == 0) {
        return unknown(about, "it ended before the first frame");
    }
    std::string value = of(total.late, total.frames) + ", longest gap " + ms(total.longest_ms, 1);
    if (total.unseen > 0) {
        value += "; nobody said when " + std::to_string(total.unseen) + " were shown";
    }
    auto const number = static_cast<double>(total.late);
    if (!is_real(screen)) {
        return bad(about, Verdict::unknown, value, no_screen_to_measure(screen), number);
    }
    return line_if(about,
                   total.late == 0 && total.unseen == 0,
                   Verdict::look,
                   value,
                   "some trials will show a frame too long; they are marked. Look at the minutes "
                   "below: what ran then?",
                   number);
}

} // namespace securebase::rig
