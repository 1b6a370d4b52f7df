// SPDX-License-Identifier: MIT
// Facts in memory.
#include "devices/virtual/recorder.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace events = securebase::events;
using securebase::devices::MemoryRecorder;

events::Event event_of_trial(std::uint32_t trial)
{
    events::Event event;
    event.trial = trial;
    return event;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_virtual_recorder)

BOOST_AUTO_TEST_CASE(keeps_facts_in_order_with_their_text)
{
    MemoryRecorder recorder;
    recorder.note(event_of_trial(1), "first");
    recorder.note(event_of_trial(2));
    recorder.request_save();
    BOOST_TEST(recorder.settle().has_value());
    BOOST_TEST(recorder.requested() == 1U);
    BOOST_TEST(recorder.saved() == 1U);
    BOOST_TEST_REQUIRE(recorder.events().size() == 2U);
    BOOST_TEST(recorder.events()[0].text == "first");
    BOOST_TEST(recorder.events()[1].sequence == 1U);
    BOOST_TEST(recorder.events()[1].event.trial == 2U);
}

BOOST_AUTO_TEST_CASE(says_what_it_lost)
{
    MemoryRecorder recorder(1);
    recorder.note(event_of_trial(1));
    recorder.note(event_of_trial(2));
    BOOST_TEST(recorder.lost() == 1U);
    auto const settled = recorder.settle();
    BOOST_TEST_REQUIRE(!settled.has_value());
    BOOST_TEST(settled.error().what == "1 facts were lost: the memory recorder is full");
}

BOOST_AUTO_TEST_SUITE_END()
