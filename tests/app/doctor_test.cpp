// SPDX-License-Identifier: MIT
// `doctor` on a server without a screen and on a driver that shows nothing: it says so, keeps its
// report, and sessions name it.
#include "app/shell.h"
#include "base/hash.h"
#include "base/text.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

using namespace securebase;
using nlohmann::json;
using testing::Ran;

namespace {

std::string const display = "'" SECUREBASE_SOURCE_DIR "/tests/support/with_display' 800x600 ";

bool has(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

std::vector<std::string> reports_in(std::string const& data)
{
    std::vector<std::string> names;
    for (auto const& file : std::filesystem::directory_iterator(data + "/rig")) {
        names.push_back(file.path().filename().string());
    }
    return names;
}

json line_of(json const& report, std::string const& id)
{
    auto const found =
        std::ranges::find_if(report["lines"], [&](json const& line) { return line["id"] == id; });
    BOOST_REQUIRE_MESSAGE(found != report["lines"].end(), "there is no line " << id);
    return *found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_doctor)

BOOST_AUTO_TEST_CASE(a_server_without_a_screen_is_not_fit)
{
    support::TemporaryFolder const folder;
    // A long look is ended politely once it has said how far it is.
    folder.write("watch.sh",
                 "securebase doctor --data study --out rig.json --plot plot.svg --watch 2> said &\n"
                 "until grep -q ' late$' said || ! kill -0 $!; do sleep 0.1; done\n"
                 "kill -TERM $! && wait $!\n");
    Ran const ran = testing::run(folder.path(), display + "bash watch.sh");
    BOOST_TEST(ran.code == 4, ran.output << ran.errors);
    BOOST_TEST(has(ran.output, "the refresh is                      simulated"), ran.output);
    BOOST_TEST(has(ran.output, "NOT FIT for timed sessions"));
    BOOST_TEST(has(ran.output, "never proved in a laboratory"));
    BOOST_TEST(has(ran.output, "  minute   frames   late"));

    std::string const kept = base::read_file(folder.path("rig.json")).value_or("");
    std::string const name = base::hash_hex(kept) + ".json";
    BOOST_TEST((reports_in(folder.path("study")) == std::vector<std::string>{name}));
    BOOST_TEST(has(ran.output, "report: study/rig/" + name));
    json const report = json::parse(kept);
    BOOST_TEST(report["verdict"] == "refuse");
    BOOST_TEST(line_of(report, "refresh_source")["verdict"] == "refuse");
    BOOST_TEST(line_of(report, "onset")["verdict"] == "refuse");
    for (std::string const id : {"way", "interval_sd", "off_grid", "missed", "rate", "watch"}) {
        BOOST_TEST(line_of(report, id)["verdict"] == "unknown", id);
    }
    BOOST_TEST(line_of(report, "key_source")["verdict"] == "good");
    BOOST_TEST(report["intervals_ms"].size() > 100U);
    BOOST_TEST(report["watched"].size() == 1U);
    BOOST_TEST(has(base::read_file(folder.path("plot.svg")).value_or(""), "refresh simulated"));
}

BOOST_AUTO_TEST_CASE(a_driver_that_shows_nothing_is_not_fit)
{
    support::TemporaryFolder const folder;
    Ran const ran =
        testing::run(folder.path(), "SDL_VIDEODRIVER=dummy securebase doctor --data study --json");
    BOOST_TEST(ran.code == 4, ran.output << ran.errors);
    json const report = json::parse(ran.output);
    BOOST_TEST(line_of(report, "way")["verdict"] == "refuse");
    BOOST_TEST(line_of(report, "refresh_source")["value"] == "assumed");
    for (std::string const id : {"compositor", "xwayland", "x_clock", "key_check", "key_sources"}) {
        BOOST_TEST(line_of(report, id)["verdict"] == "unknown", id);
        BOOST_TEST(line_of(report, id)["number"].is_null(), id);
    }
    BOOST_TEST(reports_in(folder.path("study")) ==
                   std::vector{base::hash_hex(ran.output) + ".json"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(without_a_screen_nothing_is_measured)
{
    support::TemporaryFolder const folder;
    Ran const ran = testing::run(folder.path(), "securebase doctor --data study");
    BOOST_TEST(ran.code == 3);
    BOOST_TEST(has(ran.errors, "no display: "));
    BOOST_TEST(!std::filesystem::exists(folder.path("study")));
}

BOOST_AUTO_TEST_CASE(sessions_name_the_report)
{
    support::TemporaryFolder const folder;
    folder.write("tiny/experiment.yaml",
                 "securebase: 1\ntitle: Tiny\nsession:\n  - debrief: { text: Thank you. }\n");
    folder.write("tiny/bot.yaml", "bot: 1\n");
    std::string const session = display + "securebase run tiny --virtual-participant --data study ";
    Ran const without = testing::run(folder.path(), session + "--participant P1");
    BOOST_TEST(without.code == 0, without.errors);
    BOOST_TEST(has(without.errors, "note: this screen was never measured"), without.errors);
    Ran const doctor =
        testing::run(folder.path(), display + "securebase doctor --data study || true");
    Ran const with = testing::run(folder.path(), session + "--participant P2");
    BOOST_TEST(with.code == 0, with.errors);
    BOOST_TEST(has(with.errors, "note: the last measurement found this screen not fit"),
               with.errors);
    std::string const hash = reports_in(folder.path("study")).front().substr(0, 64);
    std::vector<std::string> rigs;
    for (auto const& file : std::filesystem::directory_iterator(folder.path("study/sessions"))) {
        if (file.path().extension() == ".jsonl") {
            std::string const journal = base::read_file(file.path().string()).value_or("");
            json const first = json::parse(journal.substr(0, journal.find('\n')));
            rigs.push_back(first["data"]["display"]["rig"].dump());
        }
    }
    std::ranges::sort(rigs); // null comes before {
    BOOST_TEST_REQUIRE(rigs.size() == 2U);
    BOOST_TEST(rigs[0] == "null");
    BOOST_TEST(json::parse(rigs[1])["hash"] == hash);
    BOOST_TEST(json::parse(rigs[1])["verdict"] == "refuse");
}

BOOST_AUTO_TEST_SUITE_END()
