// SPDX-License-Identifier: MIT
// Two inputs as one, in virtual time.
#include "devices/input_contract.h"
#include "devices/linux/joined_input.h"
#include "devices/virtual/clock.h"
#include "devices/virtual/input.h"

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace devices = securebase::devices;
namespace ports = securebase::ports;
using ports::Key;

ports::InputEvent press(Key key, double ms)
{
    ports::InputEvent event;
    event.key = key;
    event.when =
        base::Timestamp::exact(base::Instant{} + base::from_ms(ms), base::TimeSource::simulated);
    return event;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_joined_input)

BOOST_AUTO_TEST_CASE(events_come_in_the_order_of_time)
{
    devices::VirtualClock clock(base::Instant{} + base::from_ms(1000));
    devices::ScriptedInput keyboard(clock, {press(Key::e, 1010), press(Key::i, 1030)}, {});
    devices::ScriptedInput box(clock, {press(Key::a, 1005), press(Key::b, 1020)}, {});
    devices::JoinedInput both(keyboard, box, clock);
    clock.sleep_until(base::Instant{} + base::from_ms(1100));
    std::string order;
    for (ports::InputEvent const& event : contract::drain_all(both)) {
        order += ports::name_of(event.key);
    }
    BOOST_TEST(order == "AEBI");
    BOOST_TEST(contract::drain_all(both).empty());
}

BOOST_AUTO_TEST_CASE(waiting_ends_when_either_speaks_or_at_the_moment)
{
    devices::VirtualClock clock(base::Instant{} + base::from_ms(1000));
    devices::ScriptedInput keyboard(clock, {}, {});
    devices::ScriptedInput box(clock, {press(Key::a, 1020)}, {});
    devices::JoinedInput both(keyboard, box, clock);
    both.wait(base::Instant{} + base::from_ms(1500));
    BOOST_TEST(base::to_ms(clock.now() - base::Instant{}) <= 1022.0);
    BOOST_TEST(contract::drain_all(both).size() == 1U);
    both.wait(base::Instant{} + base::from_ms(1500));
    BOOST_TEST(base::to_ms(clock.now() - base::Instant{}) == 1500.0);
}

BOOST_AUTO_TEST_SUITE_END()
