// SPDX-License-Identifier: MIT
// Which texts of a plan are looked at before a session.
#include "app/material.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace base = securebase::base;
namespace model = securebase::model;
namespace plan = securebase::plan;

model::Setting text(std::string value)
{
    return model::Setting{std::move(value)};
}

/// One trial: a word, then a question with options and a map of keys.
plan::Plan small_plan()
{
    plan::PlannedStage shown;
    shown.name = "word";
    shown.shows.push_back({"text", {}});
    shown.shows.back().options.set("text", text("lonely"));
    shown.shows.back().options.set("bold", model::Setting{true});
    plan::PlannedStage asked;
    asked.name = "answer";
    asked.question = plan::Question{"choose", {}, std::nullopt};
    asked.question->options.set("ask", text("lonely"));
    asked.question->options.set("options",
                                model::Setting{model::SettingList{text("yes"), text("no")}});
    asked.question->options.set("keys", model::Setting{model::SettingMap{{"E", text("left")}}});
    plan::PlannedTrial trial;
    trial.number = 7;
    trial.name = "probe";
    trial.stages = {shown, asked};
    plan::Plan result;
    result.trials = {trial, trial};
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_material)

BOOST_AUTO_TEST_CASE(every_text_is_offered_once)
{
    std::vector<std::string> offered;
    auto const fine = securebase::app::admit_texts(small_plan(), [&](std::string_view one) {
        offered.emplace_back(one);
        return base::Result<void>();
    });
    BOOST_TEST(fine.has_value());
    std::vector<std::string> const expected{"lonely", "yes", "no", "E", "left"};
    BOOST_TEST(offered == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_refusal_names_trial_and_stage)
{
    auto const refused =
        securebase::app::admit_texts(small_plan(), [](std::string_view one) -> base::Result<void> {
            if (one == "no") {
                return base::Error{"no font has it", "install one"};
            }
            return {};
        });
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().what == "trial 7 (probe), stage answer: no font has it");
    BOOST_TEST(refused.error().hint == "install one");
}

BOOST_AUTO_TEST_SUITE_END()
