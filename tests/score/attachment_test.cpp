// SPDX-License-Identifier: MIT
// Questionnaire scores, worked by hand.
#include "score/attachment.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;

namespace {

/// Five items, the second reversed, 1-7, four of five must be answered.
model::Instrument five_items()
{
    model::Instrument instrument;
    instrument.id = "five";
    instrument.title = "Five";
    instrument.items = {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}, {"e", ""}};
    instrument.subscales = {{"anxiety", {"a", "b", "c", "d", "e"}, {"b"}}};
    instrument.derived = {{"model_of_self", "8 - anxiety"}};
    return instrument;
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

BOOST_AUTO_TEST_SUITE(score_attachment)

BOOST_AUTO_TEST_CASE(reversed_items_are_turned)
{
    // 7, 8 - 2 = 6, 5, 4, 3: mean 5.
    auto const scores =
        score::score_answers(five_items(), {{"a", 7}, {"b", 2}, {"c", 5}, {"d", 4}, {"e", 3}});
    BOOST_TEST(named(scores, "five_anxiety").value.value() == 5.0);
    BOOST_TEST(named(scores, "five_anxiety_n").value.value() == 5.0);
    BOOST_TEST(named(scores, "five_model_of_self").value.value() == 3.0);
}

BOOST_AUTO_TEST_CASE(four_of_five_answers_are_enough)
{
    auto const scores =
        score::score_answers(five_items(), {{"a", 7}, {"b", 1}, {"c", 7}, {"d", 1}});
    BOOST_TEST(named(scores, "five_anxiety").value.value() == 5.5);
}

BOOST_AUTO_TEST_CASE(three_of_five_answers_are_not)
{
    auto const scores = score::score_answers(five_items(), {{"a", 7}, {"b", 1}, {"c", 7}});
    BOOST_TEST(!named(scores, "five_anxiety").value.has_value());
    BOOST_TEST(named(scores, "five_anxiety").why_missing == "answered 3 of 5 items");
    BOOST_TEST(named(scores, "five_anxiety_n").value.value() == 3.0);
    BOOST_TEST(!named(scores, "five_model_of_self").value.has_value());
    BOOST_TEST(named(scores, "five_model_of_self").why_missing == "a subscale is missing");
}

BOOST_AUTO_TEST_CASE(an_answer_off_the_scale_is_refused_not_averaged)
{
    auto const scores =
        score::score_answers(five_items(), {{"a", 8}, {"b", 1}, {"c", 7}, {"d", 7}, {"e", 7}});
    BOOST_TEST(named(scores, "five_anxiety").value.value() == 7.0);
    BOOST_TEST(scores.refused.size() == 1U);
    BOOST_TEST(scores.refused.front() == "item a: 8 is not on the scale 1-7");
}

BOOST_AUTO_TEST_CASE(the_shipped_scale_passes_its_own_vectors)
{
    base::Diagnostics faults;
    auto const scale =
        model::read_instrument(SECUREBASE_SOURCE_DIR "/experiments/instruments/wm24.yaml", faults);
    BOOST_REQUIRE(scale.has_value());
    BOOST_TEST(scale->vectors.size() >= 4U);
    for (score::VectorFailure const& failure : score::failing_vectors(*scale)) {
        BOOST_ERROR(scale->vectors[failure.vector].name + ", " + failure.score);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_vector_is_reported)
{
    model::Instrument instrument = five_items();
    instrument.vectors = {
        {"wrong", {{"a", 7}, {"b", 2}, {"c", 5}, {"d", 4}, {"e", 3}}, {{"anxiety", 4.0}}}};
    auto const failures = score::failing_vectors(instrument);
    BOOST_REQUIRE(failures.size() == 1U);
    BOOST_TEST(failures.front().vector == 0U);
    BOOST_TEST(failures.front().score == "anxiety");
    BOOST_TEST(failures.front().expected.value() == 4.0);
    BOOST_TEST(failures.front().got.value() == 5.0);
}

BOOST_AUTO_TEST_SUITE_END()
