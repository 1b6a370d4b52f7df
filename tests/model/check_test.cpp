// SPDX-License-Identifier: MIT
// Whole scripts become the model.
#include "model/check.h"
#include "support/temporary_folder.h"
#include "support/test_catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace securebase;
using namespace securebase::model;

namespace {

std::string const experiments = std::string(SECUREBASE_SOURCE_DIR) + "/experiments/";

struct Loaded {
    base::Diagnostics diagnostics;
    std::optional<Experiment> experiment;
};

Loaded load(std::string const& folder)
{
    Loaded loaded;
    loaded.experiment = load_experiment(folder, support::test_catalogue(), {}, loaded.diagnostics);
    return loaded;
}

/// A folder of experiments; the one called `main` is loaded.
class Lab {
public:
    explicit Lab(std::string const& script)
    {
        folder_.write("experiments/main/experiment.yaml", script);
    }
    Lab& with(std::string const& file, std::string const& bytes)
    {
        folder_.write("experiments/" + file, bytes);
        return *this;
    }
    std::string path(std::string const& file) const { return folder_.path("experiments/" + file); }
    Experiment experiment() const
    {
        Loaded loaded = load(path("main"));
        BOOST_TEST(base::to_text(loaded.diagnostics) == "");
        BOOST_REQUIRE(loaded.experiment.has_value());
        return std::move(*loaded.experiment);
    }
    base::Diagnostics faults() const { return load(path("main")).diagnostics; }

private:
    support::TemporaryFolder folder_;
};

Field const& field(std::vector<Field> const& fields, std::string const& name)
{
    auto const found = std::find_if(
        fields.begin(), fields.end(), [&name](Field const& one) { return one.name == name; });
    BOOST_REQUIRE_MESSAGE(found != fields.end(), "no option " + name);
    return *found;
}

template <class T> T const& held(Field const& field)
{
    auto const* setting = std::get_if<Setting>(&field.value);
    BOOST_REQUIRE_MESSAGE(setting != nullptr, field.name + " is not settled");
    return std::get<T>(setting->held);
}

std::string const head = "securebase: 1\ntitle: T\n";
std::string const session = "session: [ { block: t } ]\n";

std::vector<std::string> part_names(Experiment const& experiment)
{
    std::vector<std::string> names;
    for (Part const& part : experiment.parts) {
        names.push_back(part.name);
    }
    return names;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_check)

BOOST_AUTO_TEST_CASE(shipped_experiments_have_no_fault)
{
    for (char const* name :
         {"dot_probe_words", "vignettes_attribution", "session_demo", "session_short"}) {
        Loaded const loaded = load(experiments + name);
        BOOST_TEST(base::to_text(loaded.diagnostics) == "");
        BOOST_TEST(loaded.experiment.has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_stage_is_complete_with_its_fallbacks)
{
    Experiment const experiment =
        Lab(head +
            "trials: { t: { stages: [ { s: { text: \"a {{b}}\", at: top, for: 1.5 s, timing: "
            "critical, round: up } }, { q: { ask: Why?, likert: 5, limit: 2 frames } } ] } }\n" +
            session)
            .experiment();
    TrialSpec const& trial = experiment.parts.at(0).trial;
    BOOST_TEST(trial.name == "t");
    BOOST_TEST(experiment.parts.at(0).pool == "t");
    BOOST_REQUIRE(trial.stages.size() == 2);
    StageSpec const& shown = trial.stages[0];
    BOOST_REQUIRE(shown.shows.size() == 1);
    std::vector<Field> const& options = shown.shows[0].options;
    BOOST_TEST(held<std::string>(field(options, "text")) == "a {{b}}");
    BOOST_TEST((held<Point>(field(options, "at")) ==
                Point{{0, LengthUnit::percent_of_height}, {-15, LengthUnit::percent_of_height}}));
    BOOST_TEST(held<bool>(field(options, "bold")) == false);
    BOOST_TEST(options.size() == 4); // no size, color or width: they may be absent
    BOOST_TEST((held<TimeRange>(*shown.duration) == TimeRange{1500, 1500, TimeUnit::milliseconds}));
    BOOST_TEST(shown.critical);
    BOOST_TEST((shown.rounding == Rounding::up));
    StageSpec const& asked = trial.stages[1];
    BOOST_REQUIRE(asked.response.has_value());
    BOOST_TEST(asked.response->kind == "likert");
    BOOST_TEST(held<double>(field(asked.response->options, "points")) == 5);
    BOOST_TEST(held<double>(field(asked.response->options, "least")) == 1);
    BOOST_TEST(held<std::string>(field(asked.response->options, "ask")) == "Why?");
    BOOST_TEST((held<TimeRange>(*asked.limit) == TimeRange{2, 2, TimeUnit::frames}));
}

BOOST_AUTO_TEST_CASE(keys_are_called_by_their_names)
{
    Experiment const experiment = Lab(head +
                                      "trials: { t: { stages: [ { a: { keys: [e, space, 1] } }, { "
                                      "b: { keys: { F: \"$if(number "
                                      "> 1, 'x', 'y')\", left: z } } } ] } }\n" +
                                      session)
                                      .experiment();
    auto const& stages = experiment.parts.at(0).trial.stages;
    SettingMap const expected{{"E", Setting{std::string("e")}},
                              {"Space", Setting{std::string("space")}},
                              {"1", Setting{std::string("1")}}};
    BOOST_TEST((held<SettingMap>(field(stages[0].response->options, "keys")) == expected));
    auto const& parts =
        std::get<std::vector<Field>>(field(stages[1].response->options, "keys").value);
    BOOST_REQUIRE(parts.size() == 2);
    BOOST_TEST(parts[0].name == "F");
    BOOST_TEST(std::holds_alternative<Expression>(parts[0].value));
    BOOST_TEST(parts[1].name == "Left");
}

BOOST_AUTO_TEST_CASE(a_table_gives_levels_with_typed_fields)
{
    Experiment const experiment =
        Lab(head +
            "stimuli: { words: words.csv }\ntrials: { t: { factors: { w: { from: words, where: "
            "\"is_na(load) or load > 1\" } }, stages: [ { s: { text: $w.word, for: 500 ms } } ] } "
            "}\n" +
            session)
            .with("main/words.csv", "id,word,load\n01,a,1\n02,b,2.5\n03,c,\n")
            .experiment();
    Factor const& factor = experiment.parts.at(0).trial.factors.at(0);
    BOOST_TEST(factor.is_table);
    BOOST_REQUIRE(factor.levels.size() == 2);
    BOOST_TEST((factor.levels[0].fields[0].second == Value("02"))); // written, not counted
    BOOST_TEST((factor.levels[0].fields[2].second == Value(2.5)));
    BOOST_TEST(factor.levels[1].fields[2].second.is_na());
    BOOST_TEST(factor.levels[1].row_place->line == 4);
    BOOST_TEST(experiment.files.size() == 2);
    BOOST_TEST(experiment.files[0].path == "experiment.yaml");
    BOOST_TEST(experiment.files[1].path == "words.csv");
    BOOST_TEST(experiment.files[1].hash.size() == 64);
}

BOOST_AUTO_TEST_CASE(values_of_lists_have_types)
{
    Experiment const experiment =
        Lab(head +
            "between: { order: [ab, ba] }\ntrials: { t: { factors: { a: [1, \"1\", true, NA, yes, "
            "$$x] }, stages: [ { s: { text: $a, for: 500 ms, when: $a == 1 } } ] } }\n" +
            session)
            .experiment();
    std::vector<Value> values;
    for (Level const& level : experiment.parts.at(0).trial.factors.at(0).levels) {
        values.push_back(level.value);
    }
    std::vector<Value> const expected{
        Value(1.0), Value("1"), Value(true), Value(), Value("yes"), Value("$x")};
    BOOST_TEST((values == expected));
    BOOST_TEST(experiment.between.at(0).name == "order");
    BOOST_TEST((experiment.between.at(0).levels == std::vector<Value>{Value("ab"), Value("ba")}));
}

BOOST_AUTO_TEST_CASE(texts_keep_only_what_is_not_known_yet)
{
    Experiment const experiment =
        Lab(head +
            "parameters: { who: Ada }\ntrials: { t: { factors: { a: [x, y] }, stages: [ { q: { "
            "choose: [1, 2] } }, { s: { text: \"{who} {a} {q.response}\", for: 500 ms } } ] } }\n" +
            session)
            .experiment();
    auto const& options = experiment.parts.at(0).trial.stages[1].shows[0].options;
    auto const& text = std::get<Template>(field(options, "text").value);
    BOOST_REQUIRE(text.pieces.size() == 4);
    BOOST_TEST(std::get<std::string>(text.pieces[0]) == "Ada ");
    BOOST_TEST(std::get<Template::Slot>(text.pieces[1]).at_run_time == false);
    BOOST_TEST(std::get<std::string>(text.pieces[2]) == " ");
    BOOST_TEST(std::get<Template::Slot>(text.pieces[3]).at_run_time == true);
    BOOST_TEST((experiment.parts.at(0).constants.at(0).second == Value("Ada")));
}

BOOST_AUTO_TEST_CASE(for_each_unrolls_its_parts)
{
    Experiment const experiment = Lab(head + R"(session:
  - for each:
      target: [mother, "friend's"]
      do:
        - ask: { name: close, ask: "How close is {target}?", likert: 7 }
        - say: { text: "{close.response}", when: close.response > 4 }
)")
                                      .experiment();
    std::vector<std::string> const expected{
        "close[mother]", "say[mother]", "close[friend's]", "say[friend's]"};
    BOOST_TEST(part_names(experiment) == expected, boost::test_tools::per_element());
    Part const& first = experiment.parts[0];
    BOOST_TEST(held<std::string>(field(first.trial.stages[0].response->options, "ask")) ==
               "How close is mother?");
    BOOST_TEST((first.constants.at(0) == std::pair<std::string, Value>("target", "mother")));
    BOOST_TEST(experiment.parts[1].when.source() == "close.response > 4");
    BOOST_TEST(experiment.parts[1].part_names.at("close") == "close[mother]");
    BOOST_TEST(experiment.parts[3].part_names.at("close") == "close[friend's]");
}

BOOST_AUTO_TEST_CASE(for_each_over_an_answer_waits_for_it)
{
    Experiment const experiment =
        Lab(head + R"yaml(session:
  - ask: { name: people, choose_many: [mother, "friend's"] }
  - for each:
      target: $people.response
      do:
        - say: { text: "{target}", when: visit > 1 }
  - include: { experiment: ../other, when: "contains(people.response, 'mother')" }
)yaml")
            .with("other/experiment.yaml",
                  head + "session: [ { ask: { name: people, choose: [a, b] } }, { say: { text: x, "
                         "when: people.response == 'a' } } ]\n")
            .experiment();
    std::vector<std::string> const expected{
        "people", "say[mother]", "say[friend's]", "other_people", "say"};
    BOOST_TEST(part_names(experiment) == expected, boost::test_tools::per_element());
    BOOST_TEST(experiment.parts[1].when.source() ==
               "(contains(_part0.response, 'mother')) and (visit > 1)");
    BOOST_TEST(experiment.parts[2].when.source() ==
               "(contains(_part0.response, \"friend's\")) and (visit > 1)");
    BOOST_TEST(experiment.parts[1].part_names.at("_part0") == "people");
    BOOST_TEST(experiment.parts[4].when.source() ==
               "(contains(_part0.response, 'mother')) and (people.response == 'a')");
    BOOST_TEST(experiment.parts[4].part_names.at("people") == "other_people");
}

BOOST_AUTO_TEST_CASE(included_experiments_keep_their_own_names_apart)
{
    Experiment const experiment =
        Lab(head + R"(places: { top: [1 %, 2 %] }
trials: { t: { stages: [ { s: { text: x, keys: [Space] } } ] } }
session:
  - block: t
  - include: { experiment: ../other, set: { times: 3 } }
  - include: ../other
measures: { m: { rule: vignettes, trial: t } }
)")
            .with("other/experiment.yaml", head + R"(parameters: { times: 2 }
screen: { background: white, color: black }
trials: { t: { stages: [ { s: { text: x, at: top, keys: [Space] } } ] } }
session: [ { block: { trial: t, times: $times } } ]
measures: { m: { rule: vignettes, trial: t } }
)")
            .experiment();
    std::vector<std::string> const parts{"t", "other_t", "other_2_t"};
    BOOST_TEST(part_names(experiment) == parts, boost::test_tools::per_element());
    BOOST_TEST(experiment.parts[1].times == 3);
    BOOST_TEST(experiment.parts[2].times == 2);
    BOOST_TEST(experiment.parts[1].trial.name == "other_t");
    BOOST_TEST(experiment.parts[1].pool == "other_t");
    BOOST_TEST(experiment.parts[1].module == 1);
    BOOST_TEST(experiment.modules.size() == 3);
    BOOST_TEST((experiment.screen.background == ScreenSpec{}.background));
    auto const& options = experiment.parts[1].trial.stages[0].shows[0].options;
    BOOST_TEST(held<Point>(field(options, "at")).y.value == -15);
    BOOST_REQUIRE(experiment.measures.size() == 3);
    BOOST_TEST(experiment.measures[1].name == "other_m");
    BOOST_TEST(experiment.measures[1].options.text("trial") == "other_t");
    BOOST_TEST(experiment.measures[2].name == "other_2_m");
    BOOST_TEST(experiment.measures[2].options.text("trial") == "other_2_t");
}

BOOST_AUTO_TEST_CASE(an_instrument_is_a_trial_over_its_items)
{
    Lab lab(head + "session: [ { for each: { target: [mother], do: [ { instrument: { id: tea, "
                   "order: fixed } } ] } } ]\n");
    lab.with("instruments/tea.yaml", R"(instrument: 1
id: tea
title: Tea
status: own-worded
label: unvalidated
instructions: "About your {target}."
scale: { points: 5, low: "No", high: "Yes" }
order: random
items:
  - { id: t1, text: "My {target} drinks tea." }
  - { id: t2, text: "My {target} drinks no tea." }
subscales:
  tea: { items: [t1, t2], reverse: [t2] }
)");
    // `target` is known only here, so the instrument by itself says nothing about it.
    Experiment const experiment = lab.experiment();
    std::vector<std::string> const parts{"tea_instructions[mother]", "tea[mother]"};
    BOOST_TEST(part_names(experiment) == parts, boost::test_tools::per_element());
    BOOST_TEST(held<std::string>(field(experiment.parts[0].trial.stages[0].response->options,
                                       "text")) == "About your mother.");
    Part const& part = experiment.parts[1];
    BOOST_TEST((part.kind == PartKind::instrument));
    BOOST_TEST(part.trial.name == "tea");
    BOOST_TEST(!part.trial.order.shuffle);
    BOOST_REQUIRE(part.trial.factors.size() == 2);
    BOOST_TEST((part.trial.factors[0].levels.at(0).value == Value("tea")));
    Factor const& items = part.trial.factors[1];
    BOOST_TEST(items.name == "item");
    BOOST_TEST(!items.is_table);
    BOOST_TEST((items.levels[1].value == Value("t2")));
    BOOST_TEST((items.levels[1].fields[0].second == Value("My mother drinks no tea.")));
    BOOST_TEST((items.levels[1].fields[1].second == Value("tea")));
    BOOST_TEST((items.levels[1].fields[2].second == Value("yes")));
    BOOST_TEST(part.trial.lets[0].first == "subscale");
    BOOST_TEST(part.trial.lets[1].first == "reverse");
    auto const& options = part.trial.stages[0].response->options;
    BOOST_TEST(held<double>(field(options, "points")) == 5);
    BOOST_TEST(std::get<Expression>(field(options, "ask").value).source() == "item.text");
    BOOST_TEST(experiment.instruments.at(0).id == "tea");
    BOOST_TEST(experiment.files[0].path == "../instruments/tea.yaml");
}

BOOST_AUTO_TEST_CASE(blocks_rest_and_tell_what_was_right)
{
    Experiment const experiment = Lab(head + R"(texts: { correct: Gut, break: Pause }
trials:
  t:
    factors: { a: [x, y] }
    order: { no_repeat: a }
    stages: [ { s: { text: $a, keys: [X, Y], correct: X } } ]
session:
  - practice: { trial: t, take: 1, feedback: yes }
  - block: { trial: t, times: 2, break: yes, feedback: { for: 700 ms, correct: "", late: Slow }, order: { shuffle: no } }
)")
                                      .experiment();
    Part const& practice = experiment.parts.at(0);
    BOOST_TEST(practice.name == "practice_t");
    BOOST_TEST(practice.pool == "practice_t");
    BOOST_TEST(practice.feedback->correct == "Gut");
    BOOST_TEST(practice.feedback->wrong == "Wrong");
    BOOST_TEST(practice.trial.order.runs.size() == 1);
    Part const& block = experiment.parts.at(1);
    BOOST_TEST(block.name == "t");
    BOOST_TEST(block.pause);
    BOOST_TEST(block.pause_text == "Pause");
    BOOST_TEST(block.feedback->correct == "");
    BOOST_TEST(block.feedback->late == "Slow");
    BOOST_TEST(block.feedback->duration.least == 700);
    BOOST_TEST(!block.trial.order.shuffle);
    BOOST_TEST(block.trial.order.runs.empty());
}

BOOST_AUTO_TEST_CASE(images_are_known_and_hashed)
{
    std::string const png = "\x89PNG\r\n\x1a\n";
    Lab lab(
        head +
        "trials: { t: { factors: { f: [a.png, b.png], n: [c] }, stages: [ { s: { image: $f, for: "
        "500 ms } }, { u: { image: \"$n + '.png'\", for: 500 ms } } ] } }\n" +
        session);
    lab.with("main/a.png", png).with("main/b.png", png).with("main/c.png", png);
    Experiment const experiment = lab.experiment();
    std::set<std::string> const images{"a.png", "b.png", "c.png"};
    BOOST_TEST((experiment.modules[0].images == images));
    BOOST_TEST(experiment.files.size() == 4);
}

BOOST_AUTO_TEST_CASE(links_that_lead_out_are_refused)
{
    Lab lab(head + "session: [ { say: page.md } ]\n");
    lab.with("secret.md", "Words");
    std::filesystem::create_symlink(lab.path("secret.md"), lab.path("main/page.md"));
    base::Diagnostics const faults = lab.faults();
    BOOST_REQUIRE(faults.error_count() == 1);
    BOOST_TEST(faults.all()[0].what ==
               "'page.md' is a link that leads out of the experiment's folder");
    BOOST_TEST(faults.all()[0].place.line == 3);
}

BOOST_AUTO_TEST_CASE(parameters_are_set_from_outside_as_the_type_the_script_gives_them)
{
    Lab const lab(head + "parameters: { many: 2, word: hello, loud: true, none: NA, kept: 5 }\n"
                         "trials: { t: { factors: { a: [x, y] }, stages: [ { q: { text: \"{word} "
                         "{loud} {none} {kept}\", for: 300 ms } } ] } }\n"
                         "session: [ { block: { trial: t, take: $many } } ]\n");
    base::Diagnostics faults;
    CheckOptions options;
    options.set = {{"many", "1"}, {"word", "200"}, {"loud", "false"}, {"none", "3.5"}};
    auto const experiment =
        load_experiment(lab.path("main"), support::test_catalogue(), options, faults);
    BOOST_TEST(base::to_text(faults) == "");
    BOOST_REQUIRE(experiment.has_value());
    BOOST_TEST(*experiment->parts.at(0).take == 1);
    BOOST_TEST(parameters_to_json(experiment->parameters) ==
               R"({"many":1,"word":"200","loud":false,"none":3.5,"kept":5})");
}

BOOST_AUTO_TEST_CASE(a_setting_that_does_not_fit_the_script_is_a_fault_of_its_own)
{
    Lab const lab(head + "parameters: { trials: 2 }\n"
                         "trials: { t: { stages: [ { q: { text: a, for: 300 ms } } ] } }\n"
                         "session: [ { block: { trial: t, take: $trials } } ]\n");
    base::Diagnostics faults;
    CheckOptions options;
    options.set = {{"trails", "4"}, {"trials", "many"}, {"trials", "3"}};
    BOOST_TEST(!load_experiment(lab.path("main"), support::test_catalogue(), options, faults));
    faults.sort();
    BOOST_TEST(base::to_text(faults) ==
               "--set trails: error: the script has no parameter 'trails'\n"
               "hint: did you mean 'trials'?\n"
               "--set trials: error: 'trials' is set more than once\n"
               "--set trials: error: 'many' is not a number\n"
               "hint: the script says '2'\n");
    for (base::Diagnostic const& fault : faults.all()) {
        BOOST_TEST(is_about_setting(fault));
    }
    options.set = {{"trials", "0"}};
    base::Diagnostics of_script;
    BOOST_TEST(!load_experiment(lab.path("main"), support::test_catalogue(), options, of_script));
    BOOST_REQUIRE(of_script.error_count() == 1);
    BOOST_TEST(!is_about_setting(of_script.all().at(0)));
}

BOOST_AUTO_TEST_CASE(a_folder_without_script_is_told_apart)
{
    support::TemporaryFolder const folder;
    Loaded const empty = load(folder.path());
    BOOST_TEST(empty.diagnostics.all().at(0).what == "the folder holds no experiment.yaml");
    Loaded const absent = load(folder.path("nowhere"));
    BOOST_TEST(absent.diagnostics.all().at(0).code == "no-experiment");
}

BOOST_AUTO_TEST_CASE(the_script_itself_may_be_named)
{
    Loaded const loaded = load(experiments + "dot_probe_words/experiment.yaml");
    BOOST_REQUIRE(loaded.experiment.has_value());
    BOOST_TEST(loaded.experiment->name == "dot_probe_words");
    BOOST_TEST(loaded.experiment->parts.size() == 4);
}

BOOST_AUTO_TEST_SUITE_END()
