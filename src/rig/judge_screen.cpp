// SPDX-License-Identifier: MIT
// What is good between us and the glass, and what to do when it is not.
#include "rig/judge.h"
#include "rig/line_maker.h"

#include <cmath>

namespace securebase::rig {

namespace {

constexpr char const* group = "screen";
constexpr double flip_half_width_limit_ms = 0.1;

/// Without a server that shows frames and says when.
std::string how_onsets_are_known(ScreenFacts const& screen)
{
    switch (screen.display.onset_source) {
    case base::TimeSource::oml:
        return "the graphics driver tells the refresh of a frame, up to one before the light (two "
               "with a compositor)";
    case base::TimeSource::gl_finish:
        return "only the end of drawing tells when a frame was shown, up to two refreshes before "
               "the light";
    case base::TimeSource::present_return:
        return "only the return of a call tells when a frame was shown, up to three refreshes "
               "before the light";
    default:
        return "calls return whether or not anything was shown";
    }
}

std::string why_no_better(ScreenFacts const& screen)
{
    std::vector<std::string> reasons;
    if (!screen.without_present_because.empty()) {
        reasons.push_back(screen.without_present_because);
    }
    reasons.insert(reasons.end(), screen.unused.begin(), screen.unused.end());
    std::string const all = base::join(reasons, "; ");
    return all.empty() ? "" : " (" + all + ")";
}

Line way_of_showing(ScreenFacts const& screen)
{
    Subject const about{
        "way", group, "frames are shown by", "X Present, flip, or Wayland on hardware"};
    std::string const value = screen.display.name;
    if (screen.driver == "dummy" || screen.driver == "offscreen") {
        return bad(about,
                   Verdict::refuse,
                   value,
                   "this driver shows nothing at all: unset SDL_VIDEODRIVER and start at the "
                   "screen itself");
    }
    if (screen.by_present && screen.display.rate_source == ports::RateSource::simulated) {
        return bad(about,
                   Verdict::unknown,
                   value,
                   "no screen is attached, so nobody knows how frames would get to one");
    }
    if (screen.display.onset_source == base::TimeSource::wp_software) {
        return bad(about,
                   Verdict::look,
                   value,
                   "the compositor is a window of another program, or does not say when the "
                   "screen refreshes: light follows nobody knows how much later");
    }
    if (screen.by_present) {
        return line_if(about,
                       has_flip_stamps(screen),
                       Verdict::look,
                       value,
                       "the X server copies frames instead of flipping them, so light can follow a "
                       "refresh later: switch the compositor off, run in full screen, without "
                       "--window");
    }
    bool const shows_nothing = screen.display.onset_source == base::TimeSource::software;
    return line_if(about,
                   has_flip_stamps(screen),
                   shows_nothing ? Verdict::refuse : Verdict::look,
                   value,
                   how_onsets_are_known(screen) + why_no_better(screen) +
                       ": use an X11 session ('Xorg' at the login screen), not Wayland");
}

Line yes_or_no(Subject const& about,
               std::optional<bool> found,
               Verdict verdict,
               std::string const& fix)
{
    if (!found) {
        return unknown(about, "only an X server can be asked");
    }
    return line_if(about, !*found, verdict, *found ? "yes" : "no", fix);
}

std::string who_tells_onsets(base::TimeSource source)
{
    using base::TimeSource;
    switch (source) {
    case TimeSource::wp_hardware:
    case TimeSource::drm_flip:
    case TimeSource::x_present_flip:
        return "from the display's own stamp";
    case TimeSource::wp_software:
        return "from the compositor's word";
    case TimeSource::x_present_copy:
        return "from the stamp of a copy";
    case TimeSource::oml:
        return "from the graphics driver's stamp";
    case TimeSource::gl_finish:
        return "from the end of drawing";
    case TimeSource::present_return:
        return "from the return of a call";
    default:
        return "for pixels in memory only";
    }
}

Line onset(ScreenFacts const& screen)
{
    Subject const about{"onset",
                        group,
                        "an onset is known",
                        "from the display, to " + ms(flip_half_width_limit_ms, 1)};
    using base::TimeSource;
    TimeSource const source = screen.display.onset_source;
    if (!screen.half_width_ms) {
        return unknown(about, "no frame was seen to be shown");
    }
    std::string const value =
        who_tells_onsets(source) + ", give or take " + ms(*screen.half_width_ms);
    if (source == TimeSource::software || source == TimeSource::wp_software ||
        source == TimeSource::unknown) {
        return bad(about,
                   Verdict::refuse,
                   value,
                   "nothing is known of light here; sessions get no better grade than C",
                   screen.half_width_ms);
    }
    return line_if(about,
                   has_flip_stamps(screen) && *screen.half_width_ms <= flip_half_width_limit_ms,
                   Verdict::look,
                   value,
                   "every reaction time is as unsure as this at least: see 'frames are shown by'",
                   screen.half_width_ms);
}

Line monitors(ScreenFacts const& screen)
{
    Subject const about{"monitors", group, "monitors", "one"};
    if (!screen.monitors) {
        return unknown(about, "the window system does not say");
    }
    bool const mirrored = screen.mirrored.value_or(false);
    return line_if(about,
                   *screen.monitors == 1 && !mirrored,
                   Verdict::look,
                   std::to_string(*screen.monitors) + (mirrored ? ", mirrored" : ""),
                   mirrored ? "mirrored screens refresh at different moments: switch the mirror off"
                            : "the others may slow this one down: switch them off, or make sure "
                              "that --monitor names the participant's",
                   *screen.monitors);
}

Line scale(ScreenFacts const& screen)
{
    Subject const about{"scale", group, "pixels drawn for one of the monitor", "1"};
    if (!screen.scale) {
        return unknown(about, "the window system does not say");
    }
    return line_if(about,
                   std::abs(*screen.scale - 1) < 1e-3,
                   Verdict::look,
                   base::format_fixed(*screen.scale, 2),
                   "the desktop scales our picture, which blurs it and takes time: set the "
                   "desktop's scale to 100 %",
                   screen.scale);
}

Line full_screen(ScreenFacts const& screen)
{
    Subject const about{"fullscreen", group, "the whole screen is ours", "yes"};
    if (!screen.fullscreen) {
        return unknown(about, "the window system does not say");
    }
    return line_if(about,
                   *screen.fullscreen,
                   Verdict::look,
                   *screen.fullscreen ? "yes" : "no, a window",
                   "run sessions, and this, without --window");
}

} // namespace

std::vector<Line> judge_screen(ScreenFacts const& screen)
{
    return {way_of_showing(screen),
            onset(screen),
            yes_or_no({"compositor", group, "a compositor draws the screen", "no"},
                      screen.composed,
                      Verdict::look,
                      "every frame appears up to two refreshes later than it says: switch the "
                      "desktop's effects off, or log in to a bare X11 session"),
            yes_or_no({"xwayland", group, "X is a guest of Wayland", "no"},
                      screen.xwayland,
                      Verdict::refuse,
                      "refreshes are made up by Xwayland: log in to an X11 session instead "
                      "('Xorg' at the login screen)"),
            full_screen(screen),
            monitors(screen),
            scale(screen)};
}

} // namespace securebase::rig
