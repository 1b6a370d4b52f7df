// SPDX-License-Identifier: MIT
// `doctor` on a server without a screen and on a driver that shows nothing: it says so, keeps its
// report, and sessions name it.
#include "app/shell.h"
#include "base/csv.h"
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

std::string cell(base::CsvTable const& table, std::size_t row, std::string const& column)
{
    return table.rows[row][table.column(column).value()].text;
}

base::CsvTable table_of(std::string const& file)
{
    base::Diagnostics faults;
    auto table = base::read_csv(file, faults);
    BOOST_TEST_REQUIRE(to_text(faults) == "");
    return *table;
}

/// What an instrument whose clock gains 37 ppm records of it, with light 8.4 ms behind its stamps.
std::string capture_of(base::CsvTable const& shown)
{
    std::int64_t const zero = base::parse_integer(cell(shown, 0, "onset_ns")).value();
    auto const on_instrument = [&](std::size_t row, std::string const& column) {
        std::int64_t const ns = base::parse_integer(cell(shown, row, column)).value() - zero;
        return base::format_fixed(5'000 + static_cast<double>(ns) / 1e6 * 1.000'037 + 8.4, 6);
    };
    std::string out = "time_ms;edge\n";
    for (std::size_t row = 0; row < shown.rows.size(); ++row) {
        out += on_instrument(row, "onset_ns") + ";rise\n" + on_instrument(row, "offset_ns") +
               ";fall\n";
    }
    return out;
}

