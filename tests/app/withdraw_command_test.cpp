// SPDX-License-Identifier: MIT
// `securebase withdraw` from outside: people are simulated, some are withdrawn, the rest is scored
// and exported.
#include "app/shell.h"
#include "support/files_with.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace {

using nlohmann::json;
using securebase::support::files_with;
using securebase::testing::Ran;

constexpr char const* script = R"(securebase: 1
title: Two questions
trials:
  probe:
    factors: { word: [alpha, beta] }
    stages:
      - probe: { text: $word, keys: { E: zebrafish, F: walrus } }
session:
  - block: probe
)";

std::vector<std::string> const none;

/// Three people with two visits each, in the folder `data`.
struct Study {
    securebase::support::TemporaryFolder folder;
    std::string data = folder.path("data");

    Study()
    {
        folder.write("tiny/experiment.yaml", script);
        folder.write("tiny/bot.yaml", "bot: 1\n");
        Ran const ran = run("securebase simulate tiny --n 3 --visits 2 --data data --quiet");
        BOOST_REQUIRE_MESSAGE(ran.code == 0, ran.errors);
    }
    Ran run(std::string const& line) const { return securebase::testing::run(folder.path(), line); }
    Ran withdraw(std::string const& words) const
    {
        return run("securebase withdraw --data data " + words);
    }
    json withdraw_json(std::string const& words) const
    {
        Ran const ran = withdraw(words + " --json");
        json parsed = json::parse(ran.output, nullptr, false);
        BOOST_REQUIRE_MESSAGE(parsed.is_object(), ran.output << ran.errors);
        return parsed;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(app_withdraw_command)

BOOST_AUTO_TEST_CASE(refuses_until_it_is_told_yes)
{
    Study const study;
    Ran const ran = study.withdraw("--participant S0002");
    BOOST_TEST(ran.code == 4);
    BOOST_TEST(ran.errors == "securebase: nothing was erased\nhint: repeat it with --yes\n");
    BOOST_TEST(ran.output.find("S0002, visit 1, attempt 1, tiny") != std::string::npos);
    BOOST_TEST(ran.output.find("S0002, visit 2, attempt 1, tiny") != std::string::npos);
    BOOST_TEST(ran.output.find("S0001") == std::string::npos);
    BOOST_TEST(files_with(study.data, "S0002").size() == 3U); // Two journals and the index.
    json const told = study.withdraw_json("--participant S0002 --visit 2");
    BOOST_REQUIRE(told["sessions"].size() == 1U);
    BOOST_TEST(told["sessions"][0]["state"] == "kept");
    BOOST_TEST(told["sessions"][0]["visit"] == 2);
    BOOST_TEST(told["sessions"][0]["trials"] == 2);
}

BOOST_AUTO_TEST_CASE(erases_a_person_and_leaves_the_others)
{
    Study const study;
    BOOST_TEST(study.run("securebase score --data data").code == 0);
    json const told = study.withdraw_json("--participant S0002 --yes");
    BOOST_REQUIRE(told["sessions"].size() == 2U);
    BOOST_TEST(told["sessions"][0]["state"] == "withdrawn");
    BOOST_TEST(!told["sessions"][0].contains("participant"));
    BOOST_TEST(told["exports_changed"] == false);
    BOOST_TEST(files_with(study.data, "S0002") == none, boost::test_tools::per_element());
    BOOST_TEST(files_with(study.data, "S0001").size() == 3U);

    Ran const score = study.run("securebase score --data data --json");
    json const scores = json::parse(score.output);
    BOOST_TEST(scores["withdrawn"] == 2);
    BOOST_TEST(scores["people"].size() == 4U);
    Ran const exported = study.run("securebase export --data data --out tables --quiet");
    BOOST_TEST(exported.code == 0);
    BOOST_TEST(exported.output.ends_with("2 sessions withdrawn; nothing of them is kept\n"));
    BOOST_TEST(study.run("securebase index --data data --rebuild").output ==
               "indexed: 4 new, 0 changed\n2 sessions withdrawn; nothing of them is kept\n");
    BOOST_TEST(study.withdraw("--participant S0002 --yes").code == 1);
    // What was withdrawn is not simulated again.
    BOOST_TEST(study.run("securebase simulate tiny --n 3 --data data --quiet").code != 0);
}

BOOST_AUTO_TEST_CASE(says_where_an_exported_table_still_holds_it)
{
    Study const study;
    BOOST_REQUIRE(study.run("securebase export --data data --out data/export --quiet").code == 0);
    json const before = study.withdraw_json("--participant S0003 --visit 1");
    std::string const session = before["sessions"][0]["session"];
    BOOST_TEST(before["still_in"] ==
               json::array({"data/export/sessions.csv", "data/export/trials.csv"}));
    Ran const ran = study.withdraw("--session " + session + " --yes");
    BOOST_TEST(ran.code == 0);
    BOOST_TEST(ran.output ==
               "1 session withdrawn; nothing of it is kept\n"
               "tables already exported are not changed; these files, and what was exported with "
               "them, still hold it (elsewhere nothing was searched):\n"
               "  data/export/sessions.csv\n"
               "  data/export/trials.csv\n");
    BOOST_TEST(files_with(study.data + "/sessions", session) ==
                   std::vector{session + ".withdrawn.json"},
               boost::test_tools::per_element());
    BOOST_TEST(study.withdraw("--session " + session + " --yes").code == 0); // No mistake.
}

BOOST_AUTO_TEST_CASE(is_told_whose_data_and_finds_them)
{
    Study const study;
    BOOST_TEST(study.withdraw("").code == 2);
    BOOST_TEST(study.withdraw("--session x --participant S0001").code == 2);
    BOOST_TEST(study.withdraw("--session x --visit 1").code == 2);
    BOOST_TEST(study.withdraw("--session ../study --yes").code == 1);
    BOOST_TEST(study.withdraw("--participant nobody --yes").code == 1);
    BOOST_TEST(study.run("securebase withdraw --data none --participant P").code == 3);
    BOOST_TEST(study.run("securebase withdraw --help").code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
