// SPDX-License-Identifier: MIT
// What feedback tells, worked by hand.
#include "devices/wayland/feedback_rules.h"
#include "devices/wayland/foreign_clock.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace base = securebase::base;
using namespace securebase::devices;

constexpr std::uint32_t all_three =
    feedback_vsync | feedback_hardware_clock | feedback_hardware_completion;

base::Instant us(std::int64_t value)
{
    return base::instant_from_ns(value * 1'000);
}

Feedback feedback(std::int64_t at_us, std::uint64_t count, std::uint32_t flags = all_three)
{
    Feedback out;
    out.presented = true;
    out.stamp = base::Timestamp::exact(us(at_us), base::TimeSource::driver);
    out.refresh = std::chrono::microseconds(10'000);
    out.count = count;
    out.flags = flags;
    out.committed = us(at_us - 9'000);
    out.heard = us(at_us + 100);
    return out;
}

/// Ten refreshes of 10 ms.
std::vector<Feedback> steady(std::uint32_t flags = all_three)
{
    std::vector<Feedback> out;
    for (std::uint64_t i = 0; i < 10; ++i) {
        out.push_back(feedback(1'000'000 + static_cast<std::int64_t>(i) * 10'000, 500 + i, flags));
    }
    return out;
}

CompositorFacts on_hardware()
{
    return {true, std::chrono::microseconds(10'000), true};
}
CompositorFacts made_up()
{
    return {false, std::chrono::microseconds(10'000), true};
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_wayland_feedback_rules)

BOOST_AUTO_TEST_CASE(hardware_is_believed_when_flags_counts_and_stamps_agree)
{
    CompositorFacts const facts = compositor_facts(steady());
    BOOST_TEST(facts.is_on_hardware);
    BOOST_TEST(facts.period.count() == 10'000'000);
    auto with_gaps = steady();
    with_gaps.erase(with_gaps.begin() + 4); // A refresh that showed nothing new.
    BOOST_TEST(compositor_facts(with_gaps).is_on_hardware);
    BOOST_TEST(compositor_facts(steady(all_three | feedback_zero_copy)).is_on_hardware);
}

BOOST_AUTO_TEST_CASE(anything_less_is_made_up)
{
    for (std::uint32_t const missing :
         {feedback_vsync, feedback_hardware_clock, feedback_hardware_completion}) {
        BOOST_TEST(!compositor_facts(steady(all_three & ~missing)).is_on_hardware);
    }
    auto few = steady();
    few.resize(7);
    BOOST_TEST(!compositor_facts(few).is_on_hardware);
    auto uncounted = steady();
    for (Feedback& one : uncounted) {
        one.count = 0;
    }
    BOOST_TEST(!compositor_facts(uncounted).is_on_hardware);
    auto back = steady();
    back[5].count = back[4].count;
    BOOST_TEST(!compositor_facts(back).is_on_hardware);
    auto variable = steady(); // One refresh of 8.5 ms and one of 11.5.
    variable[5].stamp = base::Timestamp::exact(us(1'048'500), base::TimeSource::driver);
    BOOST_TEST(!compositor_facts(variable).is_on_hardware);
    for (std::int64_t const said : {0, 8'900, 11'100}) { // Not of one length, says the compositor.
        auto other = steady();
        other[2].refresh = std::chrono::microseconds(said);
        BOOST_TEST(!compositor_facts(other).is_on_hardware);
    }
    auto one_soft = steady();
    one_soft[3].flags = 0;
    BOOST_TEST(!compositor_facts(one_soft).is_on_hardware);
}

BOOST_AUTO_TEST_CASE(a_period_that_is_not_counted_is_as_said_or_assumed)
{
    auto soft = steady(0);
    BOOST_TEST(compositor_facts(soft).period.count() == 10'000'000);
    BOOST_TEST(compositor_facts(soft).period_is_known);
    for (Feedback& one : soft) {
        one.refresh = {};
    }
    BOOST_TEST(compositor_facts(soft).period.count() == 16'666'667);
    BOOST_TEST(!compositor_facts(soft).period_is_known);
    BOOST_TEST(!compositor_facts({}).period_is_known);
}

BOOST_AUTO_TEST_CASE(a_stamp_of_hardware_is_the_onset)
{
    auto const shown = shown_at(feedback(1'000'000, 500), on_hardware());
    BOOST_TEST((shown.source == base::TimeSource::wp_hardware));
    BOOST_TEST((shown.earliest == us(999'950)));
    BOOST_TEST((shown.latest == us(1'000'050)));
    // One that lost its flags in the middle of a session falls back, alone.
    auto const soft = shown_at(feedback(1'000'000, 501, feedback_vsync), on_hardware());
    BOOST_TEST((soft.source == base::TimeSource::wp_software));
}

BOOST_AUTO_TEST_CASE(a_made_up_refresh_reaches_from_the_commit_to_a_refresh_after_the_stamp)
{
    Feedback told = feedback(1'000'000, 500, 0);
    auto const shown = shown_at(told, made_up());
    BOOST_TEST((shown.source == base::TimeSource::wp_software));
    BOOST_TEST((shown.earliest == us(991'000)));
    BOOST_TEST((shown.latest == us(1'020'000)));
    BOOST_TEST((shown.likely() == us(1'000'000)));
    told.drawn = us(992'500); // It said so long before it stamped.
    BOOST_TEST((shown_at(told, made_up()).likely() == us(992'500)));
    told.heard = us(1'030'000);
    BOOST_TEST((shown_at(told, made_up()).latest == us(1'030'000)));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_unknown)
{
    Feedback discarded = feedback(1'000'000, 500);
    discarded.presented = false;
    BOOST_TEST(!shown_at(discarded, on_hardware()).is_known());
    Feedback future = feedback(1'000'000, 500);
    future.heard = us(998'000); // More than an eighth of a refresh ahead.
    BOOST_TEST(!shown_at(future, on_hardware()).is_known());
    future.heard = us(999'000);
    BOOST_TEST(shown_at(future, on_hardware()).is_known());
    BOOST_TEST(!shown_at(future, made_up()).is_known());
    Feedback stale = feedback(1'000'000, 500); // Of the picture before.
    stale.committed = us(1'000'051);
    BOOST_TEST(!shown_at(stale, on_hardware()).is_known());
    stale.committed = us(1'000'050);
    BOOST_TEST(shown_at(stale, on_hardware()).is_known());
}

BOOST_AUTO_TEST_CASE(on_hardware_a_picture_is_handed_over_soon_after_the_refresh_before_its_own)
{
    LastPicture const last{us(1'000'000), us(1'000'000)};
    auto const turn = hand_over_for(us(1'058'000), last, us(1'001'000), on_hardware());
    BOOST_TEST(turn.refreshes == 6); // At 1.060 s.
    BOOST_TEST(turn.late == 0);
    BOOST_TEST((turn.at == us(1'051'250)));
    // As much as 0.2 ms before the refresh, it is still that one; 0.3 ms are the one after.
    BOOST_TEST(hand_over_for(us(1'059'790), last, us(1'001'000), on_hardware()).refreshes == 6);
    BOOST_TEST(hand_over_for(us(1'059'810), last, us(1'001'000), on_hardware()).refreshes == 7);
    // Its moment has passed, and a quarter of a refresh is left: at once.
    auto const at_once = hand_over_for(us(1'018'000), last, us(1'017'500), on_hardware());
    BOOST_TEST(at_once.refreshes == 2);
    BOOST_TEST(at_once.late == 0);
    BOOST_TEST((at_once.at == us(1'017'500)));
    // Less is left: the next, and late.
    auto const late = hand_over_for(us(1'018'000), last, us(1'017'501), on_hardware());
    BOOST_TEST(late.refreshes == 3);
    BOOST_TEST(late.late == 1);
    BOOST_TEST((late.at == us(1'021'250)));
    // As soon as can be: half a refresh must be left.
    auto const next = hand_over_for({}, last, us(1'015'000), on_hardware());
    BOOST_TEST(next.refreshes == 2);
    BOOST_TEST(next.late == 0);
    BOOST_TEST((next.at == us(1'015'000)));
    BOOST_TEST(hand_over_for({}, last, us(1'015'001), on_hardware()).refreshes == 3);
}

BOOST_AUTO_TEST_CASE(elsewhere_commits_are_whole_refreshes_apart)
{
    LastPicture const last{us(1'003'000), us(1'000'000)}; // Drawn 3 ms after its commit.
    auto const turn = hand_over_for(us(1'032'000), last, us(1'004'000), made_up());
    BOOST_TEST(turn.refreshes ==
               4); // 1.032 s may be 1.25 ms late: the refresh at 1.033 is too near.
    BOOST_TEST((turn.at == us(1'040'000)));
    auto const near = hand_over_for(us(1'031'000), last, us(1'004'000), made_up());
    BOOST_TEST(near.refreshes == 3);
    BOOST_TEST((near.at == us(1'030'000)));
    auto const late = hand_over_for(us(1'031'000), last, us(1'047'000), made_up());
    BOOST_TEST(late.refreshes == 5);
    BOOST_TEST(late.late == 2);
}

BOOST_AUTO_TEST_CASE(stamps_of_another_clock_are_as_wide_as_the_sample)
{
    ClockSample const sample{us(5'000), 77'000'000, us(5'004)};
    auto const when = converted(76'999'000, sample, base::TimeSource::driver);
    BOOST_TEST((when.earliest == us(4'999)));
    BOOST_TEST((when.latest == us(5'003)));
}

BOOST_AUTO_TEST_SUITE_END()
