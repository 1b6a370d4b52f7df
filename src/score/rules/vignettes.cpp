// SPDX-License-Identifier: MIT
// Explanations of relationship stories: threat and benign attribution, distress, intentions,
// reading time. Source: the sides of an explanation follow Fincham & Bradbury 1992 and Collins
// 1996.
#include "base/text.h"
#include "score/mean.h"
#include "score/rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace securebase::score {

namespace {

using events::ResponseRow;
using model::OptionType;

constexpr std::array<std::string_view, 6> attribution_stages{
    "locus", "stability", "globality", "intent", "selfishness", "blame"};
constexpr std::array<std::string_view, 3> other_stages{"distress", "talk", "withdraw"};

std::string text_of(ResponseRow const& row, std::string const& column)
{
    auto const found = row.conditions.find(column);
    return found == row.conditions.end() ? std::string() : found->second;
}

std::int64_t count_words(std::string_view text)
{
    std::int64_t words = 0;
    bool inside = false;
    for (char const c : text) {
        bool const space = c == ' ' || c == '\n' || c == '\t';
        words += !space && !inside ? 1 : 0;
        inside = !space;
    }
    return words;
}

/// The answers to one story.
struct Story {
    std::string valence;
    std::optional<double> ms_per_word;
    std::optional<bool> understood;
    std::map<std::string, double> ratings;
};

/// Story by story, in the order shown.
std::map<std::uint32_t, Story> stories_of(model::Settings const& options,
                                          std::span<ResponseRow const> rows)
{
    std::map<std::uint32_t, Story> stories;
    for (ResponseRow const& row : rows) {
        if (row.trial_name != options.text("trial") || row.practice) {
            continue;
        }
        Story& story = stories[row.trial];
        story.valence = text_of(row, options.text("valence"));
        if (row.stage == options.text("story") && !row.parts_ms.empty()) {
            std::int64_t const words = count_words(text_of(row, options.text("text")));
            double total = 0;
            for (double const ms : row.parts_ms) {
                total += ms;
            }
            if (words > 0) {
                story.ms_per_word = total / static_cast<double>(words);
            }
        } else if (row.stage == options.text("content")) {
            story.understood = row.correct;
        } else if (row.response) {
            if (auto const rating = base::parse_number(*row.response)) {
                story.ratings[row.stage] = *rating;
            }
        }
    }
    return stories;
}

struct Sums {
    std::map<std::string, Mean> means; ///< "threat", "benign", "distress_transgression", ...
    Mean reading;
    Mean understood;
    std::int64_t kept = 0;
};

void add_story(Story const& story, double top, Sums& sums)
{
    ++sums.kept;
    if (story.ms_per_word) {
        sums.reading.add(*story.ms_per_word);
    }
    bool const transgression = story.valence == "transgression";
    for (auto const& [stage, rating] : story.ratings) {
        if (std::ranges::find(attribution_stages, stage) != attribution_stages.end()) {
            bool const turned = !transgression && stage == "selfishness";
            sums.means[transgression ? "threat" : "benign"].add(turned ? top + 1 - rating : rating);
        } else if (std::ranges::find(other_stages, stage) != other_stages.end()) {
            sums.means[stage + (transgression ? "_transgression" : "_support")].add(rating);
        }
    }
}

Score mean_score(std::string name,
                 Mean const& mean,
                 std::string description,
                 std::string unit,
                 std::string const& excluded)
{
    Score score{std::move(name), {}, mean.n(), std::move(description), std::move(unit), excluded};
    if (excluded.empty()) {
        score.value = mean.value();
        score.why_missing = score.value ? "" : "not asked";
    }
    return score;
}

Scores apply(model::MeasureSpec const& measure, std::span<ResponseRow const> rows)
{
    model::Settings const& options = measure.options;
    Scores scores;
    scores.name = measure.name;
    Sums sums;
    auto const stories = stories_of(options, rows);
    for (auto const& [trial, story] : stories) {
        if (story.understood) {
            sums.understood.add(*story.understood ? 1.0 : 0.0);
        }
        if (story.ms_per_word && *story.ms_per_word < options.number("least_ms_per_word")) {
            ++scores.excluded["read too fast"];
        } else if (story.understood == false) {
            ++scores.excluded["content question wrong"];
        } else {
            add_story(story, options.number("points"), sums);
        }
    }
    std::string excluded;
    if (stories.empty()) {
        excluded = "no stories";
    } else if (2 * sums.kept < static_cast<std::int64_t>(stories.size())) {
        excluded = "fewer than half of the stories are usable";
    }
    std::string const scale = "1-" + base::format_number(options.number("points"));
    auto const add = [&](std::string const& key, std::string description) {
        scores.scores.push_back(mean_score(
            measure.name + "_" + key, sums.means[key], std::move(description), scale, excluded));
    };
    add("threat",
        "mean attribution rating after transgressions; high: the cause is seen as theirs, lasting "
        "and meant");
    add("benign",
        "mean attribution rating after support, selfishness turned; high: kindness is seen as "
        "theirs and meant");
    for (std::string_view const stage : other_stages) {
        for (char const* valence : {"transgression", "support"}) {
            add(std::string(stage) + "_" + valence,
                "mean rating of " + std::string(stage) + " after " + valence);
        }
    }
    scores.scores.push_back(mean_score(measure.name + "_ms_per_word",
                                       sums.reading,
                                       "mean reading time per word of the stories",
                                       "ms",
                                       excluded));
    scores.scores.push_back(mean_score(measure.name + "_understood",
                                       sums.understood,
                                       "share of content questions answered rightly",
                                       "share",
                                       stories.empty() ? excluded : ""));
    return scores;
}

} // namespace

Rule vignettes_rule()
{
    model::KindDecl declaration{
        .name = "vignettes",
        .doc = "Explanations, distress and intentions after relationship stories.",
        .value_option = {},
        .options = {{"trial", OptionType::name, true, "", "The kind of trial.", {}, {}, {}},
                    {"story",
                     OptionType::text,
                     false,
                     "story",
                     "The stage in which the story is read.",
                     {},
                     {},
                     {}},
                    {"content",
                     OptionType::text,
                     false,
                     "content",
                     "The stage with the question about its content.",
                     {},
                     {},
                     {}},
                    {"valence",
                     OptionType::text,
                     false,
                     "vignette_valence",
                     "The column that says transgression or support.",
                     {},
                     {},
                     {}},
                    {"text",
                     OptionType::text,
                     false,
                     "vignette_text",
                     "The column with the story's text.",
                     {},
                     {},
                     {}},
                    {"points",
                     OptionType::integer,
                     false,
                     "7",
                     "Points of the rating scales.",
                     {},
                     2.0,
                     {}},
                    {"least_ms_per_word",
                     OptionType::number,
                     false,
                     "150",
                     "Stories read faster (ms per word) are left out and counted.",
                     {},
                     0.0,
                     {}}},
        .answer = "threat, benign, distress, talk and withdraw by valence (means), ms_per_word, "
                  "understood",
        .source = "Fincham & Bradbury 1992; Collins 1996; Collins, Ford, Guichard & Allard 2006"};
    return {std::move(declaration), &apply};
}

} // namespace securebase::score
