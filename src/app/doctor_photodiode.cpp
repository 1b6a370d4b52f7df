// SPDX-License-Identifier: MIT
// Light and dark by turns, counted in frames, and what the display says of each.
#include "app/doctor_photodiode.h"

#include "app/doctor_screen.h"
#include "app/patch.h"
#include "app/precedence.h"
#include "app/progress.h"
#include "app/real_screen.h"
#include "app/rig_of_session.h"
#include "app/say.h"
#include "app/trigger_line.h"
#include "app/wall_clock.h"
#include "app/window_size.h"
#include "app/write_file.h"
#include "devices/host/interrupt.h"
#include "devices/sdl/clock.h"
#include "rig/calibration.h"
#include "rig/shown.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>
#include <variant>

namespace securebase::app {

namespace {

constexpr std::uint8_t trigger_code = 1;
constexpr base::Duration pulse = std::chrono::milliseconds(5);
constexpr int lead_in_frames = 60; ///< The first are never like the others.

constexpr ports::Color black{0, 0, 0, 255};
constexpr ports::Color white{255, 255, 255, 255};

rig::ShownFrame seen(ports::FrameReport const& report)
{
    rig::ShownFrame frame{report.shown, {}};
    if (report.late) {
        frame.late = *report.late;
    }
    return frame;
}

/// Shows cycles as a session shows critical stages: the end of each exposure is handed over
/// together with its beginning, where the display can.
class Blinker {
public:
    /// All must outlive it; `triggers` may be null.
    Blinker(RealScreen& screen, ports::Box const& patch, ports::Triggers* triggers)
        : display_(screen.display()), period_(screen.display().describe().period),
          light_(filled(patch, white)), dark_(filled(patch, black)), triggers_(triggers)
    {
        display_.prepare(frame_of(light_));
        display_.prepare(frame_of(dark_));
    }

    void lead_in()
    {
        for (int i = 0; i < lead_in_frames; ++i) {
            last_ = seen(display_.show(frame_of(dark_), {}));
        }
    }

    rig::ShownCycle next(std::int64_t number)
    {
        rig::ShownCycle cycle{number, {}, {}, {}};
        display_.announce(frame_of(dark_), rig::light_frames);
        cycle.light = show(light_, pause_);
        if (triggers_ != nullptr) {
            cycle.trigger = triggers_->send(trigger_code);
        }
        cycle.dark = show(dark_, rig::light_frames);
        settle();
        pause_ = rig::dark_frames_after(number);
        return cycle;
    }

private:
    using Sprites = std::array<ports::Sprite, 1>;

    static Sprites filled(ports::Box const& patch, ports::Color const& color)
    {
        return {ports::Sprite{{}, patch, color}};
    }

    static ports::Frame frame_of(Sprites const& sprites) { return {black, sprites}; }

    /// So many refreshes after the frame before; when nobody knows when that was, at the next.
    rig::ShownFrame show(Sprites const& sprites, std::int64_t refreshes)
    {
        base::Instant const due = last_.shown.likely() + refreshes * period_ - period_ / 4;
        bool const is_planned = last_.shown.is_known();
        last_ = seen(display_.show(frame_of(sprites), is_planned ? due : base::Instant{}));
        if (!is_planned) {
            last_.late.reset();
        }
        return last_;
    }

    void settle()
    {
        if (triggers_ != nullptr) {
            triggers_->settle(base::Instant::max()); // The exposure was longer than any pulse.
        }
    }

