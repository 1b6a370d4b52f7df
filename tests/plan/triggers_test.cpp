// SPDX-License-Identifier: MIT
// Codes of triggers follow from the design and are the same for everybody.
#include "plan/build.h"
#include "plan/plan.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace securebase;
using namespace securebase::plan;
using support::at_line;
using support::expression;
using support::factor;
using support::part;

namespace {

model::TrialSpec probe_with_triggers(std::vector<std::string> columns)
{
    model::TrialSpec trial = support::probe();
    trial.stages[0].trigger = model::TriggerSpec{{}, at_line(14)};
    trial.stages[1].trigger = model::TriggerSpec{std::move(columns), at_line(15)};
    return trial;
}

std::string faults_of(model::Experiment const& experiment)
{
    base::Diagnostics diagnostics;
    check_design(experiment, base::from_ms(10), diagnostics);
    return base::to_text(diagnostics);
}

std::string table_of(model::TrialSpec const& trial)
{
    return to_csv(trigger_codes(support::experiment({part("block", trial)})));
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_triggers)

BOOST_AUTO_TEST_CASE(one_code_per_stage_and_combination_in_the_order_of_the_design)
{
    BOOST_TEST(table_of(probe_with_triggers({"pair_kind", "congruence"})) ==
               "code,experiment,trial,stage,conditions\n"
               "1,probe,probe,fixation,\n"
               "2,probe,probe,pair,pair_kind=threat; congruence=congruent\n"
               "3,probe,probe,pair,pair_kind=threat; congruence=incongruent\n"
               "4,probe,probe,pair,pair_kind=positive; congruence=congruent\n"
               "5,probe,probe,pair,pair_kind=positive; congruence=incongruent\n");
}

BOOST_AUTO_TEST_CASE(a_script_without_triggers_has_no_codes)
{
    BOOST_TEST(trigger_codes(support::experiment({part("block", support::probe())})).empty());
    base::Diagnostics faults;
    auto const plan =
        make_plan(support::experiment({part("block", support::probe())}), {"P1", {}, 1, 1}, faults);
    BOOST_REQUIRE(plan.has_value());
    BOOST_TEST(plan->trials[0].stages[1].trigger == 0);
}

BOOST_AUTO_TEST_CASE(every_trial_gets_the_code_that_says_its_conditions)
{
    auto const experiment =
        support::experiment({part("block", probe_with_triggers({"pair_kind", "congruence"}))});
    base::Diagnostics faults;
    auto const plan = make_plan(experiment, {"P1", {}, 1, 3}, faults);
    BOOST_REQUIRE(plan.has_value());
    auto const codes = trigger_codes(experiment);
    std::set<int> met;
    for (PlannedTrial const& trial : plan->trials) {
        BOOST_TEST(trial.stages[0].trigger == 1);
        BOOST_TEST(trial.stages[2].trigger == 0);
        std::map<std::string, std::string> values;
        for (auto const& [name, value] : trial.conditions) {
            values.emplace(name, model::to_text(value));
        }
        BOOST_TEST(meaning_of(codes.at(trial.stages[1].trigger - 1U)) ==
                   "pair_kind=" + values["pair_kind"] + "; congruence=" + values["congruence"]);
        met.insert(trial.stages[1].trigger);
    }
    BOOST_TEST(met == (std::set{2, 3, 4, 5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(practice_and_block_of_one_trial_share_its_codes)
{
    auto practice = part("practice", probe_with_triggers({"letter"}));
    practice.kind = model::PartKind::practice;
    auto const both =
        support::experiment({practice, part("block", probe_with_triggers({"letter"}))});
    BOOST_TEST(trigger_codes(both).size() == 3U);
}

BOOST_AUTO_TEST_CASE(codes_of_all_groups_of_participants_are_told_apart_and_do_not_shift)
{
    model::TrialSpec trial = probe_with_triggers({"hand"});
    trial.lets.emplace_back("hand", expression("if(side == 'left', 'near', 'far')", 13));
    auto experiment = support::experiment({part("block", trial)});
    experiment.between = {{"side", {model::Value("left"), model::Value("right")}}};
    BOOST_TEST(faults_of(experiment) == "");
    BOOST_TEST(to_csv(trigger_codes(experiment)) == "code,experiment,trial,stage,conditions\n"
                                                    "1,probe,probe,fixation,\n"
                                                    "2,probe,probe,pair,hand=near\n"
                                                    "3,probe,probe,pair,hand=far\n");
    base::Diagnostics faults;
    auto const left = make_plan(experiment, {"P1", 1, 1, 1}, faults);
    auto const right = make_plan(experiment, {"P2", 2, 1, 1}, faults);
    BOOST_REQUIRE((left && right));
    BOOST_TEST(left->trials[0].stages[1].trigger == 2);
    BOOST_TEST(right->trials[0].stages[1].trigger == 3);
}

BOOST_AUTO_TEST_CASE(a_code_that_would_depend_on_the_person_is_refused)
{
    model::TrialSpec trial = probe_with_triggers({"turn"});
    trial.lets.emplace_back("odd", expression("number % 2 == 1", 12));
    trial.lets.emplace_back("turn", expression("if(odd, 'a', 'b')", 13));
    BOOST_TEST(faults_of(support::experiment({part("block", trial)})) ==
               "experiment.yaml:15:5: error: 'turn' depends on 'number', and codes must say the "
               "same for everybody\n"
               "hint: leave it out: the data hold it beside every code\n");
}

BOOST_AUTO_TEST_CASE(more_codes_than_a_line_has_are_refused)
{
    model::TrialSpec trial = probe_with_triggers({"item"});
    std::vector<std::string> items;
    for (int i = 0; i < 254; ++i) {
        items.push_back("i" + std::to_string(i));
    }
    trial.factors = {factor("item", items)};
    trial.lets.clear();
    trial.stages[1].shows.clear();
    trial.stages[2].correct.reset();
    BOOST_TEST(faults_of(support::experiment({part("block", trial)})) == "");
    trial.factors[0].levels.push_back({model::Value("one more"), {}, {}});
    BOOST_TEST(faults_of(support::experiment({part("block", trial)})) ==
               "experiment.yaml:15:5: error: the triggers need 256 codes, and a line has 255; "
               "'pair' alone needs 255\n"
               "hint: name fewer columns, or columns with fewer values: the data hold the others "
               "beside every code\n");
}

BOOST_AUTO_TEST_CASE(the_header_of_a_session_says_what_codes_mean)
{
    auto const codes =
        trigger_codes(support::experiment({part("block", probe_with_triggers({"letter"}))}));
    BOOST_TEST(
        to_json(codes, R"({"device":"x"})") ==
        R"({"line":{"device":"x"},"codes":[)"
        R"({"code":1,"experiment":"probe","trial":"probe","stage":"fixation","conditions":{}},)"
        R"({"code":2,"experiment":"probe","trial":"probe","stage":"pair","conditions":{"letter":"E"}},)"
        R"({"code":3,"experiment":"probe","trial":"probe","stage":"pair","conditions":{"letter":"F"}}]})");
}

BOOST_AUTO_TEST_SUITE_END()
