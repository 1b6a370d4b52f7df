// SPDX-License-Identifier: MIT
// The kernel's devices as pipes, with ioctls that answer what the test wants.
#include "devices/input_contract.h"
#include "devices/linux/evdev_input.h"
#include "devices/sdl/clock.h"
#include "support/temporary_folder.h"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <string>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace devices = securebase::devices;
namespace ports = securebase::ports;
using devices::EvdevInput;
using ports::InputKind;
using ports::Key;

void set_bit(void* bits, unsigned number)
{
    auto* const bytes = static_cast<unsigned char*>(bits);
    bytes[number / 8] = static_cast<unsigned char>(bytes[number / 8] | 1U << (number % 8));
}

/// A keyboard on which F is held down while somebody asks.
int keyboard(int, unsigned long request, void* data)
{
    unsigned const number = _IOC_NR(request);
    if (request == EVIOCSCLOCKID) {
        return *static_cast<int*>(data) == CLOCK_MONOTONIC ? 0 : -1;
    }
    if (number == _IOC_NR(EVIOCGNAME(0))) {
        std::strcpy(static_cast<char*>(data), "A \"plain\" keyboard");
    } else if (number == _IOC_NR(EVIOCGBIT(EV_KEY, 0))) {
        set_bit(data, KEY_SPACE);
    } else if (number == _IOC_NR(EVIOCGKEY(0))) {
        set_bit(data, KEY_F);
    }
    return 0;
}

int lid(int, unsigned long, void*)
{
    return 0;
}

int refuses(int, unsigned long, void*)
{
    return -1;
}

/// A node to be read, and the end at which the kernel writes.
class Node {
public:
    explicit Node(std::string path) : path_(std::move(path))
    {
        BOOST_TEST_REQUIRE(mkfifo(path_.c_str(), 0600) == 0);
        file_ = open(path_.c_str(), O_RDWR | O_CLOEXEC);
        BOOST_TEST_REQUIRE(file_ >= 0);
    }
    ~Node() { close(file_); }
    Node(Node const&) = delete;
    Node& operator=(Node const&) = delete;

    std::string const& path() const { return path_; }
    void say(std::uint16_t type, std::uint16_t code, std::int32_t value, base::Instant when) const
    {
        input_event record{};
        record.input_event_sec = base::to_ns(when) / 1'000'000'000;
        record.input_event_usec = base::to_ns(when) % 1'000'000'000 / 1000;
        record.type = type;
        record.code = code;
        record.value = value;
        BOOST_TEST(write(file_, &record, sizeof record) == ssize_t{sizeof record});
    }

private:
    std::string path_;
    int file_ = -1;
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_evdev_input)

BOOST_AUTO_TEST_CASE(keys_come_with_the_kernel_s_time_however_late_they_are_read)
{
    securebase::support::TemporaryFolder const folder;
    Node const node(folder.path() + "/event0");
    devices::SteadyClock clock;
    auto opened = EvdevInput::open({node.path()}, clock, keyboard);
    BOOST_TEST_REQUIRE(opened.has_value());
    for (int i = 0; i < 4; ++i) {
        contract::Bracket truth;
        truth.before = truth.after = clock.now();
        clock.sleep_until(clock.now() + base::from_ms(3));
        node.say(EV_KEY, KEY_E, i % 2 == 0 ? 1 : 0, truth.before);
        node.say(EV_SYN, SYN_REPORT, 0, truth.before);
        auto const event = contract::next_key(*opened, clock);
        BOOST_TEST((event.key == Key::e));
        BOOST_TEST((event.when.source == base::TimeSource::driver));
        contract::check_holds(event.when, truth);
        BOOST_TEST(base::to_ns(event.when.latest - event.when.earliest) <= 1'000);
    }
}

BOOST_AUTO_TEST_CASE(what_was_dropped_is_told_and_asked_for)
{
    securebase::support::TemporaryFolder const folder;
    Node const node(folder.path() + "/event0");
    devices::SteadyClock clock;
    auto opened = EvdevInput::open({node.path()}, clock, keyboard);
    BOOST_TEST_REQUIRE(opened.has_value());
    base::Instant const now = clock.now();
    node.say(EV_KEY, KEY_F, 0, now); // It was down when we came.
    BOOST_TEST((contract::next_key(*opened, clock).kind == InputKind::key_up));
    node.say(EV_SYN, SYN_DROPPED, 0, now);
    node.say(EV_SYN, SYN_REPORT, 0, now);
    auto const again = contract::next_key(*opened, clock);
    BOOST_TEST((again.key == Key::f && again.kind == InputKind::key_down));
    BOOST_TEST((again.when.source == base::TimeSource::poll));
}

BOOST_AUTO_TEST_CASE(says_what_it_is)
{
    securebase::support::TemporaryFolder const folder;
    Node const node(folder.path() + "/event0");
    devices::SteadyClock clock;
    auto const opened = EvdevInput::open({"/no/such/node", node.path()}, clock, keyboard);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST(opened->describe().find(R"("devices":[{"node":")" + node.path() +
                                       R"(","name":"A ?plain? keyboard"}],"thread":)") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named)
{
    securebase::support::TemporaryFolder const folder;
    Node const node(folder.path() + "/event0");
    devices::SteadyClock clock;
    auto const why = [&](std::vector<std::string> const& nodes, EvdevInput::Control control) {
        auto const opened = EvdevInput::open(nodes, clock, control);
        return opened ? "opened" : opened.error().what;
    };
    BOOST_TEST(why({}, keyboard) == "no keyboard and no mouse among the kernel's devices");
    BOOST_TEST(why({node.path()}, lid) == "no keyboard and no mouse among the kernel's devices");
    BOOST_TEST(why({node.path()}, refuses) ==
               "'" + node.path() + "' is no input device that tells our clock");
    BOOST_TEST(why({"/no/such/node"}, keyboard) ==
               "cannot read '/no/such/node': No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
