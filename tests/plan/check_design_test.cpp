// SPDX-License-Identifier: MIT
// Every trial of every design, before anybody is tested.
#include "plan/build.h"
#include "plan/plan.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace securebase;
using namespace securebase::plan;
using support::at_line;
using support::computed;
using support::expression;
using support::factor;
using support::part;

namespace {

std::string faults_of(model::Experiment const& experiment, double hz = 60)
{
    base::Diagnostics diagnostics;
    check_design(
        experiment, base::Duration(static_cast<std::int64_t>(1e9 / hz + 0.5)), diagnostics);
    return base::to_text(diagnostics);
}

std::string faults_of(model::TrialSpec const& trial, double hz = 60)
{
    return faults_of(support::experiment({part("block", trial)}), hz);
}

model::Field keys(std::vector<std::pair<std::string, std::string>> const& all)
{
    model::SettingMap map;
    for (auto const& [key, answer] : all) {
        map.emplace_back(key, model::Setting{answer});
    }
    model::Field field = support::settled("keys", {std::move(map)});
    field.decl.type = model::OptionType::key_map;
    return field;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_check_design)

BOOST_AUTO_TEST_CASE(a_sound_design_has_no_fault)
{
    model::TrialSpec trial = support::probe();
    trial.order.balance = {"pair_kind", "congruence"};
    trial.order.runs = {{"congruence", 3, at_line(20)}};
    trial.stages[2].response->options = {keys({{"E", "E"}, {"F", "F"}})};
    auto block = part("block", trial);
    block.take = 16;
    block.times = 3;
    BOOST_TEST(faults_of(support::experiment({block})) == "");
}

BOOST_AUTO_TEST_CASE(every_row_is_looked_at_though_few_are_drawn)
{
    model::TrialSpec trial = support::probe();
    trial.stages[1].shows[0].options[1] =
        computed("at", model::OptionType::point, "if(pair.id == 'p2', 'middle', threat_at)", 15);
    auto block = part("block", trial);
    block.take = 1;
    BOOST_TEST(faults_of(support::experiment({block})) ==
               "experiment.yaml:15:5: error: there is no place 'middle'\n"
               "hint: one of: bottom, top\n"
               "pair.csv:5:1: note: in this row of the table\n");
}

BOOST_AUTO_TEST_CASE(a_trial_used_twice_is_reported_once)
{
    model::TrialSpec trial = support::probe();
    std::vector<std::vector<std::string>> rows = {{"id", "word", "kind", "at"}};
    for (int i = 0; i < 8; ++i) {
        rows.push_back({"a", "b", "c", "nowhere" + std::to_string(i)});
    }
    trial.factors[0] = support::table("pair", rows);
    trial.stages[1].shows[0].options[1] = computed("at", model::OptionType::point, "pair.at", 15);
    std::string const text =
        faults_of(support::experiment({part("practice", trial), part("block", trial)}));
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 5 * 3 + 1);
    BOOST_TEST(text.ends_with("experiment.yaml:15:5: note: and 3 more rows\n"));
}

BOOST_AUTO_TEST_CASE(a_stage_that_is_left_out_need_not_fit)
{
    model::TrialSpec trial = support::probe();
    trial.stages[1].when = expression("pair.kind == 'threat'");
    trial.stages[1].shows[0].options[1] = computed(
        "at", model::OptionType::point, "if(pair.kind == 'threat', threat_at, 'nowhere')", 15);
    BOOST_TEST(faults_of(trial) == "");
}

BOOST_AUTO_TEST_CASE(every_cell_between_participants_is_looked_at)
{
    model::TrialSpec trial = support::probe();
    trial.stages[1].shows[0].options[1] =
        computed("at", model::OptionType::point, "if(where == 'far', 'nowhere', 'top')", 15);
    auto experiment = support::experiment({part("block", trial)});
    experiment.between = {{"other", {model::Value("a"), model::Value("b")}},
                          {"where", {model::Value("near"), model::Value("far")}}};
    BOOST_TEST(faults_of(experiment) == "experiment.yaml:15:5: error: there is no place 'nowhere'\n"
                                        "hint: one of: bottom, top\n");
    experiment.parts[0].when = expression("where == 'near'");
    BOOST_TEST(faults_of(experiment) == "");
}

