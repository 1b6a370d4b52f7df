// SPDX-License-Identifier: MIT
// Codes through a pair of pseudo terminals.
#include "devices/linux/serial_triggers.h"
#include "devices/sdl/clock.h"

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace base = securebase::base;
namespace devices = securebase::devices;
using devices::SerialTriggers;

/// The adapter's end of the line.
class FarEnd {
public:
    FarEnd() : file_(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
        std::array<char, 128> name{};
        BOOST_TEST_REQUIRE((grantpt(file_) == 0 && unlockpt(file_) == 0 &&
                            ptsname_r(file_, name.data(), name.size()) == 0));
        path_ = name.data();
    }
    ~FarEnd() { close(file_); }
    FarEnd(FarEnd const&) = delete;
    FarEnd& operator=(FarEnd const&) = delete;

    std::string const& path() const { return path_; }
    /// So many bytes, or those that came within a second each.
    std::vector<int> bytes(std::size_t count) const
    {
        std::vector<int> got;
        pollfd waiting{file_, POLLIN, 0};
        while (got.size() < count && poll(&waiting, 1, 1000) == 1) {
            unsigned char byte = 0;
            if (read(file_, &byte, 1) != 1) {
                break; // Nobody holds the other end.
            }
            got.push_back(byte);
        }
        return got;
    }

private:
    int file_;
    std::string path_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_serial_triggers)

BOOST_AUTO_TEST_CASE(a_code_is_sent_between_two_moments_and_taken_off_after_its_pulse)
{
    devices::SteadyClock clock;
    FarEnd const far;
    auto opened = SerialTriggers::open(far.path(), base::from_ms(5), clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST(far.bytes(1) == std::vector{0}, boost::test_tools::per_element());
    BOOST_TEST(!opened->settle(clock.now()).has_value());

    base::Instant const before = clock.now();
    auto const sent = opened->send(255);
    base::Instant const after = clock.now();
    BOOST_TEST_REQUIRE(sent.has_value());
    BOOST_TEST((before <= sent->earliest && sent->latest <= after));
    auto const rests_at = opened->settle(after);
    BOOST_TEST_REQUIRE(rests_at.has_value());
    BOOST_TEST((*rests_at == sent->latest + base::from_ms(5)));
    BOOST_TEST((opened->settle(*rests_at - base::Duration(1)) == rests_at));
    BOOST_TEST(!opened->settle(*rests_at).has_value());
    BOOST_TEST(far.bytes(2) == (std::vector{255, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_code_takes_the_place_of_another_and_the_end_leaves_none)
{
    devices::SteadyClock clock;
    FarEnd const far;
    {
        auto opened = SerialTriggers::open(far.path(), base::from_ms(5), clock);
        BOOST_TEST_REQUIRE(opened.has_value());
        BOOST_TEST(opened->describe() == R"({"device":"serial line","pulse_ms":5})");
        BOOST_TEST(opened->send(3).has_value());
        BOOST_TEST(opened->send(4).has_value());
        BOOST_TEST(opened->send(4).has_value());
    }
    BOOST_TEST(far.bytes(6) == (std::vector{0, 3, 4, 0, 4, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_that_is_gone_is_said)
{
    devices::SteadyClock clock;
    std::optional<FarEnd> far(std::in_place);
    auto opened = SerialTriggers::open(far->path(), base::from_ms(5), clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST(opened->send(3).has_value());
    far.reset();
    BOOST_TEST(!opened->settle(clock.now() + base::from_ms(6)).has_value()); // Nobody waits for it.
    BOOST_TEST(!opened->send(3).has_value());
    BOOST_TEST(SerialTriggers::open("/dev/null", base::from_ms(5), clock).error().what ==
               "'/dev/null' is no serial line");
}

BOOST_AUTO_TEST_SUITE_END()
