// SPDX-License-Identifier: MIT
// Frames kept for a compositor that the test plays: what is claimed, shown and counted.
#include "devices/display_contract.h"
#include "devices/sdl/dummy_session.h"
#include "devices/wayland/feedback_keeper.h"
#include "devices/wayland/pretended_compositor.h"

#include <array>
#include <string>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace devices = securebase::devices;
namespace ports = securebase::ports;
using contract::Manner;
using contract::Outfit;
using contract::PretendedCompositor;

constexpr std::uint32_t hardware = devices::feedback_vsync | devices::feedback_hardware_clock |
                                   devices::feedback_hardware_completion;

Manner on_hardware()
{
    Manner manner;
    manner.flags = hardware;
    return manner;
}

/// A display on a compositor's surface of 320 by 200 pixels.
struct Bench {
    PretendedCompositor compositor;
    contract::DummySession sdl;
    devices::FeedbackKeeper keeper;
    devices::SdlDisplay display;

    explicit Bench(Manner const& manner, Outfit const& outfit = {})
        : compositor(manner, outfit), keeper(open_keeper()), display(open_display())
    {}
    devices::FeedbackKeeper open_keeper()
    {
        auto opened = devices::FeedbackKeeper::open(
            {&compositor.connection(), &compositor.surface(), 320, 200}, sdl.clock);
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    devices::SdlDisplay open_display()
    {
        auto opened = devices::SdlDisplay::open(sdl.session, sdl.clock, {&keeper, {}});
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    ports::FrameReport show(std::uint8_t blue, base::Instant not_before = {})
    {
        return display.show({{0, 0, blue, 255}, {}}, not_before);
    }
};

std::string why_not(Manner const& manner, Outfit const& outfit)
{
    PretendedCompositor compositor(manner, outfit);
    devices::SteadyClock clock;
    auto const opened = devices::FeedbackKeeper::open(
        {&compositor.connection(), &compositor.surface(), 64, 64}, clock);
    return opened ? "opened" : opened.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_wayland_feedback_keeper)

BOOST_AUTO_TEST_CASE(keeps_the_contracts)
{
    for (Manner const& manner : {on_hardware(), Manner{}}) {
        Bench bench(manner);
        contract::display_contract(bench.display, bench.sdl.clock);
        contract::workshop_contract(bench.display.workshop());
    }
}

BOOST_AUTO_TEST_CASE(claims_hardware_where_hardware_counts)
{
    Bench bench(on_hardware());
    ports::DisplayFacts const facts = bench.display.describe();
    BOOST_TEST((facts.onset_source == base::TimeSource::wp_hardware));
    BOOST_TEST((facts.rate_source == ports::RateSource::measured));
    BOOST_TEST(std::abs(base::to_ms(facts.period) - 8) < 0.001); // Its stamps are exact.
    BOOST_TEST(facts.extra.find(R"("on_hardware":true,"stamps_by_clock":1,"flags":7)") !=
               std::string::npos);
    auto const report = bench.show(9);
    BOOST_TEST((report.shown.source == base::TimeSource::wp_hardware));
    BOOST_TEST((report.shown.latest - report.shown.earliest).count() == 100'000);
    BOOST_TEST((bench.compositor.first_pixel() & 0xFFFFFFU) == 9U);
}

BOOST_AUTO_TEST_CASE(claims_no_more_than_each_flag_allows)
{
    for (std::uint32_t const missing : {devices::feedback_vsync,
                                        devices::feedback_hardware_clock,
                                        devices::feedback_hardware_completion}) {
        Manner manner = on_hardware();
        manner.flags &= ~missing;
        Bench bench(manner);
        BOOST_TEST((bench.display.describe().onset_source == base::TimeSource::wp_software));
        BOOST_TEST((bench.display.describe().rate_source == ports::RateSource::reported));
        BOOST_TEST((bench.show(1).shown.source == base::TimeSource::wp_software));
    }
}

BOOST_AUTO_TEST_CASE(exposures_are_counted_in_the_compositor_s_refreshes)
{
    Bench bench(on_hardware());
    base::Duration const period = bench.display.describe().period;
    bench.display.prepare({{0, 0, 1, 255}, {}});
    bench.display.prepare({{0, 0, 2, 255}, {}});
    for (int i = 0; i < 5; ++i) {
        auto const on = bench.show(1);
        auto const off = bench.show(2, on.shown.likely() + 6 * period - period / 4);
        BOOST_TEST_REQUIRE(off.late.has_value());
        BOOST_TEST(*off.late >= 0);
        // However loaded the machine: as long as it says.
        auto const lasted = (off.shown.likely() - on.shown.likely() + period / 2) / period;
        BOOST_TEST(lasted == 6 + *off.late);
    }
}

BOOST_AUTO_TEST_CASE(refreshes_that_were_jumped_over_make_it_late)
{
    Bench bench(on_hardware());
    base::Duration const period = bench.display.describe().period;
    auto const on = bench.show(1);
    Manner twice = on_hardware();
    twice.count_step = 2;
    bench.compositor.behave(twice);
    auto const off = bench.show(2, on.shown.likely() + 4 * period - period / 4);
    BOOST_TEST_REQUIRE(off.late.has_value());
    BOOST_TEST(*off.late >= 3);
}

BOOST_AUTO_TEST_CASE(a_jump_of_the_count_spoils_no_period)
{
    Bench bench(on_hardware());
    bench.show(1);
    Manner jumps = on_hardware();
    jumps.count_step = 500;
    bench.compositor.behave(jumps);
    bench.show(2);
    bench.compositor.behave(on_hardware());
    for (std::uint8_t blue = 3; blue < 9; ++blue) {
        bench.show(blue);
    }
    BOOST_TEST(std::abs(base::to_ms(bench.keeper.describe().period) - 8) < 0.001);
}

BOOST_AUTO_TEST_CASE(refreshes_of_other_lengths_than_said_are_no_hardware)
{
    Manner manner = on_hardware();
    manner.said_refresh = std::chrono::milliseconds(10);
    Bench bench(manner);
    BOOST_TEST((bench.display.describe().onset_source == base::TimeSource::wp_software));
    PretendedCompositor compositor(on_hardware());
    devices::SteadyClock clock;
    auto const guest = devices::FeedbackKeeper::open(
        {&compositor.connection(), &compositor.surface(), 64, 64}, clock, false);
    BOOST_TEST_REQUIRE(guest.has_value());
    BOOST_TEST(!guest->is_on_hardware());
}

BOOST_AUTO_TEST_CASE(a_compositor_that_dies_leaves_nobody_waiting)
{
    Bench bench(on_hardware());
    bench.show(1);
    bench.compositor.die();
    auto const report = bench.show(2, bench.sdl.clock.now() + std::chrono::milliseconds(50));
    BOOST_TEST(!report.shown.is_known());
    BOOST_TEST(!bench.show(3).shown.is_known());
}

BOOST_AUTO_TEST_CASE(what_was_discarded_was_not_shown)
{
    Bench bench(on_hardware());
    std::uint64_t const before = bench.compositor.discarded();
    Manner discards = on_hardware();
    discards.discards = true;
    bench.compositor.behave(discards);
    auto const report = bench.show(1);
    BOOST_TEST(!report.shown.is_known());
    BOOST_TEST(!report.late.has_value());
    BOOST_TEST(bench.compositor.discarded() == before + 1);
    // The next is known again; how late it is nobody can say.
    bench.compositor.behave(on_hardware());
    auto const next = bench.show(2, bench.sdl.clock.now() + 2 * bench.display.describe().period);
    BOOST_TEST(next.shown.is_known());
    BOOST_TEST(!next.late.has_value());
}

BOOST_AUTO_TEST_CASE(evidence_lost_in_the_middle_degrades_that_frame_alone)
{
    Bench bench(on_hardware());
    bench.compositor.behave({});
    auto const soft = bench.show(1);
    BOOST_TEST((soft.shown.source == base::TimeSource::wp_software));
    bench.compositor.behave(on_hardware());
    BOOST_TEST((bench.show(2).shown.source == base::TimeSource::wp_hardware));
}

BOOST_AUTO_TEST_CASE(another_clock_is_brought_to_ours)
{
    Outfit outfit;
    outfit.clock_id = CLOCK_MONOTONIC_RAW;
    Bench bench(on_hardware(), outfit);
    base::Instant const before = bench.sdl.clock.now();
    auto const report = bench.show(1);
    BOOST_TEST((report.shown.source == base::TimeSource::wp_hardware));
    BOOST_TEST(base::to_ns(report.shown.latest) >= base::to_ns(before));
    BOOST_TEST(base::to_ns(report.shown.earliest) <= base::to_ns(bench.sdl.clock.now()));
}

BOOST_AUTO_TEST_CASE(says_what_a_compositor_lacks)
{
    Outfit outfit;
    outfit.tells_presentation = false;
    BOOST_TEST(why_not({}, outfit) == "the Wayland compositor tells nothing of what it shows");
    Manner silent;
    silent.is_silent = true;
    BOOST_TEST(why_not(silent, {}) == "the Wayland compositor does not show the window");
    Manner discards;
    discards.discards = true;
    BOOST_TEST(why_not(discards, {}) == "the Wayland compositor shows no picture");
}

BOOST_AUTO_TEST_SUITE_END()
