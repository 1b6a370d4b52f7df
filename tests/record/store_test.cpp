// SPDX-License-Identifier: MIT
// The index: what goes in comes out, refreshing follows the journals, damage is said.
#include "base/text.h"
#include "record/store.h"
#include "record/study_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

using namespace securebase;
using namespace securebase::record;
using namespace securebase::record::testing;

namespace {

bool same(events::SessionRows const& a, events::SessionRows const& b)
{
    return a.header == b.header && a.outcome == b.outcome && a.event_count == b.event_count &&
           a.trial_count == b.trial_count && a.rows == b.rows && a.triggers == b.triggers &&
           a.quality == b.quality;
}

/// A session as the index gives it back, which must be as it was derived.
events::SessionRows kept(events::testing::SessionScript const& script)
{
    StudyFolder const study;
    study.write(script, session_id('a'));
    Store store = opened(study.path());
    refreshed(store);
    auto rows = store.rows(session_id('a'));
    BOOST_REQUIRE(rows);
    BOOST_TEST(same(*rows, *events::derive_rows(script.events())));
    return std::move(*rows);
}

/// Changes one letter in the middle of line `line` (from 1) of a journal.
void spoil(std::string const& path, std::size_t line)
{
    std::string bytes = *base::read_file(path);
    std::size_t at = 0;
    for (std::size_t i = 1; i < line; ++i) {
        at = bytes.find('\n', at) + 1;
    }
    bytes[at + 10] = static_cast<char>(bytes[at + 10] ^ 1);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    // Whatever the clock's grain, the file is younger than before.
    std::filesystem::last_write_time(
        path, std::filesystem::last_write_time(path) + std::chrono::seconds(1));
}

std::int64_t ask(StudyFolder const& study, char const* question)
{
    SQLite::Database database(index_path(study.path()), SQLite::OPEN_READONLY);
    return database.execAndGet(question).getInt64();
}

} // namespace

BOOST_AUTO_TEST_SUITE(store)

BOOST_AUTO_TEST_CASE(gives_back_rows_as_they_were_derived)
{
    StudyFolder const study;
    auto const script = script_of(header_of(session_id('a'), "P1"), 12);
    study.write(script, session_id('a'));
    Store store = opened(study.path());
    RefreshReport const report = refreshed(store);
    BOOST_TEST(report.added == std::vector{session_id('a')}, boost::test_tools::per_element());
    auto const rows = store.rows(session_id('a'));
    BOOST_REQUIRE(rows);
    BOOST_TEST(rows->rows.size() == 12U);
    BOOST_TEST(same(*rows, *events::derive_rows(script.events())));
    BOOST_TEST(rows->rows[0].conditions.at("word") == "p\u00e4rk \"a\"");
    BOOST_TEST(store.rows("none").error().what == "the index holds no session 'none'");
}

BOOST_AUTO_TEST_CASE(keeps_what_answered_each_question)
{
    using events::testing::at_us;
    events::testing::SessionScript script(header_of(session_id('a'), "P1"));
    script.part(1, R"({"name":"probe","kind":"block"})")
        .trial(1,
               R"({"trial":"probe","block":1,"in_block":1,"conditions":{},)"
               R"("stages":[{"name":"probe","kind":"keys"}]})")
        .onset(0, at_us(1'000, 1'000))
        .input(at_us(5'000, 6'000), "MouseRight")
        .response(0, at_us(5'000, 6'000), R"({"value":"F"})")
        .end_trial();
    events::SessionRows const rows = kept(script);
    BOOST_REQUIRE(rows.rows.size() == 1U);
    BOOST_TEST(rows.rows[0].answered_by.value_or("NA") == "MouseRight");
}

BOOST_AUTO_TEST_CASE(keeps_what_other_machines_were_told)
{
    using events::testing::at_us;
    events::testing::SessionScript script(header_of(session_id('a'), "P1"));
    script.part(1, R"({"name":"probe","kind":"block"})")
        .trial(1,
               R"({"trial":"probe","block":1,"in_block":1,"conditions":{},)"
               R"("stages":[{"name":"words"},{"name":"probe","kind":"keys"}]})")
        .onset(0, at_us(1'000, 1'000))
        .trigger(0, at_us(1'100, 1'120), 255)
        .onset(1, {})
        .trigger(1, at_us(5'000, 6'000), 1)
        .end_trial("aborted");
    events::SessionRows const rows = kept(script);
    BOOST_REQUIRE(rows.triggers.size() == 2U);
    BOOST_TEST(rows.triggers[0].code == 255);
}

