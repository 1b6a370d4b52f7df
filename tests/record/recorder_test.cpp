// SPDX-License-Identifier: MIT
// Recorders: everything noted is in the journal, or its loss is.
#include "base/text.h"
#include "events/rows.h"
#include "events/session_script.h"
#include "record/inline_recorder.h"
#include "record/recorder.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>

using namespace securebase;
using namespace securebase::record;
using events::EventKind;
using events::testing::SessionScript;

namespace {

std::string const session = "00112233445566778899aabbccddeeff";

struct DataFolder {
    support::TemporaryFolder folder;
    DataFolder() { std::filesystem::create_directories(path() + "/sessions"); }
    std::string path() const { return folder.path(); }
    std::string journal() const { return journal_path(path(), session); }
    JournalWriter writer() const { return *JournalWriter::create(path(), session); }
};

events::Event note_of(std::uint32_t trial)
{
    events::Event event;
    event.trial = trial;
    return event;
}

} // namespace

BOOST_AUTO_TEST_SUITE(recorder)

BOOST_AUTO_TEST_CASE(settle_returns_when_everything_is_in_the_journal)
{
    DataFolder const data;
    FileRecorder recorder(data.writer(), Durability::each_trial);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        recorder.note(note_of(i + 1), std::to_string(i));
    }
    BOOST_REQUIRE(recorder.settle());
    Journal const read = *read_journal(data.journal());
    BOOST_REQUIRE(read.events.size() == 1000U);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        BOOST_REQUIRE(
            (read.events[i] == events::StoredEvent{i, note_of(i + 1), std::to_string(i)}));
    }
    BOOST_TEST(recorder.saved() == recorder.requested());
}

BOOST_AUTO_TEST_CASE(a_request_counts_as_saved_only_when_the_disk_said_so)
{
    DataFolder const data;
    FileRecorder recorder(data.writer(), Durability::each_trial);
    for (std::uint64_t i = 1; i <= 50; ++i) {
        recorder.note(note_of(static_cast<std::uint32_t>(i)), "x");
        recorder.request_save();
        BOOST_TEST(recorder.requested() == i);
        std::uint64_t const saved = recorder.saved();
        BOOST_TEST(saved <= i);
        BOOST_TEST(read_journal(data.journal())->events.size() >= saved);
    }
    BOOST_REQUIRE(recorder.settle());
    BOOST_TEST(recorder.requested() == 50U); // settle() is no request of its own.
    BOOST_TEST(recorder.saved() == 50U);
}

BOOST_AUTO_TEST_CASE(what_is_left_is_written_when_the_recorder_goes)
{
    DataFolder const data;
    {
        FileRecorder recorder(data.writer(), Durability::at_end);
        recorder.note(note_of(1));
        recorder.note(note_of(2), "two");
    }
    BOOST_TEST(read_journal(data.journal())->events.size() == 2U);
}

BOOST_AUTO_TEST_CASE(facts_without_room_are_counted_and_the_journal_says_where)
{
    DataFolder const data;
    FileRecorder recorder(data.writer(), Durability::each_trial, 1024);
    std::string const too_long(5000, 'x'); // Never fits, so that the test does not race.
    recorder.note(note_of(1), "before");
    recorder.note(note_of(2), too_long);
    recorder.note(note_of(3), too_long);
    recorder.note(note_of(4), "after");
    BOOST_TEST(recorder.lost() == 2U);
    BOOST_TEST(recorder.settle().error().what ==
               "the recorder could not keep up: 2 facts were lost");
    BOOST_REQUIRE(recorder.settle()); // Said once.
    recorder.note(note_of(5), too_long);
    BOOST_TEST(recorder.settle().error().what == "the recorder could not keep up: 1 fact was lost");

    Journal const read = *read_journal(data.journal());
    std::vector<std::string> texts;
    for (auto const& stored : read.events) {
        texts.push_back(stored.text);
    }
    std::vector<std::string> const expected{"before", "events lost: 2", "after", "events lost: 1"};
    BOOST_TEST(texts == expected, boost::test_tools::per_element());
    BOOST_TEST((read.events[1].event.kind == EventKind::quality));
}

