// SPDX-License-Identifier: MIT
// A withdrawn session: no byte of it is left, and erasing that was cut off is done by the next
// start.
#include "base/text.h"
#include "record/copies.h"
#include "record/store.h"
#include "record/study_folder.h"
#include "support/files_with.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <functional>

using namespace securebase;
using namespace securebase::record;
using namespace securebase::record::testing;
using support::files_with;

namespace fs = std::filesystem;

namespace {

std::string const gone = session_id('b');
std::string const answer = "tell nobody";
std::string const code = "P-wants-out";
constexpr std::int64_t rt_ns = 431'219'000; // No other session of these studies has it.

/// `trials` answers with their reaction time, enough for several pages of the index.
events::testing::SessionScript
telling(events::Header const& header, std::string const& text, std::int64_t rt_us, int trials)
{
    using events::testing::at_us;
    events::testing::SessionScript script(header);
    script.part(1, R"({"name":"probe","kind":"block"})");
    for (int i = 1; i <= trials; ++i) {
        std::int64_t const start = std::int64_t{i} * 2'000'000;
        script.trial(static_cast<std::uint32_t>(i),
                     R"({"trial":"probe","block":1,"in_block":)" + std::to_string(i) +
                         R"(,"practice":false,"conditions":{"kind":"neutral"},)"
                         R"("stages":[{"name":"probe","kind":"type"}]})");
        script.onset(0, at_us(start, start), {}, 0);
        script.response(0,
                        at_us(start + rt_us, start + rt_us),
                        R"({"value":")" + text + " " + std::to_string(i) + R"("})",
                        1U);
        script.onset(1, at_us(start + 1'500'000, start + 1'500'000), {}, 0).end_trial();
    }
    return script;
}

void end(events::testing::SessionScript& script, std::string_view outcome)
{
    script.end_part().plain(events::EventKind::session_end, outcome);
}

events::testing::SessionScript whole(std::string const& session,
                                     std::string const& participant,
                                     std::string const& text,
                                     std::int64_t rt_us)
{
    auto script = telling(header_of(session, participant), text, rt_us, 60);
    end(script, "complete");
    return script;
}

/// Three sessions; that of the one who will leave stands between the others in every table. It was
/// indexed while it ran and again when it had ended, so that its rows were moved about.
struct ThreeSessions : StudyFolder {
    ThreeSessions()
    {
        write(whole(session_id('a'), "P1", "first", 500'111), session_id('a'));
        write(telling(header_of(gone, code), answer, rt_ns / 1000, 25), gone);
        {
            Store store = opened(path());
            refreshed(store);
            fs::remove(journal(gone));
            write(whole(gone, code, answer, rt_ns / 1000), gone);
            refreshed(store);
            write(whole(session_id('c'), "P3", "third", 500'333), session_id('c'));
            refreshed(store);
            BOOST_REQUIRE(store.save_scores({{"", code, 2, "bias", 12.5, {}, 60, "tell nobody"}}));
        }
    }

    void withdraw() const
    {
        Store store = opened(path());
        auto const done = store.withdraw(gone, WithdrawnBy::command, "2026-03-09");
        BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().what));
    }
};

void nothing_is_left(std::string const& path)
{
    std::vector<std::string> const none;
    for (std::string const& bytes :
         {answer, code, std::to_string(rt_ns), support::big_endian(rt_ns, 4)}) {
        BOOST_TEST(files_with(path, bytes) == none, boost::test_tools::per_element());
    }
    BOOST_TEST(!fs::exists(journal_path(path, gone)));
}

void others_are_whole(std::string const& path)
{
    Store store = opened(path);
    auto const sessions = store.sessions();
    BOOST_REQUIRE(sessions);
    BOOST_REQUIRE(sessions->size() == 2U);
    BOOST_TEST((*sessions)[0].header.participant == "P1");
    BOOST_TEST((*sessions)[1].header.participant == "P3");
    BOOST_TEST((*sessions)[0].row_count == 60U);
    BOOST_TEST((*sessions)[1].row_count == 60U);
    SQLite::Database database(index_path(path), SQLite::OPEN_READONLY);
    BOOST_TEST(database.execAndGet("PRAGMA integrity_check").getString() == "ok");
    BOOST_TEST(database.execAndGet("PRAGMA user_version").getInt() > 0);
}

/// The study as a machine leaves it that stops at this moment.
struct AfterCrash {
    support::TemporaryFolder folder;
    std::string path = folder.path() + "/data";
    explicit AfterCrash(std::string const& study)
    {
        fs::copy(study, path, fs::copy_options::recursive);
    }
};

std::string erasing_stub(bool erased)
{
    return R"({"format":1,"session":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","study":"real",)"
           R"("experiment":"dot_probe","visit":2,"began":"2026-03-01",)"
           R"("withdrawn":"2026-03-09","by":"command","erased":)" +
           std::string(erased ? "true" : "false") + "}\n";
}

void write_file(std::string const& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(withdrawal)

BOOST_AUTO_TEST_CASE(no_byte_of_the_session_stays)
{
    ThreeSessions const study;
    // The search finds what is there.
    std::string const journal = "sessions/" + gone + ".jsonl";
    auto const holding = files_with(study.path(), answer);
    BOOST_TEST(holding == (std::vector{journal, std::string("study.sqlite")}),
               boost::test_tools::per_element());
    BOOST_TEST(files_with(study.path(), support::big_endian(rt_ns, 4)) ==
                   std::vector{std::string("study.sqlite")},
               boost::test_tools::per_element());
    study.withdraw();
    nothing_is_left(study.path());
    others_are_whole(study.path());
}

BOOST_AUTO_TEST_CASE(its_bytes_are_overwritten_before_its_name_goes)
{
    ThreeSessions const study;
    std::string const other_name = study.folder.path() + "/hard-link";
    fs::create_hard_link(study.journal(gone), other_name);
    auto const size = fs::file_size(other_name);
    study.withdraw();
    std::string const bytes = *base::read_file(other_name);
    BOOST_TEST(bytes.size() == size);
    BOOST_TEST(bytes.find_first_not_of('\0') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_stub_says_when_and_how_and_no_more)
{
    ThreeSessions const study;
    study.withdraw();
    BOOST_TEST(*base::read_file(stub_path(study.path(), gone)) == erasing_stub(true));
    Store store = opened(study.path());
    RefreshReport const report = refreshed(store);
    BOOST_TEST(report.withdrawn == 1U);
    BOOST_TEST(report.erased.empty());
    BOOST_TEST(report.missing.empty());
    // Repeating it changes nothing, not even the day.
    BOOST_REQUIRE(store.withdraw(gone, WithdrawnBy::participant, "2027-01-01"));
    BOOST_TEST(*base::read_file(stub_path(study.path(), gone)) == erasing_stub(true));
}

BOOST_AUTO_TEST_CASE(what_the_participant_chose_is_done_by_the_next_start)
{
    StudyFolder const study;
    auto ended = telling(header_of(gone, code), answer, rt_ns / 1000, 12);
    ended.plain(events::EventKind::stop, "withdraw");
    end(ended, "withdrawn");
    study.write(ended, gone);
    auto cut_off = telling(header_of(session_id('d'), code), answer, rt_ns / 1000, 12);
    cut_off.plain(events::EventKind::stop, "withdraw");
    study.write(cut_off, session_id('d'));
    auto kept = telling(header_of(session_id('e'), "P5"), "kept", 500'555, 12);
    kept.plain(events::EventKind::stop, "go_on").plain(events::EventKind::stop, "keep");
    end(kept, "stopped");
    study.write(kept, session_id('e'));

    Store store = opened(study.path());
    RefreshReport const report = refreshed(store);
    nothing_is_left(study.path());
    BOOST_REQUIRE(report.erased.size() == 2U);
    BOOST_TEST(report.erased[0].session == gone);
    BOOST_TEST(report.erased[0].what == "withdrawn: nothing of it is kept");
    BOOST_TEST(report.erased[1].session == session_id('d'));
    BOOST_TEST(report.added == std::vector{session_id('e')}, boost::test_tools::per_element());
    BOOST_TEST(report.withdrawn == 2U);
    auto const stub = read_stub(study.path(), session_id('d'));
    BOOST_REQUIRE(stub);
    BOOST_TEST((stub->by == WithdrawnBy::participant));
    BOOST_TEST(stub->withdrawn.has_value());
    BOOST_TEST(stub->erased);
}

BOOST_AUTO_TEST_CASE(what_an_older_program_only_marked_is_erased)
{
    StudyFolder const study;
    study.write(whole(gone, code, answer, rt_ns / 1000), gone);
    {
        Store store = opened(study.path());
        refreshed(store);
    }
    {
        SQLite::Database database(index_path(study.path()), SQLite::OPEN_READWRITE);
        database.exec("UPDATE session SET outcome = 'withdrawn'");
    }
    auto script = telling(header_of(gone, code), answer, rt_ns / 1000, 60);
    end(script, "withdrawn");
    fs::remove(study.journal(gone));
    study.write(script, gone);
    Store store = opened(study.path());
    BOOST_TEST(refreshed(store).erased.size() == 1U);
    nothing_is_left(study.path());
}

BOOST_AUTO_TEST_CASE(erasing_that_was_cut_off_anywhere_is_finished)
{
    using Step = std::function<void(std::string const&)>;
    auto const stub = [](std::string const& path) {
        write_file(stub_path(path, gone) + ".new", "{\"for"); // What an earlier try left.
        write_file(stub_path(path, gone), erasing_stub(false));
    };
    auto const half = [](std::string const& path) {
        std::fstream file(journal_path(path, gone), std::ios::in | std::ios::out);
        file << std::string(4000, '\0');
    };
    auto const zeros = [](std::string const& path) {
        auto const size = fs::file_size(journal_path(path, gone));
        write_file(journal_path(path, gone), std::string(size, '\0'));
    };
    auto const removed = [](std::string const& path) { fs::remove(journal_path(path, gone)); };
    std::vector<std::pair<std::string, Step>> const steps{
        {"stub", stub}, {"half overwritten", half}, {"overwritten", zeros}, {"removed", removed}};
    for (std::size_t done = 1; done <= steps.size(); ++done) {
        BOOST_TEST_CONTEXT("cut off after: " << steps[done - 1].first)
        {
            ThreeSessions const study;
            for (std::size_t i = 0; i < done; ++i) {
                steps[i].second(study.path());
            }
            AfterCrash const found(study.path());
            {
                Store store = opened(found.path);
                RefreshReport const report = refreshed(store);
                BOOST_TEST(report.erased.size() == 1U);
                BOOST_TEST(report.not_erased.empty());
                BOOST_TEST(report.missing.empty());
                BOOST_TEST(report.broken.empty());
            }
            nothing_is_left(found.path);
            others_are_whole(found.path);
            BOOST_TEST(*base::read_file(stub_path(found.path, gone)) == erasing_stub(true));
            BOOST_TEST(!fs::exists(stub_path(found.path, gone) + ".new"));
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_that_left_the_tables_but_not_the_log_are_erased)
{
    ThreeSessions const study;
    write_file(stub_path(study.path(), gone), erasing_stub(false));
    fs::remove(study.journal(gone));
    SQLite::Database database(index_path(study.path()), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = ON");
    database.exec("PRAGMA secure_delete = OFF");
    // Touching the rows puts their pages into the log; then they go, and the machine stops.
    database.exec("UPDATE response SET changes = changes + 1");
    database.exec("DELETE FROM session WHERE session = '" + gone + "'");
    database.exec("DELETE FROM score");
    AfterCrash const found(study.path());
    auto const holding = files_with(found.path, answer);
    BOOST_TEST(std::ranges::count(holding, std::string("study.sqlite-wal")) == 1);
    Store store = opened(found.path);
    BOOST_TEST(refreshed(store).erased.size() == 1U);
    nothing_is_left(found.path);
    others_are_whole(found.path);
}

BOOST_AUTO_TEST_CASE(a_copy_that_is_put_back_does_not_bring_it_back)
{
    ThreeSessions const study;
    std::string const bytes = *base::read_file(study.journal(gone));
    study.withdraw();
    write_file(study.journal(gone), bytes);
    {
        Store store = opened(study.path());
        BOOST_TEST(refreshed(store).erased.size() == 1U);
    }
    nothing_is_left(study.path());
    auto const again = JournalWriter::create(study.path(), gone);
    BOOST_REQUIRE(!again);
    BOOST_TEST(again.error().what ==
               "session " + gone + " was withdrawn; it cannot be recorded again");
}

BOOST_AUTO_TEST_CASE(a_rebuilt_index_knows_only_that_there_was_one)
{
    ThreeSessions const study;
    study.withdraw();
    Store store = opened(study.path(), StoreMode::rebuild);
    RefreshReport const report = refreshed(store);
    BOOST_TEST(report.added == (std::vector{session_id('a'), session_id('c')}),
               boost::test_tools::per_element());
    BOOST_TEST(report.withdrawn == 1U);
    BOOST_TEST(report.unreadable.empty());
    BOOST_TEST(store.find_attempts(code, 2, "dot_probe")->empty());
}

BOOST_AUTO_TEST_CASE(a_session_that_is_being_recorded_stays_as_it_is)
{
    StudyFolder const study;
    auto writer = JournalWriter::create(study.path(), gone);
    BOOST_REQUIRE(writer);
    auto script = telling(header_of(gone, code), answer, rt_ns / 1000, 2);
    script.plain(events::EventKind::stop, "withdraw");
    for (auto const& stored : script.events()) {
        BOOST_REQUIRE(writer->append(stored.event, stored.text));
    }
    BOOST_REQUIRE(writer->sync());
    Store store = opened(study.path());
    auto const refused = store.withdraw(gone, WithdrawnBy::command, "2026-03-09");
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().what == "the session is being recorded at this moment");
    BOOST_TEST(!has_stub(study.path(), gone));
    BOOST_TEST(refreshed(store).erased.empty()); // Who records it erases it.
    BOOST_TEST(store.sessions()->empty());
    BOOST_TEST(fs::exists(study.journal(gone)));
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_read_can_be_withdrawn)
{
    StudyFolder const study;
    write_file(study.journal(gone), answer + " and no line of a journal");
    Store store = opened(study.path());
    BOOST_REQUIRE(store.withdraw(gone, WithdrawnBy::command, "2026-03-09"));
    nothing_is_left(study.path());
    auto const stub = read_stub(study.path(), gone);
    BOOST_REQUIRE(stub);
    BOOST_TEST(!stub->experiment.has_value());
    BOOST_TEST(!stub->visit.has_value());
    BOOST_TEST(!stub->began.has_value());
}

BOOST_AUTO_TEST_CASE(a_spoilt_stub_erases_nothing_and_is_told)
{
    ThreeSessions const study;
    std::string const stub = stub_path(study.path(), gone);
    auto const told = [&](std::string_view text) {
        write_file(stub, text);
        Store store = opened(study.path());
        RefreshReport const report = refreshed(store);
        BOOST_REQUIRE(report.not_erased.size() == 1U);
        BOOST_TEST(fs::exists(study.journal(gone)));
        return report.not_erased[0].what;
    };
    std::string const start = "cannot use '" + stub + "': ";
    BOOST_TEST(told("") == start + "it is no stub of a withdrawn session");
    BOOST_TEST(told("{\"format\":1}") == start + "it is no stub of a withdrawn session");
    BOOST_TEST(told("{\"format\":2}") == start + "it was made by a newer version of the program");
    std::string other = erasing_stub(false);
    other.replace(other.find("bbbb"), 4, "dddd");
    BOOST_TEST(told(other) == "'" + stub + "' is the stub of session dddd" + std::string(28, 'b'));
}

BOOST_AUTO_TEST_CASE(names_that_are_no_session_are_refused)
{
    StudyFolder const study;
    Store store = opened(study.path());
    auto const why = [&](std::string const& session) {
        return store.withdraw(session, WithdrawnBy::command, "2026-03-09").error().what;
    };
    BOOST_TEST(why("../study") == "'../study' is no session: it needs 32 hexadecimal digits");
    BOOST_TEST(why(gone) == "there is no session '" + gone + "' in '" + study.path() + "'");
}

BOOST_AUTO_TEST_CASE(copies_inside_the_folder_are_found)
{
    ThreeSessions const study;
    study.folder.write("data/export/trials.csv", std::string(1'048'570, 'x') + gone + ",1\n");
    study.folder.write("data/export/other.csv", "nothing of it");
    study.folder.write("data/backup/sessions/" + gone + ".jsonl", "{\"session\":\"" + gone + "\"}");
    auto const found = find_copies(study.path() + "/", {session_id('0'), gone});
    std::vector<std::string> const expected{study.path() + "/backup/sessions/" + gone + ".jsonl",
                                            study.path() + "/export/trials.csv"};
    BOOST_TEST(found == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
