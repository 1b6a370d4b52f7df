// SPDX-License-Identifier: MIT
// Whole plans: crossing, drawing, settling, chance by name.
#include "plan/build.h"
#include "plan/plan.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace securebase;
using namespace securebase::plan;
using support::at_line;
using support::computed;
using support::expression;
using support::factor;
using support::part;

namespace {

base::Duration const hz60 = base::Duration(16'666'667);

Plan make(model::Experiment const& experiment, Request const& request = {"P001", {}, 1, 7})
{
    base::Diagnostics diagnostics;
    auto plan = make_plan(experiment, request, diagnostics);
    BOOST_REQUIRE_MESSAGE(plan.has_value(), base::to_text(diagnostics));
    return *plan;
}

std::string faults_of(model::Experiment const& experiment)
{
    base::Diagnostics diagnostics;
    auto const plan = make_plan(experiment, {"P001", {}, 1, 7}, diagnostics);
    BOOST_TEST(plan.has_value() == !diagnostics.has_errors());
    return base::to_text(diagnostics);
}

std::string condition(PlannedTrial const& trial, std::string const& name)
{
    for (auto const& entry : trial.conditions) {
        if (entry.first == name) {
            return model::to_text(entry.second);
        }
    }
    return "absent";
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_make_plan)

BOOST_AUTO_TEST_CASE(factors_are_crossed_the_first_slowest)
{
    model::TrialSpec trial;
    trial.name = "t";
    trial.factors = {factor("a", {"x", "y"}), factor("b", {"1", "2", "3"})};
    trial.lets = {{"c", expression("a + text(b)")}, {"d", expression("c + '!'")}};
    trial.order.shuffle = false;
    Plan const plan = make(support::experiment({part("block", trial)}));
    BOOST_REQUIRE(plan.trials.size() == 6U);
    std::string all;
    for (PlannedTrial const& one : plan.trials) {
        all += condition(one, "d") + " ";
    }
    BOOST_TEST(all == "x1! x2! x3! y1! y2! y3! ");
    BOOST_TEST(plan.trials[0].conditions.size() == 4U);
    BOOST_TEST(plan.trials[0].conditions[1].first == "b");
    BOOST_TEST((plan.trials[0].conditions[1].second == model::Value(1.0)));
}

BOOST_AUTO_TEST_CASE(a_trial_without_factors_is_one_trial)
{
    model::TrialSpec trial;
    trial.name = "welcome";
    Plan const plan = make(support::experiment({part("welcome", trial)}));
    BOOST_TEST(plan.trials.size() == 1U);
    BOOST_TEST(plan.parts[0].trial_count == 1U);
}

BOOST_AUTO_TEST_CASE(numbers_parts_and_blocks_count)
{
    auto practice = part("practice", support::probe());
    practice.kind = model::PartKind::practice;
    practice.take = 3;
    practice.feedback = model::FeedbackSpec{"yes", "no", "late", {}};
    auto block = part("block", support::probe());
    block.take = 8;
    block.times = 2;
    block.pause = true;
    block.pause_text = "Rest";
    Plan const plan = make(support::experiment({practice, block}));
    BOOST_REQUIRE(plan.trials.size() == 19U);
    BOOST_TEST(plan.parts[1].first_trial == 3U);
    BOOST_TEST(plan.parts[1].trial_count == 16U);
    BOOST_TEST(plan.parts[1].pause_text == "Rest");
    for (std::size_t i = 0; i < 19; ++i) {
        BOOST_TEST(plan.trials[i].number == i + 1);
    }
    BOOST_TEST(plan.trials[2].practice);
    BOOST_TEST(plan.trials[2].feedback->wrong == "no");
    BOOST_TEST(!plan.trials[3].practice);
    BOOST_TEST(!plan.trials[3].feedback.has_value());
    BOOST_TEST(plan.trials[3].part == 1);
    BOOST_TEST(plan.trials[11].block == 2);
    BOOST_TEST(plan.trials[11].in_block == 1);
    // 19 of 32 drawn: none twice.
    std::set<std::string> seen;
    for (PlannedTrial const& trial : plan.trials) {
        seen.insert(condition(trial, "pair_id") + condition(trial, "threat_at") +
                    condition(trial, "probe_at") + condition(trial, "letter"));
    }
    BOOST_TEST(seen.size() == 19U);
}

BOOST_AUTO_TEST_CASE(everything_is_settled)
{
    auto block = part("block", support::probe());
    Plan const plan = make(support::experiment({block}));
    for (PlannedTrial const& trial : plan.trials) {
        BOOST_REQUIRE(trial.stages.size() == 4U);
        PlannedStage const& pair = trial.stages[1];
        BOOST_TEST(pair.critical);
        BOOST_TEST(pair.shows[0].options.text("text") == condition(trial, "pair_word"));
        BOOST_TEST(*trial.stages[2].question->correct == condition(trial, "letter"));
        BOOST_TEST(trial.stages[2].limit->value == 2000.0);
        Amount const gap = *trial.stages[3].duration;
        BOOST_TEST(gap.value >= 500.0);
        BOOST_TEST(gap.value <= 1000.0);
        BOOST_TEST(gap.value == static_cast<double>(static_cast<int>(gap.value)));
    }
}

BOOST_AUTO_TEST_CASE(ranges_are_uniform_over_whole_numbers)
{
    model::TrialSpec trial;
    trial.name = "t";
    model::StageSpec stage;
    stage.name = "s";
    stage.duration = support::lasting(2, 5, model::TimeUnit::frames);
    trial.stages = {stage};
    auto block = part("block", trial);
    block.times = 4000;
    Plan const plan = make(support::experiment({block}));
    std::map<double, int> counts;
    for (PlannedTrial const& one : plan.trials) {
        ++counts[one.stages[0].duration->value];
    }
    BOOST_REQUIRE(counts.size() == 4U); // 2, 3, 4, 5
    for (auto const& [value, count] : counts) {
        BOOST_TEST(count > 850, value); // expected 1000, SD 27
        BOOST_TEST(count < 1150, value);
    }
}

BOOST_AUTO_TEST_CASE(the_same_request_gives_the_same_plan)
{
    auto const experiment = support::experiment({part("block", support::probe())});
    auto const table = [&](Request const& request) {
        return to_table(make(experiment, request), hz60, true);
    };
    std::string const first = table({"P001", {}, 1, 7});
    BOOST_TEST(first == table({"P001", {}, 1, 7}));
    BOOST_TEST(first != table({"P001", {}, 1, 8}));
    BOOST_TEST(first != table({"P002", {}, 1, 7}));
    BOOST_TEST(first != table({"P001", {}, 2, 7}));
}

BOOST_AUTO_TEST_CASE(a_part_more_does_not_change_the_others)
{
    model::TrialSpec other = support::probe();
    other.name = "other";
    auto const block = part("block", support::probe());
    Plan const alone = make(support::experiment({block}));
    Plan const second = make(support::experiment({part("before", other), block}));
    BOOST_REQUIRE(second.trials.size() == 64U);
    for (std::size_t i = 0; i < 32; ++i) {
        BOOST_TEST((alone.trials[i].conditions == second.trials[32 + i].conditions));
        BOOST_TEST(
            (alone.trials[i].stages[3].duration == second.trials[32 + i].stages[3].duration));
    }
    auto more = block;
    more.times = 2;
    Plan const longer = make(support::experiment({more}));
    for (std::size_t i = 0; i < 32; ++i) {
        BOOST_TEST((alone.trials[i].conditions == longer.trials[i].conditions));
    }
}

BOOST_AUTO_TEST_CASE(every_order_is_about_as_likely_as_another)
{
    model::TrialSpec trial;
    trial.name = "t";
    trial.factors = {factor("a", {"x", "y", "z"})};
    auto const experiment = support::experiment({part("block", trial)});
    std::map<std::string, int> counts;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        Plan const plan = make(experiment, {"P001", {}, 1, seed});
        std::string order;
        for (PlannedTrial const& one : plan.trials) {
            order += condition(one, "a");
        }
        ++counts[order];
    }
    BOOST_TEST(counts.size() == 6U);
    for (auto const& [order, count] : counts) {
        BOOST_TEST(count > 400, order); // expected 500, SD 20
        BOOST_TEST(count < 600, order);
    }
}

