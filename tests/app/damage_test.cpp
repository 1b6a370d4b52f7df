// SPDX-License-Identifier: MIT
// The world at its worst: folders that cannot be written, journals that were cut or changed.
#include "app/shell.h"
#include "base/text.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <filesystem>
#include <string>

using namespace securebase;
using testing::Ran;

namespace {

/// Two simulated people in `study`.
class Study {
public:
    Study()
    {
        testing::copy_experiments(folder_.path());
        Ran const made = run("securebase simulate experiments/session_demo --n 2 --data study "
                             "--quiet");
        BOOST_REQUIRE_MESSAGE(made.code == 0, made.errors);
    }
    Ran run(std::string const& lines) const { return testing::run(folder_.path(), lines); }
    std::string path(std::string const& inside) const { return folder_.path(inside); }

    /// The journal of S0001.
    std::string journal() const
    {
        for (auto const& file : std::filesystem::directory_iterator(path("study/sessions"))) {
            std::string const bytes = base::read_file(file.path().string()).value_or("");
            if (bytes.find("\"participant\":\"S0001\"") != std::string::npos) {
                return file.path().filename().string();
            }
        }
        BOOST_FAIL("no journal of S0001");
        return {};
    }
    std::string bytes() const
    {
        return base::read_file(path("study/sessions/" + journal())).value_or("");
    }
    void replace_journal(std::string const& with) const
    {
        folder_.write("study/sessions/" + journal(), with);
    }

private:
    support::TemporaryFolder folder_;
};

/// Permissions do not bind root; nobody in particular takes its place.
std::string unprivileged()
{
    return ::geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_damage)

BOOST_AUTO_TEST_CASE(a_file_in_the_place_of_a_folder)
{
    Study const study;
    Ran const run =
        study.run("touch file\n"
                  "securebase run experiments/session_demo --participant P1 --data file");
    BOOST_TEST(run.code == 3);
    BOOST_TEST(run.errors.find("securebase: ") == 0U, run.errors);
    Ran const simulate =
        study.run("securebase simulate experiments/session_demo --n 1 --data file/below");
    BOOST_TEST(simulate.code == 3);
    BOOST_TEST(simulate.errors.find("file") != std::string::npos, simulate.errors);
    for (std::string const out : {"file", "file/below", "/proc/nowhere"}) {
        Ran const exported = study.run("securebase export --data study --quiet --out " + out);
        BOOST_TEST(exported.code == 3, out << "\n" << exported.errors);
        BOOST_TEST(exported.errors.find("securebase: ") == 0U, exported.errors);
        BOOST_TEST(exported.errors.find("--out") != std::string::npos, exported.errors);
        BOOST_TEST(exported.output == "");
    }
}

BOOST_AUTO_TEST_CASE(a_study_that_may_only_be_read_is_left_as_it_is)
{
    Study const study;
    std::string const as = unprivileged();
    Ran const ran = study.run(
        "securebase index --data study > indexed\n"
        "mkdir out\n"
        "chmod -R a+rX . && chmod -R a-w study && chmod a+w out\n"
        "find study -type f | sort | xargs md5sum > before\n"
        "set +e\n" +
        as + "securebase score --data study > scores 2> said\n" + "echo $? > code\n" + as +
        "securebase simulate experiments/session_demo --n 1 --seed 2 --data study > "
        "simulated 2>> said_too\n" +
        "echo $? >> code\n"
        "find study -type f | sort | xargs md5sum > after\n"
        "cat code\n"
        "diff before after && echo unchanged");
    BOOST_TEST(ran.code == 0, ran.errors);
    BOOST_TEST(ran.output == "3\n3\nunchanged\n",
               ran.output << base::read_file(study.path("said")).value_or("")
                          << base::read_file(study.path("said_too")).value_or(""));
    std::string const said = base::read_file(study.path("said")).value_or("");
    BOOST_TEST(said == "securebase: cannot open the index 'study/study.sqlite': Permission denied\n"
                       "hint: choose a folder this account may write to with --data\n");
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_cut_off_keeps_its_trials)
{
    Study const study;
    std::string const whole = study.bytes();
    study.replace_journal(whole.substr(0, whole.size() * 3 / 4));
    Ran const score = study.run("securebase score --data study --json");
    BOOST_TEST(score.code == 0);
    BOOST_TEST(score.errors.find("unfinished: S0001, session_demo: ") != std::string::npos,
               score.errors);
    BOOST_TEST(score.errors.find("torn: S0001, session_demo: ") != std::string::npos, score.errors);
    auto const people = nlohmann::json::parse(score.output)["people"];
    BOOST_TEST_REQUIRE(people.size() == 2U);
    BOOST_TEST(people[0]["outcome"] == "unfinished");
    BOOST_TEST(people[0]["trials"] > 20);
    BOOST_TEST(people[0]["trials"] < people[1]["trials"]);
    BOOST_TEST(people[0]["scores"]["wm24_anxiety"].is_number());
    BOOST_TEST(people[1]["outcome"] == "complete");
    // The next session begins with the news.
    Ran const run = study.run("securebase run experiments/session_demo --virtual-participant "
                              "--participant S0001 --data study");
    BOOST_TEST(run.code == 4);
    BOOST_TEST(run.errors.find("note: an earlier session did not end: S0001, session_demo, ") == 0U,
               run.errors);
    BOOST_TEST(run.errors.find("already has visit 1 of session_demo (unfinished)") !=
                   std::string::npos,
               run.errors);
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_changed_is_told)
{
    Study const study;
    std::string changed = study.bytes();
    std::size_t const answer = changed.find("\"kind\":\"response\"", changed.size() / 2);
    BOOST_REQUIRE(answer != std::string::npos);
    std::size_t const digit = changed.find("\"t\":[", answer) + 6;
    changed[digit] = changed[digit] == '1' ? '2' : '1';
    study.replace_journal(changed);
    Ran const score = study.run("securebase score --data study");
    BOOST_TEST(score.code == 0);
    BOOST_TEST(score.errors.find("broken: S0001, session_demo: ") != std::string::npos,
               score.errors);
}

BOOST_AUTO_TEST_CASE(what_is_no_journal_is_told_and_the_others_are_scored)
{
    Study const study;
    study.replace_journal("this is not a journal\n");
    Ran const score = study.run("securebase score --data study --json");
    BOOST_TEST(score.code == 0);
    BOOST_TEST(!score.errors.empty());
    BOOST_TEST(nlohmann::json::parse(score.output)["people"].size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_index_that_is_damaged_names_the_way_out)
{
    Study const study;
    Ran const broken = study.run("securebase index --data study\n"
                                 "head -c 5000 /dev/zero > study/study.sqlite\n"
                                 "securebase score --data study");
    BOOST_TEST(broken.code == 3);
    BOOST_TEST(
        broken.errors.find("hint: rebuild it with 'securebase index --rebuild --data study'") !=
            std::string::npos,
        broken.errors);
    Ran const run = study.run("securebase run experiments/session_demo --virtual-participant "
                              "--participant S0009 --data study");
    BOOST_TEST(run.code == 3);
    BOOST_TEST(run.errors.find("--rebuild") != std::string::npos, run.errors);
    Ran const mended = study.run("securebase index --data study --rebuild");
    BOOST_TEST(mended.output == "indexed: 2 new, 0 changed\n");
    BOOST_TEST(study.run("securebase score --data study").code == 0);
}

BOOST_AUTO_TEST_CASE(a_study_without_its_marker_is_refused)
{
    Study const study;
    Ran const score = study.run("rm study/study.json; securebase score --data study");
    BOOST_TEST(score.code == 3);
    Ran const run = study.run("securebase simulate experiments/session_demo --n 1 --data study");
    BOOST_TEST(run.code == 4);
    BOOST_TEST(run.errors.find("holds sessions but no study.json") != std::string::npos,
               run.errors);
    BOOST_TEST(run.errors.find("hint: ") != std::string::npos, run.errors);
}

BOOST_AUTO_TEST_SUITE_END()