BOOST_AUTO_TEST_CASE(a_loss_not_yet_told_is_in_the_journal_when_the_recorder_goes)
{
    DataFolder const data;
    {
        FileRecorder recorder(data.writer(), Durability::each_trial, 1024);
        recorder.note(note_of(1), std::string(5000, 'x'));
    }
    BOOST_TEST(read_journal(data.journal())->events.at(0).text == "events lost: 1");
}

BOOST_AUTO_TEST_CASE(a_flood_is_lost_in_part_but_never_torn_or_silent)
{
    DataFolder const data;
    std::uint64_t lost = 0;
    {
        FileRecorder recorder(data.writer(), Durability::each_trial, 1024);
        for (std::uint32_t i = 1; i <= 20'000; ++i) {
            recorder.note(note_of(i), "flood");
        }
        (void)recorder.settle();
        lost = recorder.lost();
    }
    Journal const read = *read_journal(data.journal());
    BOOST_TEST((read.state == JournalState::intact));
    std::uint64_t written = 0;
    std::uint64_t said = 0;
    std::uint32_t last = 0;
    bool in_order = true;
    for (auto const& stored : read.events) {
        if (stored.event.kind == EventKind::quality) {
            said += static_cast<std::uint64_t>(
                *base::parse_integer(stored.text.substr(events::events_lost.size())));
        } else {
            ++written;
            in_order = in_order && stored.event.trial > last;
            last = stored.event.trial;
        }
    }
    BOOST_TEST(in_order);
    BOOST_TEST(said == lost);
    BOOST_TEST(written + lost == 20'000U);
}

BOOST_AUTO_TEST_CASE(a_session_through_either_recorder_is_the_same_to_the_byte)
{
    SessionScript script;
    script.part(1, R"({"name":"p","kind":"block"})");
    script.trial(1, R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[]})");
    script.end_trial().end_part().plain(EventKind::session_end, "complete");
    auto const play = [&](ports::Recorder& recorder) {
        for (auto const& stored : script.events()) {
            recorder.note(stored.event, stored.text);
            recorder.request_save();
        }
        BOOST_REQUIRE(recorder.settle());
        BOOST_TEST(recorder.saved() == recorder.requested());
    };
    DataFolder const threaded;
    DataFolder const lazy;
    DataFolder const direct;
    FileRecorder first(threaded.writer(), Durability::each_trial);
    FileRecorder second(lazy.writer(), Durability::at_end);
    InlineRecorder third(direct.writer());
    play(first);
    play(second);
    play(third);
    std::string const bytes = *base::read_file(threaded.journal());
    BOOST_TEST(*base::read_file(lazy.journal()) == bytes);
    BOOST_TEST(*base::read_file(direct.journal()) == bytes);
    BOOST_TEST(events::derive_rows(read_journal(direct.journal())->events)->trial_count == 1U);
}

/// Exit code of a child that may write files of at most 4 KiB.
template <class Work> int on_a_small_disk(Work const& work)
{
    pid_t const child = ::fork();
    if (child == 0) {
        rlimit const most{4096, 4096};
        std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &most);
        ::_exit(work());
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Notes trials until the disk is full; 0 when the recorder then behaved as promised.
int fill(ports::Recorder& recorder)
{
    std::uint64_t saved = 0;
    for (std::uint32_t i = 1; i < 1000; ++i) {
        recorder.note(note_of(i), "some text");
        recorder.request_save();
        auto const settled = recorder.settle();
        if (settled) {
            saved = recorder.saved();
            continue;
        }
        recorder.note(note_of(i + 1), "more");
        recorder.request_save();
        bool const stays = !recorder.settle() && !recorder.settle();
        bool const honest = recorder.saved() == saved && recorder.requested() > saved;
        bool const plain = settled.error().what.find("File too large") != std::string::npos;
        return i > 10 && stays && honest && plain ? 0 : 2;
    }
    return 3;
}

BOOST_AUTO_TEST_CASE(on_a_full_disk_nothing_counts_as_saved_any_more)
{
    DataFolder const threaded;
    BOOST_TEST(on_a_small_disk([&] {
                   FileRecorder recorder(threaded.writer(), Durability::each_trial);
                   return fill(recorder);
               }) == 0);
    DataFolder const direct;
    BOOST_TEST(on_a_small_disk([&] {
                   InlineRecorder recorder(direct.writer());
                   return fill(recorder);
               }) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
