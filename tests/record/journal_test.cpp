// SPDX-License-Identifier: MIT
// Journals: the exact bytes, cut and changed at every place, and disks that refuse.
#include "base/hash.h"
#include "base/text.h"
#include "events/session_script.h"
#include "record/files.h"
#include "record/journal.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace securebase;
using namespace securebase::record;
using events::testing::SessionScript;

namespace {

std::string const session = "00112233445566778899aabbccddeeff";

/// A data folder with room for journals.
struct DataFolder {
    support::TemporaryFolder folder;
    DataFolder() { std::filesystem::create_directories(path() + "/sessions"); }
    std::string path() const { return folder.path(); }
    std::string journal() const { return journal_path(path(), session); }
};

std::vector<events::StoredEvent> sample_events()
{
    SessionScript script;
    script.part(1, R"({"name":"mood","kind":"ask"})");
    script.trial(1, R"({"trial":"mood","block":0,"in_block":1,"conditions":{},"stages":[]})");
    script.onset(0, events::testing::at_us(1, 2), 30, 0).end_trial();
    script.plain(events::EventKind::note, "a \"quoted\" note\nof two lines");
    script.end_part().plain(events::EventKind::session_end, "complete");
    return script.events();
}

std::string written(DataFolder const& data, std::vector<events::StoredEvent> const& events)
{
    auto writer = JournalWriter::create(data.path(), session);
    BOOST_REQUIRE(writer);
    for (auto const& stored : events) {
        BOOST_REQUIRE(writer->append(stored.event, stored.text));
    }
    BOOST_REQUIRE(writer->sync());
    return *base::read_file(writer->path());
}

std::vector<std::size_t> ends_of_lines(std::string_view bytes)
{
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n') {
            ends.push_back(i + 1);
        }
    }
    return ends;
}

bool starts_with(std::vector<events::StoredEvent> const& all, Journal const& journal)
{
    return journal.events.size() <= all.size() &&
           std::equal(journal.events.begin(), journal.events.end(), all.begin());
}

} // namespace

BOOST_AUTO_TEST_SUITE(journal)

BOOST_AUTO_TEST_CASE(a_line_is_the_event_and_a_hash_over_it_and_the_line_before)
{
    DataFolder const data;
    events::Event note;
    std::string const bytes = written(data, {{0, note, "one"}, {1, note, "two"}});
    std::string const first_body = R"({"n":0,"kind":"note","text":"one")";
    std::string const first = base::chain_hex("0000000000000000", first_body);
    std::string const second_body = R"({"n":1,"kind":"note","text":"two")";
    std::string const second = base::chain_hex(first, second_body);
    BOOST_TEST(bytes == first_body + ",\"h\":\"" + first + "\"}\n" + second_body + ",\"h\":\"" +
                            second + "\"}\n");
    // The worked example of docs/formats/journal.md.
    BOOST_TEST(first == "254e36a701dbc922");
    BOOST_TEST(second == "46f0ec3f2e5d41f6");
}

BOOST_AUTO_TEST_CASE(reads_back_what_was_written)
{
    DataFolder const data;
    auto const events = sample_events();
    written(data, events);
    auto const read = read_journal(data.journal());
    BOOST_REQUIRE(read);
    BOOST_TEST((read->events == events));
    BOOST_TEST((read->state == JournalState::intact));
    BOOST_TEST(read->ended);
    BOOST_TEST(to_sentence(*read) == "intact, 8 events");
}

