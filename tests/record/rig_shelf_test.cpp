// SPDX-License-Identifier: MIT
// Reports are kept once, under the name of their content, and never changed.
#include "base/hash.h"
#include "record/rig_shelf.h"
#include "record/study.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace securebase;
using namespace securebase::record;

BOOST_AUTO_TEST_SUITE(record_rig_shelf)

BOOST_AUTO_TEST_CASE(a_report_is_kept_under_its_hash)
{
    support::TemporaryFolder const folder;
    std::string const data = folder.path("data");
    BOOST_REQUIRE(open_rig_shelf(data));
    auto const hash = keep_rig_report(data, "{\"a\":1}\n");
    BOOST_REQUIRE(hash);
    BOOST_TEST(*hash == base::hash_hex("{\"a\":1}\n"));
    auto const kept = rig_reports(data);
    BOOST_REQUIRE(kept.size() == 1U);
    BOOST_TEST(kept[0].hash == *hash);
    BOOST_TEST(kept[0].bytes == "{\"a\":1}\n");
    auto const rights =
        std::filesystem::status(rig_path(data) + '/' + *hash + ".json").permissions();
    BOOST_TEST(
        (rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(the_same_again_changes_nothing_and_leaves_nothing)
{
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(open_rig_shelf(folder.path()));
    BOOST_REQUIRE(open_rig_shelf(folder.path()));
    BOOST_REQUIRE(keep_rig_report(folder.path(), "x"));
    auto const again = keep_rig_report(folder.path(), "x");
    BOOST_REQUIRE(again);
    BOOST_REQUIRE(keep_rig_report(folder.path(), "y"));
    BOOST_TEST(rig_reports(folder.path()).size() == 2U);
    auto const files = std::filesystem::directory_iterator(rig_path(folder.path()));
    BOOST_TEST(std::distance(begin(files), end(files)) == 2);
}

BOOST_AUTO_TEST_CASE(a_report_that_was_changed_is_none)
{
    support::TemporaryFolder const folder;
    BOOST_REQUIRE(open_rig_shelf(folder.path()));
    auto const hash = keep_rig_report(folder.path(), "x");
    BOOST_REQUIRE(hash);
    folder.write("rig/" + *hash + ".json", "better");
    folder.write("rig/notes.json", "x");
    BOOST_TEST(rig_reports(folder.path()).empty());
}

BOOST_AUTO_TEST_CASE(a_folder_measured_first_becomes_a_study_of_either_kind)
{
    for (StudyKind const kind : {StudyKind::real, StudyKind::simulated}) {
        support::TemporaryFolder const folder;
        BOOST_REQUIRE(open_rig_shelf(folder.path("studies/data")));
        BOOST_TEST(open_study(folder.path("studies/data"), kind).has_value());
    }
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written)
{
    support::TemporaryFolder const folder;
    folder.write("file", "no folder");
    BOOST_TEST(!open_rig_shelf(folder.path("file/data")));
    BOOST_TEST(!keep_rig_report(folder.path("file/data"), "x"));
    BOOST_TEST(rig_reports(folder.path("file/data")).empty());
}

BOOST_AUTO_TEST_SUITE_END()