BOOST_AUTO_TEST_CASE(the_tables_answer_plain_questions)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 12), session_id('a'));
    {
        Store store = opened(study.path());
        refreshed(store);
    }
    BOOST_TEST(ask(study,
                   "SELECT count(*) FROM session WHERE participant = 'P1' AND visit = 2 AND "
                   "seed = '18446744073709551615' AND outcome = 'complete' AND "
                   "frame_ns = 10000000 AND journal_state = 'intact'") == 1);
    BOOST_TEST(ask(study,
                   "SELECT count(*) FROM response WHERE conditions ->> 'kind' = 'neutral' "
                   "AND correct = 1 AND rt_lo = 450000000 AND rt_at = 450500000 "
                   "AND rt_hi = 451000000") == 10);
    BOOST_TEST(ask(study,
                   "SELECT count(*) FROM response WHERE response IS NULL AND rt_lo IS NULL "
                   "AND correct = 0") == 2);
    BOOST_TEST(ask(study, "SELECT count(*) FROM exposure WHERE achieved_ms = 500.0") == 12);
    BOOST_TEST(ask(study, "SELECT count(*) FROM quality WHERE what = 'focus lost'") == 1);
    BOOST_TEST(ask(study, "PRAGMA user_version") == 7);
    SQLite::Database database(index_path(study.path()), SQLite::OPEN_READONLY);
    BOOST_TEST(database.execAndGet("PRAGMA journal_mode").getString() == "wal");
    BOOST_TEST(database.execAndGet("PRAGMA integrity_check").getString() == "ok");
}

BOOST_AUTO_TEST_CASE(is_for_its_owner_alone)
{
    StudyFolder const study;
    Store store = opened(study.path());
    study.write(script_of(header_of(session_id('a'), "P1"), 1), session_id('a'));
    refreshed(store);
    for (char const* ending : {"", "-wal", "-shm"}) {
        struct stat facts {};
        BOOST_REQUIRE(::stat((index_path(study.path()) + ending).c_str(), &facts) == 0);
        BOOST_TEST((facts.st_mode & 07777U) == 0600U);
    }
}

BOOST_AUTO_TEST_CASE(refreshing_again_changes_nothing)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 2), session_id('a'));
    Store store = opened(study.path());
    BOOST_TEST(refreshed(store).added.size() == 1U);
    RefreshReport const again = refreshed(store);
    BOOST_TEST(again.added.empty());
    BOOST_TEST(again.updated.empty());
    // A new time alone is no change either.
    std::filesystem::last_write_time(study.journal(session_id('a')),
                                     std::filesystem::file_time_type{});
    BOOST_TEST(refreshed(store).updated.empty());
    BOOST_TEST(*store.row_count() == 2U);
}

BOOST_AUTO_TEST_CASE(follows_a_session_while_it_is_recorded)
{
    StudyFolder const study;
    Store store = opened(study.path());
    auto const script = script_of(header_of(session_id('a'), "P1"), 2);
    {
        auto writer = JournalWriter::create(study.path(), session_id('a'));
        for (std::size_t i = 0; i < 10; ++i) {
            BOOST_REQUIRE(writer->append(script.events()[i].event, script.events()[i].text));
        }
        BOOST_REQUIRE(writer->flush());
        RefreshReport const report = refreshed(store);
        BOOST_TEST(report.added.size() == 1U);
        BOOST_REQUIRE(report.running.size() == 1U);
        BOOST_TEST(report.running[0].trials == 1U);
        BOOST_TEST(report.unfinished.empty());
        for (std::size_t i = 10; i < script.events().size(); ++i) {
            BOOST_REQUIRE(writer->append(script.events()[i].event, script.events()[i].text));
        }
    }
    RefreshReport const report = refreshed(store);
    BOOST_TEST(report.updated.size() == 1U);
    BOOST_TEST(report.running.empty());
    BOOST_TEST(store.sessions()->at(0).outcome == "complete");
    BOOST_TEST(*store.row_count() == 2U);
}

