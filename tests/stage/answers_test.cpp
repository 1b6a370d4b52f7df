// SPDX-License-Identifier: MIT
// What has been answered, as names for conditions and slots.
#include "stage/answers.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using stage::Answer;
using stage::Answers;

namespace {

Answer plain(std::string text)
{
    Answer answer;
    answer.value = '"' + text + '"';
    answer.plain = std::move(text);
    return answer;
}

std::string value_of(Answers const& answers, std::string_view name)
{
    return model::to_text(answers.value_of(name));
}

} // namespace

BOOST_AUTO_TEST_SUITE(stage_answers)

BOOST_AUTO_TEST_CASE(names_are_looked_up_from_the_inside_out)
{
    Answers answers;
    answers.set_constant("who", model::Value("session"));
    BOOST_TEST(value_of(answers, "who") == "session");
    answers.set_part({{"who", model::Value("part")}});
    BOOST_TEST(value_of(answers, "who") == "part");
    answers.set_trial({{"who", model::Value("trial")}});
    BOOST_TEST(value_of(answers, "who") == "trial");
    answers.set_part({});
    BOOST_TEST(value_of(answers, "who") == "session");
    BOOST_TEST(answers.value_of("nobody").is_na());
}

BOOST_AUTO_TEST_CASE(answers_of_stages_last_for_the_trial_those_of_parts_for_good)
{
    Answers answers;
    answers.set_part({});
    answers.set_trial({});
    answers.set_answer("rating", "probe", plain("E"), base::from_ms(512.5), true);
    BOOST_TEST(value_of(answers, "probe.response") == "E");
    BOOST_TEST(value_of(answers, "probe.rt") == "512.5");
    BOOST_TEST(value_of(answers, "probe.correct") == "true");
    answers.set_trial({});
    BOOST_TEST(answers.value_of("probe.response").is_na());
    BOOST_TEST(value_of(answers, "rating.response") == "E");
}

BOOST_AUTO_TEST_CASE(inside_for_each_a_part_is_called_by_its_short_name)
{
    Answers answers;
    answers.set_answer("rating[mother]", "rating", plain("7"), {}, {});
    answers.set_answer("rating[father]", "rating", plain("2"), {}, {});
    answers.set_part({}, {{"rating", "rating[father]"}});
    BOOST_TEST(value_of(answers, "rating.response") == "2");
    answers.set_part({}, {{"rating", "rating[mother]"}});
    BOOST_TEST(value_of(answers, "rating.response") == "7");
    answers.set_part({});
    BOOST_TEST(answers.value_of("rating.response").is_na());
    // A stage of the trial stands nearer than a part.
    answers.set_part({}, {{"rating", "rating[mother]"}});
    answers.set_trial({});
    answers.set_answer("x", "rating", plain("1"), {}, {});
    BOOST_TEST(value_of(answers, "rating.response") == "1");
}

BOOST_AUTO_TEST_CASE(slots_are_filled_and_doubled_braces_are_braces)
{
    Answers answers;
    answers.set_trial({});
    answers.set_answer("partner", "name", plain("{Ana}"), {}, {});
    BOOST_TEST(answers.fill("{{x}} {upper(partner.response) + '!'}") == "{x} {ANA}!");
    BOOST_TEST(answers.fill("no slot") == "no slot");
    BOOST_TEST(answers.fill("nothing: {other.response}.") == "nothing: .");
}

BOOST_AUTO_TEST_SUITE_END()