BOOST_AUTO_TEST_CASE(cut_at_every_byte_it_yields_exactly_the_whole_lines)
{
    DataFolder const data;
    auto const events = sample_events();
    std::string const bytes = written(data, events);
    auto const ends = ends_of_lines(bytes);
    BOOST_REQUIRE(ends.size() == events.size());
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        Journal const read = parse_journal(std::string_view(bytes).substr(0, size));
        std::size_t lines = 0;
        while (lines < ends.size() && ends[lines] <= size) {
            ++lines;
        }
        std::size_t const whole = lines == 0 ? 0 : ends[lines - 1];
        BOOST_TEST_CONTEXT("cut after byte " << size)
        {
            BOOST_REQUIRE(read.events.size() == lines);
            BOOST_REQUIRE(starts_with(events, read));
            BOOST_REQUIRE(read.lost_bytes == size - whole);
            BOOST_REQUIRE(
                (read.state == (whole == size ? JournalState::intact : JournalState::torn)));
            BOOST_REQUIRE(read.bad_line == (whole == size ? 0 : lines + 1));
            BOOST_REQUIRE(read.ended == (lines == events.size()));
        }
    }
}

BOOST_AUTO_TEST_CASE(says_how_much_of_a_torn_line_was_dropped)
{
    DataFolder const data;
    std::string const bytes = written(data, sample_events());
    std::string_view const cut = std::string_view(bytes).substr(0, ends_of_lines(bytes)[4] + 17);
    BOOST_TEST(to_sentence(parse_journal(cut)) ==
               "the last line (line 6) is incomplete: 17 bytes dropped, 5 events kept");
}

BOOST_AUTO_TEST_CASE(a_changed_byte_is_found_at_its_line)
{
    DataFolder const data;
    auto const events = sample_events();
    std::string const bytes = written(data, events);
    auto const ends = ends_of_lines(bytes);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ (at % 2 == 0 ? 0x01 : 0x20));
        std::size_t line = 0;
        while (ends[line] <= at) {
            ++line;
        }
        Journal const read = parse_journal(changed);
        bool const last_line_end = at + 1 == bytes.size();
        BOOST_TEST_CONTEXT("byte " << at << " of line " << line + 1)
        {
            BOOST_REQUIRE(read.events.size() == line);
            BOOST_REQUIRE(starts_with(events, read));
            BOOST_REQUIRE(
                (read.state == (last_line_end ? JournalState::torn : JournalState::broken)));
            BOOST_REQUIRE(read.bad_line == line + 1);
            BOOST_REQUIRE(read.lost_bytes == bytes.size() - (line == 0 ? 0 : ends[line - 1]));
        }
    }
}

BOOST_AUTO_TEST_CASE(lines_cut_out_swapped_or_doubled_are_found)
{
    DataFolder const data;
    std::string const bytes = written(data, sample_events());
    auto const ends = ends_of_lines(bytes);
    auto const line = [&](std::size_t i) {
        std::size_t const from = i == 0 ? 0 : ends[i - 1];
        return bytes.substr(from, ends[i] - from);
    };
    std::string const hash = "its hash does not fit its content and the line before";
    Journal const without = parse_journal(line(0) + line(1) + line(3));
    BOOST_TEST((without.state == JournalState::broken));
    BOOST_TEST(without.bad_line == 3U);
    BOOST_TEST(without.why == hash);
    BOOST_TEST(parse_journal(line(0) + line(2) + line(1)).bad_line == 2U);
    BOOST_TEST(parse_journal(line(0) + line(1) + line(1)).bad_line == 3U);
    BOOST_TEST(parse_journal(line(0) + "\n").why == "it does not end with its hash");
}

BOOST_AUTO_TEST_CASE(a_line_with_a_right_hash_must_still_be_an_event_in_its_place)
{
    auto const chained = [](std::string const& body) {
        return body + ",\"h\":\"" + base::chain_hex("0000000000000000", body) + "\"}\n";
    };
    BOOST_TEST(parse_journal(chained(R"({"n":0,"kind":"note")")).events.size() == 1U);
    BOOST_TEST(parse_journal(chained(R"({"n":0,"kind":"blink")")).why ==
               "member 'kind' cannot be \"blink\"");
    BOOST_TEST(parse_journal(chained(R"({"n":4,"kind":"note")")).why == "it is numbered 4");
    BOOST_TEST(to_sentence(parse_journal(chained(R"({"n":4,"kind":"note")"))) ==
               "line 1 is not as it was written (it is numbered 4): 45 bytes left out, 0 events "
               "kept");
}