    devices::SdlDisplay& display_;
    base::Duration period_;
    Sprites light_;
    Sprites dark_;
    ports::Triggers* triggers_;
    rig::ShownFrame last_;
    std::int64_t pause_ = rig::dark_frames_after(0);
};

/// Until Ctrl-C, Esc, or the window is closed.
std::vector<rig::ShownCycle> show_cycles(Blinker& blinker,
                                         ports::Input& input,
                                         devices::Interrupt& interrupt,
                                         std::int64_t count)
{
    Progress progress("cycle", false);
    std::vector<rig::ShownCycle> cycles;
    cycles.reserve(static_cast<std::size_t>(count));
    bool stopped = false;
    blinker.lead_in();
    for (std::int64_t number = 1; number <= count && !stopped; ++number) {
        cycles.push_back(blinker.next(number));
        // It is dark now, and there is time for writing a line.
        progress.tell(static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(count));
        stopped = interrupt.asked() || wants_to_stop(input);
    }
    return cycles;
}

base::Result<ports::Box> box_of(DoctorArguments const& arguments,
                                ports::DisplayFacts const& display)
{
    if (arguments.patch.empty()) {
        return ports::Box{0, 0, display.width, display.height};
    }
    return patch_box(arguments.patch, arguments.patch_px, display);
}

/// What was shown, or what the shell is told after it was said why nothing was.
std::variant<rig::Shown, ExitCode> show(DoctorArguments const& arguments,
                                        devices::SdlOptions const& options)
{
    devices::Interrupt interrupt; // Before any thread that the signal could end.
    auto session = devices::SdlSession::open(options);
    if (!session) {
        return failed(session.error());
    }
    devices::SteadyClock clock;
    RealScreen screen;
    if (auto const opened = screen.open(*session, clock); !opened) {
        return failed(opened.error());
    }
    auto triggers = open_triggers(arguments.triggers, pulse, clock);
    if (!triggers) {
        return failed(triggers.error());
    }
    ports::DisplayFacts const display = screen.display().describe();
    auto const patch = box_of(arguments, display);
    if (!patch) {
        return failed({patch.error().what, "choose fewer, or leave out --patch-px"},
                      ExitCode::usage);
    }
    take_precedence(); // As a session has it.
    rig::Shown shown{.time_utc = utc_now(),
                     .screen = screen_name(*session, display),
                     .patch = *patch,
                     .period = display.period,
                     .light_frames = rig::light_frames,
                     .cycles = {}};
    std::cerr << "showing " << arguments.cycles
              << " cycles of light and dark; the instrument should be recording by now. Ctrl-C or "
                 "Esc ends it"
              << std::endl;
    Blinker blinker(screen, *patch, *triggers ? &**triggers : nullptr);
    shown.cycles = show_cycles(blinker, screen.input(), interrupt, arguments.cycles);
    return shown;
}

std::string summary_of(rig::Shown const& shown, std::int64_t asked)
{
    auto const vouched = std::ranges::count_if(shown.cycles, &rig::ShownCycle::is_vouched);
    auto const count = static_cast<std::int64_t>(shown.cycles.size());
    return std::to_string(count) +
           (count < asked ? " of " + std::to_string(asked) + " cycles shown, ended early, "
                          : " cycles shown, ") +
           std::to_string(vouched) + " of them in time, says the display";
}

} // namespace

ExitCode show_to_photodiode(DoctorArguments const& arguments)
{
    auto const options = window_options(arguments.window, arguments.monitor);
    if (!options) {
        return failed(options.error(), ExitCode::usage);
    }
    constexpr auto least = static_cast<std::int64_t>(rig::least_exposures);
    if (arguments.cycles < least) {
        return failed({"--cycles: nothing can be told from fewer than " + std::to_string(least),
                       "a calibration takes 640, which is what it does without --cycles"},
                      ExitCode::usage);
    }
    // Before anything is shown: five minutes of it must not be lost for a name, nor those of
    // another session, whose recording would be worth nothing.
    if (std::error_code fault; std::filesystem::exists(arguments.shown, fault)) {
        return failed({'\'' + arguments.shown + "' is there already",
                       "move it away, or name another file with --shown"},
                      ExitCode::refused);
    }
    auto file = report::AtomicFile::create(arguments.shown);
    if (!file) {
        return failed(
            {file.error().what, "name a file with --shown in a folder this account may write to"});
    }
    auto const outcome = show(arguments, *options);
    auto const* const shown = std::get_if<rig::Shown>(&outcome);
    if (shown == nullptr) {
        return std::get<ExitCode>(outcome);
    }
    if (auto const written = complete(*file, rig::to_csv(*shown)); !written) {
        return failed(written.error());
    }
    std::cout << summary_of(*shown, arguments.cycles) << ", in " << arguments.shown
              << "\nnext: securebase doctor --capture CAPTURE.csv --shown " << arguments.shown
              << " --data " << arguments.data << '\n';
    return ExitCode::done;
}

} // namespace securebase::app
