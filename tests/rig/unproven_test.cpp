// SPDX-License-Identifier: MIT
// Who uses what nobody proved is told.
#include "base/text.h"
#include "rig/text.h"
#include "rig/unproven.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace securebase;
using namespace securebase::rig;

namespace {

std::string
names_with(base::TimeSource onset, base::TimeSource keys, std::string const& driver = "x11")
{
    Facts facts;
    facts.screen.driver = driver;
    facts.screen.display.onset_source = onset;
    facts.screen.display.rate_source = onset == base::TimeSource::software
                                           ? ports::RateSource::simulated
                                           : ports::RateSource::measured;
    facts.input.source = keys;
    std::vector<std::string> names;
    std::ranges::transform(unproven_here(facts), std::back_inserter(names), [](auto const& one) {
        return std::string(one.name);
    });
    return base::join(names, " ");
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_unproven)

BOOST_AUTO_TEST_CASE(only_what_a_session_would_use_is_told)
{
    using base::TimeSource;
    BOOST_TEST(names_with(TimeSource::software, TimeSource::x_server) == "");
    BOOST_TEST(names_with(TimeSource::present_return, TimeSource::poll) == "panel");
    BOOST_TEST(names_with(TimeSource::drm_flip, TimeSource::driver) == "drm-flip evdev panel");
    BOOST_TEST(names_with(TimeSource::oml, TimeSource::x_server) == "oml panel");
    BOOST_TEST(names_with(TimeSource::wp_hardware, TimeSource::driver, "wayland") ==
               "wayland panel");
    BOOST_TEST(names_with(TimeSource::wp_software, TimeSource::driver, "wayland") ==
               "wayland panel");
    BOOST_TEST(names_with(TimeSource::gl_finish, TimeSource::x_server) == "gl-finish panel");
    BOOST_TEST(names_with(TimeSource::x_present_flip, TimeSource::x_server) ==
               "x-present-flip panel");
}

BOOST_AUTO_TEST_CASE(each_is_a_line_that_says_what_to_do)
{
    BOOST_TEST(to_text(std::vector<Unproven>{}) == "");
    BOOST_TEST(to_text(std::vector<Unproven>{{"oml", "not yet with a real driver"}}) ==
               "\nunproven: oml: not yet with a real driver; run docs/manual/lab.md's protocol\n");
}

BOOST_AUTO_TEST_CASE(the_manual_lists_them_all)
{
    auto const page = base::read_file(SECUREBASE_SOURCE_DIR "/docs/manual/lab.md");
    BOOST_TEST_REQUIRE(page.has_value());
    for (Unproven const& one : unproven()) {
        BOOST_TEST(page->find("| `" + std::string(one.name) + "` |") != std::string::npos,
                   one.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