BOOST_AUTO_TEST_CASE(what_needs_answers_stays_for_the_session)
{
    model::TrialSpec trial = support::probe();
    trial.stages[3].when = expression("probe.correct == false and pair.kind == 'threat'");
    Plan const plan = make(support::experiment({part("block", trial)}));
    for (PlannedTrial const& one : plan.trials) {
        bool const threat = condition(one, "pair_kind") == "threat";
        BOOST_REQUIRE(one.stages.size() == (threat ? 4U : 3U));
        if (threat) {
            BOOST_TEST(one.stages[3].when.source() == "probe.correct == false");
        }
    }
}

BOOST_AUTO_TEST_CASE(slots_keep_only_answers)
{
    model::Template text;
    text.pieces = {"{Once} ",
                   model::Template::Slot{expression("pair.word"), false},
                   model::Template::Slot{expression("upper(probe.response) + pair.id"), true}};
    model::Field field = computed("text", model::OptionType::text, "1", 15);
    field.value = text;
    model::TrialSpec trial = support::probe();
    trial.order.shuffle = false;
    trial.stages[1].shows[0].options[0] = field;
    Plan const plan = make(support::experiment({part("block", trial)}));
    BOOST_TEST(plan.trials[0].stages[1].shows[0].options.text("text") ==
               "{{Once}} scorn{upper(probe.response) + 'a1'}");
}

