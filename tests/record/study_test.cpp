// SPDX-License-Identifier: MIT
// The data folder: made, recognised, refused; what was left unfinished.
#include "base/text.h"
#include "record/study.h"
#include "record/study_folder.h"

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <thread>

using namespace securebase;
using namespace securebase::record;
using namespace securebase::record::testing;

namespace {

unsigned rights_of(std::string const& path)
{
    struct stat facts {};
    BOOST_REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts.st_mode & 07777U;
}

std::string refusal(std::string const& path, StudyKind kind)
{
    auto const opened = open_study(path, kind);
    return opened ? "accepted" : opened.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(study)

BOOST_AUTO_TEST_CASE(makes_a_folder_for_its_owner_alone)
{
    support::TemporaryFolder const folder;
    std::string const path = folder.path() + "/deep/er/data";
    BOOST_REQUIRE(open_study(path, StudyKind::real));
    BOOST_TEST(rights_of(path) == 0700U);
    BOOST_TEST(rights_of(path + "/sessions") == 0700U);
    BOOST_TEST(rights_of(path + "/study.json") == 0600U);
    BOOST_TEST(*base::read_file(path + "/study.json") == "{\"format\":1,\"kind\":\"real\"}\n");
    BOOST_TEST((*study_kind(path) == StudyKind::real));
    BOOST_REQUIRE(open_study(path, StudyKind::real));
    std::size_t files = 0;
    for ([[maybe_unused]] auto const& file : std::filesystem::directory_iterator(path)) {
        ++files;
    }
    BOOST_TEST(files == 2U); // Nothing is left over from making them.
}

BOOST_AUTO_TEST_CASE(takes_a_folder_that_holds_other_things)
{
    support::TemporaryFolder const folder;
    folder.write("README.md", "studies live here");
    BOOST_TEST(refusal(folder.path(), StudyKind::simulated) == "accepted");
    BOOST_TEST((*study_kind(folder.path()) == StudyKind::simulated));
}

BOOST_AUTO_TEST_CASE(real_and_simulated_sessions_never_share_a_folder)
{
    StudyFolder const real;
    BOOST_TEST(refusal(real.path(), StudyKind::simulated) ==
               "the study in '" + real.path() +
                   "' holds real sessions and takes no simulated ones");
    StudyFolder const simulated(StudyKind::simulated);
    BOOST_TEST(refusal(simulated.path(), StudyKind::real) ==
               "the study in '" + simulated.path() +
                   "' holds simulated sessions and takes no real ones");
    BOOST_TEST((kind_of_source("real") == StudyKind::real));
    BOOST_TEST((kind_of_source("virtual") == StudyKind::simulated));
    BOOST_TEST((kind_of_source("simulated") == StudyKind::simulated));
}

BOOST_AUTO_TEST_CASE(refuses_markers_it_cannot_trust)
{
    support::TemporaryFolder const folder;
    std::string const path = folder.path();
    BOOST_TEST(study_kind(path).error().what == "there is no study in '" + path + "'");
    std::string const marker = folder.write("study.json", "{\"format\":2,\"kind\":\"real\"}");
    BOOST_TEST(refusal(path, StudyKind::real) ==
               "the study in '" + path + "' was made by a newer version of the program");
    for (std::string_view const text :
         {"", "[]", "{}", "{\"format\":1}", "{\"format\":1,\"kind\":\"both\"}", "{\"format\":1,"}) {
        folder.write("study.json", text);
        BOOST_TEST(refusal(path, StudyKind::real) == "'" + marker + "' is no marker of a study");
    }
}

BOOST_AUTO_TEST_CASE(sessions_without_a_marker_are_refused)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 1), session_id('a'));
    std::filesystem::remove(study.path() + "/study.json");
    BOOST_TEST(refusal(study.path(), StudyKind::real) ==
               "'" + study.path() + "' holds sessions but no study.json");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_is_an_error)
{
    support::TemporaryFolder const folder;
    folder.write("file", "");
    BOOST_TEST(refusal(folder.path("file/data"), StudyKind::real) ==
               "cannot create the folder '" + folder.path("file/data") + "': Not a directory");
}

BOOST_AUTO_TEST_CASE(programs_that_start_at_once_agree)
{
    for (int round = 0; round < 20; ++round) {
        support::TemporaryFolder const folder;
        std::string const path = folder.path("data");
        int real = 0;
        int simulated = 0;
        {
            std::jthread const first([&] { real = open_study(path, StudyKind::real) ? 1 : 0; });
            std::jthread const second(
                [&] { simulated = open_study(path, StudyKind::simulated) ? 1 : 0; });
        }
        BOOST_TEST(real + simulated == 1);
        BOOST_TEST((*study_kind(path) == (real == 1 ? StudyKind::real : StudyKind::simulated)));
    }
}

BOOST_AUTO_TEST_CASE(new_sessions_have_names_a_journal_takes)
{
    StudyFolder const study;
    std::string const name = new_session_id();
    BOOST_TEST(name != new_session_id());
    BOOST_TEST((JournalWriter::create(study.path(), name).has_value()));
    BOOST_TEST(list_sessions(study.path()) == std::vector<std::string>{name},
               boost::test_tools::per_element());
    BOOST_TEST(list_sessions(study.path() + "/absent").empty());
}

BOOST_AUTO_TEST_CASE(tells_what_was_left_unfinished)
{
    StudyFolder const study;
    study.write(script_of(header_of(session_id('a'), "P1"), 3), session_id('a'));
    study.write(script_of(header_of(session_id('b'), "P2", 2), 3, false), session_id('b'));
    study.write(script_of(header_of(session_id('c'), "P3"), 3), session_id('c'));
    // c is cut in its last line: the session had ended, but that was not saved.
    std::filesystem::resize_file(study.journal(session_id('c')),
                                 std::filesystem::file_size(study.journal(session_id('c'))) - 10);
    study.folder.write("data/sessions/" + session_id('d') + ".jsonl", "");
    auto const running = JournalWriter::create(study.path(), session_id('e'));

    auto const unfinished = unfinished_sessions(study.path());
    BOOST_REQUIRE(unfinished.size() == 4U);
    BOOST_TEST(unfinished[0].session == session_id('b'));
    BOOST_TEST(unfinished[0].participant == "P2");
    BOOST_TEST(unfinished[0].experiment == "dot_probe");
    BOOST_TEST(unfinished[0].started_utc == "2026-03-01T09:30:00Z");
    BOOST_TEST(unfinished[0].visit == 2);
    BOOST_TEST(unfinished[0].attempt == 2);
    BOOST_TEST(unfinished[0].trials == 3U);
    BOOST_TEST(!unfinished[0].running);
    BOOST_TEST(unfinished[0].journal == "intact, 24 events");
    BOOST_TEST(unfinished[1].session == session_id('c'));
    BOOST_TEST(unfinished[1].journal ==
               "the last line (line 26) is incomplete: 61 bytes dropped, 25 events kept");
    BOOST_TEST(unfinished[2].session == session_id('d'));
    BOOST_TEST(unfinished[2].participant.empty());
    BOOST_TEST(unfinished[2].journal == "intact, 0 events");
    BOOST_TEST(unfinished[3].session == session_id('e'));
    BOOST_TEST(unfinished[3].running);
}

BOOST_AUTO_TEST_SUITE_END()
