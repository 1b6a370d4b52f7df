// SPDX-License-Identifier: MIT
// Showing frames and asking around about the screen.
#include "app/doctor_screen.h"

#include "base/middle.h"
#include "devices/sdl/monitors.h"
#include "events/grade.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace securebase::app {

namespace {

constexpr ports::Color background{40, 40, 40, 255};

std::vector<ports::Sprite> picture(RealScreen& screen, std::uint8_t brightness)
{
    ports::DisplayFacts const facts = screen.display().describe();
    std::vector<ports::Sprite> sprites;
    auto const text = screen.display().workshop().text(
        {.text = "Securebase measures this screen.\nPlease touch nothing. Esc ends it.",
         .size = std::clamp(facts.height / 30, 12, 48),
         .color = {200, 200, 200, 255}});
    if (text) {
        sprites.push_back({*text,
                           {(facts.width - text->width) / 2,
                            (facts.height - text->height) / 2,
                            text->width,
                            text->height},
                           {}});
    }
    std::int32_t const side = std::max(facts.height / 20, 8);
    sprites.push_back({{},
                       {(facts.width - side) / 2, facts.height * 3 / 4, side, side},
                       {brightness, brightness, brightness, 255}});
    return sprites;
}

/// What the display says of how its frames are shown.
void read_details(std::string const& json, rig::ScreenFacts& out)
{
    auto const details = nlohmann::json::parse(json, nullptr, false);
    if (!details.is_object()) {
        return;
    }
    auto const present = details.find("present");
    out.by_present = present != details.end() && present->is_object();
    if (present != details.end() && present->is_string()) {
        out.without_present_because = present->get<std::string>();
    }
    for (auto const& one : details.value("unused", nlohmann::json::array())) {
        out.unused.push_back(one.value("way", "") + ": " + one.value("because", ""));
    }
}

bool are_mirrored(std::vector<ports::Box> const& monitors)
{
    for (std::size_t i = 0; i < monitors.size(); ++i) {
        for (std::size_t j = i + 1; j < monitors.size(); ++j) {
            if (monitors[i].x == monitors[j].x && monitors[i].y == monitors[j].y) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

Flipper::Flipper(RealScreen& screen, ports::Clock& clock)
    : screen_(&screen), clock_(&clock), one_(picture(screen, 60)), other_(picture(screen, 80))
{
    rig::ScreenFacts facts;
    read_details(screen.display().describe().extra, facts);
    stamps_are_real_ = facts.by_present;
    screen.display().prepare({background, one_});
    screen.display().prepare({background, other_});
}

/// The middle of what a plain display reports lies on a grid of its own making: there the return
/// is the observation.
base::Instant Flipper::moment_of(ports::FrameReport const& report, base::Instant returned) const
{
    return stamps_are_real_ || events::is_claimed(report.shown.source) ? report.shown.earliest
                                                                       : returned;
}

std::optional<double> Flipper::next()
{
    turn_ = !turn_;
    report_ = screen_->display().show({background, turn_ ? one_ : other_}, {});
    base::Instant const returned = clock_->now();
    if (!report_.shown.is_known()) {
        last_.reset();
        return std::nullopt;
    }
    base::Instant const now = moment_of(report_, returned);
    auto const interval =
        last_ ? std::optional(base::to_ms(now - *last_)) : std::optional<double>();
    last_ = now;
    return interval;
}

SeenFrames Flipper::show(std::size_t frames)
{
    SeenFrames seen;
    seen.intervals_ms.reserve(frames);
    seen.half_widths_ms.reserve(frames);
    last_.reset();
    for (std::size_t i = 0; i < frames && !was_told_to_stop(); ++i) {
        if (auto const interval = next()) {
            seen.intervals_ms.push_back(*interval);
        }
        if (report_.shown.is_known()) {
            seen.half_widths_ms.push_back(
                base::to_ms(report_.shown.latest - report_.shown.earliest) / 2);
        } else {
            ++seen.unseen;
        }
    }
    return seen;
}

bool Flipper::was_told_to_stop()
{
    stopped_ = stopped_ || wants_to_stop(screen_->input());
    return stopped_;
}

bool wants_to_stop(ports::Input& input)
{
    std::array<ports::InputEvent, 16> some{};
    std::size_t const count = input.drain(some);
    return std::any_of(some.begin(),
                       some.begin() + static_cast<std::ptrdiff_t>(count),
                       [](ports::InputEvent const& event) {
                           return event.kind == ports::InputKind::quit ||
                                  (event.kind == ports::InputKind::key_down &&
                                   event.key == ports::Key::escape);
                       });
}

rig::ScreenFacts measure_screen(devices::SdlSession const& session,
                                RealScreen& screen,
                                Flipper& flipper,
                                std::vector<double>& intervals_ms)
{
    rig::ScreenFacts out;
    out.display = screen.display().describe();
    constexpr double about_ms = 5'100;
    double const frames = std::clamp(about_ms / base::to_ms(out.display.period), 100.0, 600.0);
    flipper.show(10); // The first are never like the others.
    SeenFrames const seen = flipper.show(static_cast<std::size_t>(frames));
    out.display = screen.display().describe(); // A server may have stopped flipping.
    intervals_ms = seen.intervals_ms;
    out.flips = rig::summarize_intervals(intervals_ms);
    out.flips_unseen = seen.unseen;
    if (!seen.half_widths_ms.empty()) {
        out.half_width_ms = base::middle_of(seen.half_widths_ms);
    }
    devices::SdlSurvey const sdl = devices::survey(session);
    out.driver = sdl.driver;
    out.fullscreen = sdl.fullscreen;
    out.monitors = static_cast<int>(sdl.monitors.size());
    out.mirrored = are_mirrored(sdl.monitors);
    out.scale = sdl.scale;
    if (session.reported_rate() > 0) {
        out.mode_hz = session.reported_rate();
    }
    if (sdl.driver == "wayland") {
        out.xwayland = false;
        // There is no Wayland without; where hardware tells, it tells of what that has drawn.
        out.composed = out.display.onset_source != base::TimeSource::wp_hardware;
    }
    read_details(out.display.extra, out);
    return out;
}

} // namespace securebase::app
