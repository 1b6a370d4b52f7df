// SPDX-License-Identifier: MIT
// The report as JSON, and what a session makes of it.
#include "rig/report.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace securebase::rig;

namespace {

ScreenName const screen{"x11", "DP-1", 1920, 1080};

Report sample()
{
    Report report;
    report.version = "0.1.0";
    report.build = "12.2.0";
    report.time_utc = "2026-03-01T09:30:00Z";
    report.screen = screen;
    report.host = {"Debian", "6.1.0", "", 4, {}};
    report.lines = {
        {"wake", "machine", "woken", "late", 0.25, "0.5 ms", Verdict::look, "close programs"},
        {"power", "machine", "power", "not measured", {}, "the wall", Verdict::unknown, "look"}};
    report.intervals_ms = {16.66712, 16.6};
    report.unproven_here = {"evdev: keys"};
    report.watched = {{1, 3600, 2, 0, 33.4}};
    return report;
}

FoundReport found(std::string const& hash, std::string const& time, Verdict verdict = Verdict::look)
{
    return {hash, {time, verdict, screen}};
}

std::string const now = "2026-03-31T09:30:00Z";

} // namespace

BOOST_AUTO_TEST_SUITE(rig_report)

BOOST_AUTO_TEST_CASE(everything_is_in_the_json)
{
    auto const read = nlohmann::json::parse(to_json(sample()));
    BOOST_TEST(read["format"] == 1);
    BOOST_TEST(read["verdict"] == "look");
    BOOST_TEST(read["time_utc"] == "2026-03-01T09:30:00Z");
    BOOST_TEST(read["lines"].size() == 2U);
    BOOST_TEST(read["lines"][0]["number"] == 0.25);
    BOOST_TEST(read["lines"][1]["number"].is_null()); // Not 0: nobody knows.
    BOOST_TEST(read["lines"][1]["verdict"] == "unknown");
    BOOST_TEST(read["host"]["processor"].is_null());
    BOOST_TEST(read["intervals_ms"] == nlohmann::json({16.667, 16.6}));
    BOOST_TEST(read["watched"][0]["late"] == 2);
    BOOST_TEST(read["panel_lag_ms"].is_null());
    BOOST_TEST(read["photodiode"].is_null());
    BOOST_TEST(read["unproven"].size() == 8U);
    BOOST_TEST(read["unproven_here"] == nlohmann::json({"evdev: keys"}));
    BOOST_TEST(to_json(sample()).ends_with("}\n"));
}

BOOST_AUTO_TEST_CASE(a_monitor_with_an_odd_name_does_not_spoil_it)
{
    Report report = sample();
    report.screen.monitor = "\xFF\"x";
    BOOST_TEST(nlohmann::json::accept(to_json(report)));
}

BOOST_AUTO_TEST_CASE(a_summary_is_read_back)
{
    auto const read = read_summary(to_json(sample()));
    BOOST_REQUIRE(read);
    BOOST_TEST(read->time_utc == "2026-03-01T09:30:00Z");
    BOOST_TEST((read->verdict == Verdict::look));
    BOOST_TEST((read->screen == screen));
}

BOOST_AUTO_TEST_CASE(what_is_no_report_is_none)
{
    BOOST_TEST(!read_summary(""));
    BOOST_TEST(!read_summary("[]"));
    BOOST_TEST(!read_summary("{}"));
    auto broken = nlohmann::json::parse(to_json(sample()));
    broken["time_utc"] = "yesterday";
    BOOST_TEST(!read_summary(broken.dump()));
    broken = nlohmann::json::parse(to_json(sample()));
    broken["verdict"] = "splendid";
    BOOST_TEST(!read_summary(broken.dump()));
}

BOOST_AUTO_TEST_CASE(days)
{
    BOOST_TEST(*days_between("2026-03-01T09:30:00Z", now) == 30.0);
    BOOST_TEST(*days_between("2028-02-28T12:00:00Z", "2028-03-01T00:00:00Z") == 1.5);
    BOOST_TEST(*days_between(now, "2026-03-30T09:30:00Z") == -1.0);
    BOOST_TEST(!days_between("2026-02-30T09:30:00Z", now));
    BOOST_TEST(!days_between("2026-03-01", now));
}