BOOST_AUTO_TEST_CASE(what_is_known_is_decided_now)
{
    model::TrialSpec trial = support::probe();
    trial.stages[0].when = expression("letter == 'E' and mapping == 'ef'");
    auto experiment = support::experiment({part("block", trial), part("extra", support::probe())});
    experiment.parts[1].when = expression("number == 2");
    experiment.parts[1].pool = "other";
    experiment.between = {{"mapping", {model::Value("ef"), model::Value("fe")}}};
    Plan const first = make(experiment);
    BOOST_TEST(model::to_text(first.between[0].second) == "ef");
    BOOST_TEST(first.parts[1].trial_count == 0U);
    BOOST_TEST(first.trials.size() == 32U);
    for (PlannedTrial const& one : first.trials) {
        BOOST_TEST(one.stages.size() == (condition(one, "letter") == "E" ? 4U : 3U));
        BOOST_TEST(one.stages[0].when.is_empty());
    }
    Plan const second = make(experiment, {"P002", {}, 1, 7});
    BOOST_TEST(second.trials.size() == 64U);
    BOOST_TEST(second.trials[0].stages.size() == 3U);
    Plan const given = make(experiment, {"P002", 1, 1, 7});
    BOOST_TEST(given.trials.size() == 32U);
}

BOOST_AUTO_TEST_CASE(constants_reach_expressions)
{
    model::TrialSpec trial;
    trial.name = "t";
    trial.lets = {{"who", expression("target + '/' + participant + '/' + text(visit)")}};
    auto block = part("rating[mother]", trial);
    block.constants = {{"target", model::Value("mother")}};
    block.part_names = {{"rating", "rating[mother]"}};
    Plan const plan = make(support::experiment({block}), {"P009", {}, 3, 1});
    BOOST_TEST(condition(plan.trials[0], "who") == "mother/P009/3");
    BOOST_TEST(plan.parts[0].constants.size() == 1U);
    BOOST_TEST(plan.parts[0].part_names.at("rating") == "rating[mother]");
}

BOOST_AUTO_TEST_CASE(a_value_that_does_not_fit_names_script_and_row)
{
    model::TrialSpec trial = support::probe();
    trial.stages[1].shows[0].options[1] =
        computed("at", model::OptionType::point, "if(pair.id == 'p1', 'middle', threat_at)", 15);
    BOOST_TEST(faults_of(support::experiment({part("block", trial)})) ==
               "experiment.yaml:15:5: error: there is no place 'middle'\n"
               "hint: one of: bottom, top\n"
               "pair.csv:4:1: note: in this row of the table\n");
}