BOOST_AUTO_TEST_CASE(what_was_not_made_durable_may_be_lost_and_the_rest_is_read)
{
    DataFolder const data;
    auto const events = sample_events();
    {
        auto writer = JournalWriter::create(data.path(), session);
        BOOST_REQUIRE(writer);
        for (std::size_t i = 0; i < events.size(); ++i) {
            BOOST_REQUIRE(writer->append(events[i].event, events[i].text));
            if (i == 4) {
                BOOST_REQUIRE(writer->sync());
                BOOST_TEST(writer->synced_bytes() == std::filesystem::file_size(data.journal()));
            }
        }
        BOOST_REQUIRE(writer->flush());
        BOOST_TEST(writer->synced_bytes() < std::filesystem::file_size(data.journal()));
        // A power cut at its worst: everything since the last sync is gone.
        std::filesystem::resize_file(data.journal(), writer->synced_bytes());
    }
    auto const read = read_journal(data.journal());
    BOOST_REQUIRE(read);
    BOOST_TEST(read->events.size() == 5U);
    BOOST_TEST(starts_with(events, *read));
    BOOST_TEST((read->state == JournalState::intact));
    BOOST_TEST(!read->ended);
}

BOOST_AUTO_TEST_CASE(zeros_after_a_power_cut_are_a_torn_line)
{
    DataFolder const data;
    std::string const bytes = written(data, sample_events()) + std::string(100, '\0');
    Journal const read = parse_journal(bytes);
    BOOST_TEST((read.state == JournalState::torn));
    BOOST_TEST(read.events.size() == 8U);
    BOOST_TEST(read.lost_bytes == 100U);
}

