// SPDX-License-Identifier: MIT
// Explanations of stories, worked by hand.
#include "score/rules.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;

namespace {

model::MeasureSpec measure()
{
    model::MeasureSpec spec;
    spec.name = "explanations";
    spec.rule = "vignettes";
    for (auto const& [name, text] : {std::pair("trial", "story"),
                                     {"story", "story"},
                                     {"content", "content"},
                                     {"valence", "vignette_valence"},
                                     {"text", "vignette_text"}}) {
        spec.options.set(name, model::Setting{std::string(text)});
    }
    spec.options.set("points", model::Setting{7.0});
    spec.options.set("least_ms_per_word", model::Setting{150.0});
    return spec;
}

/// One story of ten words.
class Story {
public:
    Story(std::uint32_t trial, char const* valence) : trial_(trial), valence_(valence) {}

    Story& read_in(std::vector<double> parts)
    {
        events::ResponseRow& made = row("story");
        made.response = "2";
        made.parts_ms = std::move(parts);
        return *this;
    }
    Story& content(bool right)
    {
        events::ResponseRow& made = row("content");
        made.response = "yes";
        made.correct = right;
        return *this;
    }
    Story& rated(char const* stage, char const* answer)
    {
        row(stage).response = answer;
        return *this;
    }
    Story& unanswered(char const* stage)
    {
        row(stage);
        return *this;
    }
    std::vector<events::ResponseRow> const& rows() const { return rows_; }

private:
    events::ResponseRow& row(char const* stage)
    {
        events::ResponseRow& made = rows_.emplace_back();
        made.trial = trial_;
        made.trial_name = "story";
        made.stage = stage;
        made.conditions = {
            {"vignette_valence", valence_},
            {"vignette_text", "One two  three four.\nFive six seven eight nine ten."}};
        return made;
    }

    std::uint32_t trial_;
    std::string valence_;
    std::vector<events::ResponseRow> rows_;
};

std::vector<events::ResponseRow> all_rows(std::vector<Story> const& stories)
{
    std::vector<events::ResponseRow> rows;
    for (Story const& story : stories) {
        rows.insert(rows.end(), story.rows().begin(), story.rows().end());
    }
    return rows;
}

/// Two transgressions and two kind acts, all read at a sensible pace and understood.
std::vector<Story> usual_stories()
{
    return {Story(1, "transgression")
                .read_in({1200, 800}) // 200 ms a word
                .content(true)
                .rated("locus", "6")
                .rated("stability", "5")
                .rated("globality", "4")
                .rated("intent", "7")
                .rated("selfishness", "6")
                .rated("blame", "2")
                .rated("distress", "7")
                .rated("talk", "3")
                .rated("withdraw", "5"),
            Story(2, "transgression")
                .read_in({3000, 1000}) // 400 ms a word
                .content(true)
                .rated("locus", "4")
                .rated("intent", "2")
                .rated("distress", "4")
                .unanswered("withdraw"),
            Story(3, "support")
                .read_in({1500, 1500}) // 300 ms a word
                .content(true)
                .rated("locus", "7")
                .rated("selfishness", "2")
                .rated("distress", "1"),
            Story(4, "support")
                .read_in({2000, 1000}) // 300 ms a word
                .content(true)
                .rated("locus", "5")
                .rated("selfishness", "6")
                .rated("talk", "4")};
}

score::Score const& named(score::Scores const& scores, std::string const& name)
{
    for (score::Score const& one : scores.scores) {
        if (one.name == "explanations_" + name) {
            return one;
        }
    }
    BOOST_FAIL("no score named " + name);
    return scores.scores.front();
}

score::Scores score_of(std::vector<Story> const& stories)
{
    return score::vignettes_rule().apply(measure(), all_rows(stories));
}

} // namespace

BOOST_AUTO_TEST_SUITE(score_vignettes)

BOOST_AUTO_TEST_CASE(threat_is_the_mean_of_attributions_after_transgressions)
{
    // 6 + 5 + 4 + 7 + 6 + 2 and 4 + 2: 36 over 8.
    auto const scores = score_of(usual_stories());
    BOOST_TEST(named(scores, "threat").value.value() == 4.5);
    BOOST_TEST(named(scores, "threat").n_used == 8);
    BOOST_TEST(named(scores, "threat").unit == "1-7");
}

BOOST_AUTO_TEST_CASE(after_kind_acts_selfishness_is_turned)
{
    // 7, 8 - 2, 5, 8 - 6: 20 over 4.
    auto const scores = score_of(usual_stories());
    BOOST_TEST(named(scores, "benign").value.value() == 5.0);
    BOOST_TEST(named(scores, "benign").n_used == 4);
}

