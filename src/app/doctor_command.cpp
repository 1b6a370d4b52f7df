// SPDX-License-Identifier: MIT
// `securebase doctor`: whether this screen and machine are fit for timed sessions.
#include "app/commands.h"
#include "app/doctor_keys.h"
#include "app/doctor_machine.h"
#include "app/doctor_photodiode.h"
#include "app/doctor_screen.h"
#include "app/rig_of_session.h"
#include "app/say.h"
#include "app/wall_clock.h"
#include "app/window_size.h"
#include "app/write_file.h"
#include "base/text.h"
#include "devices/host/interrupt.h"
#include "devices/host/system_files.h"
#include "devices/sdl/clock.h"
#include "devices/sdl/monitors.h"
#include "devices/x11/x_survey.h"
#include "record/rig_shelf.h"
#include "rig/histogram.h"
#include "rig/judge.h"
#include "rig/report.h"
#include "rig/text.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace securebase::app {

namespace {

/// Everything that is measured, and what the report needs beside.
struct Measured {
    rig::Facts facts;
    rig::ScreenName screen;
    std::vector<double> intervals_ms;
    std::optional<rig::Watch> watch;
};

/// What only an X server can tell.
void ask_x_server(devices::SdlSession const& session, ports::Clock const& clock, rig::Facts& facts)
{
    constexpr std::size_t questions = 50;
    auto const told = session.is_x11() ? devices::survey(clock, questions)
                                       : base::Result<devices::XSurvey>(base::Error{});
    if (!told) {
        return;
    }
    facts.screen.composed = told->composed;
    facts.screen.xwayland = told->xwayland;
    facts.input.x_clock =
        rig::ClockCheck{told->clock_asked, told->clock_outside, told->clock_offset_ms};
    ports::Box const ours = devices::survey(session).monitor;
    auto const monitor = std::ranges::find_if(told->monitors, [&](devices::XMonitor const& one) {
        return one.x == ours.x && one.y == ours.y;
    });
    if (monitor != told->monitors.end() && monitor->hz) {
        facts.screen.mode_hz = monitor->hz;
        facts.screen.mode_is_exact = true;
    }
}

/// Who stamps keys, as the input itself tells.
base::TimeSource key_source(ports::Input const& input)
{
    auto const told = nlohmann::json::parse(input.describe(), nullptr, false);
    auto const better = told.is_object() ? told.find("keys_and_buttons") : told.end();
    if (!told.is_object() || better == told.end() || !better->is_object()) {
        return base::TimeSource::poll;
    }
    std::string const by = better->value("stamped_by", "");
    return by == "driver" || by == "compositor" ? base::TimeSource::driver
                                                : base::TimeSource::x_server;
}

rig::InputFacts measure_input(RealScreen& screen, ports::Clock& clock, bool may_press)
{
    rig::InputFacts out;
    out.shortcoming = screen.input_shortcoming();
    out.source = key_source(screen.input());
    out.by_compositor = screen.keys_are_stamped_by_compositor();
    // Keys of a program do not come from the keyboard, which the kernel reads.
    if (may_press && out.source == base::TimeSource::x_server) {
        out.keys = check_keys(screen, clock);
    }
    return out;
}

std::string progress_line(double seconds, rig::WatchMinute const& total)
{
    auto const whole = static_cast<std::int64_t>(seconds);
    std::string const rest = std::to_string(whole % 60);
    return std::to_string(whole / 60) + ':' + (rest.size() < 2 ? "0" : "") + rest + "  " +
           std::to_string(total.frames) + " frames, " + std::to_string(total.late) + " late";
}

rig::Watch watch(Flipper& flipper,
                 ports::Clock& clock,
                 double minutes,
                 double period_ms,
                 devices::Interrupt& interrupt)
{
    constexpr base::Duration between_lines = std::chrono::seconds(5);
    rig::Watch watch(period_ms);
    base::Instant const began = clock.now();
    base::Instant const end = began + base::from_ms(minutes * 60'000);
    base::Instant due = began + between_lines;
    flipper.next(); // The first has none before it.
    while (clock.now() < end && !interrupt.asked() && !flipper.was_told_to_stop()) {
        auto const interval = flipper.next();
        base::Instant const now = clock.now();
        double const seconds = base::to_ms(now - began) / 1000;
        watch.add(seconds, interval);
        if (now >= due) {
            std::cerr << progress_line(seconds, watch.total()) << std::endl;
            due += between_lines;
            flipper.skip(); // Writing took its time: no frame was late for it.
            flipper.next();
        }
    }
    return watch;
}

base::Result<Measured> measure(DoctorArguments const& arguments,
                               devices::SdlOptions const& options,
                               std::optional<devices::Interrupt>& interrupt)
{
    auto session = devices::SdlSession::open(options);
    if (!session) {
        return session.error();
    }
    devices::SteadyClock clock;
    RealScreen screen;
    if (auto const opened = screen.open(*session, clock); !opened) {
        return opened.error();
    }
    if (auto const opened = record::open_rig_shelf(arguments.data); !opened) {
        return opened.error();
    }
    std::cerr << "measuring, about fifteen seconds; please touch nothing" << std::endl;
    Measured out;
    out.facts.wall = look_at_calendar(arguments.data);
    out.facts.disk = measure_disk(arguments.data, clock);
    out.facts.machine = measure_machine(clock, take_precedence()); // As a session has it.
    devices::Work const before = devices::work_of_all();
    base::Instant const began = clock.now();
    Flipper flipper(screen, clock);
    out.facts.screen = measure_screen(*session, screen, flipper, out.intervals_ms);
    devices::Work const after = devices::work_of_all();
    // The X server works for us.
    if (!after.empty()) {
        out.facts.machine.busy = devices::busy_between(
            before, after, clock.now() - began, {getpid()}, {"Xorg", "Xvfb", "Xwayland", "X"});
    }
    bool const is_x11 = session->is_x11();
    out.facts.input = measure_input(screen, clock, is_x11);
    ask_x_server(*session, clock, out.facts);
    out.screen = screen_name(*session, out.facts.screen.display);
    if (interrupt && out.facts.screen.flips) {
        out.watch = watch(flipper,
                          clock,
                          arguments.watch_minutes.value_or(0),
                          out.facts.screen.flips->mean_ms,
                          *interrupt);
    }
    return out;
}

/// What was told of the same screen before: measuring the machine anew does not undo it.
std::optional<rig::PhotodiodeResult> earlier_photodiode(std::string const& data,
                                                        rig::ScreenName const& screen)
{
    std::vector<rig::FoundReport> const found = found_reports(data);
    rig::FoundReport const* const last = rig::newest_for(found, screen);
    return last != nullptr && last->summary.screen == screen ? rig::read_photodiode(last->json)
                                                             : std::nullopt;
}

rig::Report report_of(Measured const& measured, std::string const& data)
{
    rig::Report report;
    report.version = SECUREBASE_VERSION;
    report.build = __VERSION__;
    report.time_utc = measured.facts.wall.now_utc;
    report.screen = measured.screen;
    report.host = devices::host();
    report.lines = rig::judge(measured.facts);
    report.intervals_ms = measured.intervals_ms;
    for (rig::Unproven const& one : rig::unproven_here(measured.facts)) {
        report.unproven_here.push_back(rig::to_text(one));
    }
    if (measured.watch) {
        report.watched = measured.watch->minutes();
        report.lines.push_back(rig::judge_watch(*measured.watch, measured.facts.screen));
    }
    report.photodiode = earlier_photodiode(data, measured.screen);
    return report;
}

/// Everything that was asked to be written; gives the report's hash.
base::Result<std::string> write_all(DoctorArguments const& arguments,
                                    rig::Report const& report,
                                    std::string const& refresh,
                                    std::string const& json)
{
    if (!arguments.out.empty()) {
        if (auto const written = write_file(arguments.out, json); !written) {
            return written.error();
        }
    }
    if (!arguments.plot.empty()) {
        std::string const title = report.screen.monitor + " (" + report.screen.driver + "), " +
                                  report.time_utc + ", refresh " + refresh;
        auto const written =
            write_file(arguments.plot, rig::histogram_svg(report.intervals_ms, title));
        if (!written) {
            return written.error();
        }
    }
    return record::keep_rig_report(arguments.data, json);
}

ExitCode measure_and_report(DoctorArguments const& arguments)
{
    auto const options = window_options(arguments.window, arguments.monitor);
    if (!options) {
        return failed(options.error(), ExitCode::usage);
    }
    std::optional<devices::Interrupt> interrupt;
    if (arguments.watch_minutes) {
        interrupt.emplace();
    }
    auto const measured = measure(arguments, *options, interrupt);
    if (!measured) {
        return failed(measured.error());
    }
    rig::Report const report = report_of(*measured, arguments.data);
    std::vector<rig::Line> const lines = rig::lines_of(report);
    std::string const json = rig::to_json(report);
    std::string const refresh(ports::name_of(measured->facts.screen.display.rate_source));
    auto const hash = write_all(arguments, report, refresh, json);
    if (arguments.json) {
        std::cout << json;
    } else {
        std::cout << rig::to_text(lines);
        if (measured->watch) {
            std::cout << '\n' << rig::to_text(*measured->watch);
        }
        std::cout << rig::to_text(rig::unproven_here(measured->facts));
    }
    if (!hash) {
        return failed(hash.error());
    }
    if (!arguments.json) {
        std::cout << "\nreport: " << record::rig_path(arguments.data) << '/' << *hash << ".json\n";
    }
    return code_of(rig::overall(lines));
}

} // namespace

ExitCode code_of(rig::Verdict verdict)
{
    switch (verdict) {
    case rig::Verdict::good:
        return ExitCode::done;
    case rig::Verdict::refuse:
        return ExitCode::refused;
    case rig::Verdict::look:
    case rig::Verdict::unknown:
        break;
    }
    return ExitCode::faults;
}

ExitCode doctor(DoctorArguments const& arguments)
{
    if (!arguments.shown.empty() && !arguments.photodiode && arguments.capture.empty()) {
        return failed({"--shown: neither --photodiode, which writes it, nor --capture, which is "
                       "judged by it",
                       "'securebase doctor --help' has all options"},
                      ExitCode::usage);
    }
    if (!arguments.capture.empty() && (arguments.monitor != 0 || !arguments.window.empty())) {
        return failed({"--monitor and --window: --capture shows nothing",
                       "leave them out; the screen is the one in " + arguments.shown},
                      ExitCode::usage);
    }
    if (arguments.photodiode) {
        return show_to_photodiode(arguments);
    }
    return arguments.capture.empty() ? measure_and_report(arguments) : judge_capture(arguments);
}

} // namespace securebase::app
