// SPDX-License-Identifier: MIT
// Frames kept by a real X server: what it claims, what is on the glass, what it costs.
#include "devices/allocations.h"
#include "devices/display_contract.h"
#include "devices/x11/glass.h"
#include "devices/x11/x_session.h"

#include <array>
#include <string>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace ports = securebase::ports;
using contract::Glass;
using contract::Way;
using contract::XSession;
using Sprites = std::array<ports::Sprite, 1>;

Sprites square(std::uint8_t red)
{
    return {ports::Sprite{{}, {50, 60, 10, 10}, {red, 100, 50, 255}}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_x11_present_keeper)

BOOST_AUTO_TEST_CASE(keeps_the_contracts)
{
    for (Way const way : {Way::kept, Way::kept_by_refresh}) {
        XSession x(way);
        contract::display_contract(x.display, x.clock);
        contract::workshop_contract(x.display.workshop());
    }
}

BOOST_AUTO_TEST_CASE(claims_nothing_about_a_server_that_makes_its_refresh_up)
{
    XSession x(Way::kept);
    ports::DisplayFacts const facts = x.display.describe();
    BOOST_TEST((facts.onset_source == base::TimeSource::software));
    BOOST_TEST((facts.rate_source == ports::RateSource::simulated));
    BOOST_TEST(facts.name == "x11, software, shown by X Present, copy");
    BOOST_TEST(facts.extra.find(R"("present":{"refresh_is_simulated":true,"flips":false)") !=
               std::string::npos);
    auto const report = x.display.show({}, {});
    BOOST_TEST((report.shown.source == base::TimeSource::software));
}

BOOST_AUTO_TEST_CASE(what_is_reported_is_on_the_glass)
{
    XSession x(Way::kept);
    Glass const glass;
    BOOST_TEST(x.display.describe().width == glass.width());
    auto const sprites = square(200);
    BOOST_TEST(x.display.show({{10, 20, 30, 255}, sprites}, {}).shown.is_known());
    BOOST_TEST(glass.pixel(0, 0) == 0x0A141EU);
    BOOST_TEST(glass.pixel(glass.width() - 1, glass.height() - 1) == 0x0A141EU);
    BOOST_TEST(glass.pixel(50, 60) == 0xC86432U);
    BOOST_TEST(glass.pixel(60, 60) == 0x0A141EU);
    // Only the square changes, and back.
    auto const other = square(10);
    x.display.show({{10, 20, 30, 255}, other}, {});
    BOOST_TEST(glass.pixel(50, 60) == 0x0A6432U);
    x.display.show({{10, 20, 30, 255}, {}}, {});
    BOOST_TEST(glass.pixel(59, 69) == 0x0A141EU);
    x.display.show({{10, 20, 30, 255}, sprites}, {});
    BOOST_TEST(glass.pixel(50, 60) == 0xC86432U);
}

BOOST_AUTO_TEST_CASE(a_picture_that_follows_another_at_its_number_is_not_taken_for_it)
{
    XSession x(Way::kept);
    Glass const glass;
    for (std::uint8_t const red : {std::uint8_t{200}, std::uint8_t{30}}) {
        ports::Bitmap bitmap{1, 1, {red, 100, 50, 255}};
        auto const picture = x.display.workshop().bitmap(bitmap);
        BOOST_TEST_REQUIRE(picture.has_value());
        Sprites const sprites{ports::Sprite{*picture, {50, 60, 10, 10}, {}}};
        x.display.show({{0, 0, 0, 255}, sprites}, {});
        BOOST_TEST(glass.pixel(55, 65) == (std::uint32_t{red} << 16U | 0x6432U));
        x.display.show({{0, 0, 0, 255}, {}}, {});
        x.display.workshop().release();
    }
}

BOOST_AUTO_TEST_CASE(more_frames_than_are_kept_are_all_shown)
{
    XSession x(Way::kept);
    Glass const glass;
    for (int round = 0; round < 2; ++round) {
        for (std::uint8_t red = 1; red <= 20; ++red) {
            auto const sprites = square(red);
            x.display.show({{0, 0, 0, 255}, sprites}, {});
            BOOST_TEST(glass.pixel(55, 65) == (std::uint32_t{red} << 16U | 0x6432U));
        }
    }
}

BOOST_AUTO_TEST_CASE(refreshes_are_told_where_the_server_counts_them)
{
    XSession x(Way::kept_by_refresh);
    base::Duration const period = x.display.describe().period;
    auto const on = x.display.show({}, {});
    BOOST_TEST_REQUIRE(on.refresh.has_value());
    BOOST_TEST(!on.target.has_value()); // As soon as could be.
    auto const white = square(255);
    auto const off = x.display.show({{}, white}, on.shown.likely() + 4 * period - period / 4);
    BOOST_TEST_REQUIRE((off.refresh && off.target && off.late));
    BOOST_TEST(*off.target == *on.refresh + 4);
    BOOST_TEST(*off.refresh - *off.target == *off.late);
}

BOOST_AUTO_TEST_CASE(an_exposure_lasts_as_many_refreshes_as_it_says)
{
    XSession x(Way::kept);
    base::Duration const period = x.display.describe().period;
    auto const white = square(255);
    x.display.prepare({{}, white});
    x.display.prepare({{}, {}});
    for (int i = 0; i < 5; ++i) {
        auto const on = x.display.show({{}, white}, {});
        auto const off = x.display.show({{}, {}}, on.shown.likely() + 6 * period - period / 4);
        BOOST_TEST_REQUIRE(off.late.has_value());
        BOOST_TEST(*off.late >= 0);
        // However loaded the machine: as long as it says, but for the simulated blank's own wander.
        auto const frames = static_cast<double>((off.shown.earliest - on.shown.earliest).count()) /
                            static_cast<double>(period.count());
        BOOST_TEST(std::abs(frames - (6 + *off.late)) < 0.5);
    }
}

BOOST_AUTO_TEST_CASE(what_was_announced_comes_though_the_program_is_held_up)
{
    for (Way const way : {Way::kept, Way::kept_by_refresh}) {
        XSession x(way);
        Glass const glass;
        base::Duration const period = x.display.describe().period;
        auto const white = square(255);
        auto const grey = square(90);
        BOOST_TEST(x.display.announce({{}, grey}, 1));
        BOOST_TEST(x.display.announce({{}, {}}, 6));
        ports::FrameReport last = x.display.show({{}, white}, {});
        x.clock.sleep_until(x.clock.now() + 20 * period); // Longer than all of it.
        BOOST_TEST(glass.pixel(55, 65) == 0U);
        base::Instant const asked = x.clock.now();
        ports::FrameReport const second = x.display.show({{}, grey}, last.shown.likely() + period);
        ports::FrameReport const third = x.display.show({{}, {}}, last.shown.likely() + 7 * period);
        BOOST_TEST(base::to_ns(third.shown.latest) < base::to_ns(asked));
        for (auto const& [next, refreshes] : {std::pair(second, 1), std::pair(third, 6)}) {
            BOOST_TEST_REQUIRE(next.late.has_value());
            auto const frames =
                static_cast<double>((next.shown.earliest - last.shown.earliest).count()) /
                static_cast<double>(period.count());
            BOOST_TEST(std::abs(frames - (refreshes + *next.late)) <= 0.5);
            last = next;
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_announced_while_frames_are_under_way_follows_them)
{
    XSession x(Way::kept);
    Glass const glass;
    base::Duration const period = x.display.describe().period;
    auto const white = square(255);
    x.display.announce({{}, white}, 4);
    ports::FrameReport const before = x.display.show({{}, {}}, {});
    BOOST_TEST(x.display.announce({{}, {}}, 3));
    ports::FrameReport const on = x.display.show({{}, white}, before.shown.likely() + 4 * period);
    ports::FrameReport const off = x.display.show({{}, {}}, on.shown.likely() + 3 * period);
    BOOST_TEST(on.frame == before.frame + 1);
    BOOST_TEST(off.frame == on.frame + 1);
    BOOST_TEST_REQUIRE((on.late && off.late));
    auto const lasted = static_cast<double>((off.shown.earliest - on.shown.earliest).count()) /
                        static_cast<double>(period.count());
    BOOST_TEST(std::abs(lasted - (3 + *off.late)) <= 0.5);
    BOOST_TEST(glass.pixel(55, 65) == 0U);
}

BOOST_AUTO_TEST_CASE(a_window_repaired_meanwhile_does_not_change_what_follows)
{
    XSession x(Way::kept);
    Glass const glass;
    base::Duration const period = x.display.describe().period;
    auto const white = square(255);
    x.display.announce({{}, {}}, 12);
    auto const on = x.display.show({{}, white}, {});
    x.session.set_exposed();
    x.display.repair();
    auto const off = x.display.show({{}, {}}, on.shown.likely() + 12 * period);
    BOOST_TEST_REQUIRE(off.late.has_value());
    auto const frames = static_cast<double>((off.shown.earliest - on.shown.earliest).count()) /
                        static_cast<double>(period.count());
    BOOST_TEST(std::abs(frames - static_cast<double>(12 + *off.late)) <= 0.5);
    BOOST_TEST(glass.pixel(55, 65) == 0U);
}

BOOST_AUTO_TEST_CASE(showing_and_preparing_ask_for_no_memory)
{
    XSession x(Way::kept);
    auto const text = x.display.workshop().text(contract::run_of("probe", 32));
    BOOST_TEST_REQUIRE(text.has_value());
    std::array<ports::Sprite, 2> const sprites{
        ports::Sprite{*text, {10, 10, text->width, text->height}, {}},
        ports::Sprite{{}, {0, 0, 5, 5}, {9, 9, 9, 128}}};
    std::array<ports::Sprite, 2> const moved{
        ports::Sprite{*text, {20, 10, text->width, text->height}, {}}, sprites[1]};
    x.display.show({{}, sprites}, {});
    std::size_t const before = contract::allocations();
    x.display.prepare({{}, moved});
    x.display.show({{}, moved}, {});
    x.display.show({{}, sprites}, {});
    x.display.announce({{}, moved}, 2);
    x.display.show({{1, 2, 3, 255}, sprites}, {});
    x.display.show({{}, moved}, {});
    std::size_t const after = contract::allocations();
    BOOST_TEST(after - before == 0U);
}

BOOST_AUTO_TEST_CASE(a_window_or_server_that_is_not_there_is_named)
{
    XSession x;
    auto const no_window = securebase::devices::PresentKeeper::open(1, x.clock, {});
    BOOST_TEST_REQUIRE(!no_window.has_value());
    BOOST_TEST(no_window.error().what == "the X server does not know the window");
    auto const no_server = securebase::devices::PresentKeeper::open(
        x.session.x11_window(), x.clock, {.display = ":64998"});
    BOOST_TEST_REQUIRE(!no_server.has_value());
    BOOST_TEST(no_server.error().what == "no X server answers");
}

BOOST_AUTO_TEST_SUITE_END()
