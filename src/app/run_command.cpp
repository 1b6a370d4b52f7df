// SPDX-License-Identifier: MIT
// `securebase run`: one session with a person in front of the screen.
#include "app/catalogue.h"
#include "app/commands.h"
#include "app/conclude.h"
#include "app/experiment.h"
#include "app/material.h"
#include "app/patch.h"
#include "app/precedence.h"
#include "app/real_screen.h"
#include "app/rig_of_session.h"
#include "app/say.h"
#include "app/scored_study.h"
#include "app/session_parts.h"
#include "app/stand_in.h"
#include "app/trigger_line.h"
#include "app/wall_clock.h"
#include "app/window_size.h"
#include "base/text.h"
#include "devices/sdl/clock.h"
#include "devices/sdl/display.h"
#include "devices/sdl/session.h"
#include "devices/x11/injector.h"
#include "kinds/kinds.h"
#include "plan/plan.h"
#include "plan/timing.h"
#include "record/journal.h"
#include "record/recorder.h"
#include "record/store.h"
#include "record/study.h"
#include "stage/session.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace securebase::app {

namespace {

/// "E,I".
base::Result<std::vector<ports::Key>> box_keys(RunArguments const& arguments)
{
    std::vector<ports::Key> keys;
    if (arguments.button_box.empty()) {
        return keys;
    }
    for (std::string const& name : base::split(arguments.box_keys, ',')) {
        keys.push_back(ports::key_named(name));
        if (keys.back() == ports::Key::none) {
            return base::Error{"--box-keys: there is no key '" + name + "'",
                               "write names as in scripts, with commas: E,I"};
        }
    }
    return keys;
}

void tell_unfinished(std::string const& data)
{
    for (record::Unfinished const& one : record::unfinished_sessions(data)) {
        if (!one.running) {
            std::cerr << "note: an earlier session did not end: "
                      << (one.participant.empty() ? one.session : one.participant) << ", "
                      << one.experiment << ", " << one.trials << " trials are saved ("
                      << one.journal << ")\n";
        }
    }
}

/// Sessions of this visit that are there already. Errors: the index.
base::Result<std::vector<record::SessionFacts>> earlier_attempts(RunArguments const& arguments,
                                                                 std::string const& experiment)
{
    auto store = record::Store::open(arguments.data, record::StoreMode::read_write);
    if (!store) {
        return store.error();
    }
    auto const report = store->refresh();
    if (!report) {
        return report.error();
    }
    tell_erasing(*report);
    return store->find_attempts(arguments.participant, arguments.visit, experiment);
}

/// The number of this attempt, or the refusal.
base::Result<std::int64_t> next_attempt(RunArguments const& arguments,
                                        std::string const& experiment,
                                        std::vector<record::SessionFacts> const& earlier)
{
    if (earlier.empty()) {
        return std::int64_t{1};
    }
    if (!arguments.new_attempt) {
        return base::Error{"participant " + arguments.participant + " already has visit " +
                               std::to_string(arguments.visit) + " of " + experiment + " (" +
                               earlier.back().outcome + ")",
                           "check the code, give --visit " + std::to_string(arguments.visit + 1) +
                               " for the next visit, or --new-attempt to repeat this one"};
    }
    return earlier.back().header.attempt + 1;
}

struct Prepared {
    model::Experiment experiment;
    plan::Plan plan;
    std::optional<bots::Profile> bot; ///< Only when a program takes part.
    std::int64_t attempt = 1;
};

/// The line that tells other machines of onsets; nothing when none is wanted.
/// Codes without a line, or a line without codes: whoever records at its other end would learn of
/// it too late.
base::Result<void> compare_triggers(RunArguments const& arguments,
                                    std::vector<plan::TriggerCode> const& codes)
{
    if (!arguments.triggers.empty() && arguments.triggers == arguments.button_box) {
        return base::Error{"--triggers and --button-box name the same line", {}};
    }
    if (!arguments.triggers.empty() && codes.empty()) {
        return base::Error{"--triggers: no stage of the script has a trigger",
                           "write trigger: yes at the stages that other machines are to know of"};
    }
    if (arguments.triggers.empty() && !codes.empty() && !arguments.no_triggers) {
        return base::Error{"the script has triggers, and nobody said where they go",
                           "--triggers /dev/ttyUSB0 names the serial line; --no-triggers runs "
                           "without them"};
    }
    return {};
}

events::Header header_of(Prepared const& prepared,
                         devices::SdlDisplay& display,
                         ports::Input const& input,
                         Precedence const& precedence)
{
    events::Header header = planned_header(prepared.experiment, prepared.plan);
    header.session = record::new_session_id();
    header.attempt = prepared.attempt;
    header.source = prepared.bot ? "virtual" : "real";
    header.started_utc = utc_now();
    if (auto const fonts = display.workshop().fonts()) {
        header.files.insert(header.files.end(), fonts->begin(), fonts->end());
    }
    header.display = ports::to_json(display.describe());
    header.input = input.describe();
    header.process = to_json(precedence);
    base::Duration const period = display.describe().period;
    header.frame_ns = base::to_ns(period);
    header.durations = plan::to_json(plan::stage_timings(prepared.plan, period));
    return header;
}

/// Lets the program of `prepared.bot` press real keys; nothing when a person takes part.
class Hands {
public:
    base::Result<void> open(Prepared const& prepared)
    {
        if (!prepared.bot) {
            return {};
        }
        auto injector = devices::Injector::open();
        if (!injector) {
            return injector.error();
        }
        injector_ = std::make_unique<devices::Injector>(std::move(*injector));
        stand_in_ = std::make_unique<RealStandIn>(
            bots::Mind(*prepared.bot,
                       prepared.plan.seed,
                       static_cast<std::uint64_t>(prepared.plan.number)),
            [this](std::vector<ports::InputEvent> const& acts) { injector_->schedule(acts); },
            [this] { injector_->cancel(); });
        return {};
    }
    ports::Companion* companion() const { return stand_in_.get(); }

private:
    std::unique_ptr<devices::Injector> injector_;
    std::unique_ptr<RealStandIn> stand_in_;
};

ExitCode conduct(RunArguments const& arguments,
                 devices::SdlOptions const& options,
                 std::vector<ports::Key> const& keys_of_box,
                 Prepared const& prepared,
                 stage::Kinds const& kinds)
{
    auto session = devices::SdlSession::open(options);
    if (!session) {
        return failed(session.error(), ExitCode::world_failed);
    }
    devices::SteadyClock clock;
    RealScreen screen;
    if (auto const opened = screen.open(*session, clock); !opened) {
        return failed(opened.error(), ExitCode::world_failed);
    }
    if (!keys_of_box.empty()) {
        if (auto const box = screen.add_box(arguments.button_box, keys_of_box, clock); !box) {
            return failed(box.error(), ExitCode::world_failed);
        }
    }
    devices::SdlDisplay& display = screen.display();
    ports::Input& input = screen.input();
    auto const admitted = admit_texts(
        prepared.plan, [&](std::string_view text) { return display.workshop().admit(text); });
    if (!admitted) {
        return failed(admitted.error(), ExitCode::world_failed);
    }
    if (std::string const& why = screen.input_shortcoming(); !why.empty()) {
        std::cerr << "note: keys are stamped when they are read, not when they are pressed: " << why
                  << '\n';
    }
    Precedence const precedence = take_precedence(); // The recorder's thread comes later.
    if (!precedence.realtime) {
        std::cerr << "note: other programs may delay this one: it has no right to real-time "
                     "priority (see 'Once, on each machine' in docs/manual/lab.md)\n";
    }
    auto triggers = open_triggers(arguments.triggers, base::from_ms(arguments.trigger_ms), clock);
    if (!triggers) {
        return failed(triggers.error(), ExitCode::world_failed);
    }
    std::optional<ports::Box> patch;
    if (!arguments.patch.empty()) {
        bool const has_critical =
            std::ranges::any_of(prepared.plan.trials, [](plan::PlannedTrial const& trial) {
                return std::ranges::any_of(trial.stages, &plan::PlannedStage::critical);
            });
        if (!has_critical) {
            return failed({"--patch: no stage of the session has timing: critical, so the patch "
                           "would stay black",
                           "write timing: critical at the stages that the sensor is to see"},
                          ExitCode::usage);
        }
        auto const box = patch_box(arguments.patch, arguments.patch_px, display.describe());
        if (!box) {
            return failed(box.error(), ExitCode::usage);
        }
        patch = *box;
    }
    events::Header header = header_of(prepared, display, input, precedence);
    if (patch) {
        header.display.insert(header.display.size() - 1, ",\"patch\":" + to_json(*patch));
    }
    if (*triggers) {
        header.triggers = plan::to_json(prepared.plan.trigger_codes, (*triggers)->describe());
    }
    name_rig_report(header, *session, display.describe(), arguments.data);
    auto journal = record::JournalWriter::create(arguments.data, header.session);
    if (!journal) {
        return failed(journal.error(), ExitCode::world_failed);
    }
    Hands hands;
    if (auto const opened = hands.open(prepared); !opened) {
        return failed(opened.error());
    }
    std::optional<record::FileRecorder> recorder;
    recorder.emplace(std::move(*journal), record::Durability::each_trial);
    stage::World const world{clock,
                             display,
                             display.workshop(),
                             input,
                             *recorder,
                             hands.companion(),
                             nullptr,
                             patch,
                             *triggers ? &**triggers : nullptr};
    stage::Ending const ending =
        stage::run_session(prepared.experiment, prepared.plan, kinds, header, world);
    recorder.reset(); // Closes the journal, which may have to be erased.
    return conclude(arguments.data, header, ending);
}

} // namespace