BOOST_AUTO_TEST_CASE(repeated_faults_are_counted)
{
    std::vector<std::vector<std::string>> rows = {{"where"}};
    for (int i = 0; i < 12; ++i) {
        rows.push_back({"nowhere" + std::to_string(i)});
    }
    model::TrialSpec trial = support::probe();
    trial.factors = {support::table("pair", rows)};
    trial.lets.clear();
    trial.order.shuffle = false;
    trial.stages.resize(2);
    trial.stages[1].shows[0].options = {computed("at", model::OptionType::point, "pair.where", 15)};
    std::string const text = faults_of(support::experiment({part("block", trial)}));
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 5 * 3 + 1);
    BOOST_TEST(text.find("experiment.yaml:15:5: note: and 7 more rows\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(sessions_without_end_are_refused)
{
    auto block = part("block", support::probe());
    block.times = 4000; // 128,000 trials
    BOOST_TEST(faults_of(support::experiment({block})) ==
               "experiment.yaml:90:5: error: the session would have more than 100000 trials\n"
               "hint: draw fewer: take: 96\n");
    model::TrialSpec empty;
    empty.name = "t";
    empty.factors = {factor("a", {})};
    BOOST_TEST(faults_of(support::experiment({part("block", empty)})) ==
               "experiment.yaml:90:5: error: the design of 't' holds no trial\n"
               "hint: a factor has no level: does a 'where' leave a row?\n");
}

BOOST_AUTO_TEST_CASE(no_plan_breaks_a_rule)
{
    model::TrialSpec trial = support::probe();
    trial.order.balance = {"pair_kind", "congruence"};
    trial.order.runs = {{"congruence", 2, at_line(20)}, {"letter", 3, at_line(21)}};
    trial.order.spacings = {{"pair_id", 2, at_line(22)}};
    trial.stages.clear();
    auto block = part("block", trial);
    block.take = 24;
    block.times = 2;
    auto const experiment = support::experiment({block});
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Plan const plan = make(experiment, {"P001", {}, 1, seed});
        std::map<std::string, int> cells;
        bool broken = false;
        for (std::size_t i = 0; i < 48; ++i) {
            ++cells[std::to_string(i / 24) + condition(plan.trials[i], "pair_kind") +
                    condition(plan.trials[i], "congruence")];
            std::size_t const in_block = i % 24;
            auto const same = [&](std::string const& column, std::size_t back) {
                return condition(plan.trials[i], column) ==
                       condition(plan.trials[i - back], column);
            };
            broken =
                broken || (in_block >= 2 && same("congruence", 1) && same("congruence", 2)) ||
                (in_block >= 3 && same("letter", 1) && same("letter", 2) && same("letter", 3)) ||
                (in_block >= 1 && same("pair_id", 1)) || (in_block >= 2 && same("pair_id", 2));
        }
        BOOST_TEST(!broken, seed);
        BOOST_TEST(cells.size() == 8U);
        for (auto const& [cell, count] : cells) {
            BOOST_TEST(count == 6, cell);
        }
    }
}

BOOST_AUTO_TEST_CASE(orders_that_cannot_be_kept_are_refused)
{
    model::TrialSpec trial = support::probe();
    trial.order.runs = {{"congruence", 1, at_line(20)}, {"pair_kind", 15, at_line(21)}};
    trial.order.spacings = {{"pair_id", 4, at_line(22)}}; // 4 pairs 8 times each need 36 trials
    BOOST_TEST(
        faults_of(support::experiment({part("block", trial)})) ==
        "experiment.yaml:22:5: error: no order of 32 trials keeps spacing of pair_id (line "
        "22): 8 trials with 'a1' and 4 others between each two need 36 trials, and there are "
        "32\n"
        "hint: loosen or leave out one of the rules named\n");
}

BOOST_AUTO_TEST_CASE(a_fixed_order_is_held_to_the_rules)
{
    model::TrialSpec trial = support::probe();
    trial.order.shuffle = false;
    trial.order.runs = {{"threat_at", 4, at_line(20)}};
    Plan const plan = make(support::experiment({part("block", trial)}));
    BOOST_TEST(condition(plan.trials[4], "threat_at") == "bottom");
    trial.order.runs = {{"pair_id", 4, at_line(20)}};
    BOOST_TEST(faults_of(support::experiment({part("block", trial)})) ==
               "experiment.yaml:20:5: error: the design's own order breaks max_run of pair_id: "
               "trials 1 and 5 share 'a1'\n"
               "hint: leave out shuffle: no, or the rule\n");
}

BOOST_AUTO_TEST_CASE(an_unlucky_draw_is_drawn_again)
{
    // 4 of 8, half a: at most 1 in a row refuses a quarter of the draws.
    model::TrialSpec trial;
    trial.name = "t";
    trial.factors = {factor("a", {"x", "y"}), factor("b", {"1", "2", "3", "4"})};
    trial.order.runs = {{"a", 1, at_line(20)}};
    auto block = part("block", trial);
    block.take = 4;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Plan const plan = make(support::experiment({block}), {"P001", {}, 1, seed});
        for (std::size_t i = 1; i < 4; ++i) {
            BOOST_TEST(condition(plan.trials[i], "a") != condition(plan.trials[i - 1], "a"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_plan_is_the_same_bytes_everywhere)
{
    model::TrialSpec trial = support::probe();
    trial.order.balance = {"pair_kind", "congruence"};
    trial.order.runs = {{"congruence", 2, at_line(20)}, {"pair_id", 1, at_line(21)}};
    auto practice = part("practice", trial);
    practice.kind = model::PartKind::practice;
    practice.take = 4;
    auto block = part("main", trial);
    block.take = 12;
    block.times = 2;
    Plan const plan = make(support::experiment({practice, block}), {"P017", {}, 1, 20240229});
    auto const expected = base::read_file(SECUREBASE_SOURCE_DIR "/tests/cases/plans/probe.csv");
    BOOST_REQUIRE(expected.has_value());
    BOOST_TEST(to_table(plan, hz60, true) == *expected);
}

BOOST_AUTO_TEST_SUITE_END()
