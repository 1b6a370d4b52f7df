// SPDX-License-Identifier: MIT
// Benchmarks: what one frame costs the first thread, and how well one key is stamped.
//
// --frames N   prepared and new ones, as large as the screen
// --keys N     pressed through the X server of DISPLAY while frames are shown without a pause
// Prints `WHAT,VALUE` lines: prepared_cpu_ms, new_cpu_ms of each frame; and
// key_error_ms (stamp - truth, both at their likeliest), key_width_ms, key_covered (1 or 0) of
// each.
#include "app/real_screen.h"
#include "benchmarks/options.h"
#include "devices/sdl/clock.h"
#include "devices/x11/injector.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <iostream>
#include <vector>

namespace {

using namespace securebase;

double thread_ms()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Picture number `i` of ever new ones: all of the screen changes.
std::array<ports::Sprite, 1> picture(ports::DisplayFacts const& facts, std::int64_t i)
{
    auto const byte = [](std::int64_t value) { return static_cast<std::uint8_t>(value % 256); };
    return {
        ports::Sprite{{}, {0, 0, facts.width, facts.height}, {byte(i), byte(i / 256), 90, 255}}};
}

void measure_frames(app::RealScreen& screen, std::int64_t count)
{
    auto& display = screen.display();
    auto const facts = display.describe();
    auto const one = picture(facts, 1);
    auto const other = picture(facts, 2);
    display.prepare({{}, one});
    display.prepare({{}, other});
    for (std::int64_t i = 0; i < count; ++i) {
        ports::Frame const frame{{}, i % 2 == 0 ? one : other};
        double const before = thread_ms();
        display.show(frame, {});
        std::cout << "prepared_cpu_ms," << thread_ms() - before << '\n';
    }
    for (std::int64_t i = 0; i < count; ++i) {
        auto const made = picture(facts, 3 + i);
        double const before = thread_ms();
        display.prepare({{}, made});
        std::cout << "new_cpu_ms," << thread_ms() - before << '\n';
        display.show({{}, made}, {});
    }
}

/// Shows frames and hears keys until the hands are done.
std::vector<ports::InputEvent>
hear_keys(app::RealScreen& screen, ports::Clock& clock, devices::Injector const& hands)
{
    auto& display = screen.display();
    auto const facts = display.describe();
    auto const one = picture(facts, 1);
    auto const other = picture(facts, 2);
    std::vector<ports::InputEvent> heard;
    std::array<ports::InputEvent, 64> some{};
    base::Instant end = base::Instant::max();
    for (bool turn = false; clock.now() < end; turn = !turn) {
        display.show({{}, turn ? one : other}, {});
        std::size_t const count = screen.input().drain(some);
        heard.insert(heard.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
        if (hands.left() == 0 && end == base::Instant::max()) {
            end = clock.now() + std::chrono::milliseconds(500);
        }
    }
    return heard;
}

int measure_keys(app::RealScreen& screen, ports::Clock& clock, std::int64_t count)
{
    auto hands = devices::Injector::open();
    if (!hands) {
        std::cerr << "bench_parts: " << hands.error().what << '\n';
        return 3;
    }
    // No whole number of milliseconds or refreshes, so that all phases are met.
    constexpr base::Duration apart = std::chrono::microseconds(53'313);
    std::vector<ports::InputEvent> acts;
    base::Instant const first = clock.now() + std::chrono::milliseconds(200);
    for (std::int64_t i = 0; i < count; ++i) {
        ports::InputEvent act;
        act.key = i % 2 == 0 ? ports::Key::left_control : ports::Key::right_control;
        act.when = base::Timestamp::exact(first + i * apart, base::TimeSource::simulated);
        acts.push_back(act);
        act.kind = ports::InputKind::key_up;
        act.when.earliest = act.when.latest = act.when.earliest + std::chrono::milliseconds(20);
        acts.push_back(act);
    }
    hands->schedule(acts);
    auto const heard = hear_keys(screen, clock, *hands);
    for (devices::DoneAct const& act : hands->done()) {
        if (act.event.kind != ports::InputKind::key_down) {
            continue;
        }
        // What happens is the leaving of the press; that it was done is known only later.
        auto const twin = std::ranges::find_if(heard, [&](ports::InputEvent const& event) {
            return event.kind == act.event.kind && event.key == act.event.key &&
                   event.when.latest >= act.before && event.when.earliest <= act.before + apart;
        });
        if (twin == heard.end()) {
            std::cout << "key_missed,1\n";
            continue;
        }
        bool const covered = twin->when.earliest <= act.after && twin->when.latest >= act.before;
        std::cout << "key_error_ms," << base::to_ms(twin->when.likely() - act.before) << '\n'
                  << "key_width_ms," << base::to_ms(twin->when.latest - twin->when.earliest) << '\n'
                  << "key_covered," << covered << '\n';
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    benchmarks::Options const options(argc, argv);
    auto session = devices::SdlSession::open({});
    if (!session) {
        std::cerr << "bench_parts: " << session.error().what << '\n';
        return 3;
    }
    devices::SteadyClock clock;
    app::RealScreen screen;
    if (auto const opened = screen.open(*session, clock); !opened) {
        std::cerr << "bench_parts: " << opened.error().what << '\n';
        return 3;
    }
    std::int64_t const frames = options.number("frames", 0);
    measure_frames(screen, frames);
    std::int64_t const keys = options.number("keys", 0);
    return keys > 0 ? measure_keys(screen, clock, keys) : 0;
}
