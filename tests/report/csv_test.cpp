// SPDX-License-Identifier: MIT
// The export as tables: every byte, and nothing half.
#include "base/text.h"
#include "report/formats.h"
#include "report/sample.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>

using namespace securebase;
using namespace securebase::report;

namespace {

base::Result<ExportSummary> exported(std::string const& folder,
                                     std::vector<events::SessionRows> const& sessions)
{
    ExportInput input;
    input.trials = source_of(sessions);
    input.persons = testing::sample_persons();
    input.version = "0.1.0";
    return all_formats().at(0).write(input, folder);
}

std::vector<std::string> files_in(std::string const& folder)
{
    std::vector<std::string> names;
    for (auto const& file : std::filesystem::directory_iterator(folder)) {
        names.push_back(file.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

} // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(trials_have_one_line_per_question)
{
    support::TemporaryFolder const folder;
    auto const sessions = testing::sample_sessions();
    auto const summary = exported(folder.path(), sessions);
    BOOST_REQUIRE_MESSAGE(summary, (summary ? "" : summary.error().what));
    std::string const a(32, 'a');
    std::string const b(32, 'b');
    BOOST_TEST(
        *base::read_file(folder.path("trials.csv")) ==
        "session,experiment,participant,visit,attempt,source,outcome,part,part_name,part_kind,"
        "block,trial,repeats_trial,trial_in_block,trial_name,practice,stage,response_kind,response,"
        "correct,"
        "changes,parts_ms,answered_by,rt_ms,rt_lo_ms,rt_hi_ms,first_rt_ms,onset_ms,onset_half_ms,"
        "onset_source,onset_late_frames,onset_target_refresh,onset_refresh,"
        "key_source,onset_ns,onset_lo_ns,onset_hi_ns,offset_ns,offset_lo_ns,offset_hi_ns,"
        "offset_source,key_ns,key_lo_ns,key_hi_ns,grade,verdict,doubts,presses_before,"
        "presses_open,presses_after,presses_late,keys_held,anticipation,longest_gap_ms,input_gap_"
        "ms,congruence,soa,pair_"
        "requested_ms,pair_"
        "achieved_ms,pair_planned_frames,"
        "pair_achieved_frames,pair_late_frames,pair_target_refresh,pair_refresh\n" +
            a +
            ",dot_probe,P01,1,1,real,complete,2,probe,block,1,1,NA,"
            "1,probe,0,probe,keys,E,1,0,NA,E,"
            "450.450,449.900,451.000,450.450,0.000,0.050,driver,0,7031,7031,driver,1000050000,"
            "1000000000,"
            "1000100000,1466100000,1466000000,1466200000,present_return,1450500000,1450000000,"
            "1451000000,A,on "
            "time,none,1,2,3,0,1,1,1.250,2.500,congruent,500,500.000,500.013,30,30,0,7001,"
            "7001\n" +
            a +
            ",dot_probe,P01,1,1,real,complete,2,probe,block,1,2,1,2,probe,0,probe,keys,NA,0,0,NA,"
            "NA,"
            "NA,NA,NA,NA,2000.000,0.050,driver,NA,NA,NA,NA,3000050000,3000000000,3000100000,NA,NA,"
            "NA,NA,"
            "NA,"
            "NA,NA,X,input lost; focus lost,focus lost; input "
            "lost,NA,NA,NA,NA,NA,NA,NA,NA,incongruent,500,500.000,500.013,30,30,NA,NA,NA\n" +
            a +
            ",dot_probe,P01,1,1,real,complete,3,feelings,ask,0,3,NA,1,feelings,0,feelings,type,"
            "\"\"\"fine\"\", she "
            "said\n\xC3\xA9\",NA,2,812.500;640.000,NA,3008.000,3000.000,3016.000,"
            "1200.001,4999.950,0.000,software,NA,NA,NA,poll,6000000000,6000000000,6000000000,NA,NA,"
            "NA,NA,"
            "9008000000,9000000000,9016000000,C,onset not "
            "stamped,none,0,NA,0,0,NA,0,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA\n" +
            b +
            ",dot_probe,007,2,1,simulated,unfinished,2,probe,block,1,1,NA,1,probe,0,probe,keys,"
            "\"\","
            "1,0,NA,NA,400.000,399.800,400.200,400.000,0.000,0.050,driver,NA,NA,NA,driver,50000,0,"
            "100000,"
            "NA,"
            "NA,"
            "NA,"
            "NA,400050000,399900000,400200000,A,on "
            "time,none,NA,NA,NA,NA,NA,NA,NA,NA,congruent,500,500.000,"
            "500.013,30,30,0,NA,NA\n");
    BOOST_TEST(summary->sessions == 2U);
    BOOST_TEST(summary->withdrawn == 1U);
    BOOST_REQUIRE(summary->files.size() == 5U);
    BOOST_TEST(summary->files[0].path == folder.path("trials.csv"));
    BOOST_TEST(summary->files[0].rows == 4U);
    BOOST_TEST(summary->files[1].rows == 2U);
}

BOOST_AUTO_TEST_CASE(triggers_have_their_meaning_and_their_delay)
{
    support::TemporaryFolder const folder;
    auto sessions = testing::sample_sessions();
    sessions.resize(1);
    sessions[0].header.triggers =
        R"({"line":{},"codes":[{"code":7,"conditions":{"kind":"a, b"}},{"code":8,"conditions":{}}]})";
    events::TriggerRow trigger;
    trigger.trial = 5;
    trigger.trial_name = "probe";
    trigger.block = 1;
    trigger.in_block = 2;
    trigger.complete = true;
    trigger.stage = "words";
    trigger.code = 7;
    trigger.onset = {base::instant_from_ns(1'000'000),
                     base::instant_from_ns(1'100'000),
                     base::TimeSource::driver};
    trigger.sent = {
        base::instant_from_ns(1'300'000), base::instant_from_ns(1'320'000), base::TimeSource::poll};
    sessions[0].triggers = {trigger, trigger};
    sessions[0].triggers[1].code = 8;
    sessions[0].triggers[1].complete = false;
    sessions[0].triggers[1].onset = {};
    BOOST_REQUIRE(exported(folder.path(), sessions));
    std::string const of = std::string(32, 'a') + ",P01,1,1,";
    BOOST_TEST(
        *base::read_file(folder.path("triggers.csv")) ==
        "session,participant,visit,attempt,position,trial,trial_name,block,trial_in_block,"
        "complete,stage,code,conditions,delay_ms,delay_lo_ms,delay_hi_ms,onset_ns,sent_ns\n" +
            of + "1,5,probe,1,2,1,words,7,\"kind=a, b\",0.260,0.200,0.320,1050000,1310000\n" + of +
            "2,5,probe,1,2,0,words,8,NA,NA,NA,NA,NA,1310000\n");
}

BOOST_AUTO_TEST_CASE(sessions_have_counts_of_grades_onsets_and_doubts)
{
    support::TemporaryFolder const folder;
    auto sessions = testing::sample_sessions();
    sessions[0].header.started_utc = "2026-03-01T09:30:00Z";
    sessions[0].trial_count = 3;
    sessions[0].critical = {4, 1, 2, 1};
    sessions[0].others = {9, 0, 0, 3};
    sessions[0].quality = {"focus lost", "trigger lost", "trigger lost"};
    sessions[0].header.number = 3;
    sessions[0].header.between = R"({"mapping":"ef"})";
    sessions.resize(1);
    BOOST_REQUIRE(exported(folder.path(), sessions));
    BOOST_TEST(
        *base::read_file(folder.path("sessions.csv")) ==
        "session,experiment,participant,visit,attempt,number,between,source,outcome,started_utc,"
        "trials,answers_A,"
        "answers_B,answers_C,answers_X,answers_V,answers_polled,critical_onsets,critical_missed,"
        "critical_missed_frames,critical_unknown,other_onsets,other_missed,other_missed_frames,"
        "other_unknown,focus_lost,input_lost,input_mismatch,trigger_lost,events_lost,injected,"
        "support\n" +
            std::string(32, 'a') +
            ",dot_probe,P01,1,1,3,\"{\"\"mapping\"\":\"\"ef\"\"}\",real,complete,2026-03-01T09:30:"
            "00Z,3,1,0,0,1,0,0,4,1,2,1,9,0,0,3,1,"
            "0,0,2,0,[],\"2 answers in blocks: 1 timed to 2 ms, 1 not usable for timing. Reaction "
            "times in milliseconds and exposures in refreshes can be used, but for the constant "
            "delays of panel and keyboard, which are not in them. Leave out the 1 answer of grade "
            "X and report how many. Critical onsets: 1 of 4 not on their refresh (2 refreshes in "
            "all), 1 not known. Other onsets: 0 of 9 not on their refresh, 3 not known. Noted: 1 "
            "loss of focus, 2 codes not sent.\"\n");
}

BOOST_AUTO_TEST_CASE(persons_have_their_scores_in_the_order_given)
{
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(exported(folder.path(), {}));
    BOOST_TEST(*base::read_file(folder.path("persons.csv")) ==
               "participant,visit,anxiety,bias_ms,style\n"
               "007,2,4.25,NA,secure\n"
               "P01,1,0.3333,-12.5,NA\n");
}

BOOST_AUTO_TEST_CASE(scores_of_persons_keep_the_decimals_of_their_unit)
{
    ExportInput input;
    input.trials = {{}, {}, 0, [](TrialSource::Visit const&) { return base::Result<void>(); }};
    input.persons.columns = {{"n", "answers", "count"},
                             {"bias", "a difference of means", "ms"},
                             {"anxiety", "a mean", "1-7"},
                             {"understood", "a share", "share"}};
    input.persons.rows = {{"P01", 1, {12.0, 2.0 / 3, 4 + 2.0 / 3, 1.0}},
                          {"P02", 1, {0.0, -0.0004, 7.0, 0.00004}}};
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(csv_format().write(input, folder.path()));
    BOOST_TEST(*base::read_file(folder.path("persons.csv")) ==
               "participant,visit,n,bias,anxiety,understood\n"
               "P01,1,12,0.667,4.6667,1\n"
               "P02,1,0,0,7,0\n");
    auto const dictionary = nlohmann::json::parse(*base::read_file(folder.path("dictionary.json")));
    auto const& columns = dictionary["files"][1]["columns"];
    BOOST_TEST(columns[2]["type"] == "integer");
    BOOST_TEST(columns[3]["type"] == "number");
}

BOOST_AUTO_TEST_CASE(the_dictionary_describes_every_column_in_its_place)
{
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(exported(folder.path(), testing::sample_sessions()));
    auto const dictionary = nlohmann::json::parse(*base::read_file(folder.path("dictionary.json")));
    BOOST_TEST(dictionary["format"] == "securebase-export");
    BOOST_TEST(dictionary["format_version"] == 1);
    BOOST_TEST(dictionary["program"] == "securebase 0.1.0");
    for (std::size_t i = 0; i < 3; ++i) {
        auto const& table = dictionary["files"][i];
        std::string const bytes = *base::read_file(folder.path(table["file"].get<std::string>()));
        std::vector<std::string> const header = base::split(bytes.substr(0, bytes.find('\n')), ',');
        BOOST_REQUIRE(header.size() == table["columns"].size());
        for (std::size_t column = 0; column < header.size(); ++column) {
            BOOST_TEST(table["columns"][column]["name"] == header[column]);
            BOOST_TEST(!table["columns"][column]["description"].get<std::string>().empty());
            BOOST_TEST(table["columns"][column]["missing"] == "NA");
        }
    }
    auto const& trials = dictionary["files"][0];
    BOOST_TEST(trials["rows"] == 4);
    auto const& rt = trials["columns"][23];
    BOOST_TEST(rt["name"] == "rt_ms");
    BOOST_TEST(rt["type"] == "number");
    BOOST_TEST(rt["unit"] == "ms");
    auto const& congruence = trials["columns"][55];
    BOOST_TEST(congruence.dump() == R"({"description":"condition 'congruence' of the trial",)"
                                    R"("levels":{"congruent":"","incongruent":""},"missing":"NA",)"
                                    R"("name":"congruence","type":"text"})");
    BOOST_TEST(trials["columns"][56]["type"] == "integer");
    auto const& persons = dictionary["files"][1]["columns"];
    BOOST_TEST(persons[2]["unit"] == "1-7");
    BOOST_TEST(persons[4]["type"] == "text");
    BOOST_TEST(persons[4]["levels"].dump() == R"({"secure":""})");
}

BOOST_AUTO_TEST_CASE(a_condition_named_like_another_column_gets_a_name_of_its_own)
{
    auto sessions = testing::sample_sessions();
    sessions.resize(1);
    sessions[0].rows.resize(1);
    sessions[0].rows[0].conditions = {
        {"response", "r"}, {"pair_late_frames", "p"}, {"condition_response", "c"}};
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(exported(folder.path(), sessions));
    auto const lines = base::split(*base::read_file(folder.path("trials.csv")), '\n');
    BOOST_TEST(lines[0].substr(lines[0].find(",anticipation,")) ==
               ",anticipation,longest_gap_ms,input_gap_ms,condition_response,condition_pair_late_"
               "frames,condition_condition_response,"
               "pair_requested_ms,pair_achieved_ms,pair_planned_frames,pair_achieved_frames,"
               "pair_late_frames,pair_target_refresh,pair_refresh");
    BOOST_TEST(lines[1].substr(lines[1].find(",A,")) ==
               ",A,on time,none,1,2,3,0,1,1,1.250,2.500,c,p,r,500.000,500.013,30,30,0,7001,7001");
}

BOOST_AUTO_TEST_CASE(an_empty_study_has_headers_alone)
{
    support::TemporaryFolder const folder;
    auto const summary = exported(folder.path(), {});
    BOOST_REQUIRE(summary);
    std::string const trials = *base::read_file(folder.path("trials.csv"));
    BOOST_TEST(trials.ends_with("keys_held,anticipation,longest_gap_ms,input_gap_ms\n"));
    BOOST_TEST(std::ranges::count(trials, '\n') == 1);
}

BOOST_AUTO_TEST_CASE(files_are_for_their_owner_alone_and_nothing_is_left_over)
{
    support::TemporaryFolder const folder;
    folder.write("trials.csv.partial", "left by an export that was killed");
    BOOST_REQUIRE(exported(folder.path(), testing::sample_sessions()));
    std::vector<std::string> const expected{
        "dictionary.json", "persons.csv", "sessions.csv", "trials.csv", "triggers.csv"};
    BOOST_TEST(files_in(folder.path()) == expected, boost::test_tools::per_element());
    for (std::string const& name : expected) {
        struct stat facts {};
        BOOST_REQUIRE(::stat(folder.path(name).c_str(), &facts) == 0);
        BOOST_TEST((facts.st_mode & 07777U) == 0600U);
    }
}

BOOST_AUTO_TEST_CASE(an_older_export_is_replaced_but_nothing_else)
{
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(exported(folder.path(), {}));
    BOOST_REQUIRE(exported(folder.path(), testing::sample_sessions()));
    BOOST_TEST(base::read_file(folder.path("trials.csv"))->size() > 1000U);
    support::TemporaryFolder const other;
    other.write("persons.csv", "months of work");
    BOOST_TEST(exported(other.path(), {}).error().what ==
               "'" + other.path("persons.csv") + "' is there and no export made it");
    other.write("dictionary.json", "{\"format\":\"dictionary\"}");
    BOOST_TEST(!exported(other.path(), {}));
    BOOST_TEST(*base::read_file(other.path("persons.csv")) == "months of work");
}

BOOST_AUTO_TEST_CASE(an_export_that_fails_leaves_the_older_one_as_it_was)
{
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(exported(folder.path(), {}));
    std::string const before = *base::read_file(folder.path("trials.csv"));
    auto const sessions = testing::sample_sessions();
    ExportInput input;
    input.trials = source_of(sessions);
    input.trials.for_each = [&](TrialSource::Visit const& visit) -> base::Result<void> {
        if (auto visited = visit(sessions[0]); !visited) {
            return visited;
        }
        return base::Error{"the index is damaged", ""};
    };
    BOOST_TEST(csv_format().write(input, folder.path()).error().what == "the index is damaged");
    BOOST_TEST(*base::read_file(folder.path("trials.csv")) == before);
    BOOST_TEST(files_in(folder.path()).size() == 5U);
    BOOST_TEST(exported(folder.path("absent"), {}).error().what ==
               "cannot create '" + folder.path("absent/trials.csv.partial") +
                   "': No such file or directory");
}

BOOST_AUTO_TEST_CASE(on_a_full_disk_nothing_half_appears)
{
    support::TemporaryFolder const folder;
    auto const sessions = testing::sample_sessions();
    for (rlim_t limit = 0; limit <= 2048; limit += 128) {
        pid_t const child = ::fork();
        if (child == 0) {
            rlimit const most{limit, limit};
            std::signal(SIGXFSZ, SIG_IGN);
            ::setrlimit(RLIMIT_FSIZE, &most);
            auto const summary = exported(folder.path(), sessions);
            bool const said =
                !summary && summary.error().what.find("File too large") != std::string::npos;
            ::_exit(said ? 0 : 1);
        }
        int status = 0;
        BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
        BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
        BOOST_TEST(files_in(folder.path()).empty());
    }
}

BOOST_AUTO_TEST_CASE(progress_reaches_the_number_of_rows)
{
    support::TemporaryFolder const folder;
    auto sessions = testing::sample_sessions();
    sessions.resize(1);
    sessions[0].rows.assign(10'000, sessions[0].rows[0]);
    ExportInput input;
    input.trials = source_of(sessions);
    std::vector<std::uint64_t> told;
    input.progress = [&](std::uint64_t done, std::uint64_t total) {
        BOOST_TEST(total == 10'000U);
        told.push_back(done);
    };
    BOOST_REQUIRE(csv_format().write(input, folder.path()));
    BOOST_TEST(told.size() > 1U);
    BOOST_TEST(std::ranges::is_sorted(told));
    BOOST_TEST(told.back() == 10'000U);
}

BOOST_AUTO_TEST_CASE(formats_have_distinct_names_and_a_sentence)
{
    std::set<std::string> names;
    for (Format const& format : all_formats()) {
        BOOST_TEST(names.insert(format.name).second);
        BOOST_TEST(!format.doc.empty());
    }
    BOOST_TEST(names.count("csv") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