ExitCode run(RunArguments const& arguments)
{
    auto const options = window_options(arguments.window, arguments.monitor);
    if (!options) {
        return failed(options.error(), ExitCode::usage);
    }
    auto const keys_of_box = box_keys(arguments);
    if (!keys_of_box) {
        return failed(keys_of_box.error(), ExitCode::usage);
    }
    stage::Kinds const kinds = kinds::all();
    base::Diagnostics faults;
    auto experiment = load(arguments.experiment, catalogue(kinds), {}, arguments.set, faults);
    std::uint64_t const seed = arguments.seed ? *arguments.seed : std::random_device{}();
    std::optional<plan::Plan> made;
    if (experiment) {
        made = plan::make_plan(*experiment,
                               {.participant = arguments.participant,
                                .number = arguments.number,
                                .visit = arguments.visit,
                                .seed = seed},
                               faults);
    }
    std::optional<bots::Profile> bot;
    if (made && arguments.virtual_participant) {
        bot = load_bot(*experiment, *made, arguments.bot, faults);
    }
    if (!made || (arguments.virtual_participant && !bot)) {
        faults.sort();
        std::cerr << base::to_text(faults);
        return exit_code_of(faults);
    }
    if (auto const fit = compare_triggers(arguments, made->trigger_codes); !fit) {
        return failed(fit.error(), ExitCode::usage);
    }
    auto const kind = record::kind_of_source(bot ? "virtual" : "real");
    if (auto const opened = record::open_study(arguments.data, kind); !opened) {
        return failed(opened.error(), code_of_unopened(arguments.data, kind));
    }
    auto const earlier = earlier_attempts(arguments, experiment->name);
    if (!earlier) {
        return failed(earlier.error());
    }
    tell_unfinished(arguments.data); // After what was withdrawn has gone.
    auto const attempt = next_attempt(arguments, experiment->name, *earlier);
    if (!attempt) {
        return failed(attempt.error(), ExitCode::refused);
    }
    return conduct(arguments,
                   *options,
                   *keys_of_box,
                   {std::move(*experiment), std::move(*made), std::move(bot), *attempt},
                   kinds);
}

} // namespace securebase::app