BOOST_AUTO_TEST_CASE(reports_unfinished_and_torn_sessions_each_time)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 2, false), session_id('a'));
    std::ofstream(study.journal(session_id('a')), std::ios::app) << "{\"n\":17,";
    Store store = opened(study.path());
    for (int i = 0; i < 2; ++i) {
        RefreshReport const report = refreshed(store);
        Finding const expected{session_id('a'),
                               "P1",
                               2,
                               1,
                               "dot_probe",
                               2,
                               "the last line (line 18) is incomplete: 8 bytes dropped, 17 events "
                               "kept"};
        BOOST_REQUIRE(report.unfinished.size() == 1U);
        BOOST_TEST((report.unfinished[0] == expected));
        BOOST_REQUIRE(report.torn.size() == 1U);
        BOOST_TEST((report.torn[0] == expected));
        BOOST_TEST(report.broken.empty());
    }
}

BOOST_AUTO_TEST_CASE(of_a_broken_journal_it_takes_what_stands_before_the_fault)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 3), session_id('a'));
    spoil(study.journal(session_id('a')), 12); // In the second trial.
    Store store = opened(study.path());
    RefreshReport const report = refreshed(store);
    BOOST_REQUIRE(report.broken.size() == 1U);
    BOOST_TEST(report.broken[0].trials == 1U);
    BOOST_TEST(report.broken[0].what.starts_with("line 12 is not as it was written ("));
    BOOST_TEST(*store.row_count() == 1U);
    BOOST_TEST(store.sessions()->at(0).journal_state == "broken");
}

BOOST_AUTO_TEST_CASE(what_a_journal_lost_later_the_index_keeps_and_says)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 3), session_id('a'));
    Store store = opened(study.path());
    refreshed(store);
    spoil(study.journal(session_id('a')), 12);
    for (int i = 0; i < 2; ++i) {
        RefreshReport const report = refreshed(store);
        BOOST_TEST(report.updated.empty());
        BOOST_REQUIRE(report.broken.size() == 1U);
        BOOST_TEST(report.broken[0].what.find("the index holds 15 more and keeps them") !=
                   std::string::npos);
        BOOST_TEST(*store.row_count() == 3U);
    }
    std::filesystem::remove(study.journal(session_id('a')));
    RefreshReport const report = refreshed(store);
    BOOST_REQUIRE(report.missing.size() == 1U);
    BOOST_TEST(report.missing[0].what ==
               "its journal is gone; the index still holds 26 events of it");
    BOOST_TEST(*store.row_count() == 3U);
}

BOOST_AUTO_TEST_CASE(journals_without_sense_are_reported_and_left_out)
{
    StudyFolder const study;
    study.folder.write("data/sessions/" + session_id('a') + ".jsonl", "");
    study.folder.write("data/sessions/" + session_id('b') + ".jsonl", "not a journal\n");
    events::testing::SessionScript no_order(header_of(session_id('c'), "P1"));
    study.write(no_order.end_part(), session_id('c'));
    study.write(script_of(header_of(session_id('e'), "P1"), 1), session_id('d'));
    std::filesystem::create_directory(study.journal(session_id('f')));
    study.write(script_of(header_of(session_id('0'), "P2"), 1), session_id('0'));
    Store store = opened(study.path());
    RefreshReport const report = refreshed(store);
    BOOST_TEST(report.added == std::vector{session_id('0')}, boost::test_tools::per_element());
    std::vector<std::string> whats;
    for (Finding const& finding : report.unreadable) {
        whats.push_back(finding.session.substr(0, 1) + ": " + finding.what);
    }
    BOOST_REQUIRE(whats.size() == 5U);
    BOOST_TEST(whats[0] == "a: intact, 0 events");
    BOOST_TEST(whats[1] == "b: line 1 is not as it was written (it does not end with its hash): 14 "
                           "bytes left out, 0 events kept");
    BOOST_TEST(whats[2] == "c: event 1 (part_end): part 0 is not running");
    BOOST_TEST(whats[3] == "d: it is the journal of session " + session_id('e'));
    BOOST_TEST(whats[4] == "f: this is a folder, not a file");
}

