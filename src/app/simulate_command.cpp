// SPDX-License-Identifier: MIT
// `securebase simulate`: whole sessions in virtual time, through the same stage as real ones.
#include "app/catalogue.h"
#include "app/commands.h"
#include "app/experiment.h"
#include "app/faults.h"
#include "app/progress.h"
#include "app/say.h"
#include "app/session_parts.h"
#include "app/stand_in.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "devices/virtual/clock.h"
#include "devices/virtual/display.h"
#include "devices/virtual/faults.h"
#include "devices/virtual/workshop.h"
#include "kinds/kinds.h"
#include "plan/plan.h"
#include "record/inline_recorder.h"
#include "record/journal.h"
#include "record/study.h"
#include "stage/session.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

namespace securebase::app {

namespace {

/// What all sessions of a sample share; read by every thread, changed by none.
struct Sample {
    SimulateArguments const& arguments;
    model::Experiment const& experiment;
    stage::Kinds const& kinds;
    bots::Profile const& profile;
    std::vector<devices::Fault> const& faults;
};

std::string code_of(std::int64_t person)
{
    std::string const digits = std::to_string(person);
    return "S" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

/// The same sample has the same identifiers, so that the same seed gives the same bytes.
std::string session_id(Sample const& sample, std::string const& participant, std::int64_t visit)
{
    return base::hash_hex(sample.experiment.name + "/" + std::to_string(sample.arguments.seed) +
                          "/" + participant + "/" + std::to_string(visit))
        .substr(0, 32);
}

events::Header
header_of(Sample const& sample, plan::Plan const& plan, ports::DisplayFacts const& display)
{
    events::Header header = planned_header(sample.experiment, plan);
    header.session = session_id(sample, plan.participant, plan.visit);
    header.source = "simulated";
    header.started_utc = "1970-01-01T00:00:00Z"; // Virtual time has no date.
    header.display = ports::to_json(display);
    header.input = R"({"device":"virtual participant"})";
    header.frame_ns = base::to_ns(display.period);
    if (!sample.arguments.inject.empty()) {
        header.injected = nlohmann::json(sample.arguments.inject).dump();
    }
    return header;
}

base::Result<void> simulate_session(Sample const& sample, std::int64_t person, std::int64_t visit)
{
    base::Diagnostics faults;
    auto const plan = plan::make_plan(sample.experiment,
                                      {.participant = code_of(person),
                                       .number = person,
                                       .visit = visit,
                                       .seed = sample.arguments.seed},
                                      faults);
    if (!plan) {
        return base::Error{"no plan for " + code_of(person), base::to_text(faults)};
    }
    devices::VirtualClock clock;
    devices::VirtualDisplayOptions options;
    options.rate = {std::llround(sample.arguments.refresh_hz * 1000), 1000};
    devices::VirtualDisplay display(clock, options);
    devices::VirtualWorkshop workshop;
    VirtualParticipant participant(
        clock,
        bots::Mind(sample.profile,
                   base::mix(sample.arguments.seed, std::to_string(visit)),
                   static_cast<std::uint64_t>(person)));
    events::Header const header = header_of(sample, *plan, display.describe());
    auto journal = record::JournalWriter::create(sample.arguments.data, header.session);
    if (!journal) {
        return journal.error();
    }
    record::InlineRecorder recorder(std::move(*journal));
    auto const faults_here = place_faults(sample.faults, *plan);
    if (!faults_here) {
        return faults_here.error();
    }
    devices::FaultDesk desk(
        clock,
        display,
        [&](ports::InputEvent const& event) { participant.inject(event); },
        [&](base::Duration step) { participant.step_clock(step); },
        *faults_here);
    stage::World const world{clock, display, workshop, participant, recorder, &participant, &desk};
    stage::Ending const ending =
        stage::run_session(sample.experiment, *plan, sample.kinds, header, world);
    if (ending.outcome == stage::Outcome::failed) {
        return base::Error{code_of(person) + ": " + ending.why, ""};
    }
    return {};
}

/// Nothing is overwritten: who is there already is refused before anybody is made.
base::Result<void> check_nobody_is_there(Sample const& sample)
{
    for (std::int64_t person = 1; person <= sample.arguments.people; ++person) {
        for (std::int64_t visit = 1; visit <= sample.arguments.visits; ++visit) {
            std::string const id = session_id(sample, code_of(person), visit);
            if (std::filesystem::exists(record::journal_path(sample.arguments.data, id))) {
                return base::Error{"'" + sample.arguments.data + "' already holds " +
                                       code_of(person) + ", visit " + std::to_string(visit) +
                                       ", of " + sample.experiment.name + " with seed " +
                                       std::to_string(sample.arguments.seed),
                                   "give another --seed or another folder with --data, or delete "
                                   "that folder"};
            }
        }
    }
    return {};
}

/// Sessions are shared out one by one; which thread takes which changes nothing in the data.
base::Result<void> simulate_all(Sample const& sample)
{
    std::int64_t const total = sample.arguments.people * sample.arguments.visits;
    std::atomic<std::int64_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex;
    base::Error first_error;
    Progress progress("simulated sessions:", sample.arguments.quiet);
    std::atomic<std::int64_t> done_so_far{0};
    auto const work = [&] {
        for (std::int64_t i = next++; i < total && !failed; i = next++) {
            auto const done = simulate_session(
                sample, i / sample.arguments.visits + 1, i % sample.arguments.visits + 1);
            if (!done) {
                std::scoped_lock const lock(mutex);
                if (!failed.exchange(true)) {
                    first_error = done.error();
                }
            }
            progress.tell(static_cast<std::uint64_t>(++done_so_far),
                          static_cast<std::uint64_t>(total));
        }
    };
    {
        unsigned const jobs = sample.arguments.jobs != 0
                                  ? sample.arguments.jobs
                                  : std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < jobs; ++i) {
            threads.emplace_back(work);
        }
    }
    return failed ? base::Result<void>(first_error) : base::Result<void>();
}

} // namespace

ExitCode simulate(SimulateArguments const& arguments)
{
    auto const injected = parse_faults(arguments.inject);
    if (!injected) {
        return failed(injected.error(), ExitCode::usage);
    }
    stage::Kinds const kinds = kinds::all();
    base::Diagnostics faults;
    auto const experiment =
        load(arguments.experiment, catalogue(kinds), arguments.refresh_hz, arguments.set, faults);
    std::optional<bots::Profile> profile;
    if (experiment) {
        auto const plan = plan::make_plan(
            *experiment,
            {.participant = "S0001", .number = 1, .visit = 1, .seed = arguments.seed},
            faults);
        if (auto const placed = plan ? place_faults(*injected, *plan) : *injected; !placed) {
            return failed(placed.error(), ExitCode::usage);
        }
        if (plan) {
            profile = load_bot(*experiment, *plan, arguments.bot, faults);
        }
    }
    if (!profile || faults.has_errors()) {
        faults.sort();
        std::cerr << base::to_text(faults);
        return exit_code_of(faults);
    }
    auto constexpr kind = record::StudyKind::simulated;
    if (auto const opened = record::open_study(arguments.data, kind); !opened) {
        return failed(opened.error(), code_of_unopened(arguments.data, kind));
    }
    Sample const sample{arguments, *experiment, kinds, *profile, *injected};
    if (auto const free = check_nobody_is_there(sample); !free) {
        return failed(free.error(), ExitCode::refused);
    }
    auto const started = std::chrono::steady_clock::now();
    if (auto const done = simulate_all(sample); !done) {
        return failed(done.error());
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - started;
    std::int64_t const sessions = arguments.people * arguments.visits;
    std::cout << "simulated " << sessions << " sessions of " << experiment->name << " in "
              << base::format_fixed(took.count(), 2) << " s ("
              << base::format_fixed(1000 * took.count() /
                                        static_cast<double>(std::max<std::int64_t>(sessions, 1)),
                                    1)
              << " ms each) into " << arguments.data << '\n';
    return ExitCode::done;
}

} // namespace securebase::app
