// SPDX-License-Identifier: MIT
// What becomes of durations on displays of several rates.
#include "plan/build.h"
#include "plan/timing.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::plan;

namespace {

constexpr base::Duration at_100_hz{10'000'000};

model::Experiment experiment_of(model::TrialSpec trial)
{
    model::Experiment experiment;
    experiment.modules.push_back({"test", "test", {}, {}});
    model::Part block;
    block.name = "probe";
    block.kind = model::PartKind::block;
    block.trial = std::move(trial);
    experiment.parts = {block, block};
    return experiment;
}

model::TrialSpec one_stage(std::optional<model::Field> duration)
{
    model::TrialSpec trial;
    trial.name = "probe";
    model::StageSpec stage;
    stage.name = "pair";
    stage.critical = true;
    stage.duration = std::move(duration);
    trial.stages.push_back(std::move(stage));
    return trial;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_timing)

BOOST_AUTO_TEST_CASE(a_fixed_duration_is_told_once_however_often_it_is_used)
{
    auto const timings = stage_timings(experiment_of(one_stage(support::lasting(104))), at_100_hz);
    BOOST_REQUIRE(timings.size() == 1U);
    StageTiming const& one = timings.front();
    BOOST_TEST(one.trial == "probe");
    BOOST_TEST(one.stage == "pair");
    BOOST_TEST(one.critical);
    BOOST_TEST(one.least_asked == 104.0);
    BOOST_TEST(one.most_asked == 104.0);
    BOOST_TEST(one.least_frames == 10);
    BOOST_TEST(one.most_frames == 10);
    BOOST_TEST(one.least_error_ms == -4.0);
    BOOST_TEST(one.most_error_ms == -4.0);
}

BOOST_AUTO_TEST_CASE(a_range_in_ms_is_judged_at_every_ms_it_can_draw)
{
    // 96 to 104 ms are all 10 frames; 95 is a half and goes up.
    auto const near = support::lasting(95, 104, model::TimeUnit::milliseconds);
    auto const timings = stage_timings(experiment_of(one_stage(near)), at_100_hz);
    BOOST_REQUIRE(timings.size() == 1U);
    BOOST_TEST(timings[0].least_frames == 10);
    BOOST_TEST(timings[0].most_frames == 10);
    BOOST_TEST(timings[0].least_error_ms == -4.0);
    BOOST_TEST(timings[0].most_error_ms == 5.0);
}

BOOST_AUTO_TEST_CASE(frames_have_no_error)
{
    auto const frames = support::lasting(3, 6, model::TimeUnit::frames);
    auto const timings = stage_timings(experiment_of(one_stage(frames)), at_100_hz);
    BOOST_REQUIRE(timings.size() == 1U);
    BOOST_TEST((timings[0].unit == model::TimeUnit::frames));
    BOOST_TEST(timings[0].least_frames == 3);
    BOOST_TEST(timings[0].most_frames == 6);
    BOOST_TEST(timings[0].least_error_ms == 0.0);
    BOOST_TEST(timings[0].most_error_ms == 0.0);
}

BOOST_AUTO_TEST_CASE(a_limit_is_told_beside_and_a_blank_without_end_not_at_all)
{
    model::TrialSpec trial = one_stage(std::nullopt);
    BOOST_TEST(stage_timings(experiment_of(trial), at_100_hz).empty());
    trial.stages[0].limit = support::lasting(2000);
    auto const timings = stage_timings(experiment_of(trial), at_100_hz);
    BOOST_REQUIRE(timings.size() == 1U);
    BOOST_TEST((timings[0].by == TimedBy::limit));
    BOOST_TEST(!timings[0].critical);
    BOOST_TEST(timings[0].least_frames == 200);
}

BOOST_AUTO_TEST_CASE(of_one_session_what_was_drawn_for_it_counts)
{
    Plan plan;
    for (double const ms : {496.0, 504.0, 500.0}) {
        PlannedStage stage;
        stage.name = "gap";
        stage.duration = Amount{ms, model::TimeUnit::milliseconds};
        PlannedTrial trial;
        trial.name = "probe";
        trial.stages = {stage};
        plan.trials.push_back(trial);
    }
    auto const timings = stage_timings(plan, at_100_hz);
    BOOST_REQUIRE(timings.size() == 1U);
    BOOST_TEST(timings[0].least_asked == 496.0);
    BOOST_TEST(timings[0].most_asked == 504.0);
    BOOST_TEST(timings[0].least_frames == 50);
    BOOST_TEST(timings[0].most_frames == 50);
    BOOST_TEST(timings[0].least_error_ms == -4.0);
    BOOST_TEST(timings[0].most_error_ms == 4.0);
    BOOST_TEST(to_json(timings) ==
               R"([{"trial":"probe","stage":"gap","by":"for","critical":false,"unit":"ms",)"
               R"("requested":[496.0,504.0],"frames":[50,50],"error_ms":[-4.0,4.0]}])");
}

BOOST_AUTO_TEST_SUITE_END()