BOOST_AUTO_TEST_CASE(distress_and_intentions_stand_by_valence)
{
    auto const scores = score_of(usual_stories());
    BOOST_TEST(named(scores, "distress_transgression").value.value() == 5.5);
    BOOST_TEST(named(scores, "distress_support").value.value() == 1.0);
    BOOST_TEST(named(scores, "talk_transgression").value.value() == 3.0);
    BOOST_TEST(named(scores, "talk_support").value.value() == 4.0);
    // The second story's question closed unanswered: it is missing, not 0.
    BOOST_TEST(named(scores, "withdraw_transgression").value.value() == 5.0);
    BOOST_TEST(named(scores, "withdraw_transgression").n_used == 1);
    BOOST_TEST(!named(scores, "withdraw_support").value.has_value());
    BOOST_TEST(named(scores, "withdraw_support").why_missing == "not asked");
}

BOOST_AUTO_TEST_CASE(reading_time_is_per_word_and_per_story)
{
    // 200, 400, 300 and 300 ms a word: mean of the stories 300.
    auto const scores = score_of(usual_stories());
    BOOST_TEST(named(scores, "ms_per_word").value.value() == 300.0);
    BOOST_TEST(named(scores, "ms_per_word").n_used == 4);
    BOOST_TEST(named(scores, "understood").value.value() == 1.0);
}

BOOST_AUTO_TEST_CASE(stories_read_too_fast_or_not_understood_are_left_out_and_counted)
{
    std::vector<Story> stories = usual_stories();
    stories.push_back(Story(5, "transgression") // 149 ms a word, and not understood: one reason
                          .read_in({1000, 490})
                          .content(false)
                          .rated("locus", "1"));
    stories.push_back(Story(6, "transgression") // 150 ms a word is not too fast
                          .read_in({1000, 500})
                          .content(true)
                          .rated("locus", "9"));
    stories.push_back(Story(7, "support").read_in({2000, 1000}).content(false).rated("locus", "1"));
    auto const scores = score_of(stories);
    std::map<std::string, std::int64_t> const expected{{"read too fast", 1},
                                                       {"content question wrong", 1}};
    BOOST_TEST((scores.excluded == expected));
    BOOST_TEST(named(scores, "threat").value.value() == 5.0); // (36 + 9) over 9
    BOOST_TEST(named(scores, "benign").value.value() == 5.0);
    // All seven content questions count here: five of seven.
    BOOST_TEST(named(scores, "understood").value.value() == 5.0 / 7.0);
    BOOST_TEST(named(scores, "understood").n_used == 7);
}

BOOST_AUTO_TEST_CASE(with_fewer_than_half_of_the_stories_nothing_is_scored_but_understanding)
{
    std::vector<Story> const two_of_four{
        Story(1, "transgression").read_in({2000}).content(true).rated("locus", "6"),
        Story(2, "support").read_in({2000}).content(true).rated("locus", "6"),
        Story(3, "transgression").read_in({2000}).content(false).rated("locus", "1"),
        Story(4, "support").read_in({2000}).content(false).rated("locus", "1")};
    BOOST_TEST(named(score_of(two_of_four), "threat").value.value() == 6.0);
    std::vector<Story> const one_of_three{two_of_four[0], two_of_four[2], two_of_four[3]};
    auto const scores = score_of(one_of_three);
    BOOST_TEST(!named(scores, "threat").value.has_value());
    BOOST_TEST(named(scores, "threat").why_missing == "fewer than half of the stories are usable");
    BOOST_TEST(!named(scores, "ms_per_word").value.has_value());
    BOOST_TEST(named(scores, "understood").value.value() == 1.0 / 3.0);
}

BOOST_AUTO_TEST_CASE(practice_and_other_trials_are_no_stories)
{
    std::vector<events::ResponseRow> rows = all_rows(usual_stories());
    for (events::ResponseRow& row : rows) {
        row.practice = row.trial < 3;
        row.trial_name = row.trial < 3 ? "story" : "other";
    }
    auto const scores = score::vignettes_rule().apply(measure(), rows);
    BOOST_TEST(named(scores, "threat").why_missing == "no stories");
    BOOST_TEST(!named(scores, "understood").value.has_value());
    BOOST_TEST(scores.excluded.empty());
}

BOOST_AUTO_TEST_SUITE_END()
