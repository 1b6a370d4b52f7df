// SPDX-License-Identifier: MIT
// Every command of the real program: its help, its exit codes, what it says when it refuses.
#include "app/shell.h"
#include "base/text.h"
#include "support/temporary_folder.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace securebase;
using testing::Ran;

namespace {

std::vector<std::string> const commands{
    "list", "check", "plan", "run", "simulate", "score", "export", "index", "withdraw", "doctor"};

/// A folder with the shipped experiments and, when asked for, a small simulated study.
class Laboratory {
public:
    explicit Laboratory(int people = 0)
    {
        testing::copy_experiments(folder_.path());
        if (people > 0) {
            Ran const made = run("securebase simulate experiments/dot_probe_words --n " +
                                 std::to_string(people) + " --data study --quiet");
            BOOST_REQUIRE_MESSAGE(made.code == 0, made.errors);
        }
    }
    Ran run(std::string const& lines) const { return testing::run(folder_.path(), lines); }
    support::TemporaryFolder const& folder() const { return folder_; }

private:
    support::TemporaryFolder folder_;
};

bool has(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

/// Every option of a help with what is said of it: beside it from column 30, or below it.
std::vector<std::pair<std::string, std::string>> options_of(std::string const& help)
{
    std::vector<std::pair<std::string, std::string>> options;
    for (std::string const& line : base::split(help, '\n')) {
        if (line.starts_with("  -")) {
            bool const beside = line.size() > 30 && line[29] == ' ';
            options.emplace_back(line.substr(0, beside ? 30 : line.size()),
                                 beside ? line.substr(30) : "");
        } else if (line.starts_with("      ") && !options.empty()) {
            options.back().second += std::string(base::trim(line)) + ' ';
        }
    }
    for (auto& [option, meaning] : options) {
        meaning = std::string(base::trim(meaning));
    }
    return options;
}

/// Whether a list of kinds holds one of this name.
bool has_name(nlohmann::json const& kinds, std::string const& name)
{
    return std::ranges::any_of(kinds, [&](nlohmann::json const& kind) {
        return kind["name"] == name && !kind["doc"].get<std::string>().empty();
    });
}

/// The rest of the line that begins so, or nothing.
std::string after(std::string const& text, std::string const& beginning)
{
    for (std::string const& line : base::split(text, '\n')) {
        if (line.starts_with(beginning)) {
            return line.substr(beginning.size());
        }
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_command)

BOOST_DATA_TEST_CASE(help_is_complete, boost::unit_test::data::make(commands))
{
    support::TemporaryFolder const folder;
    Ran const help = testing::run(folder.path(), "securebase " + sample + " --help");
    BOOST_TEST(help.code == 0);
    BOOST_TEST(help.errors == "");
    BOOST_TEST(has(help.output, "Usage: "));
    BOOST_TEST(after(help.output, "example: ").starts_with("securebase " + sample), help.output);
    for (auto const& [option, meaning] : options_of(help.output)) {
        BOOST_TEST(has(meaning, " "), option << " is explained by '" << meaning << "'");
    }
}

BOOST_AUTO_TEST_CASE(the_program_names_all_its_commands_and_exit_codes)
{
    support::TemporaryFolder const folder;
    Ran const help = testing::run(folder.path(), "securebase --help");
    BOOST_TEST(help.code == 0);
    for (std::string const& command : commands) {
        BOOST_TEST(has(help.output, "\n  " + command + " "), command);
    }
    BOOST_TEST(has(help.output,
                   "exit codes: 0 done, 1 the input has faults, 2 wrong usage, 3 disk "
                   "or display failed, 4 refused for safety"));
    BOOST_TEST(testing::run(folder.path(), "securebase --version").output == SECUREBASE_VERSION
               "\n");
}

BOOST_AUTO_TEST_CASE(the_examples_of_the_helps_work_as_printed)
{
    Laboratory const laboratory;
    // In the order in which one needs them.
    for (std::string const command :
         {"list", "check", "plan", "simulate", "score", "export", "index", "doctor", "run"}) {
        std::string const example =
            after(laboratory.run("securebase " + command + " --help").output, "example: ");
        Ran const ran = laboratory.run(example);
        // Here is no display: these get as far as the window.
        bool const needs_display = command == "run" || command == "doctor";
        BOOST_TEST(ran.code == (needs_display ? 3 : 0), example << "\n" << ran.errors);
    }
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_wrong_usage)
{
    Laboratory const laboratory;
    for (std::string const line :
         {"securebase",
          "securebase chekc experiments/session_demo",
          "securebase check",
          "securebase check experiments/session_demo --refresh 5",
          "securebase plan experiments/session_demo --vist 2",
          "securebase plan experiments/session_demo --visit 0",
          "securebase run experiments/session_demo",
          "securebase run experiments/session_demo --participant P1 --window big",
          "securebase doctor --window big",
          "securebase doctor --watch never",
          "securebase doctor --photodiode",
          "securebase doctor --capture c.csv",
          "securebase doctor --capture c.csv --shown s.csv --photodiode",
          "securebase doctor --cycles 5",
          "securebase doctor --shown s.csv",
          "securebase doctor --capture c.csv --shown s.csv --time-unit h",
          "securebase simulate experiments/session_demo --n 0",
          "securebase simulate experiments/session_demo --n many",
          "securebase score --style zodiac",
          "securebase export",
          "securebase export --out tables --format spss"}) {
        Ran const ran = laboratory.run(line);
        BOOST_TEST(ran.code == 2, line << " ended with " << ran.code);
        BOOST_TEST(!ran.errors.empty(), line);
        BOOST_TEST(ran.output == "", line);
    }
    // Nothing was begun.
    BOOST_TEST(!std::filesystem::exists(laboratory.folder().path("data")));
    BOOST_TEST(!std::filesystem::exists(laboratory.folder().path("tables")));
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_told_its_nearest)
{
    Laboratory const laboratory(1);
    Ran const style = laboratory.run("securebase score --data study --style midpiont");
    BOOST_TEST(style.errors ==
               "securebase: unknown style rule 'midpiont'\nhint: did you mean 'midpoint'?\n");
    Ran const format = laboratory.run("securebase export --data study --out x --format cvs");
    BOOST_TEST(format.errors == "securebase: unknown format 'cvs'\nhint: did you mean 'csv'?\n");
}

BOOST_AUTO_TEST_CASE(faults_of_a_script_are_faults_of_the_input)
{
    Laboratory const laboratory;
    laboratory.folder().write("experiments/bad/experiment.yaml", "securebase: 1\ntitle: Bad\n");
    for (std::string const command : {"check experiments/bad",
                                      "check experiments/session_demo experiments/bad",
                                      "plan experiments/bad",
                                      "run experiments/bad --participant P1 --data study",
                                      "simulate experiments/bad --data study",
                                      "check experiments/not_there",
                                      "plan experiments/not_there",
                                      "run experiments/not_there --participant P1 --data study",
                                      "simulate experiments/not_there --data study"}) {
        Ran const ran = laboratory.run("securebase " + command);
        BOOST_TEST(ran.code == 1, command << " ended with " << ran.code);
        BOOST_TEST(has(ran.output + ran.errors, "hint: "),
                   command << "\n"
                           << ran.output << ran.errors);
    }
    BOOST_TEST(!std::filesystem::exists(laboratory.folder().path("study")));
}

BOOST_AUTO_TEST_CASE(a_missing_experiment_is_named_with_what_to_do)
{
    Laboratory const laboratory;
    Ran const ran = laboratory.run("securebase check experiments/dot_prob_words");
    BOOST_TEST(ran.code == 1);
    BOOST_TEST(ran.output == "experiments/dot_prob_words: error: there is no experiment folder "
                             "'experiments/dot_prob_words'\n"
                             "hint: did you mean 'experiments/dot_probe_words'?\n"
                             "experiments/dot_prob_words: 1 error, 0 warnings\n");
}

BOOST_AUTO_TEST_CASE(a_virtual_participant_needs_to_be_described)
{
    Laboratory const laboratory;
    std::filesystem::remove(laboratory.folder().path("experiments/session_demo/bot.yaml"));
    Ran const ran = laboratory.run("securebase simulate experiments/session_demo");
    BOOST_TEST(ran.code == 1);
    BOOST_TEST(ran.errors ==
               "experiments/session_demo/bot.yaml: error: there is no such file, so nothing says "
               "how virtual participants behave\n"
               "hint: write one (docs/formats/script.md, 'Virtual participants'), or name another "
               "with --bot\n");
}

BOOST_AUTO_TEST_CASE(json_can_be_read_by_programs)
{
    Laboratory const laboratory(2);
    laboratory.folder().write("experiments/bad/experiment.yaml", "securebase: 1\ntitle: Bad\n");
    auto const json = [&](std::string const& line) {
        return nlohmann::json::parse(laboratory.run(line).output);
    };
    auto const list = json("securebase list --json");
    BOOST_TEST_REQUIRE(list.size() >= 5U);
    BOOST_TEST(list[0]["folder"] == "experiments/bad");
    BOOST_TEST(list[0]["faultless"] == false);
    BOOST_TEST(list[1]["folder"] == "experiments/dot_probe_words");
    BOOST_TEST(list[1]["title"] == "Dot probe with words");
    auto const kinds = json("securebase list --kinds --measures --json");
    BOOST_TEST(has_name(kinds["stimuli"], "fixation"));
    BOOST_TEST(has_name(kinds["responses"], "likert"));
    BOOST_TEST(has_name(kinds["measures"], "dot_probe"));
    BOOST_TEST(!has_name(kinds["measures"], "likert"));
    auto const check = json("securebase check experiments/dot_probe_words experiments/bad --json");
    BOOST_TEST_REQUIRE(check.size() == 2U);
    BOOST_TEST(check[0]["errors"] == 0);
    BOOST_TEST(check[0]["trials"] == 306);
    BOOST_TEST(check[1]["errors"] == 1);
    BOOST_TEST(check[1]["diagnostics"][0]["severity"] == 1);
    BOOST_TEST(check[1]["diagnostics"][0]["file"] == "experiments/bad/experiment.yaml");
    auto const score = json("securebase score --data study --json");
    BOOST_TEST_REQUIRE(score["people"].size() == 2U);
    BOOST_TEST(score["people"][0]["participant"] == "S0001");
    BOOST_TEST(score["people"][0]["source"] == "simulated");
    BOOST_TEST(score["people"][0]["scores"]["attention_accuracy"].is_number());
}

BOOST_AUTO_TEST_CASE(a_plan_is_the_same_each_time_and_different_for_another_seed)
{
    Laboratory const laboratory;
    std::string const line = "securebase plan experiments/dot_probe_words --csv --seed ";
    Ran const first = laboratory.run(line + "1");
    BOOST_TEST(first.code == 0);
    BOOST_TEST(first.output == laboratory.run(line + "1").output);
    BOOST_TEST(first.output != laboratory.run(line + "2").output);
    BOOST_TEST(base::split(first.output, '\n').size() > 300U);
}

BOOST_AUTO_TEST_CASE(the_same_visit_a_second_time_is_refused)
{
    Laboratory const laboratory(1);
    std::string const again = "securebase run experiments/dot_probe_words --virtual-participant "
                              "--participant S0001 --data study";
    Ran const refused = laboratory.run(again);
    BOOST_TEST(refused.code == 4);
    BOOST_TEST(refused.errors ==
               "securebase: participant S0001 already has visit 1 of dot_probe_words (complete)\n"
               "hint: check the code, give --visit 2 for the next visit, or --new-attempt to "
               "repeat this one\n");
    // What the hint names gets as far as the window, which is not to be had here.
    BOOST_TEST(laboratory.run(again + " --visit 2").code == 3);
    BOOST_TEST(laboratory.run(again + " --new-attempt").code == 3);
    BOOST_TEST(laboratory
                   .run("securebase run experiments/session_demo --virtual-participant "
                        "--participant S0001 --data study")
                   .code == 3);
}

BOOST_AUTO_TEST_CASE(the_hint_counts_the_visits)
{
    Laboratory const laboratory;
    BOOST_TEST(laboratory
                   .run("securebase simulate experiments/dot_probe_words --n 1 --visits 3 --data "
                        "study --quiet")
                   .code == 0);
    Ran const refused = laboratory.run(
        "securebase run experiments/dot_probe_words --virtual-participant --participant S0001 "
        "--data study --visit 3");
    BOOST_TEST(has(refused.errors, "give --visit 4 for the next visit"), refused.errors);
}

BOOST_AUTO_TEST_CASE(data_of_people_and_of_programs_never_share_a_folder)
{
    Laboratory const laboratory(1);
    Ran const person =
        laboratory.run("securebase run experiments/session_demo --participant P1 --data study");
    BOOST_TEST(person.code == 4);
    BOOST_TEST(has(person.errors, "the study in 'study' holds"), person.errors);
    BOOST_TEST(has(person.errors, "hint: "), person.errors);
    // Without a display the folder of a real study is made all the same, and stays real.
    BOOST_TEST(
        laboratory.run("securebase run experiments/session_demo --participant P1 --data people")
            .code == 3);
    Ran const program =
        laboratory.run("securebase simulate experiments/session_demo --n 1 --data people");
    BOOST_TEST(program.code == 4);
    BOOST_TEST(has(program.errors, "hint: "), program.errors);
}

BOOST_AUTO_TEST_CASE(a_sample_that_is_there_already_is_not_overwritten)
{
    Laboratory const laboratory(2);
    Ran const again = laboratory.run(
        "securebase simulate experiments/dot_probe_words --n 2 --data study --quiet");
    BOOST_TEST(again.code == 4);
    BOOST_TEST(again.errors ==
               "securebase: 'study' already holds S0001, visit 1, of dot_probe_words with seed 1\n"
               "hint: give another --seed or another folder with --data, or delete that folder\n");
    BOOST_TEST(laboratory
                   .run("securebase simulate experiments/dot_probe_words --n 2 --seed 2 --data "
                        "study --quiet")
                   .code == 0);
}

BOOST_AUTO_TEST_CASE(without_a_display_nothing_is_recorded)
{
    Laboratory const laboratory;
    Ran const ran =
        laboratory.run("securebase run experiments/session_demo --participant P1 --data study");
    BOOST_TEST(ran.code == 3);
    BOOST_TEST(ran.output == "");
    BOOST_TEST(std::filesystem::is_empty(laboratory.folder().path("study/sessions")));
}

BOOST_AUTO_TEST_CASE(where_there_is_no_study_nothing_can_be_scored)
{
    Laboratory const laboratory;
    for (std::string const command :
         {"score --data nowhere", "export --data nowhere --out tables", "index --data nowhere"}) {
        Ran const ran = laboratory.run("securebase " + command);
        BOOST_TEST(ran.code == 3, command << " ended with " << ran.code);
        BOOST_TEST(ran.errors == "securebase: there is no study in 'nowhere'\n"
                                 "hint: name the folder of a study with --data\n");
    }
    BOOST_TEST(!std::filesystem::exists(laboratory.folder().path("nowhere")));
    BOOST_TEST(!std::filesystem::exists(laboratory.folder().path("tables")));
}

BOOST_AUTO_TEST_CASE(an_export_replaces_an_export_and_nothing_else)
{
    Laboratory const laboratory(2);
    Ran const first = laboratory.run("securebase export --data study --out tables --quiet");
    BOOST_TEST(first.code == 0);
    BOOST_TEST(first.output ==
               "tables/trials.csv  612 rows\n"
               "tables/persons.csv  2 rows\n"
               "tables/sessions.csv  2 rows\n"
               "tables/triggers.csv\n"
               "tables/dictionary.json\n"
               "timing: Virtual time: these data test a script and its analysis; they say nothing "
               "about people or about a machine's timing. 576 answers in blocks: 576 in virtual "
               "time. Critical onsets: 0 of 608 not on their refresh.\n");
    BOOST_TEST(first.errors == "");
    BOOST_TEST(laboratory.run("securebase export --data study --out tables --quiet").code == 0);
    laboratory.folder().write("mine/trials.csv", "months of work");
    Ran const refused = laboratory.run("securebase export --data study --out mine --quiet");
    BOOST_TEST(refused.code == 4);
    BOOST_TEST(refused.errors == "securebase: 'mine/trials.csv' is there and no export made it\n"
                                 "hint: move it away, or choose another folder with --out\n");
    BOOST_TEST(base::read_file(laboratory.folder().path("mine/trials.csv")).value_or("") ==
               "months of work");
}

BOOST_AUTO_TEST_CASE(faults_go_into_virtual_sessions_and_show_in_their_rows)
{
    Laboratory const laboratory;
    std::string const simulate =
        "securebase simulate experiments/dot_probe_words --n 1 --data faulty --quiet ";
    Ran const ran = laboratory.run(
        simulate + "--inject late=2@trial30 --inject discard@trial31 --inject lost_input@trial32 "
                   "--inject key_before_onset@trial33.probe --inject late=1@trial34.probe");
    BOOST_TEST(ran.code == 0, ran.errors);
    Ran const exported = laboratory.run("securebase export --data faulty --out tables --quiet");
    BOOST_TEST(has(exported.output, "Faults were put in on purpose."), exported.output);
    std::string const trials =
        base::read_file(laboratory.folder().path("tables/trials.csv")).value_or("");
    for (char const* const flagged :
         {"X,critical stage 'words' 2 frames late,none,0,0,0,0,0,0,",
          "X,critical stage 'words' onset unknown,none,0,0,0,0,0,0,",
          "X,input lost,input lost,NA,NA,NA,NA,NA,NA,",
          "V,virtual time,none,1,0,0,0,0,1,",
          "X,critical stage 'words' ended 1 frame late,none,0,0,0,0,0,0,"}) {
        auto const found = trials.find(flagged);
        BOOST_TEST(found != std::string::npos, flagged);
        BOOST_TEST(trials.find(flagged, found + 1) == std::string::npos, flagged);
    }
    std::string const sessions =
        base::read_file(laboratory.folder().path("tables/sessions.csv")).value_or("");
    BOOST_TEST(has(sessions, R"("[""late=2@trial30"",""discard@trial31"",)"), sessions);
}

BOOST_AUTO_TEST_CASE(missed_trials_come_again_where_the_script_says_so)
{
    Laboratory const laboratory;
    std::string const script = "securebase: 1\ntitle: Again\ntrials:\n  probe:\n"
                               "    factors: { letter: [A, B] }\n    stages:\n"
                               "      - cue: { text: x, for: 100 ms, timing: critical }\n"
                               "      - probe: { text: $letter, keys: [A, B], limit: 900 ms }\n"
                               "      - gap: { for: 200 ms }\n"
                               "session:\n  - block: { trial: probe, times: 2";
    laboratory.folder().write("again/bot.yaml",
                              "bot: 1\nrt: { mu: 300 ms, sigma: 10 ms, tau: 10 ms, lapse: 0 %, "
                              "accuracy: 100 % }\n");
    auto const trials_with = [&](std::string const& policy, std::string const& folder) {
        laboratory.folder().write("again/experiment.yaml", script + policy + " }\n");
        Ran const ran =
            laboratory.run("securebase simulate again --n 1 --quiet --data " + folder +
                           " --inject late=1@trial1.probe --inject late=2@trial3.probe");
        BOOST_TEST(ran.code == 0, ran.errors);
        laboratory.run("securebase export --quiet --data " + folder + " --out " + folder + "_out");
        std::string out;
        for (std::string const& line : base::split(
                 base::read_file(laboratory.folder().path(folder + "_out/trials.csv")).value_or(""),
                 '\n')) {
            auto const cells = base::split(line, ',');
            if (cells.size() > 14 && cells[0] != "session") {
                // block.trial(repeats)in_block
                out += cells[10] + "." + cells[11] + "(" + cells[12] + ")" + cells[13] +
                       (line.find(",X,") != std::string::npos ? "X " : " ");
            }
        }
        return out;
    };
    BOOST_TEST(trials_with("", "flagged") == "1.1(NA)1X 1.2(NA)2 2.3(NA)1X 2.4(NA)2 ");
    BOOST_TEST(trials_with(", missed: flag", "said") == "1.1(NA)1X 1.2(NA)2 2.3(NA)1X 2.4(NA)2 ");
    // The second fault befalls the third trial of the session: the repetition, which stays missed.
    BOOST_TEST(trials_with(", missed: repeat", "repeated") ==
               "1.1(NA)1X 1.2(NA)2 1.3(1)3X 2.4(NA)1 2.5(NA)2 ");
    Ran const wrong = [&] {
        laboratory.folder().write("again/experiment.yaml", script + ", missed: repaet }\n");
        return laboratory.run("securebase check again");
    }();
    BOOST_TEST(wrong.code == 1);
    BOOST_TEST(has(wrong.errors + wrong.output, "'repaet' is not one of the choices of 'missed'"),
               wrong.errors + wrong.output);
    BOOST_TEST(has(wrong.errors + wrong.output, "repeat"), wrong.errors + wrong.output);
}

BOOST_AUTO_TEST_CASE(faults_that_cannot_be_put_in_are_refused_before_anything_happens)
{
    Laboratory const laboratory;
    auto const refused = [&](std::string const& fault) {
        Ran const ran = laboratory.run(
            "securebase simulate experiments/dot_probe_words --n 1 --data faulty --inject " +
            fault);
        BOOST_TEST(ran.code == 2);
        return ran.errors;
    };
    BOOST_TEST(
        refused("lat=2@trial7")
            .starts_with(
                "securebase: 'lat=2@trial7': there is no fault 'lat'\nhint: write FAULT@trialT"));
    BOOST_TEST(refused("late=2@trial700") ==
               "securebase: late@trial700: the session has 306 trials\n"
               "hint: 'securebase plan' prints them with their numbers\n");
    BOOST_TEST(refused("late=2@trial30.word") ==
               "securebase: late@trial30: it has no stage 'word'\nhint: did you mean 'words'?\n");
    BOOST_TEST(!std::filesystem::exists(laboratory.folder().path("faulty")));
}

BOOST_AUTO_TEST_CASE(an_index_can_be_thrown_away)
{
    Laboratory const laboratory(2);
    BOOST_TEST(laboratory.run("securebase index --data study").output ==
               "indexed: 2 new, 0 changed\n");
    BOOST_TEST(laboratory.run("securebase index --data study").output ==
               "indexed: 0 new, 0 changed\n");
    std::string const before = laboratory.run("securebase score --data study --json").output;
    BOOST_TEST(laboratory.run("rm study/study.sqlite; securebase index --data study").output ==
               "indexed: 2 new, 0 changed\n");
    BOOST_TEST(laboratory.run("securebase index --data study --rebuild").output ==
               "indexed: 2 new, 0 changed\n");
    BOOST_TEST(laboratory.run("securebase score --data study --json").output == before);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_journals)
{
    Laboratory const laboratory;
    Ran const ran = laboratory.run(
        "securebase simulate experiments/session_demo --n 3 --seed 7 --data a --quiet --jobs 1\n"
        "securebase simulate experiments/session_demo --n 3 --seed 7 --data b --quiet --jobs 3\n"
        "diff -r a/sessions b/sessions && ls a/sessions | wc -l");
    BOOST_TEST(ran.code == 0);
    BOOST_TEST(has(ran.output, "\n3\n"), ran.output);
    BOOST_TEST(has(ran.output, "simulated 3 sessions of session_demo in "), ran.output);
}

BOOST_AUTO_TEST_SUITE_END()