BOOST_AUTO_TEST_CASE(is_for_its_owner_alone_and_locked_while_written)
{
    DataFolder const data;
    {
        auto const writer = JournalWriter::create(data.path(), session);
        BOOST_REQUIRE(writer);
        struct stat facts {};
        BOOST_REQUIRE(::stat(data.journal().c_str(), &facts) == 0);
        BOOST_TEST((facts.st_mode & 07777U) == 0600U);
        BOOST_TEST(is_being_written(data.journal()));
    }
    BOOST_TEST(!is_being_written(data.journal()));
    BOOST_TEST(!is_being_written(data.path() + "/sessions/absent.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_second_writer_is_refused_and_nothing_is_overwritten)
{
    DataFolder const data;
    auto first = JournalWriter::create(data.path(), session);
    BOOST_REQUIRE(first);
    std::string const refusal = "cannot create the journal '" + data.journal() + "': File exists";
    BOOST_TEST(JournalWriter::create(data.path(), session).error().what == refusal);
    BOOST_REQUIRE(first->append({}, "kept"));
    BOOST_REQUIRE(first->sync());
    std::string const before = *base::read_file(data.journal());
    first = base::Error{"let go", ""};
    BOOST_TEST(JournalWriter::create(data.path(), session).error().what == refusal);
    BOOST_TEST(*base::read_file(data.journal()) == before);
}

BOOST_AUTO_TEST_CASE(names_that_are_no_session_and_folders_that_are_not_there_are_refused)
{
    DataFolder const data;
    for (std::string const name :
         {"", "../../../../../../../../etc/passwd", "ABCDEF", "00112233445566778899AABBCCDDEEFF"}) {
        BOOST_TEST(JournalWriter::create(data.path(), name).error().what ==
                   "'" + name + "' is no session: it needs 32 hexadecimal digits");
    }
    BOOST_TEST(JournalWriter::create(data.path() + "/absent", session).error().what ==
               "cannot create the journal '" + journal_path(data.path() + "/absent", session) +
                   "': No such file or directory");
    // A link that waits at the journal's name is not followed.
    std::filesystem::create_symlink("/dev/null", data.journal());
    BOOST_TEST(!JournalWriter::create(data.path(), session));
    BOOST_TEST(read_journal(data.path() + "/absent.jsonl").error().what ==
               "cannot read the journal '" + data.path() + "/absent.jsonl': no such file");
}

BOOST_AUTO_TEST_CASE(moving_a_writer_moves_everything)
{
    DataFolder const data;
    auto created = JournalWriter::create(data.path(), session);
    BOOST_REQUIRE(created);
    BOOST_REQUIRE(created->append({}, "one"));
    JournalWriter moved = std::move(*created);
    BOOST_REQUIRE(moved.append({}, "two"));
    BOOST_REQUIRE(moved.sync());
    auto const read = read_journal(data.journal());
    BOOST_TEST(read->events.size() == 2U);
    BOOST_TEST((read->state == JournalState::intact));
    BOOST_TEST(moved.line_count() == 2U);
}

BOOST_AUTO_TEST_CASE(what_waits_is_written_when_the_writer_goes)
{
    DataFolder const data;
    {
        auto writer = JournalWriter::create(data.path(), session);
        BOOST_REQUIRE(writer->append({}, "one"));
        BOOST_TEST(std::filesystem::file_size(data.journal()) == 0U);
    }
    BOOST_TEST(read_journal(data.journal())->events.size() == 1U);
}

BOOST_AUTO_TEST_CASE(lines_wait_in_memory_only_up_to_64_kib)
{
    DataFolder const data;
    auto writer = JournalWriter::create(data.path(), session);
    BOOST_REQUIRE(writer->append({}, std::string(70'000, 'x')));
    BOOST_TEST(std::filesystem::file_size(data.journal()) > 70'000U);
}

/// Runs `work` in a child that may write files of at most `limit` bytes; gives back its exit code.
template <class Work> int run_limited(rlim_t limit, Work const& work)
{
    pid_t const child = ::fork();
    if (child == 0) {
        rlimit const most{limit, limit};
        std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &most);
        ::_exit(work());
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error_that_stays)
{
    // A line of 50 letters takes 105 bytes, from the eleventh on 106.
    std::vector<std::pair<rlim_t, int>> const cases{
        {0, 0}, {104, 0}, {105, 1}, {1050, 10}, {4096, 38}, {8192, 77}};
    for (auto const& [limit, expected] : cases) {
        DataFolder const data;
        int const saved = run_limited(limit, [&] {
            auto writer = JournalWriter::create(data.path(), session);
            int count = 0;
            while (writer->append({}, std::string(50, 'x')) && writer->sync()) {
                ++count;
            }
            std::string const refusal = "cannot write '" + data.journal() + "': File too large";
            // Even when there is room again, nothing may follow a line that was lost.
            std::filesystem::resize_file(data.journal(), 0);
            bool const stays = writer->append({}, "x").error().what == refusal &&
                               writer->flush().error().what == refusal &&
                               writer->sync().error().what == refusal;
            std::filesystem::resize_file(data.journal(), 0);
            return stays ? count : 255;
        });
        BOOST_TEST(saved == expected);
    }
}

BOOST_AUTO_TEST_CASE(what_was_acknowledged_before_the_disk_filled_is_read_back)
{
    for (rlim_t limit = 1024; limit <= 8192; limit += 1024) {
        DataFolder const data;
        int const saved = run_limited(limit, [&] {
            auto writer = JournalWriter::create(data.path(), session);
            int count = 0;
            while (writer->append({}, std::string(50, 'x')) && writer->sync()) {
                ++count;
            }
            return count;
        });
        auto const read = read_journal(data.journal());
        BOOST_REQUIRE(read);
        BOOST_TEST(saved > 0);
        BOOST_TEST(read->events.size() == static_cast<std::size_t>(saved));
        BOOST_TEST((read->state != JournalState::broken));
    }
}

BOOST_AUTO_TEST_SUITE_END()
