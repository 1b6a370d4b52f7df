// SPDX-License-Identifier: MIT
// What completions tell, worked out by hand.
#include "devices/x11/present_rules.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace base = securebase::base;
using base::TimeSource;
using namespace securebase::devices;

constexpr base::Instant us(std::int64_t value)
{
    return base::instant_from_ns(value * 1000);
}
constexpr base::Duration period{16'666'000};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_x11_present_rules)

BOOST_AUTO_TEST_CASE(a_flip_is_its_blank)
{
    Tick const tick{5'000'000, 300};
    auto const shown = shown_at(tick, PresentMode::flip, us(5'000'400), {false, false, period});
    BOOST_TEST(
        (shown == base::Timestamp{us(4'999'950), us(5'000'050), TimeSource::x_present_flip}));
    // Told before the first line lights.
    auto const early = shown_at(tick, PresentMode::flip, us(4'999'500), {false, false, period});
    BOOST_TEST((early == shown));
}

BOOST_AUTO_TEST_CASE(a_copy_lights_within_a_refresh_and_with_a_compositor_within_two)
{
    Tick const tick{5'000'000, 300};
    auto const copied = shown_at(tick, PresentMode::copy, us(5'000'400), {false, false, period});
    BOOST_TEST(
        (copied == base::Timestamp{us(5'000'000), us(5'016'666), TimeSource::x_present_copy}));
    // A flip into a compositor's hands is no scan-out.
    for (auto const mode : {PresentMode::copy, PresentMode::flip}) {
        auto const composed = shown_at(tick, mode, us(5'000'400), {false, true, period});
        BOOST_TEST((composed ==
                    base::Timestamp{us(5'000'000), us(5'033'332), TimeSource::x_present_copy}));
    }
}

BOOST_AUTO_TEST_CASE(flips_of_a_machine_that_is_a_program_are_no_more_than_copies)
{
    Tick const tick{5'000'000, 300};
    Screening screening{false, false, period};
    screening.is_guest = true;
    auto const shown = shown_at(tick, PresentMode::flip, us(5'000'400), screening);
    BOOST_TEST(
        (shown == base::Timestamp{us(5'000'000), us(5'016'666), TimeSource::x_present_copy}));
}

BOOST_AUTO_TEST_CASE(without_scan_out_pixels_change_between_the_stamp_and_its_news)
{
    Tick const tick{5'000'000, 300};
    auto const shown = shown_at(tick, PresentMode::copy, us(5'000'400), {true, false, period});
    BOOST_TEST((shown == base::Timestamp{us(5'000'000), us(5'000'400), TimeSource::software}));
    // A guest's pixels are shown by its host, later.
    auto const guest = shown_at(tick, PresentMode::copy, us(5'000'400), {true, true, period});
    BOOST_TEST((guest == base::Timestamp{us(5'000'000), us(5'033'332), TimeSource::software}));
}

BOOST_AUTO_TEST_CASE(what_was_skipped_or_stamped_by_another_clock_is_unknown)
{
    Tick const tick{5'000'000, 300};
    Screening const real{false, false, period};
    BOOST_TEST(!shown_at(tick, PresentMode::skip, us(5'000'400), real).is_known());
    BOOST_TEST(!shown_at(tick, PresentMode::flip, us(4'990'000), real).is_known());
    BOOST_TEST(!shown_at(tick, PresentMode::copy, us(4'999'999), {true, false, period}).is_known());
}

BOOST_AUTO_TEST_CASE(a_target_is_counted_in_whole_refreshes_from_the_last_frame)
{
    base::Duration const guard = base::from_ms(2);
    auto const target = [&](base::Instant not_before) {
        return target_of(not_before, us(5'000'000), 300, period, guard);
    };
    // As the stage asks: so many refreshes, a quarter early.
    BOOST_TEST((target(us(5'000'000) + 12 * period - period / 4) == 312U));
    BOOST_TEST((target(us(5'000'000) + 1 * period - period / 4) == 301U));
    // An hour of refreshes.
    BOOST_TEST((target(us(5'000'000) + 216'000 * period - period / 4) == 216'300U));
    // A refresh that could come before its time by more than is left is not taken.
    BOOST_TEST((target(us(5'000'000) + 12 * period - base::from_ms(1)) == 313U));
    // What has passed asks for the next, whichever it is.
    BOOST_TEST(!target(us(5'000'000)).has_value());
    BOOST_TEST(!target({}).has_value());
    BOOST_TEST(!target_of(us(5), us(4), 0, period, guard).has_value());
}

BOOST_AUTO_TEST_CASE(a_made_up_refresh_is_counted_from_the_last_frame_s_stamp)
{
    // Stamped at 5 s, reported as 5.00004 s.
    auto const target = [&](base::Instant not_before, base::Instant now) {
        return made_up_refresh(
            not_before, us(5'000'040), us(5'000'000), now, period, base::from_ms(2));
    };
    base::Instant const asked = us(5'000'040) + 6 * period - period / 4;
    BOOST_TEST((target(asked, us(5'080'000)).at == us(5'099'996)));
    BOOST_TEST(target(asked, us(5'080'000)).late == 0);
    // A little too late is a whole refresh too late.
    BOOST_TEST((target(asked, us(5'099'997)).at == us(5'116'662)));
    BOOST_TEST(target(asked, us(5'099'997)).late == 1);
    // The next one, whichever that is.
    BOOST_TEST((target({}, us(5'000'100)).at == us(5'016'666)));
    BOOST_TEST((target({}, us(5'020'000)).at == us(5'033'332)));
    BOOST_TEST(target({}, us(5'020'000)).late == 0);
}

BOOST_AUTO_TEST_SUITE_END()
