// SPDX-License-Identifier: MIT
// The window's display on a driver that shows nothing.
#include "devices/allocations.h"
#include "devices/display_contract.h"
#include "devices/sdl/display.h"
#include "devices/sdl/dummy_session.h"
#include "devices/sdl/images.h"
#include "support/temporary_folder.h"

#include <array>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using securebase::contract::DummySession;

/// Somebody who might know, and does not.
class Mute final : public ports::FlipClock {
public:
    base::TimeSource source() const noexcept override { return base::TimeSource::oml; }
    std::string describe() const override { return "{}"; }
    std::optional<ports::Refresh> latest() noexcept override { return std::nullopt; }
    void handing_over() noexcept override {}
    std::optional<ports::FlipEvidence> handed_over(base::Instant) noexcept override
    {
        return std::nullopt;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_display)

BOOST_AUTO_TEST_CASE(keeps_the_contracts)
{
    DummySession dummy;
    securebase::contract::display_contract(dummy.display, dummy.clock);
    securebase::contract::workshop_contract(dummy.display.workshop());
}

BOOST_AUTO_TEST_CASE(claims_nothing_about_a_display_that_does_not_wait)
{
    DummySession dummy;
    ports::DisplayFacts const facts = dummy.display.describe();
    BOOST_TEST((facts.onset_source == base::TimeSource::software));
    BOOST_TEST((facts.rate_source != ports::RateSource::measured));
    BOOST_TEST(facts.width == 320);
    BOOST_TEST(facts.height == 200);
}

BOOST_AUTO_TEST_CASE(why_nobody_tells_of_onsets_is_recorded)
{
    DummySession dummy;
    Mute mute;
    auto const display = securebase::devices::SdlDisplay::open(
        dummy.session, dummy.clock, {nullptr, "no \"server\"", {&mute}, {{"drm_flip", "no card"}}});
    BOOST_TEST_REQUIRE(display.has_value());
    ports::DisplayFacts const facts = display->describe();
    BOOST_TEST((facts.onset_source == base::TimeSource::software));
    BOOST_TEST(facts.extra.ends_with(
        R"(,"present":"not used: no \"server\"","unused":[{"way":"drm_flip","because":"no card"},)"
        R"({"way":"oml","because":"it does not tell when frames appear"}]})"));
}

BOOST_AUTO_TEST_CASE(keeps_to_a_grid_and_counts_what_it_missed)
{
    DummySession dummy;
    base::Duration const period = dummy.display.describe().period;
    auto const first = dummy.display.show({}, {});
    // As the stage asks: the middle of the onset, two periods, a quarter early.
    auto const asked = first.shown.likely() + 2 * period - period / 4;
    auto const second = dummy.display.show({}, asked);
    BOOST_TEST_REQUIRE(second.late.has_value());
    auto const refreshes = static_cast<double>((second.shown.earliest - asked).count()) /
                           static_cast<double>(period.count());
    // However loaded the machine: as late as it says, and shown when it says.
    BOOST_TEST(refreshes >= *second.late);
    BOOST_TEST(refreshes < *second.late + 1.01);
    // Asked for something five refreshes past: at least four late.
    dummy.clock.sleep_until(second.shown.latest + 6 * period);
    auto const third = dummy.display.show({}, second.shown.likely() + period - period / 4);
    BOOST_TEST(third.late.value_or(0) >= 4);
}

BOOST_AUTO_TEST_CASE(neither_showing_nor_reading_asks_for_memory)
{
    DummySession dummy;
    auto const text = dummy.display.workshop().text(securebase::contract::run_of("probe", 32));
    BOOST_TEST_REQUIRE(text.has_value());
    std::array<ports::Sprite, 2> const sprites{
        ports::Sprite{*text, {10, 10, text->width, text->height}, {}},
        ports::Sprite{{}, {0, 0, 5, 5}, {9, 9, 9, 128}}};
    std::array<ports::InputEvent, 8> room{};
    dummy.display.show({{}, sprites}, {});
    std::size_t const before = securebase::contract::allocations();
    BOOST_TEST_REQUIRE(before > 0U);
    for (int i = 0; i < 5; ++i) {
        dummy.display.show({{}, sprites}, {});
        dummy.input.drain(room);
        dummy.input.wait(dummy.clock.now() + base::from_ms(2));
    }
    std::size_t const after = securebase::contract::allocations();
    BOOST_TEST(after - before == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_shown_can_be_looked_at)
{
    DummySession dummy;
    securebase::support::TemporaryFolder const folder;
    std::array<ports::Sprite, 1> const sprites{
        ports::Sprite{{}, {10, 10, 20, 20}, {255, 255, 0, 255}}};
    dummy.display.show({{0, 0, 90, 255}, sprites}, {});
    std::string const path = folder.path() + "/screen.png";
    BOOST_TEST_REQUIRE(dummy.display.save_png(path).has_value());
    auto const image = securebase::devices::load_image(path);
    BOOST_TEST_REQUIRE(image.has_value());
    BOOST_TEST((*image)->w == 320);
    auto const* const row =
        static_cast<std::uint8_t const*>((*image)->pixels) + 15 * (*image)->pitch;
    BOOST_TEST(int{row[0]} == 90); // Blue is first in memory.
    BOOST_TEST(int{row[15 * 4]} == 0);
    BOOST_TEST(int{row[15 * 4 + 2]} == 255);
}

BOOST_AUTO_TEST_SUITE_END()