BOOST_AUTO_TEST_CASE(rebuilding_from_the_journals_gives_the_same_index)
{
    StudyFolder const study;
    for (char const digit : {'a', 'b', 'c'}) {
        study.write(script_of(header_of(session_id(digit), std::string("P") + digit), 4),
                    session_id(digit));
    }
    std::vector<events::SessionRows> before;
    {
        Store store = opened(study.path());
        refreshed(store);
        for (char const digit : {'a', 'b', 'c'}) {
            before.push_back(*store.rows(session_id(digit)));
        }
    }
    std::ofstream(index_path(study.path()), std::ios::trunc) << "this is no database, but long "
                                                                "enough to be looked at as one";
    auto const damaged = Store::open(study.path(), StoreMode::read_write);
    BOOST_REQUIRE(!damaged);
    BOOST_TEST(damaged.error().what ==
               "the index '" + index_path(study.path()) + "' is damaged: file is not a database");
    Store rebuilt = opened(study.path(), StoreMode::rebuild);
    BOOST_TEST(refreshed(rebuilt).added.size() == 3U);
    for (auto const& rows : before) {
        BOOST_TEST(same(*rebuilt.rows(rows.header.session), rows));
    }
}

BOOST_AUTO_TEST_CASE(refuses_files_of_newer_versions_and_of_others)
{
    StudyFolder const study;
    std::string const path = index_path(study.path());
    opened(study.path());
    {
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        database.exec("PRAGMA user_version = 8");
    }
    BOOST_TEST(Store::open(study.path(), StoreMode::read_only).error().what ==
               "'" + path +
                   "' was made by a newer version of the program (index 8, this one knows 7)");
    {
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        database.exec("PRAGMA application_id = 7");
    }
    BOOST_TEST(Store::open(study.path(), StoreMode::read_write).error().what ==
               "'" + path + "' is a SQLite file of another program");
}

BOOST_AUTO_TEST_CASE(an_index_of_an_earlier_version_is_made_anew)
{
    StudyFolder const study;
    auto const script = script_of(header_of(session_id('a'), "P1"), 3);
    study.write(script, session_id('a'));
    std::string const path = index_path(study.path());
    {
        Store store = opened(study.path());
        refreshed(store);
    }
    {
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        database.exec("DROP TABLE response; CREATE TABLE response (old TEXT) STRICT");
        database.exec("PRAGMA user_version = 1");
    }
    BOOST_TEST(Store::open(study.path(), StoreMode::read_only).error().what ==
               "'" + path + "' was made by an earlier version of the program");
    Store store = opened(study.path());
    refreshed(store);
    BOOST_TEST(same(*store.rows(session_id('a')), *events::derive_rows(script.events())));
    BOOST_TEST(ask(study, "PRAGMA user_version") == 7);
}

BOOST_AUTO_TEST_CASE(reading_alone_needs_an_index_and_cannot_change_it)
{
    StudyFolder const study;
    BOOST_TEST(Store::open(study.path(), StoreMode::read_only).error().what ==
               "the index '" + index_path(study.path()) +
                   "' cannot be used: unable to open database file");
    study.write(script_of(header_of(session_id('a'), "P1"), 1), session_id('a'));
    {
        Store store = opened(study.path());
        refreshed(store);
    }
    Store store = opened(study.path(), StoreMode::read_only);
    BOOST_TEST(*store.row_count() == 1U);
    BOOST_TEST(store.save_scores({}).error().what ==
               "the index '" + index_path(study.path()) +
                   "' cannot be used: attempt to write a readonly database");
}

BOOST_AUTO_TEST_CASE(a_folder_without_a_study_gets_no_index)
{
    support::TemporaryFolder const folder;
    for (StoreMode const mode : {StoreMode::read_write, StoreMode::read_only, StoreMode::rebuild}) {
        BOOST_TEST(Store::open(folder.path(), mode).error().what ==
                   "there is no study in '" + folder.path() + "'");
    }
    BOOST_TEST(!std::filesystem::exists(index_path(folder.path())));
}

