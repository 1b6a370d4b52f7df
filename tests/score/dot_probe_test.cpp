// SPDX-License-Identifier: MIT
// Attention bias, worked by hand.
#include "score/rules.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;

namespace {

events::ResponseRow
row(char const* kind, char const* congruence, std::optional<double> rt_ms, bool correct = true)
{
    events::ResponseRow made;
    made.trial_name = "probe";
    made.stage = "probe";
    made.conditions = {{"pair_kind", kind}, {"congruence", congruence}};
    made.correct = correct;
    made.grade = events::Grade::a;
    if (rt_ms) {
        made.response = "E";
        made.rt = base::Span{base::from_ms(*rt_ms), base::from_ms(*rt_ms)};
    }
    return made;
}

model::MeasureSpec measure(double least_cell)
{
    model::MeasureSpec spec;
    spec.name = "attention";
    spec.rule = "dot_probe";
    for (auto const& [name, text] : {std::pair("trial", "probe"),
                                     {"stage", "probe"},
                                     {"kind", "pair_kind"},
                                     {"congruence", "congruence"},
                                     {"neutral", "neutral"}}) {
        spec.options.set(name, model::Setting{std::string(text)});
    }
    spec.options.set("window",
                     model::Setting{model::TimeRange{200, 1500, model::TimeUnit::milliseconds}});
    spec.options.set("least_correct", model::Setting{0.5});
    spec.options.set("least_cell", model::Setting{least_cell});
    return spec;
}

std::vector<events::ResponseRow> usual_rows()
{
    return {row("threat", "congruent", 400),
            row("threat", "congruent", 420),
            row("threat", "incongruent", 450),
            row("threat", "incongruent", 470),
            row("neutral", "congruent", 430),
            row("neutral", "incongruent", 440),
            row("threat", "congruent", 100),
            row("threat", "congruent", 1600),
            row("threat", "congruent", 300, false),
            row("threat", "incongruent", {}, false)};
}

score::Score const& named(score::Scores const& scores, std::string const& name)
{
    for (score::Score const& one : scores.scores) {
        if (one.name == name) {
            return one;
        }
    }
    BOOST_FAIL("no score named " + name);
    return scores.scores.front();
}

} // namespace

BOOST_AUTO_TEST_SUITE(score_dot_probe)

BOOST_AUTO_TEST_CASE(bias_engagement_and_disengagement)
{
    // Congruent 410, incongruent 460, neutral 435.
    auto const scores = score::dot_probe_rule().apply(measure(2), usual_rows());
    BOOST_TEST(named(scores, "attention_threat_bias").value.value() == 50.0);
    BOOST_TEST(named(scores, "attention_threat_bias").n_used == 4);
    BOOST_TEST(named(scores, "attention_threat_engagement").value.value() == 25.0);
    BOOST_TEST(named(scores, "attention_threat_disengagement").value.value() == 25.0);
    BOOST_TEST(named(scores, "attention_accuracy").value.value() == 0.8);
}

BOOST_AUTO_TEST_CASE(what_is_left_out_is_counted_by_reason)
{
    std::vector<events::ResponseRow> rows = usual_rows();
    rows.push_back(row("threat", "congruent", 400));
    rows.back().grade = events::Grade::x;
    auto const scores = score::dot_probe_rule().apply(measure(2), rows);
    std::map<std::string, std::int64_t> const expected{{"too fast", 1},
                                                       {"too slow", 1},
                                                       {"wrong answer", 1},
                                                       {"no answer", 1},
                                                       {"not shown as planned", 1}};
    BOOST_TEST((scores.excluded == expected));
}

BOOST_AUTO_TEST_CASE(a_small_cell_has_no_score)
{
    auto const scores = score::dot_probe_rule().apply(measure(3), usual_rows());
    BOOST_TEST(!named(scores, "attention_threat_bias").value.has_value());
    BOOST_TEST(named(scores, "attention_threat_bias").why_missing ==
               "fewer than 3 usable trials in a cell");
}