BOOST_AUTO_TEST_CASE(critical_durations_fit_the_panel)
{
    model::TrialSpec trial = support::probe();
    trial.stages[1].duration = support::lasting(125);
    trial.stages[1].duration->place = at_line(14);
    BOOST_TEST(faults_of(trial, 60) ==
               "experiment.yaml:14:5: error: 125 ms is no whole number of frames at 60 Hz: 7 "
               "frames are 116.7 ms, 8 frames are 133.3 ms\n"
               "hint: write 7 or 8 frames, or add round: up or round: down\n");
    BOOST_TEST(faults_of(trial, 120) == "");
    trial.stages[1].duration = support::lasting(6);
    trial.stages[1].duration->place = at_line(14);
    BOOST_TEST(faults_of(trial, 60) ==
               "experiment.yaml:14:5: error: 6 ms is no whole number of frames at 60 Hz: the "
               "shortest, 1 frame, is 16.7 ms\n"
               "hint: write 1 frame, or add round: nearest\n");
    trial.stages[1].duration = support::lasting(17); // 0.3 ms off
    BOOST_TEST(faults_of(trial, 60) == "");
    trial.stages[1].duration = support::lasting(125);
    trial.stages[1].rounding = model::Rounding::up;
    BOOST_TEST(faults_of(trial, 60) == "");
    trial.stages[1].rounding = model::Rounding::must_fit;
    trial.stages[1].critical = false;
    BOOST_TEST(faults_of(trial, 60) == "");
}

BOOST_AUTO_TEST_CASE(critical_ranges_are_in_frames)
{
    model::TrialSpec trial = support::probe();
    trial.stages[1].duration = support::lasting(400, 600, model::TimeUnit::milliseconds);
    trial.stages[1].duration->place = at_line(14);
    BOOST_TEST(faults_of(trial, 60) ==
               "experiment.yaml:14:5: error: a critical duration drawn in ms cannot keep to frames "
               "at 60 Hz\n"
               "hint: give the range in frames, or add round: nearest\n");
    BOOST_TEST(faults_of(trial, 360) == "");
    trial.stages[1].duration = support::lasting(24, 36, model::TimeUnit::frames);
    BOOST_TEST(faults_of(trial, 60) == "");
}

BOOST_AUTO_TEST_CASE(critical_durations_of_a_table_name_the_row)
{
    model::TrialSpec trial = support::probe();
    trial.factors.push_back(support::table("soa", {{"ms"}, {"100 ms"}, {"75 ms"}}));
    trial.stages[1].duration = computed("for", model::OptionType::time, "soa.ms", 14);
    BOOST_TEST(faults_of(trial, 60) ==
               "experiment.yaml:14:5: error: 75 ms is no whole number of frames at 60 Hz: 4 "
               "frames are 66.7 ms, 5 frames are 83.3 ms\n"
               "hint: write 4 or 5 frames, or add round: up or round: down\n"
               "soa.csv:3:1: note: in this row of the table\n");
}

