// SPDX-License-Identifier: MIT
// Every folder of tests/cases/sessions is a script with its virtual participant; trace.txt is what
// happens in a session of P001 with seed 1, event by event, to the letter. SECUREBASE_APPROVE=1
// writes what happens now.
#include "app/catalogue.h"
#include "app/experiment.h"
#include "app/session_parts.h"
#include "app/stand_in.h"
#include "base/text.h"
#include "devices/virtual/clock.h"
#include "devices/virtual/display.h"
#include "devices/virtual/recorder.h"
#include "devices/virtual/workshop.h"
#include "events/text_form.h"
#include "kinds/kinds.h"
#include "plan/plan.h"
#include "stage/session.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace securebase;

namespace {

namespace fs = std::filesystem;

std::string const root = std::string(SECUREBASE_SOURCE_DIR) + "/tests/cases/sessions/";

std::vector<std::string> case_names()
{
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(root)) {
        if (fs::exists(entry.path() / "bot.yaml")) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

/// `12.345 s  onset  trial 3  stage 1  30 frames  0 late  {"value":...}`; the header and the
/// moment of what has none are left out.
std::string line_of(events::StoredEvent const& stored)
{
    events::Event const& event = stored.event;
    bool const dated = event.when.source != base::TimeSource::unknown;
    std::string line = padded(
        dated ? base::format_fixed(base::to_ms(event.when.likely() - base::Instant()) / 1000, 4)
              : "",
        9);
    line += ' ' + padded(std::string(events::name_of(event.kind)), 12);
    if (event.part != 0) {
        line += " part " + std::to_string(event.part);
    }
    if (event.trial != 0) {
        line += " trial " + std::to_string(event.trial);
        bool const staged = event.kind != events::EventKind::trial_begin &&
                            event.kind != events::EventKind::trial_end;
        line += staged ? " stage " + std::to_string(event.stage) : "";
    }
    line += event.frames ? " frames " + std::to_string(*event.frames) : "";
    line += event.late ? " late " + std::to_string(*event.late) : "";
    line += event.count ? " changes " + std::to_string(*event.count) : "";
    if (event.kind != events::EventKind::session_begin && !stored.text.empty()) {
        line += ' ' + stored.text;
    }
    while (line.ends_with(' ')) {
        line.pop_back();
    }
    return line + '\n';
}

std::string trace_of(std::string const& name)
{
    stage::Kinds const kinds = kinds::all();
    base::Diagnostics faults;
    auto const experiment = app::load(root + name, app::catalogue(kinds), {}, {}, faults);
    BOOST_REQUIRE_MESSAGE(experiment.has_value(), base::to_text(faults));
    auto const plan = plan::make_plan(
        *experiment, {.participant = "P001", .number = 1, .visit = 1, .seed = 1}, faults);
    BOOST_REQUIRE_MESSAGE(plan.has_value(), base::to_text(faults));
    auto const profile = app::load_bot(*experiment, *plan, "", faults);
    BOOST_REQUIRE_MESSAGE(profile.has_value(), base::to_text(faults));
    devices::VirtualClock clock;
    devices::VirtualDisplay display(clock, {});
    devices::VirtualWorkshop workshop;
    app::VirtualParticipant participant(clock, bots::Mind(*profile, 1, 1));
    devices::MemoryRecorder recorder;
    stage::World const world{clock, display, workshop, participant, recorder, &participant};
    stage::Ending const ending = stage::run_session(
        *experiment, *plan, kinds, app::planned_header(*experiment, *plan), world);
    std::string trace;
    for (events::StoredEvent const& event : recorder.events()) {
        trace += line_of(event);
    }
    return trace + std::string(stage::name_of(ending.outcome)) + ": " +
           std::to_string(ending.trials_done) + " of " + std::to_string(ending.trials_planned) +
           " trials" + (ending.why.empty() ? "" : ", " + ending.why) + '\n';
}

} // namespace

BOOST_AUTO_TEST_SUITE(cases_sessions)

BOOST_DATA_TEST_CASE(a_session_happens_as_it_is_traced, boost::unit_test::data::make(case_names()))
{
    std::string const file = root + sample + "/trace.txt";
    std::string const trace = trace_of(sample);
    if (std::getenv("SECUREBASE_APPROVE") != nullptr) {
        std::ofstream(file, std::ios::binary) << trace;
    }
    auto const expected = base::read_file(file);
    BOOST_REQUIRE_MESSAGE(expected.has_value(), file + " is missing");
    BOOST_TEST(trace == *expected);
}

BOOST_AUTO_TEST_SUITE_END()