BOOST_AUTO_TEST_CASE(the_newest_counts)
{
    BOOST_TEST((newest({}) == nullptr));
    std::vector<FoundReport> const all = {found("aa", "2026-03-02T00:00:00Z"),
                                          found("bb", "2026-03-05T00:00:00Z"),
                                          found("cc", "2026-03-01T00:00:00Z")};
    BOOST_TEST(newest(all)->hash == "bb");
}

BOOST_AUTO_TEST_CASE(a_screen_s_own_report_goes_before_newer_ones_of_others)
{
    std::vector<FoundReport> all = {found("aa", "2026-03-02T00:00:00Z"),
                                    found("bb", "2026-03-05T00:00:00Z"),
                                    found("cc", "2026-03-01T00:00:00Z")};
    all[1].summary.screen.monitor = "HDMI-1";
    BOOST_TEST(newest_for(all, screen)->hash == "aa");
    BOOST_TEST(newest_for(all, {"wayland", "", 1, 1})->hash == "bb");
    BOOST_TEST((newest_for({}, screen) == nullptr));
}

BOOST_AUTO_TEST_CASE(a_session_names_its_report)
{
    BOOST_TEST(session_member(nullptr, now) == "null");
    FoundReport const one = found("ab", "2026-03-24T21:30:00Z");
    BOOST_TEST(session_member(&one, now) == R"({"hash":"ab","age_days":6.5,"verdict":"look"})");
}

BOOST_AUTO_TEST_CASE(the_operator_is_told_once_when_something_is_amiss)
{
    auto const note = [](FoundReport const* report, ScreenName const& here) {
        return session_note(report, now, here, "data");
    };
    FoundReport const fresh = found("ab", "2026-03-01T09:30:00Z"); // 30 days: just fresh enough.
    BOOST_TEST(note(&fresh, screen) == "");
    BOOST_TEST(note(nullptr, screen) == "this screen was never measured: 'securebase doctor --data "
                                        "data' does it in half a minute");
    FoundReport const old = found("ab", "2026-02-28T09:30:00Z");
    BOOST_TEST(note(&old, screen) == "the last measurement of this screen is 31 days old: "
                                     "'securebase doctor --data data' renews it");
    BOOST_TEST(note(&fresh, {"x11", "HDMI-1", 1920, 1080}) ==
               "the last measurement was of another screen: 'securebase doctor --data data' "
               "measures this one");
    FoundReport const bad = found("ab", "2026-03-30T09:30:00Z", Verdict::refuse);
    BOOST_TEST(note(&bad, screen) == "the last measurement found this screen not fit for timed "
                                     "sessions: 'securebase doctor --data data' says why");
}

