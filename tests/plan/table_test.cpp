// SPDX-License-Identifier: MIT
// Plans as text: the table, the journal's form, the estimate.
#include "plan/build.h"
#include "plan/plan.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::plan;
using support::part;

namespace {

PlannedTrial trial_of_all_values()
{
    PlannedTrial trial;
    trial.name = "probe";
    trial.block = 2;
    trial.in_block = 17;
    trial.conditions = {{"pair_word", model::Value("a \"b\"")},
                        {"length", model::Value(5.0)},
                        {"weight", model::Value(0.25)},
                        {"is_new", model::Value(true)},
                        {"gone", model::Value()},
                        {"people", model::Value(model::Value::List{model::Value("x")})}};
    PlannedStage pair;
    pair.name = "pair";
    pair.duration = Amount{500, model::TimeUnit::milliseconds};
    pair.critical = true;
    PlannedStage probe;
    probe.name = "probe";
    probe.question = Question{"keys", {}, "E"};
    PlannedStage mask;
    mask.name = "mask";
    mask.duration = Amount{2, model::TimeUnit::frames};
    trial.stages = {pair, probe, mask};
    return trial;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_table)

BOOST_AUTO_TEST_CASE(the_journal_keeps_what_was_planned)
{
    BOOST_TEST(
        trial_json(trial_of_all_values(), base::Duration(10'000'000)) ==
        R"({"trial":"probe","block":2,"in_block":17,"practice":false,)"
        R"("conditions":{"pair_word":"a \"b\"","length":5,"weight":0.25,"is_new":true,"gone":null,)"
        R"("people":["x"]},)"
        R"("stages":[{"name":"pair","ms":500,"frames":50,"critical":true},)"
        R"({"name":"probe","kind":"keys"},{"name":"mask","ms":20,"frames":2}]})");
}

BOOST_AUTO_TEST_CASE(a_table_for_people)
{
    Plan plan;
    plan.parts.resize(2);
    plan.parts[0].name = "welcome";
    plan.parts[1].name = "main, block";
    plan.parts[1].kind = model::PartKind::block;
    PlannedTrial welcome;
    welcome.number = 1;
    welcome.name = "welcome";
    PlannedStage page;
    page.name = "page";
    page.question = Question{"pages", {}, std::nullopt};
    page.when = support::expression("x == 'a'");
    welcome.stages = {page};
    PlannedTrial probe = trial_of_all_values();
    probe.number = 2;
    probe.part = 1;
    probe.stages[1].limit = Amount{2000, model::TimeUnit::milliseconds};
    plan.trials = {welcome, probe};
    BOOST_TEST(
        to_table(plan, base::Duration(10'000'000), false) ==
        "number\tpart\tkind\tblock\tin_block\ttrial\tpair_word\tlength\tweight\tis_new\tgone\t"
        "people\tstages\n"
        "1\twelcome\tsay\t1\t1\twelcome\t\t\t\t\t\t\tpage pages when x == 'a'\n"
        "2\tmain, block\tblock\t2\t17\tprobe\ta \"b\"\t5\t0.25\ttrue\tNA\tx\t"
        "pair 500 ms (50 f) critical; probe keys up to 2000 ms (200 f) correct E; mask 2 frames "
        "(20.0 ms)\n");
    std::string const csv = to_table(plan, base::Duration(10'000'000), true);
    BOOST_TEST(csv.find("2,\"main, block\",block,2,17,probe,\"a \"\"b\"\"\",5,") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_estimate_adds_fixed_times_and_usual_answers)
{
    base::Duration const period(10'000'000);
    Plan plan;
    plan.parts.resize(1);
    plan.parts[0].pause = true;
    PlannedTrial probe = trial_of_all_values();
    probe.block = 1;
    plan.trials = {probe};
    // 500 and 2 x 10 for both, a key after 400 or 800
    BOOST_TEST(estimate(plan, period).low_ms == 920.0);
    BOOST_TEST(estimate(plan, period).high_ms == 1320.0);
    plan.trials[0].stages[1].limit = Amount{600, model::TimeUnit::milliseconds};
    BOOST_TEST(estimate(plan, period).low_ms == 920.0);
    BOOST_TEST(estimate(plan, period).high_ms == 1120.0);
    plan.trials[0].feedback = model::FeedbackSpec{"", "", "", {700, 700}};
    BOOST_TEST(estimate(plan, period).low_ms == 1620.0);
    BOOST_TEST(estimate(plan, period).high_ms == 1820.0);
    probe.block = 2;
    probe.in_block = 1;
    plan.trials = {probe}; // after a rest of 5 to 20 s
    BOOST_TEST(estimate(plan, period).low_ms == 5920.0);
    BOOST_TEST(estimate(plan, period).high_ms == 21320.0);
    model::Settings words;
    words.set("text", {std::string("one two  three\nfour")});
    plan.trials[0].stages = {PlannedStage{}, PlannedStage{}};
    plan.trials[0].stages[0].question = Question{"read", words, std::nullopt};
    plan.trials[0].stages[1].question = Question{"agree", words, std::nullopt};
    plan.parts[0].pause = false;
    // 4 x 180 to 330; 4 x 120 to 300 and 2000 to 6000
    BOOST_TEST(estimate(plan, period).low_ms == 3200.0);
    BOOST_TEST(estimate(plan, period).high_ms == 8520.0);
}

BOOST_AUTO_TEST_CASE(what_depends_on_answers_counts_only_in_the_longer_estimate)
{
    class Known final : public model::Names {
    public:
        std::optional<model::Type> type_of(std::string_view name) const override
        {
            return name == "visit" ? model::Type::number : model::Type::text;
        }
        std::vector<std::string> all() const override { return {}; }
    };
    auto const condition = [](char const* source) {
        base::Diagnostics faults;
        auto const parsed = model::parse_expression(source, {"x", 1, 1, 1}, Known(), faults);
        BOOST_REQUIRE(parsed.has_value());
        return *parsed;
    };
    base::Duration const period(10'000'000);
    PlannedStage second;
    second.duration = Amount{1000, model::TimeUnit::milliseconds};
    Plan plan;
    plan.parts.resize(1);
    plan.trials.resize(1);
    plan.trials[0].stages = {second};
    BOOST_TEST(estimate(plan, period).low_ms == 1000.0);
    plan.trials[0].stages[0].when = condition("one.response == 'a'");
    BOOST_TEST(estimate(plan, period).low_ms == 0.0);
    BOOST_TEST(estimate(plan, period).high_ms == 1000.0);
    plan.trials[0].stages = {second};
    plan.parts[0].when = condition("ask.response == 'a'");
    BOOST_TEST(estimate(plan, period).low_ms == 0.0);
    BOOST_TEST(estimate(plan, period).high_ms == 1000.0);
    plan.parts[0].when = condition("visit == 1"); // settled before: its trials are there
    BOOST_TEST(estimate(plan, period).low_ms == 1000.0);
}

BOOST_AUTO_TEST_SUITE_END()
