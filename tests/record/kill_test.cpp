// SPDX-License-Identifier: MIT
// A runner is killed while it records: no trial that counted as saved is lost, none is doubled.
#include "base/random.h"
#include "record/journal.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>

using namespace securebase;
using namespace securebase::record;

namespace {

std::string const session = "00112233445566778899aabbccddeeff";

/// The victim, and the end of the pipe on which it acknowledges trials.
struct Victim {
    pid_t process = -1;
    int acknowledgements = -1;
};

Victim start(std::string const& data)
{
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe(ends.data()) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::string program = RECORD_VICTIM;
    std::string folder = data;
    std::string name = session;
    std::array<char*, 4> words{program.data(), folder.data(), name.data(), nullptr};
    Victim victim;
    BOOST_REQUIRE(
        ::posix_spawn(&victim.process, program.c_str(), &actions, nullptr, words.data(), environ) ==
        0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    victim.acknowledgements = ends[0];
    return victim;
}

/// Kills the victim once it has acknowledged `enough` trials; gives back how many it has.
std::uint64_t kill_after(Victim const& victim, std::uint64_t enough)
{
    std::uint64_t acknowledged = 0;
    std::array<char, 64> bytes{};
    bool killed = false;
    while (true) {
        if (!killed && acknowledged >= enough) {
            ::kill(victim.process, SIGKILL);
            killed = true;
        }
        ssize_t const count = ::read(victim.acknowledgements, bytes.data(), bytes.size());
        if (count <= 0) {
            break;
        }
        acknowledged += static_cast<std::uint64_t>(count);
    }
    ::close(victim.acknowledgements);
    int status = 0;
    BOOST_REQUIRE(::waitpid(victim.process, &status, 0) == victim.process);
    BOOST_REQUIRE(WIFSIGNALED(status));
    return acknowledged;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kills)

BOOST_AUTO_TEST_CASE(thirty_kills_lose_no_saved_trial_and_double_none)
{
    base::Random random(20260301);
    for (int round = 0; round < 30; ++round) {
        support::TemporaryFolder const folder;
        std::string const data = folder.path();
        std::filesystem::create_directories(data + "/sessions");
        std::uint64_t const acknowledged = kill_after(start(data), 1 + random.below(25));
        auto const journal = read_journal(journal_path(data, session));
        BOOST_REQUIRE(journal);
        BOOST_TEST((journal->state != JournalState::broken));
        BOOST_TEST(!is_being_written(journal_path(data, session)));
        std::uint64_t complete = 0;
        bool in_order = true;
        for (auto const& stored : journal->events) {
            if (stored.event.kind == events::EventKind::trial_end) {
                ++complete;
                in_order = in_order && stored.event.trial == complete;
            }
        }
        BOOST_TEST(in_order);
        BOOST_TEST(complete >= acknowledged);
        BOOST_TEST(acknowledged > 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