BOOST_AUTO_TEST_CASE(what_a_photodiode_told_later_is_added_and_replaced)
{
    PhotodiodeResult result{
        "2026-03-02T10:00:00Z",
        8.4,
        "aa",
        "bb",
        {{"photodiode_lag", photodiode_group, "lag", "8.4 ms", 8.4, "known", Verdict::good, ""}}};
    BOOST_TEST(!read_photodiode(to_json(sample())));
    auto const added = with_photodiode(to_json(sample()), result);
    BOOST_REQUIRE(added);
    auto read = nlohmann::json::parse(*added);
    BOOST_TEST(read["time_utc"] == "2026-03-01T09:30:00Z"); // The machine was not measured anew.
    BOOST_TEST(read["lines"].size() == 3U);
    BOOST_TEST(read["lines"][2]["id"] == "photodiode_lag");
    BOOST_TEST(read["panel_lag_ms"] == 8.4);
    BOOST_TEST(read["photodiode"]["shown"] == "aa");
    BOOST_TEST(read["photodiode"]["judgement"] == 1);
    BOOST_TEST(read["photodiode"]["wrong"].empty());
    BOOST_TEST(read_summary(*added)->photodiode_utc == "2026-03-02T10:00:00Z");
    BOOST_TEST(read_summary(*added)->judgement == 1);

    result.lag_ms.reset();
    result.wrong = {{1, 319, 0, -1, false}, {400, 400, 1, 0, true, false}};
    result.left_over_ms = {5321.2504};
    result.lines[0] = {
        "photodiode_frames", photodiode_group, "frames", "3", 3.0, "none", Verdict::refuse, "look"};
    auto const replaced = with_photodiode(*added, result);
    read = nlohmann::json::parse(*replaced);
    BOOST_TEST(read["lines"].size() == 3U);
    BOOST_TEST(read["lines"][2]["id"] == "photodiode_frames");
    BOOST_TEST(read["panel_lag_ms"].is_null());
    BOOST_TEST(read["verdict"] == "refuse");
    BOOST_TEST(read["photodiode"]["judgement"] == 2);
    BOOST_TEST(read["photodiode"]["wrong"][0] == nlohmann::json({{"first", 1},
                                                                 {"last", 319},
                                                                 {"frames_longer", 0},
                                                                 {"frames_later", -1},
                                                                 {"marked", false},
                                                                 {"seen", true}}));
    BOOST_TEST(read["photodiode"]["left_over_ms"] == nlohmann::json({5321.25}));
    auto const told = read_photodiode(*replaced);
    BOOST_REQUIRE(told);
    BOOST_TEST((told->lines == result.lines));
    BOOST_TEST(told->capture_hash == "bb");
    BOOST_TEST((told->wrong == result.wrong));
    BOOST_TEST(told->left_over_ms == std::vector{5321.25}, boost::test_tools::per_element());
    BOOST_TEST(told->judgement == 2);
    BOOST_TEST(!told->lag_ms);
    BOOST_TEST(!with_photodiode("{}", result));
}

BOOST_AUTO_TEST_CASE(a_later_report_carries_on_what_a_photodiode_told)
{
    Report report = sample();
    report.photodiode = PhotodiodeResult{
        "2026-02-01T10:00:00Z",
        8.4,
        "aa",
        "bb",
        {{"photodiode_lag", photodiode_group, "lag", "?", {}, "known", Verdict::refuse, "look"}}};
    auto const read = nlohmann::json::parse(to_json(report));
    BOOST_TEST(read["lines"].size() == 3U);
    BOOST_TEST(read["verdict"] == "refuse");
    BOOST_TEST(read["panel_lag_ms"] == 8.4);
    BOOST_TEST(read["photodiode"]["time_utc"] == "2026-02-01T10:00:00Z");
}

BOOST_AUTO_TEST_CASE(of_one_moment_the_report_with_a_photodiode_is_the_newest)
{
    std::vector<FoundReport> all = {found("aa", "2026-03-02T00:00:00Z"),
                                    found("cc", "2026-03-02T00:00:00Z"),
                                    found("bb", "2026-03-02T00:00:00Z")};
    all[0].summary.photodiode_utc = "2026-03-03T00:00:00Z";
    BOOST_TEST(newest_for(all, screen)->hash == "aa");
    BOOST_TEST(newest(all)->hash == "aa");
}

BOOST_AUTO_TEST_CASE(a_corrected_judgement_goes_before_the_one_it_corrects)
{
    std::vector<FoundReport> all = {found("ff", "2026-03-02T00:00:00Z"),
                                    found("aa", "2026-03-02T00:00:00Z"),
                                    found("bb", "2026-03-02T00:00:00Z")};
    for (FoundReport& one : all) {
        one.summary.photodiode_utc = "2026-03-03T00:00:00Z";
    }
    all[0].summary.judgement = 1;
    all[1].summary.judgement = 10;
    all[2].summary.judgement = 9;
    BOOST_TEST(newest_for(all, screen)->hash == "aa");
    BOOST_TEST(newest(all)->hash == "aa");
}

BOOST_AUTO_TEST_SUITE_END()
