// SPDX-License-Identifier: MIT
// The virtual display's grid, its faults and its diary.
#include "devices/display_contract.h"
#include "devices/virtual/display.h"

#include <array>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;

ports::Frame const blank{{0, 0, 0, 255}, {}};

std::int64_t shown_ns(ports::FrameReport const& report)
{
    BOOST_TEST((report.shown.earliest == report.shown.latest));
    return base::to_ns(report.shown.earliest);
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_virtual_display)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    VirtualClock clock;
    VirtualDisplay display(clock, {});
    securebase::contract::display_contract(display, clock);
}

BOOST_AUTO_TEST_CASE(shows_at_the_first_refresh_at_or_after_the_moment)
{
    VirtualClock clock(base::instant_from_ns(0));
    VirtualDisplay display(clock, {.rate = {100, 1}});
    BOOST_TEST(shown_ns(display.show(blank, base::instant_from_ns(20'000'001))) == 30'000'000);
    BOOST_TEST(base::to_ns(clock.now()) == 30'000'000);
    BOOST_TEST(shown_ns(display.show(blank, base::instant_from_ns(50'000'000))) == 50'000'000);
    BOOST_TEST(display.show(blank, base::instant_from_ns(85'000'000)).late.value() == 0);
}

BOOST_AUTO_TEST_CASE(two_frames_never_share_a_refresh)
{
    VirtualClock clock(base::instant_from_ns(0));
    VirtualDisplay display(clock, {.rate = {100, 1}});
    BOOST_TEST(shown_ns(display.show(blank, {})) == 0);
    auto const second = display.show(blank, {});
    BOOST_TEST(shown_ns(second) == 10'000'000);
    BOOST_TEST(second.late.value() == 0);
    clock.advance(base::Duration(25'000'000));
    auto const third = display.show(blank, {});
    BOOST_TEST(shown_ns(third) == 40'000'000);
    BOOST_TEST(third.late.value() == 0);
}

BOOST_AUTO_TEST_CASE(a_frame_handed_over_too_late_says_by_how_many_refreshes)
{
    VirtualClock clock(base::instant_from_ns(0));
    VirtualDisplay display(clock, {.rate = {100, 1}});
    display.show(blank, {});
    clock.advance(base::Duration(35'000'000));
    auto const report = display.show(blank, base::instant_from_ns(15'000'000));
    BOOST_TEST(shown_ns(report) == 40'000'000);
    BOOST_TEST(report.late.value() == 2);
}

BOOST_AUTO_TEST_CASE(planned_faults_delay_just_their_frame)
{
    VirtualClock clock(base::instant_from_ns(0));
    VirtualDisplay display(clock, {.rate = {100, 1}, .faults = {{3, 1}, {2, 2}}});
    std::array<std::int64_t, 4> shown{};
    std::array<std::int32_t, 4> late{};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto const report = display.show(blank, {});
        shown[i] = shown_ns(report) / 1'000'000;
        late[i] = report.late.value();
    }
    BOOST_TEST(shown == (std::array<std::int64_t, 4>{0, 30, 50, 60}),
               boost::test_tools::per_element());
    BOOST_TEST(late == (std::array<std::int32_t, 4>{0, 2, 1, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fractional_rate_does_not_drift)
{
    VirtualClock clock;
    VirtualDisplay display(clock, {.rate = {60'000, 1'001}});
    BOOST_TEST(base::to_ns(display.describe().period) == 16'683'333);
    BOOST_TEST(base::to_ns(display.refresh_at(1)) == 16'683'333);
    BOOST_TEST(base::to_ns(display.refresh_at(2)) == 33'366'667);
    BOOST_TEST(base::to_ns(display.refresh_at(60'000)) == 1'001'000'000'000);
    // Ten hours: 2,160,000 refreshes are 36 rounds of 60,000.
    BOOST_TEST(base::to_ns(display.refresh_at(2'160'000)) == 36'036'000'000'000);
}

BOOST_AUTO_TEST_CASE(long_after_the_start_the_right_refresh_is_found)
{
    VirtualClock clock(base::instant_from_ns(36'036'000'000'001));
    VirtualDisplay display(clock, {.rate = {60'000, 1'001}});
    BOOST_TEST(shown_ns(display.show(blank, {})) == 36'036'016'683'333);
}

BOOST_AUTO_TEST_CASE(describes_itself_as_simulated)
{
    VirtualClock clock;
    VirtualDisplay const display(clock, {.width = 1280, .height = 720, .rate = {144, 1}});
    auto const facts = display.describe();
    BOOST_TEST(facts.width == 1280);
    BOOST_TEST(facts.height == 720);
    BOOST_TEST(base::to_ns(facts.period) == 6'944'444);
    BOOST_TEST((facts.rate_source == ports::RateSource::simulated));
    BOOST_TEST((facts.onset_source == base::TimeSource::simulated));
    BOOST_TEST(facts.extra == R"({"rate":"144/1"})");
}

BOOST_AUTO_TEST_CASE(keeps_a_diary_when_asked)
{
    VirtualClock clock;
    VirtualDisplay display(clock, {.log = FrameLog::sprites});
    std::array<ports::Sprite, 1> const sprites{
        ports::Sprite{{}, {1, 2, 3, 4}, ports::Color{255, 0, 0, 255}}};
    display.show({{10, 20, 30, 255}, sprites}, {});
    display.show(blank, {});
    BOOST_TEST_REQUIRE(display.log().size() == 2U);
    BOOST_TEST((display.log()[0].background == ports::Color{10, 20, 30, 255}));
    BOOST_TEST_REQUIRE(display.log()[0].sprites.size() == 1U);
    BOOST_TEST((display.log()[0].sprites[0] == sprites[0]));
    BOOST_TEST(display.log()[1].sprite_count == 0U);
    BOOST_TEST(display.shown() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
