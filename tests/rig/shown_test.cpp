// SPDX-License-Identifier: MIT
// What was shown, written and read back.
#include "rig/photodiode_lab.h"
#include "rig/shown.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase;
using namespace securebase::rig;

namespace {

std::string faults_of(std::string const& bytes)
{
    base::Diagnostics faults;
    BOOST_TEST(!read_shown("s.csv", bytes, faults));
    std::string out;
    for (base::Diagnostic const& one : faults.all()) {
        out += std::to_string(one.place.line) + ':' + std::to_string(one.place.column) + ' ' +
               one.code + ' ' + one.what + '\n';
    }
    return out;
}

void replace(std::string& text, std::string const& from, std::string const& to)
{
    auto const at = text.find(from);
    BOOST_TEST_REQUIRE(at != std::string::npos, from);
    text.replace(at, from.size(), to);
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_shown)

BOOST_AUTO_TEST_CASE(pauses_differ_so_that_no_cycle_is_taken_for_another)
{
    std::vector<std::int64_t> longer;
    for (std::int64_t cycle = 1; cycle <= 30; ++cycle) {
        if (dark_frames_after(cycle) == 36) {
            longer.push_back(cycle);
        } else {
            BOOST_TEST(dark_frames_after(cycle) == 18);
        }
    }
    BOOST_TEST(longer == std::vector<std::int64_t>({1, 4, 9, 16, 25}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back)
{
    Shown shown = testing::Lab({.cycles = 3}).shown;
    shown.screen.monitor = "DP-1 \"left\", new";
    shown.cycles[1].light = {}; // Nobody said when.
    shown.cycles[2].trigger.reset();
    shown.cycles[2].dark.late = 2;
    base::Diagnostics faults;
    auto const read = read_shown("s.csv", to_csv(shown), faults);
    BOOST_TEST(to_text(faults) == "");
    BOOST_REQUIRE(read);
    BOOST_TEST((*read == shown));
}

BOOST_AUTO_TEST_CASE(a_monitor_with_an_odd_name_does_not_spoil_it)
{
    Shown shown = testing::Lab({.cycles = 1}).shown;
    shown.screen.monitor = "\xFF\x07,x";
    base::Diagnostics faults;
    auto const read = read_shown("s.csv", to_csv(shown), faults);
    BOOST_TEST(to_text(faults) == "");
    BOOST_REQUIRE(read);
    BOOST_TEST(read->screen.monitor == "\xEF\xBF\xBD\xEF\xBF\xBD,x");
}

BOOST_AUTO_TEST_CASE(the_file_to_the_letter)
{
    Shown shown = testing::Lab({.cycles = 1}).shown;
    shown.cycles[0].dark = {};
    BOOST_TEST(to_csv(shown) ==
               "cycle,light_frames,onset_earliest_ns,onset_ns,onset_latest_ns,onset_source,"
               "onset_late_frames,offset_earliest_ns,offset_ns,offset_latest_ns,offset_source,"
               "offset_late_frames,trigger_earliest_ns,trigger_ns,trigger_latest_ns,period_ns,"
               "time_utc,driver,monitor,screen_width,screen_height,patch_x,patch_y,patch_width,"
               "patch_height\n"
               "1,12,3999999950000,4000000000000,4000000050000,x_present_flip,0,NA,NA,NA,unknown,"
               "NA,4000000200000,4000000250000,4000000300000,16666667,2026-03-01T09:30:00Z,x11,"
               "DP-1,1920,1080,1860,1020,60,60\n");
}

BOOST_AUTO_TEST_CASE(faults_are_told_at_their_places)
{
    std::string bytes = to_csv(testing::Lab({.cycles = 2}).shown);
    replace(bytes, "x_present_flip", "a_guess");
    replace(bytes, "\n2,12,", "\n-2,twelve,");
    BOOST_TEST(faults_of(bytes) == "2:48 bad-source 'a_guess' is no source of times\n"
                                   "3:1 bad-number '-2' is no whole number from 1\n"
                                   "3:1 cycle-order '-2' stands where cycle 2 belongs\n"
                                   "3:4 not-common 'twelve' differs from '12' in the first row\n");
    bytes = to_csv(testing::Lab({.cycles = 1}).shown);
    replace(bytes, "onset_ns", "onset");
    replace(bytes, "driver", "drivers");
    BOOST_TEST(faults_of(bytes) == "1:1 missing-column no column 'onset_ns'\n"
                                   "1:1 missing-column no column 'driver'\n");
    BOOST_TEST(faults_of("") == "0:0 csv-empty the table is empty\n");
    Shown empty = testing::Lab({.cycles = 1}).shown;
    empty.cycles.clear();
    BOOST_TEST(faults_of(to_csv(empty)) == "0:0 no-rows no cycle was shown\n");
    bytes = to_csv(testing::Lab({.cycles = 1}).shown);
    replace(bytes, "2026-03-01T09:30:00Z", "next tuesday");
    replace(bytes, ",16666667,", ",1,");
    BOOST_TEST(faults_of(bytes) ==
               "2:166 bad-number '1' is no whole number from 1000000\n"
               "2:168 bad-time 'next tuesday' is no moment such as 2026-03-01T09:30:00Z\n");
    bytes = to_csv(testing::Lab({.cycles = 1}).shown);
    replace(bytes, "3999999950000,4000000000000", "3999999950000,3999999940000");
    BOOST_TEST(faults_of(bytes) ==
               "2:20 bad-number '3999999940000' does not lie within its bounds\n");
}

BOOST_AUTO_TEST_CASE(cycles_are_in_order)
{
    Shown shown = testing::Lab({.cycles = 3}).shown;
    shown.cycles[1].number = 7;
    BOOST_TEST(faults_of(to_csv(shown)) == "3:1 cycle-order '7' stands where cycle 2 belongs\n");
    shown = testing::Lab({.cycles = 3}).shown;
    std::swap(shown.cycles[1], shown.cycles[2]);
    std::swap(shown.cycles[1].number, shown.cycles[2].number);
    BOOST_TEST(faults_of(to_csv(shown)) ==
               "4:20 time-order '4000800000000' is not after the cycle before it\n");
    shown = testing::Lab({.cycles = 3}).shown;
    shown.cycles[2].dark = shown.cycles[2].light;
    BOOST_TEST(faults_of(to_csv(shown)) ==
               "4:79 time-order '4001300000000' is not after the onset of its cycle\n");
}

BOOST_AUTO_TEST_CASE(what_all_rows_say_is_the_same_in_all)
{
    std::string bytes = to_csv(testing::Lab({.cycles = 2}).shown);
    replace(bytes, "\n2,12,", "\n2,3,");
    replace(bytes,
            ",16666667,2026-03-01T09:30:00Z,x11,DP-1,",
            ",16666666,2026-03-01T09:30:00Z,x11,DP-2,");
    BOOST_TEST(faults_of(bytes) ==
               "3:3 not-common '3' differs from '12' in the first row\n"
               "3:165 not-common '16666667' differs from '16666666' in the first row\n"
               "3:199 not-common 'DP-1' differs from 'DP-2' in the first row\n");
}

BOOST_AUTO_TEST_SUITE_END()