BOOST_AUTO_TEST_CASE(knows_earlier_attempts)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('c'), "P1", 1), 2, false), session_id('c'));
    study.write(script_of(header_of(session_id('a'), "P1", 2), 5), session_id('a'));
    study.write(script_of(header_of(session_id('b'), "P2", 1), 5), session_id('b'));
    Store store = opened(study.path());
    refreshed(store);
    auto const attempts = store.find_attempts("P1", 2, "dot_probe");
    BOOST_REQUIRE(attempts);
    BOOST_REQUIRE(attempts->size() == 2U);
    BOOST_TEST((*attempts)[0].header.session == session_id('c'));
    BOOST_TEST((*attempts)[0].outcome == "unfinished");
    BOOST_TEST((*attempts)[0].trial_count == 2U);
    BOOST_TEST((*attempts)[1].header.attempt == 2);
    BOOST_TEST(store.find_attempts("P1", 1, "dot_probe")->empty());
    BOOST_TEST(store.find_attempts("P1", 2, "other")->empty());
    BOOST_TEST(store.find_attempts("p1' OR '1'='1", 2, "dot_probe")->empty());
}

BOOST_AUTO_TEST_CASE(walks_all_sessions_in_order_and_stops_when_told)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P2"), 1), session_id('a'));
    study.write(script_of(header_of(session_id('b'), "P1", 2), 1), session_id('b'));
    study.write(script_of(header_of(session_id('c'), "P1", 1), 1), session_id('c'));
    Store store = opened(study.path());
    refreshed(store);
    std::string order;
    BOOST_REQUIRE(store.for_each([&](events::SessionRows const& rows) {
        order += rows.header.session[0];
        return base::Result<void>();
    }));
    BOOST_TEST(order == "cba");
    std::string listed;
    auto const sessions = *store.sessions();
    for (SessionFacts const& facts : sessions) {
        listed += facts.header.session[0];
    }
    BOOST_TEST(listed == "cba");
    BOOST_TEST(sessions[0].row_count == 1U);
    BOOST_TEST(sessions[0].journal_says == "intact, 12 events");
    auto const stopped = store.for_each([&](events::SessionRows const&) {
        return base::Result<void>(base::Error{"enough", ""});
    });
    BOOST_TEST(stopped.error().what == "enough");
}

BOOST_AUTO_TEST_CASE(names_the_columns_of_all_sessions)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 1), session_id('a'));
    study.write(script_of(header_of(session_id('b'), "P2"), 1), session_id('b'));
    Store store = opened(study.path());
    refreshed(store);
    ColumnNames const names = *store.column_names();
    BOOST_TEST(names.conditions == (std::vector<std::string>{"kind", "word"}),
               boost::test_tools::per_element());
    BOOST_TEST(names.critical_stages == std::vector<std::string>{"pair"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(keeps_scores_until_the_data_change)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 1), session_id('a'));
    Store store = opened(study.path());
    refreshed(store);
    std::vector<Score> const scores{
        {session_id('a'), "P1", 2, "bias", -12.5, {}, 96, "dot_probe 1"},
        {"", "P1", 2, "style", {}, "secure", {}, "midpoint"},
        {"", "P1", 2, "anxiety", {}, {}, 0, "wm24"}};
    BOOST_REQUIRE(store.save_scores({scores[0]}));
    BOOST_REQUIRE(store.save_scores(scores));
    BOOST_TEST((*store.scores() == scores));
    refreshed(store);
    BOOST_TEST((*store.scores() == scores));
    study.write(script_of(header_of(session_id('b'), "P2"), 1), session_id('b'));
    refreshed(store);
    BOOST_TEST(store.scores()->empty());
    Score unknown = scores[0];
    unknown.session = session_id('9');
    BOOST_TEST(
        store.save_scores({unknown}).error().what.ends_with("FOREIGN KEY constraint failed"));
}

BOOST_AUTO_TEST_CASE(two_stores_may_refresh_the_same_study)
{
    StudyFolder const study;
    Store first = opened(study.path());
    Store second = opened(study.path());
    study.write(script_of(header_of(session_id('a'), "P1"), 1), session_id('a'));
    BOOST_TEST(refreshed(first).added.size() == 1U);
    BOOST_TEST(refreshed(second).added.empty());
    BOOST_TEST(*second.row_count() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
