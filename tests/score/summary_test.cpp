// SPDX-License-Identifier: MIT
// The summary, to the letter.
#include "score/summary.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using score::PersonTable;

namespace {

PersonTable table_of(std::size_t people)
{
    PersonTable table;
    table.columns = {{"wm24_anxiety", "", "1-7"},
                     {"wm24_anxiety_n", "", "count"},
                     {"attention_threat_bias", "", "ms"}};
    for (std::size_t i = 0; i < people; ++i) {
        score::PersonRow row;
        row.participant = "P" + std::to_string(i + 1);
        row.source = "real";
        row.outcome = "complete";
        row.trials = 20;
        // Anxiety 1 2 3 4 1 2 3 4 ..., bias 10 times as much.
        row.values = {static_cast<double>(i % 4 + 1), 12.0, static_cast<double>(10 * (i % 4 + 1))};
        row.why_missing = {"", "", ""};
        table.rows.push_back(row);
    }
    return table;
}

std::string const cautions =
    "caution: wm24 is unvalidated and has no norms; its scores compare people within a study\n"
    "caution: one person's dot-probe bias is mostly noise (published split-half reliabilities are "
    "near zero)\n";

} // namespace

BOOST_AUTO_TEST_SUITE(score_summary)

BOOST_AUTO_TEST_CASE(an_empty_study_says_so)
{
    BOOST_TEST(score::to_summary({}) == "no scored sessions\n");
}

BOOST_AUTO_TEST_CASE(few_people_are_told_one_by_one)
{
    PersonTable table = table_of(1);
    table.rows[0].values = {3.126, 12.0, std::nullopt};
    table.rows[0].why_missing[2] = "accuracy below 75 %";
    table.rows[0].style = "secure";
    table.rows[0].style_rule = "midpoint";
    table.notes = {"P1, visit 1: a withdrawn session was left out"};
    BOOST_TEST(score::to_summary(table) ==
               "Participant P1, visit 1 (real, complete, 20 trials)\n"
               "  wm24_anxiety           3.13  (1-7)\n"
               "  attention_threat_bias  NA  (accuracy below 75 %)\n"
               "  label under the rule 'midpoint': secure (a description of two scores, no "
               "diagnosis)\n"
               "note: P1, visit 1: a withdrawn session was left out\n" +
                   cautions);
}

BOOST_AUTO_TEST_CASE(more_people_are_told_as_a_sample)
{
    // 1 2 3 4: mean 2.5, SD sqrt(5 / 3) = 1.29.
    BOOST_TEST(score::to_summary(table_of(4)) ==
               "4 people and visits\n"
               "  score                     n      mean        SD  unit\n"
               "  wm24_anxiety              4      2.50      1.29  1-7\n"
               "  attention_threat_bias     4      25.0      12.9  ms\n" +
                   cautions);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_left_out_of_means)
{
    PersonTable table = table_of(5);
    for (std::size_t i = 0; i < 5; ++i) {
        table.rows[i].values[2] = std::nullopt;
    }
    table.rows[4].values[0] = std::nullopt;
    BOOST_TEST(score::to_summary(table) ==
               "5 people and visits\n"
               "  score                     n      mean        SD  unit\n"
               "  wm24_anxiety              4      2.50      1.29  1-7\n"
               "  attention_threat_bias     0        NA        NA  ms\n" +
                   cautions);
}

BOOST_AUTO_TEST_CASE(ten_people_have_a_correlation_with_its_interval)
{
    PersonTable table = table_of(10);
    double const bias[]{4, 1, 3, 2, 4, 1, 3, 2, 4, 1};
    for (std::size_t i = 0; i < 10; ++i) {
        table.rows[i].values[2] = bias[i];
    }
    // x 1 2 3 4 1 2 3 4 1 2: sum 23, Sxx = 65 - 52.9 = 12.1; y: sum 25, Syy = 77 - 62.5 = 14.5;
    // sum xy = 4+2+9+8+4+2+9+8+4+2 = 52, Sxy = 52 - 57.5 = -5.5; r = -5.5 / sqrt(175.45) = -0.4152;
    // z = -0.4419, half 1.96 / sqrt(7) = 0.7408: tanh(-1.1827) = -0.83, tanh(0.2989) = 0.29.
    std::string const text = score::to_summary(table);
    BOOST_TEST(text.find("Attachment and task scores (not corrected for the number of tests; low "
                         "reliability makes r small)\n"
                         "  wm24_anxiety with attention_threat_bias: r = -0.42, 95 % CI -0.83 to "
                         "0.29, n = 10\n") != std::string::npos,
               text);
    table.rows.pop_back();
    BOOST_TEST(score::to_summary(table).find("r =") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