BOOST_AUTO_TEST_CASE(practice_never_counts_and_low_accuracy_excludes)
{
    std::vector<events::ResponseRow> rows = usual_rows();
    for (events::ResponseRow& one : rows) {
        one.practice = true;
    }
    auto const none = score::dot_probe_rule().apply(measure(2), rows);
    BOOST_TEST(named(none, "attention_accuracy").why_missing == "no trials");
    rows = usual_rows();
    for (events::ResponseRow& one : rows) {
        one.correct = false;
    }
    rows.front().correct = true;
    auto const low = score::dot_probe_rule().apply(measure(1), rows);
    BOOST_TEST(named(low, "attention_threat_bias").why_missing == "accuracy below 50 %");
}

BOOST_AUTO_TEST_CASE(exclusions_with_numbers_worked_by_hand)
{
    // Twelve probes with threat, eight neutral. Of the threat: 250 and 350 (congruent, mean 300),
    // 380 and 400 (incongruent, mean 390); of the neutral: 310, 330, 320, 340 (mean 325).
    std::vector<events::ResponseRow> rows{
        row("threat", "congruent", 250),           row("threat", "congruent", 350),
        row("threat", "incongruent", 380),         row("threat", "incongruent", 400),
        row("threat", "congruent", 199.9),         // too fast
        row("threat", "incongruent", 1500.1),      // too slow
        row("threat", "congruent", 150, false),    // wrong, whatever its time
        row("threat", "incongruent", 1700, false), // wrong, whatever its time
        row("threat", "incongruent", 500, false),  // wrong
        row("threat", "congruent", {}, false),     // no answer
        row("threat", "congruent", {}, false),     // no answer
        row("threat", "incongruent", {}, false),   // no answer
        row("neutral", "congruent", 310),          row("neutral", "incongruent", 330),
        row("neutral", "congruent", 320),          row("neutral", "incongruent", 340),
        row("neutral", "congruent", 100),        // too fast
        row("neutral", "congruent", 1600),       // too slow
        row("neutral", "congruent", 400, false), // wrong
        row("neutral", "congruent", 1501)};      // too slow
    auto const scores = score::dot_probe_rule().apply(measure(2), rows);
    std::map<std::string, std::int64_t> const expected{
        {"too fast", 2}, {"too slow", 3}, {"wrong answer", 4}, {"no answer", 3}};
    BOOST_TEST((scores.excluded == expected));
    BOOST_TEST(named(scores, "attention_threat_bias").value.value() == 90.0);
    BOOST_TEST(named(scores, "attention_threat_engagement").value.value() == 25.0);
    BOOST_TEST(named(scores, "attention_threat_disengagement").value.value() == 65.0);
    BOOST_TEST(named(scores, "attention_threat_engagement").n_used == 6);
    // 20 trials, 13 right ones among them (too fast and too slow ones were right).
    BOOST_TEST(named(scores, "attention_accuracy").value.value() == 0.65);
    BOOST_TEST(named(scores, "attention_accuracy").n_used == 20);
}

BOOST_AUTO_TEST_CASE(the_borders_of_the_window_are_inside)
{
    std::vector<events::ResponseRow> const rows{row("threat", "congruent", 200),
                                                row("threat", "incongruent", 1500)};
    auto const scores = score::dot_probe_rule().apply(measure(1), rows);
    BOOST_TEST(scores.excluded.empty());
    BOOST_TEST(named(scores, "attention_threat_bias").value.value() == 1300.0);
}

BOOST_AUTO_TEST_CASE(each_kind_has_its_own_scores)
{
    std::vector<events::ResponseRow> const rows{row("threat", "congruent", 400),
                                                row("threat", "incongruent", 450),
                                                row("positive", "congruent", 420),
                                                row("positive", "incongruent", 410),
                                                row("neutral", "congruent", 430)};
    auto const scores = score::dot_probe_rule().apply(measure(1), rows);
    BOOST_TEST(named(scores, "attention_threat_bias").value.value() == 50.0);
    BOOST_TEST(named(scores, "attention_positive_bias").value.value() == -10.0);
    BOOST_TEST(named(scores, "attention_positive_engagement").value.value() == 10.0);
    BOOST_TEST(named(scores, "attention_positive_disengagement").value.value() == -20.0);
    BOOST_TEST(scores.scores.size() == 7U); // three for each kind, none for neutral, and accuracy
}

BOOST_AUTO_TEST_SUITE_END()
