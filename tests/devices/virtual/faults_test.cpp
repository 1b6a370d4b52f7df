// SPDX-License-Identifier: MIT
// The grammar of faults and what each does to display, clock and input.
#include "devices/virtual/faults.h"
#include "devices/virtual/input.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::devices;

namespace {

ports::Frame const blank{{0, 0, 0, 255}, {}};

std::string fault_of(std::string_view text)
{
    auto const fault = parse_fault(text);
    BOOST_REQUIRE(!fault);
    return fault.error().what;
}

/// Shows trial 1, stage "a" with one fault on a 100 Hz display whose refresh 1 comes at 10 ms.
struct Stand {
    explicit Stand(Fault const& fault)
        : desk(
              clock,
              display,
              [&](ports::InputEvent const& event) { events.push_back(event); },
              [&](base::Duration step) { stepped = step; },
              {fault})
    {
        display.show(blank, {});
        desk.about_to_show(1, "b");
        desk.about_to_show(1, "a");
        report = display.show(blank, base::instant_from_ns(10'000'000));
        desk.has_shown(1, "a", report.shown);
    }

    VirtualClock clock{base::Instant{}};
    VirtualDisplay display{clock, {.rate = {100, 1}, .log = FrameLog::times}};
    std::vector<ports::InputEvent> events;
    base::Duration stepped{};
    FaultDesk desk;
    ports::FrameReport report;
};

std::int64_t us(base::Timestamp const& when)
{
    return base::to_ns(when.earliest) / 1000;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_virtual_faults)

BOOST_AUTO_TEST_CASE(faults_are_read_with_their_place)
{
    BOOST_TEST((*parse_fault("late=2@trial7") == Fault{FaultKind::late, 2, 7, ""}));
    BOOST_TEST((*parse_fault("late=1000@trial1.pair") == Fault{FaultKind::late, 1000, 1, "pair"}));
    BOOST_TEST((*parse_fault("stall=30ms@trial12") == Fault{FaultKind::stall, 30, 12, ""}));
    BOOST_TEST((*parse_fault("discard@trial3") == Fault{FaultKind::discard, 0, 3, ""}));
    BOOST_TEST((*parse_fault("key_during_stall=30ms@trial12") ==
                Fault{FaultKind::key_during_stall, 30, 12, ""}));
    for (FaultKind const kind : {FaultKind::early,
                                 FaultKind::key_before_onset,
                                 FaultKind::lost_input,
                                 FaultKind::focus_lost,
                                 FaultKind::mismatch}) {
        BOOST_TEST(
            (*parse_fault(std::string(name_of(kind)) + "@trial3.q") == Fault{kind, 0, 3, "q"}));
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_said_with_the_names_there_are)
{
    auto const unknown = parse_fault("lat=2@trial7");
    BOOST_TEST(unknown.error().what == "'lat=2@trial7': there is no fault 'lat'");
    BOOST_TEST(unknown.error().hint ==
               "write FAULT@trialT or FAULT@trialT.STAGE, such as late=2@trial7; faults: late=N, "
               "early, discard, stall=Nms, key_during_stall=Nms, key_before_onset, lost_input, "
               "focus_lost, msc_jump=N, clock_step=Nms, mismatch");
    BOOST_TEST(fault_of("") == "'': there is no fault ''");
    for (char const* amount : {"late@trial7",
                               "late=@trial7",
                               "late=0@trial7",
                               "late=1.5@trial7",
                               "late=-1@trial7",
                               "late=1001@trial7",
                               "late=x@trial7"}) {
        BOOST_TEST(fault_of(amount) ==
                   "'" + std::string(amount) + "': late takes whole refreshes, 1 to 1000");
    }
    for (char const* amount : {"stall@trial7", "stall=30@trial7", "stall=ms@trial7"}) {
        BOOST_TEST(fault_of(amount) ==
                   "'" + std::string(amount) + "': stall takes whole milliseconds, 1ms to 10000ms");
    }
    BOOST_TEST(fault_of("discard=2@trial7") == "'discard=2@trial7': discard takes no amount");
    BOOST_TEST(fault_of("discard") == "'discard': it does not say at which trial");
    BOOST_TEST(fault_of("discard@7") == "'discard@7': it does not say at which trial");
    BOOST_TEST(fault_of("discard@trial") == "'discard@trial': trials count from 1");
    BOOST_TEST(fault_of("discard@trial0") == "'discard@trial0': trials count from 1");
    BOOST_TEST(fault_of("discard@trial7.") == "'discard@trial7.': a stage has a name");
}

BOOST_AUTO_TEST_CASE(a_display_is_late_or_throws_the_frame_away)
{
    Stand const late({FaultKind::late, 2, 1, "a"});
    BOOST_TEST(us(late.report.shown) == 30'000);
    BOOST_TEST(*late.report.late == 2);
    Stand const early({FaultKind::early, 0, 1, "a"});
    BOOST_TEST(us(early.report.shown) == 10'000); // Refresh 0 is gone.
    BOOST_TEST(*early.report.late == 0);
    Stand const gone({FaultKind::discard, 0, 1, "a"});
    BOOST_TEST(!gone.report.shown.is_known());
    BOOST_TEST(!gone.report.late);
    BOOST_TEST(!gone.display.log()[1].lit);
    Stand other({FaultKind::discard, 0, 2, "a"});
    BOOST_TEST(us(other.report.shown) == 10'000);
    BOOST_TEST(other.desk.happened() == 0U);
}

BOOST_AUTO_TEST_CASE(a_program_held_up_shows_at_the_next_refresh)
{
    Stand const stalled({FaultKind::stall, 25, 1, "a"});
    BOOST_TEST(us(stalled.report.shown) == 30'000);
    BOOST_TEST(*stalled.report.late == 2);
    BOOST_TEST(stalled.desk.happened() == 1U);
}

BOOST_AUTO_TEST_CASE(a_display_is_early_where_it_was_told_in_time)
{
    VirtualClock clock{base::Instant{}};
    VirtualDisplay display(clock, {.rate = {100, 1}});
    display.show(blank, {});
    display.befall({.late = -1});
    auto const report = display.show(blank, base::instant_from_ns(30'000'000));
    BOOST_TEST(us(report.shown) == 20'000);
    BOOST_TEST(*report.late == -1);
}

BOOST_AUTO_TEST_CASE(a_key_while_the_program_is_held_up_carries_its_own_moment)
{
    Stand const stalled({FaultKind::key_during_stall, 24, 1, "a"});
    BOOST_TEST(us(stalled.report.shown) == 30'000);
    BOOST_REQUIRE(stalled.events.size() == 2U);
    BOOST_TEST((stalled.events[0].kind == ports::InputKind::key_down));
    BOOST_TEST(us(stalled.events[0].when) == 12'000);
    BOOST_TEST(us(stalled.events[1].when) == 13'000);
}

BOOST_AUTO_TEST_CASE(refreshes_that_never_were_make_a_frame_look_late)
{
    Stand jumped({FaultKind::msc_jump, 3, 1, "a"});
    BOOST_TEST(us(jumped.report.shown) == 10'000);
    BOOST_TEST(*jumped.report.target == 1);
    BOOST_TEST(*jumped.report.refresh == 4);
    BOOST_TEST(*jumped.report.late == 3);
    // From then on the count is only higher.
    auto const next = jumped.display.show(blank, base::instant_from_ns(30'000'000));
    BOOST_TEST(*next.target == 6);
    BOOST_TEST(*next.refresh == 6);
    BOOST_TEST(*next.late == 0);
}

BOOST_AUTO_TEST_CASE(a_clock_that_steps_back_puts_a_key_in_dispute)
{
    Stand const stepped({FaultKind::clock_step, 40, 1, "a"});
    BOOST_TEST(stepped.stepped.count() == 40'000'000);
    auto const press = key_press(ports::Key::e, base::instant_from_ns(90'000'000)).front();
    auto const told = in_dispute(press, stepped.stepped);
    BOOST_TEST((told[0].key == ports::Key::e));
    BOOST_TEST(base::to_ns(told[0].when.earliest) == 50'000'000);
    BOOST_TEST(base::to_ns(told[0].when.latest) == 90'000'000);
    BOOST_TEST(base::to_ns(told[0].when.likely()) == 90'000'000);
    BOOST_TEST((told[1].kind == ports::InputKind::mismatch));
}

BOOST_AUTO_TEST_CASE(devices_report_at_their_moment)
{
    using ports::InputKind;
    Stand const key({FaultKind::key_before_onset, 0, 1, "a"});
    BOOST_REQUIRE(key.events.size() == 2U);
    BOOST_TEST((key.events[0].kind == InputKind::key_down));
    BOOST_TEST((key.events[0].key == ports::Key::f12));
    BOOST_TEST(us(key.events[0].when) == 0);
    BOOST_TEST(us(key.events[1].when) == 1000);
    Stand const lost({FaultKind::lost_input, 0, 1, "a"});
    BOOST_REQUIRE(lost.events.size() == 1U);
    BOOST_TEST((lost.events[0].kind == InputKind::lost));
    BOOST_TEST(us(lost.events[0].when) == 10'100);
    Stand const focus({FaultKind::focus_lost, 0, 1, "a"});
    BOOST_REQUIRE(focus.events.size() == 2U);
    BOOST_TEST((focus.events[1].kind == InputKind::focus_gained));
    Stand const mismatch({FaultKind::mismatch, 0, 1, "a"});
    BOOST_TEST((mismatch.events.at(0).kind == InputKind::mismatch));
}

BOOST_AUTO_TEST_CASE(a_blurred_display_reports_around_the_truth)
{
    VirtualClock clock{base::Instant{}};
    VirtualDisplayOptions options;
    options.rate = {100, 1};
    options.log = FrameLog::times;
    options.blur = {base::from_ms(2), base::from_ms(1), base::TimeSource::driver, 1};
    VirtualDisplay display(clock, options);
    base::Duration widest{};
    for (int i = 0; i < 200; ++i) {
        base::Timestamp const said = display.show(blank, {}).shown;
        base::Instant const truth = *display.log().back().lit;
        BOOST_TEST((said.source == base::TimeSource::driver));
        BOOST_TEST((said.earliest <= truth && truth <= said.latest));
        widest = std::max(widest, said.latest - said.earliest);
    }
    BOOST_TEST(widest > base::from_ms(2));
    BOOST_TEST(widest <= base::from_ms(3));
}

BOOST_AUTO_TEST_SUITE_END()