BOOST_AUTO_TEST_CASE(the_right_answer_can_be_given)
{
    model::TrialSpec trial = support::probe();
    trial.stages[2].response->options = {keys({{"E", "e"}, {"F", "F"}})};
    BOOST_TEST(faults_of(trial) ==
               "experiment.yaml:16:5: error: the right answer 'E' can never be given\n"
               "hint: did you mean 'e'?\n");
    trial.stages[2].correct = computed("correct", model::OptionType::text, "pair.id", 16);
    trial.stages[2].response->options = {keys({{"E", "a1"}, {"F", "a2"}, {"J", "p1"}})};
    BOOST_TEST(faults_of(trial) ==
               "experiment.yaml:16:5: error: the right answer 'p2' can never be given\n"
               "hint: did you mean 'a2'?\n"
               "pair.csv:5:1: note: in this row of the table\n");
    model::Field options = support::settled(
        "options",
        {model::SettingList{{std::string("a1")}, {std::string("a2")}, {std::string("p1")}}});
    options.decl.type = model::OptionType::text_list;
    trial.stages[2].response->options = {options};
    BOOST_TEST(faults_of(trial) == ""); // words under the points of a scale, say
    trial.stages[2].response->kind = "choose";
    BOOST_TEST(faults_of(trial).find("'p2' can never be given") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(images_named_by_a_table_exist)
{
    model::TrialSpec trial = support::probe();
    trial.factors[0] = support::table(
        "pair",
        {{"id", "word", "kind", "file"}, {"a", "b", "c", "one.png"}, {"d", "e", "f", "tow.png"}});
    trial.stages[1].shows[0] = {
        "image", at_line(15), {computed("image", model::OptionType::file, "pair.file", 15)}};
    auto experiment = support::experiment({part("block", trial)});
    experiment.modules[0].images = {"one.png", "two.png"};
    std::string const text = faults_of(experiment);
    BOOST_TEST(text.find("tow.png") != std::string::npos);
    BOOST_TEST(text.find("hint: did you mean 'two.png'?\n"
                         "pair.csv:3:1: note: in this row of the table\n") != std::string::npos);
    experiment.modules[0].images = {"one.png", "tow.png"};
    BOOST_TEST(faults_of(experiment) == "");
}

BOOST_AUTO_TEST_CASE(orders_are_proved)
{
    model::TrialSpec trial = support::probe();
    trial.order.spacings = {{"pair_id", 4, at_line(22)}};
    BOOST_TEST(faults_of(trial).find("no order of 32 trials keeps spacing of pair_id (line 22)") !=
               std::string::npos);
    // By chance 16 of 32 hold too many of a pair to keep three others between two.
    trial.order.spacings = {{"pair_id", 3, at_line(22)}};
    auto block = part("block", trial);
    block.take = 16;
    block.times = 2;
    std::string const text = faults_of(support::experiment({block}));
    BOOST_TEST(text.find("no order of 16 trials keeps spacing of pair_id") != std::string::npos);
    BOOST_TEST(text.find("balance: [pair_id]") != std::string::npos);
    block.trial.order.balance = {"pair_id"};
    BOOST_TEST(faults_of(support::experiment({block})) == "");
}

BOOST_AUTO_TEST_CASE(faults_of_size_and_balance_are_found)
{
    model::TrialSpec trial = support::probe();
    trial.order.balance = {"pair_kind", "congruence"};
    trial.order.balance_place = at_line(19);
    auto block = part("block", trial);
    block.take = 18;
    BOOST_TEST(
        faults_of(support::experiment({block})).find("experiment.yaml:19:5: error: 18 trials") ==
        0U);
    block.take = 100'000;
    block.times = 2;
    BOOST_TEST(faults_of(support::experiment({block})).find("more than 100000 trials") !=
               std::string::npos);
    auto half = part("half", support::probe());
    half.take = 60'000;
    auto other = half;
    other.name = "other";
    BOOST_TEST(faults_of(support::experiment({half})) == "");
    BOOST_TEST(faults_of(support::experiment({half, other})).find("more than 100000 trials") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(large_designs_are_looked_at_whole)
{
    std::vector<std::vector<std::string>> rows = {{"id", "word", "kind"}};
    for (int i = 0; i < 12'500; ++i) {
        rows.push_back({"id" + std::to_string(i), "word", "kind"});
    }
    model::TrialSpec trial = support::probe(); // 12,500 x 8 = 100,000 trials
    trial.factors[0] = support::table("pair", rows);
    trial.stages[1].shows[0].options[0] = computed(
        "text",
        model::OptionType::text,
        "if(pair.id == 'id12499' and letter == 'F' and congruence == 'congruent', NA, pair.word)",
        15);
    auto block = part("block", trial);
    block.take = 96;
    BOOST_TEST(faults_of(support::experiment({block})) ==
               "experiment.yaml:15:5: error: there is no value (NA) where a text is wanted\n"
               "pair.csv:12501:1: note: in this row of the table\n");
}

BOOST_AUTO_TEST_SUITE_END()