/// A report of the screen on which something was shown, as if all else were good.
std::string report_of_screen(base::CsvTable const& shown)
{
    json const report{{"format", 1},
                      {"program", "securebase"},
                      {"time_utc", "2026-03-01T09:30:00Z"},
                      {"verdict", "good"},
                      {"screen",
                       {{"driver", cell(shown, 0, "driver")},
                        {"monitor", cell(shown, 0, "monitor")},
                        {"width", base::parse_integer(cell(shown, 0, "screen_width")).value()},
                        {"height", base::parse_integer(cell(shown, 0, "screen_height")).value()}}},
                      {"lines", json::array()}};
    return report.dump();
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

BOOST_AUTO_TEST_CASE(a_capture_is_judged_by_what_was_shown_and_added_to_the_report)
{
    support::TemporaryFolder const folder;
    Ran const show = testing::run(folder.path(),
                                  display + "securebase doctor --photodiode --cycles 20 --patch "
                                            "bottom-right --patch-px 50 --shown shown.csv");
    BOOST_TEST_REQUIRE(show.code == 0, show.errors);
    BOOST_TEST(show.output.starts_with("20 cycles shown, "), show.output);
    base::CsvTable const shown = table_of(folder.path("shown.csv"));
    BOOST_TEST_REQUIRE(shown.rows.size() == 20U);
    BOOST_TEST(cell(shown, 19, "cycle") == "20");
    BOOST_TEST(cell(shown, 0, "patch_x") == "750");
    BOOST_TEST(cell(shown, 0, "patch_y") == "550");
    BOOST_TEST(cell(shown, 0, "trigger_ns") == "NA");

    folder.write("capture.csv", capture_of(shown));
    std::string const judge = "securebase doctor --capture capture.csv --shown shown.csv ";
    Ran const alone = testing::run(folder.path(), judge + "--data study");
    BOOST_TEST(alone.code == 1);
    BOOST_TEST(has(alone.errors, "there is no report of this screen in 'study'"), alone.errors);
    BOOST_TEST(has(alone.output, "20 of 20 on 20"), alone.output);
    BOOST_TEST(!std::filesystem::exists(folder.path("study")));

    std::string const before = report_of_screen(shown);
    folder.write("study/rig/" + base::hash_hex(before) + ".json", before);
    Ran const ran = testing::run(folder.path(), judge + "--data study --out new.json");
    BOOST_TEST(ran.code == 1, ran.errors); // The lag is not known.
    BOOST_TEST(has(ran.output, "jitter and drift only: the constant lag is unknown"), ran.output);
    std::string const after = base::read_file(folder.path("new.json")).value_or("");
    BOOST_TEST(has(ran.output, "report: study/rig/" + base::hash_hex(after) + ".json"));
    BOOST_TEST(reports_in(folder.path("study")).size() == 2U);
    json const report = json::parse(after);
    BOOST_TEST(report["time_utc"] == "2026-03-01T09:30:00Z");
    BOOST_TEST(report["verdict"] == "look");
    BOOST_TEST(report["photodiode"]["shown"] ==
               base::hash_hex(base::read_file(folder.path("shown.csv")).value_or("")));
    BOOST_TEST(report["panel_lag_ms"].is_null());
    BOOST_TEST(report["photodiode"]["judgement"] == 1);
    BOOST_TEST(report["photodiode"]["wrong"].empty());
    // A server without a screen speaks for no display.
    BOOST_TEST(line_of(report, "photodiode_cycles")["number"] == 20.0);
    BOOST_TEST(line_of(report, "photodiode_cycles")["verdict"] == "look");
    BOOST_TEST(line_of(report, "photodiode_lag")["number"].is_null());
    BOOST_TEST(line_of(report, "photodiode_lag")["verdict"] == "unknown");
    BOOST_TEST(line_of(report, "photodiode_frames")["verdict"] == "good");
    BOOST_TEST(has(line_of(report, "photodiode_drift")["value"], "gains 37.00 ppm"));

    // What tells nothing takes nothing away.
    folder.write("flat.csv", "time_ms,edge\n1,rise\n2,fall\n");
    Ran const nothing = testing::run(
        folder.path(),
        "securebase doctor --capture flat.csv --shown shown.csv --data study --out flat.json");
    BOOST_TEST(nothing.code == 1);
    BOOST_TEST(has(nothing.output, "too few edges fit the cycles"), nothing.output);
    BOOST_TEST(has(nothing.errors, "nothing is added to a report"), nothing.errors);
    BOOST_TEST(reports_in(folder.path("study")).size() == 2U);
    BOOST_TEST(!std::filesystem::exists(folder.path("flat.json")));

    // The same session judged anew, of another file: the last counts, whatever its hash.
    folder.write("capture.csv", capture_of(shown) + "999999;rise\n");
    Ran const again = testing::run(folder.path(), judge + "--data study --json");
    BOOST_TEST(again.code == 1, again.errors);
    BOOST_TEST(json::parse(again.output)["photodiode"]["judgement"] == 2);
    BOOST_TEST(json::parse(again.output)["photodiode"]["left_over_ms"] == json({999999.0}));
}

BOOST_AUTO_TEST_CASE(cycles_can_be_ended_early)
{
    support::TemporaryFolder const folder;
    folder.write("end.sh",
                 "securebase doctor --photodiode --shown shown.csv 2> said &\n"
                 "until grep -q ' of 640$' said || ! kill -0 $!; do sleep 0.1; done\n"
                 "kill -TERM $! && wait $!\n");
    Ran const ran = testing::run(folder.path(), display + "bash end.sh");
    BOOST_TEST(ran.code == 0, ran.errors);
    std::size_t const rows = table_of(folder.path("shown.csv")).rows.size();
    BOOST_TEST(rows > 0U);
    BOOST_TEST(rows < 640U);
    BOOST_TEST(has(ran.output, " of 640 cycles shown, ended early, "), ran.output);
}

BOOST_AUTO_TEST_CASE(faults_of_both_files_are_told_together)
{
    support::TemporaryFolder const folder;
    folder.write("capture.csv", "time_ms,edge\n1,rise\nsoon,fall\n");
    folder.write("shown.csv", "cycle\n1\n");
    Ran const ran = testing::run(
        folder.path(), "securebase doctor --capture capture.csv --shown shown.csv --data study");
    BOOST_TEST(ran.code == 1);
    BOOST_TEST(has(ran.errors, "capture.csv:3:1: error: 'soon' is no number"), ran.errors);
    BOOST_TEST(has(ran.errors, "shown.csv:1:1: error: no column 'onset_ns'"), ran.errors);
    Ran const absent = testing::run(
        folder.path(), "securebase doctor --capture none.csv --shown shown.csv --data study");
    BOOST_TEST(absent.code == 1);
    BOOST_TEST(has(absent.errors,
                   "none.csv: error: no such file\nhint: is its name right, and the folder?\n"),
               absent.errors);
    Ran const screen = testing::run(
        folder.path(), "securebase doctor --capture capture.csv --shown shown.csv --monitor 1");
    BOOST_TEST(screen.code == 2);
    BOOST_TEST(screen.errors == "securebase: --monitor and --window: --capture shows nothing\n"
                                "hint: leave them out; the screen is the one in shown.csv\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_shown_when_the_file_cannot_be_written)
{
    support::TemporaryFolder const folder;
    Ran const ran = testing::run(
        folder.path(),
        "SDL_VIDEODRIVER=dummy securebase doctor --photodiode --shown nowhere/shown.csv");
    BOOST_TEST(ran.code == 3);
    BOOST_TEST(has(ran.errors, "nowhere/shown.csv"), ran.errors);
    BOOST_TEST(has(ran.errors, "hint: name a file with --shown in a folder"), ran.errors);
    BOOST_TEST(!has(ran.errors, "showing"), ran.errors);
}

BOOST_AUTO_TEST_CASE(nothing_is_shown_in_the_place_of_another_session)
{
    support::TemporaryFolder const folder;
    folder.write("shown.csv", "five minutes and a recording");
    std::string const show = "SDL_VIDEODRIVER=dummy securebase doctor --photodiode --shown ";
    Ran const ran = testing::run(folder.path(), show + "shown.csv");
    BOOST_TEST(ran.code == 4);
    BOOST_TEST(ran.errors == "securebase: 'shown.csv' is there already\n"
                             "hint: move it away, or name another file with --shown\n");
    BOOST_TEST(base::read_file(folder.path("shown.csv")).value_or("") ==
               "five minutes and a recording");
}

BOOST_AUTO_TEST_CASE(nothing_is_shown_that_could_not_be_judged)
{
    support::TemporaryFolder const folder;
    std::string const show = "SDL_VIDEODRIVER=dummy securebase doctor --photodiode --shown s.csv ";
    Ran const few = testing::run(folder.path(), show + "--cycles 7");
    BOOST_TEST(few.code == 2);
    BOOST_TEST(has(few.errors, "--cycles: nothing can be told from fewer than 8"), few.errors);
    Ran const large =
        testing::run(folder.path(), show + "--window 800x600 --patch top-left --patch-px 900");
    BOOST_TEST(large.code == 2);
    BOOST_TEST(has(large.errors, "hint: choose fewer, or leave out --patch-px"), large.errors);
    BOOST_TEST(!std::filesystem::exists(folder.path("s.csv")));
}

BOOST_AUTO_TEST_SUITE_END()
