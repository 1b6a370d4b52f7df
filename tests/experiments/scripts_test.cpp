// SPDX-License-Identifier: MIT
// The shipped scripts, instruments and virtual participants can be used as they stand.
#include "base/diagnostics.h"
#include "base/text.h"
#include "base/time.h"
#include "bots/profile.h"
#include "kinds/kinds.h"
#include "model/check.h"
#include "model/instrument.h"
#include "plan/plan.h"
#include "score/attachment.h"
#include "score/rules.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace base = securebase::base;

namespace {

std::string const experiments = std::string(SECUREBASE_SOURCE_DIR) + "/experiments/";

constexpr base::Duration at_60_hz{16'666'667};
constexpr base::Duration at_120_hz{8'333'333};
constexpr base::Duration at_144_hz{6'944'444};

securebase::model::Experiment load(std::string const& folder)
{
    auto known = securebase::kinds::all().catalogue();
    known.rules = securebase::score::declarations();
    base::Diagnostics diagnostics;
    auto const experiment =
        securebase::model::load_experiment(experiments + folder, known, {}, diagnostics);
    BOOST_REQUIRE_MESSAGE(experiment && diagnostics.all().empty(), to_text(diagnostics));
    return *experiment;
}

securebase::plan::Plan plan_of(std::string const& folder, std::uint64_t seed)
{
    base::Diagnostics diagnostics;
    auto const plan = securebase::plan::make_plan(
        load(folder), {.participant = "P001", .number = {}, .visit = 1, .seed = seed}, diagnostics);
    BOOST_REQUIRE_MESSAGE(plan && diagnostics.all().empty(), to_text(diagnostics));
    return *plan;
}

std::string condition(securebase::plan::PlannedTrial const& trial, std::string const& name)
{
    for (auto const& [column, value] : trial.conditions) {
        if (column == name) {
            return to_text(value);
        }
    }
    return "no such column";
}

/// How many trials of this name, practice apart, have each value of a column or columns.
std::map<std::string, int> count(securebase::plan::Plan const& plan,
                                 std::string const& trial_name,
                                 std::vector<std::string> const& columns)
{
    std::map<std::string, int> counts;
    for (auto const& trial : plan.trials) {
        if (trial.name == trial_name && !trial.practice) {
            std::string key;
            for (std::string const& column : columns) {
                key += (key.empty() ? "" : " ") + condition(trial, column);
            }
            ++counts[key];
        }
    }
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(experiments_scripts)

BOOST_AUTO_TEST_CASE(every_script_is_free_of_faults_at_common_refresh_rates)
{
    for (auto const* folder : {"dot_probe_words",
                               "vignettes_attribution",
                               "session_short",
                               "session_demo",
                               "timing_square"}) {
        auto const experiment = load(folder);
        for (base::Duration const period : {at_60_hz, at_120_hz, at_144_hz}) {
            base::Diagnostics diagnostics;
            securebase::plan::check_design(experiment, period, diagnostics);
            BOOST_TEST(diagnostics.all().empty(), to_text(diagnostics));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_dot_probe_fills_its_cells_evenly)
{
    auto const plan = plan_of("session_short", 1);
    auto const kinds = count(plan, "probe", {"pair_kind"});
    BOOST_TEST(kinds.size() == 4U);
    for (auto const& [kind, trials] : kinds) {
        BOOST_TEST(trials == 72, kind << ": " << trials);
    }
    for (auto const& columns :
         std::vector<std::vector<std::string>>{{"pair_kind", "congruence", "probe_at", "letter"}}) {
        auto const cells = count(plan, "probe", columns);
        BOOST_TEST(cells.size() == 32U);
        for (auto const& [cell, trials] : cells) {
            BOOST_TEST(trials == 9, cell << ": " << trials);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_demonstration_shows_one_of_each)
{
    auto const plan = plan_of("session_demo", 7);
    auto const cells = count(plan, "probe", {"pair_kind", "congruence", "probe_at", "letter"});
    BOOST_TEST(cells.size() == 32U);
    for (auto const& [cell, trials] : cells) {
        BOOST_TEST(trials == 1, cell << ": " << trials);
    }
    auto const stories = count(plan, "story", {"vignette_valence", "vignette_ambiguity"});
    BOOST_TEST(stories.size() == 4U);
    for (auto const& [cell, trials] : stories) {
        BOOST_TEST(trials == 1, cell << ": " << trials);
    }
}

BOOST_AUTO_TEST_CASE(the_smallest_vignette_of_the_readme_runs_and_is_small)
{
    std::string const folder = experiments + "vignettes_attribution/";
    auto const readme = base::read_file(folder + "README.md");
    BOOST_REQUIRE(readme);
    std::size_t const begin = readme->find("```yaml\n") + 8;
    std::size_t const end = readme->find("```\n", begin);
    BOOST_REQUIRE(begin < end && end < readme->size());
    std::string const trial = readme->substr(begin, end - begin);
    BOOST_TEST(std::count(trial.begin(), trial.end(), '\n') <= 8);

    securebase::support::TemporaryFolder const copy;
    copy.write("vignettes.csv", *base::read_file(folder + "vignettes.csv"));
    copy.write("experiment.yaml",
               "securebase: 1\ntitle: Smallest\nstimuli: { vignettes: vignettes.csv }\ntrials:\n" +
                   trial + "session:\n  - block: { trial: story }\n");
    base::Diagnostics diagnostics;
    auto const experiment = securebase::model::load_experiment(
        copy.path(), securebase::kinds::all().catalogue(), {}, diagnostics);
    // Notes are fine: the smallest trial leaves columns of the table unused.
    auto const is_clean = [&] {
        return std::ranges::all_of(diagnostics.all(), [](base::Diagnostic const& one) {
            return one.severity == base::Severity::note;
        });
    };
    BOOST_REQUIRE_MESSAGE(experiment && is_clean(), to_text(diagnostics));
    auto const plan = securebase::plan::make_plan(
        *experiment, {.participant = "P001", .number = {}, .visit = 1, .seed = 1}, diagnostics);
    BOOST_REQUIRE_MESSAGE(plan && is_clean(), to_text(diagnostics));
    BOOST_TEST(plan->trials.size() == 16U);
    BOOST_TEST(plan->trials[0].stages.size() == 2U);
}

BOOST_AUTO_TEST_CASE(sessions_take_about_as_long_as_they_say)
{
    double const minutes = 60'000;
    auto const full = securebase::plan::estimate(plan_of("session_short", 1), at_60_hz);
    auto const demo = securebase::plan::estimate(plan_of("session_demo", 1), at_60_hz);
    // README of session_short: about 35 minutes; of session_demo: three to five.
    BOOST_TEST(full.low_ms > 20 * minutes);
    BOOST_TEST(full.low_ms < 35 * minutes);
    BOOST_TEST(full.high_ms > 35 * minutes);
    BOOST_TEST(full.high_ms < 55 * minutes);
    BOOST_TEST(demo.low_ms > 2 * minutes);
    BOOST_TEST(demo.low_ms < 4 * minutes);
    BOOST_TEST(demo.high_ms > 5 * minutes);
    BOOST_TEST(demo.high_ms < 9 * minutes);
    BOOST_TEST_MESSAGE("session_short " << full.low_ms / minutes << ".." << full.high_ms / minutes
                                        << " min, session_demo " << demo.low_ms / minutes << ".."
                                        << demo.high_ms / minutes << " min");
}

BOOST_AUTO_TEST_CASE(the_working_model_scale_has_two_halves_reversed_in_half)
{
    base::Diagnostics diagnostics;
    auto const wm24 =
        securebase::model::read_instrument(experiments + "instruments/wm24.yaml", diagnostics);
    BOOST_REQUIRE_MESSAGE(wm24 && diagnostics.all().empty(), to_text(diagnostics));
    BOOST_TEST(wm24->id == "wm24");
    BOOST_TEST(wm24->label == "unvalidated, written for this software");
    BOOST_TEST(wm24->least == 1);
    BOOST_TEST(wm24->most == 7);
    BOOST_TEST(wm24->shuffle);
    BOOST_TEST(wm24->least_answered == 0.8);
    BOOST_TEST(wm24->items.size() == 24U);
    BOOST_REQUIRE(wm24->subscales.size() == 2U);
    std::set<std::string> used;
    for (auto const& subscale : wm24->subscales) {
        BOOST_TEST(subscale.items.size() == 12U);
        BOOST_TEST(subscale.reverse.size() == 6U);
        used.insert(subscale.items.begin(), subscale.items.end());
    }
    BOOST_TEST(used.size() == 24U);
    BOOST_TEST(wm24->derived.size() == 2U);
    BOOST_TEST(wm24->vectors.size() == 4U);
    for (auto const& failure : securebase::score::failing_vectors(*wm24)) {
        BOOST_ERROR(wm24->vectors[failure.vector].name + ", " + failure.score);
    }
}

BOOST_AUTO_TEST_CASE(virtual_participants_are_free_of_faults)
{
    std::vector<std::string> const columns{
        "congruence", "pair_kind", "subscale", "vignette_valence"};
    for (auto const* folder :
         {"dot_probe_words", "vignettes_attribution", "session_short", "session_demo"}) {
        base::Diagnostics diagnostics;
        auto const profile = securebase::bots::read_profile(
            experiments + folder + "/bot.yaml", columns, diagnostics);
        BOOST_TEST_REQUIRE((profile && diagnostics.all().empty()), to_text(diagnostics));
        BOOST_TEST(profile->traits.size() == 2U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
