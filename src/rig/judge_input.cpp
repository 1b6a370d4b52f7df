// SPDX-License-Identifier: MIT
// What is good in the way keys are stamped.
#include "rig/judge.h"
#include "rig/line_maker.h"

#include <cmath>

namespace securebase::rig {

namespace {

constexpr char const* group = "keys";
constexpr double offset_limit_ms = 1;

bool is_kernel(InputFacts const& input)
{
    return input.source == base::TimeSource::driver && !input.by_compositor;
}

Line source(InputFacts const& input)
{
    Subject const about{"key_source", group, "keys are stamped by", "the X server or better"};
    using base::TimeSource;
    if (input.by_compositor) {
        return bad(about,
                   Verdict::look,
                   "the Wayland compositor, when it hears of them",
                   "it is a window of another program, so keys reach it late: sessions say how "
                   "wide each interval is");
    }
    switch (input.source) {
    case TimeSource::hardware:
    case TimeSource::driver:
        return good(about, "the kernel (evdev)");
    case TimeSource::x_server:
        return good(about, "the X server, in whole ms");
    case TimeSource::poll:
    default:
        break;
    }
    std::string const why = input.shortcoming.empty() ? "" : " (" + input.shortcoming + ")";
    return bad(about,
               Verdict::look,
               "us, when we look",
               "a key is only known to lie between two looks" + why +
                   ": use an X11 session; sessions say how wide each interval is");
}

Line clock(InputFacts const& input)
{
    Subject const about{
        "x_clock", group, "the X server's clock is ours", "every answer, within 1 ms"};
    if (!input.x_clock || input.x_clock->asked == 0) {
        return unknown(about, "only an X server can be asked");
    }
    ClockCheck const& check = *input.x_clock;
    return line_if(about,
                   check.outside == 0 && std::abs(check.offset_ms) <= offset_limit_ms,
                   Verdict::refuse,
                   of(check.asked - check.outside, check.asked) + " answers, " +
                       ms(check.offset_ms, 2) + " apart",
                   "keys and frames would be timed by two clocks: the X server must run on this "
                   "machine, not across a network",
                   check.offset_ms);
}

Line pressed(InputFacts const& input)
{
    Subject const about{
        "key_check", group, "keys pressed by a program", "all seen, each inside its interval"};
    if (!input.keys || input.keys->pressed == 0) {
        return unknown(about,
                       is_kernel(input) ? "a program cannot press keys where the kernel reads them"
                                        : "keys can be pressed by a program only where X has "
                                          "XTEST");
    }
    KeyCheck const& keys = *input.keys;
    std::string const value = of(keys.seen, keys.pressed) + " seen, " +
                              of(keys.covered, keys.seen) + " inside their interval of " +
                              ms(keys.width_ms, 1);
    bool const fine = keys.seen == keys.pressed && keys.covered == keys.seen;
    return line_if(about,
                   fine,
                   Verdict::look,
                   value,
                   keys.seen < keys.pressed
                       ? "another window took the keyboard, or the machine was too busy: close "
                         "other programs and try again"
                       : "stamps lie outside what they promise: please report this with the rig "
                         "report",
                   static_cast<double>(keys.covered));
}

Line disagreement(InputFacts const& input)
{
    Subject const about{
        "key_sources", group, "two sources of a key disagree", "never by more than 2 ms"};
    if (!input.keys || input.keys->pressed == 0) {
        return unknown(about,
                       is_kernel(input) ? "sessions count it themselves: 'input mismatch'"
                                        : "needs keys pressed by a program, and two sources");
    }
    if (input.source != base::TimeSource::x_server) {
        return unknown(about, "there is only one source here");
    }
    return line_if(about,
                   input.keys->mismatched == 0,
                   Verdict::look,
                   std::to_string(input.keys->mismatched) + " times",
                   "the machine was too busy to look in time, or one source misses keys: close "
                   "other programs and try again",
                   static_cast<double>(input.keys->mismatched));
}

} // namespace

std::vector<Line> judge_input(InputFacts const& input)
{
    return {source(input), clock(input), pressed(input), disagreement(input)};
}

} // namespace securebase::rig
