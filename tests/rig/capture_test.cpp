// SPDX-License-Identifier: MIT
// Files of instruments: what is read, and every fault at its place.
#include "rig/capture.h"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace securebase;
using namespace securebase::rig;
using boost::test_tools::per_element;

namespace {

struct Read {
    std::optional<Capture> capture;
    std::string faults; ///< One line each: `line:column code what (hint)`.
};

Read read(std::string const& bytes, std::string const& unit = {})
{
    base::Diagnostics faults;
    Read out;
    out.capture = read_capture("c.csv", bytes, unit, faults);
    for (base::Diagnostic const& one : faults.all()) {
        out.faults += std::to_string(one.place.line) + ':' + std::to_string(one.place.column) +
                      ' ' + one.code + ' ' + one.what + " (" + one.hint + ")\n";
    }
    return out;
}

std::vector<double> const one{1.5};
std::vector<double> const two{201.25};

} // namespace

BOOST_AUTO_TEST_SUITE(rig_capture)

BOOST_AUTO_TEST_CASE(edges_in_every_unit_and_with_every_separator)
{
    for (std::string const bytes : {"time_ms,edge\n1.5,rise\n201.25,fall\n",
                                    "time_s;edge\n0.0015;up\n0.20125;down\n",
                                    "edge\tnote\tt_us\n1\tx\t1500\n0\ty\t201250\n"}) {
        Read const got = read(bytes);
        BOOST_TEST_REQUIRE(got.faults == "", bytes);
        BOOST_TEST(got.capture->rises_ms == one, per_element());
        BOOST_TEST(got.capture->falls_ms == two, per_element());
        BOOST_TEST(!got.capture->triggers_ms);
    }
    Read const told = read("time,edge\n1500,Rising\n201250,Falling\n", "us");
    BOOST_TEST_REQUIRE(told.faults == "");
    BOOST_TEST(told.capture->rises_ms == one, per_element());
}

BOOST_AUTO_TEST_CASE(a_trigger_line_among_the_edges)
{
    Read const got = read("time_ms,line,edge\n1,ttl,rise\n1.5,light,rise\n6,ttl,fall\n"
                          "201.25,light,fall\n");
    BOOST_TEST_REQUIRE(got.faults == "");
    BOOST_TEST(got.capture->rises_ms == one, per_element());
    BOOST_TEST(got.capture->falls_ms == two, per_element());
    BOOST_TEST(*got.capture->triggers_ms == std::vector<double>{1}, per_element());
}

BOOST_AUTO_TEST_CASE(samples_become_edges_at_half_the_way)
{
    // Dark is 10, light 90; a pulse of one sample on the line.
    std::string bytes = "time_ms,light,ttl\n";
    for (int i = 0; i < 100; ++i) {
        bool const is_light = i >= 40 && i < 70;
        int const level = i == 40 ? 30 : is_light ? 90 : 10;
        bytes += std::to_string(i) + ',' + std::to_string(level) + (i == 38 ? ",5\n" : ",0\n");
    }
    Read const got = read(bytes);
    BOOST_TEST_REQUIRE(got.faults == "");
    BOOST_TEST(got.capture->rises_ms == std::vector{40 + 20.0 / 60}, per_element());
    BOOST_TEST(got.capture->falls_ms == std::vector{69.5}, per_element());
    BOOST_TEST(*got.capture->triggers_ms == std::vector{37.5}, per_element());
}

BOOST_AUTO_TEST_CASE(noise_around_the_middle_is_one_edge)
{
    Threshold const threshold{0, 0.2};
    Crossings const got = crossings(
        {0, 1, 2, 3, 4, 5, 6, 7, 8}, {-1, -0.1, 0.1, -0.1, 0.1, 1, 0.1, -0.1, 1}, threshold, 1);
    BOOST_TEST(got.rises == std::vector{3.5}, per_element()); // The last before it was beyond.
    BOOST_TEST(got.falls.empty());                            // It came back before it was.
}

BOOST_AUTO_TEST_CASE(what_lies_in_a_hole_is_no_edge)
{
    // It became dark and light again while nothing was recorded.
    std::string bytes = "time_ms,light\n";
    for (int i = 0; i < 100; ++i) {
        if (i < 45 || i > 49) {
            bytes += std::to_string(i) + (i < 20 || (i >= 50 && i < 80) ? ",10\n" : ",90\n");
        }
    }
    Read const got = read(bytes);
    BOOST_TEST(got.faults == "47:1 hole nothing was recorded for 6.000 ms before this sample (what "
                             "became light or dark in it counts as not seen)\n");
    BOOST_REQUIRE(got.capture);
    BOOST_TEST(got.capture->rises_ms == std::vector({19.5, 79.5}), per_element());
    BOOST_TEST(got.capture->falls_ms.empty());
}

BOOST_AUTO_TEST_CASE(a_trigger_line_at_rest_leaves_the_light)
{
    Read const got = read("time_ms,light,ttl\n1,10,3.3\n2,90,3.3\n3,90,3.3\n4,10,3.3\n5,10,3.3\n");
    BOOST_TEST_REQUIRE(got.faults == "");
    BOOST_TEST(got.capture->rises_ms == one, per_element());
    BOOST_REQUIRE(got.capture->triggers_ms);
    BOOST_TEST(got.capture->triggers_ms->empty());
}

BOOST_AUTO_TEST_CASE(the_threshold_does_not_mind_a_spike)
{
    std::vector<double> levels(60, 1);
    levels.insert(levels.end(), 40, 3);
    levels.push_back(1000);
    Threshold const got = light_threshold(levels);
    BOOST_TEST(got.middle == 2.0);
    BOOST_TEST(got.margin == 0.2);
}

BOOST_AUTO_TEST_CASE(several_faults_are_told_at_once)
{
    BOOST_TEST(read("time_ms,edge,line\n1,rise,light\nx,rise,light\n3,bounce,light\n2,fall,dark\n"
                    "\"1,5\",fall,light\n0.5,fall,light\n")
                   .faults ==
               "3:1 bad-number 'x' is no number (write digits, with a dot where there are "
               "decimals)\n"
               "4:3 bad-edge 'bounce' is no edge (write rise or fall)\n"
               "5:1 time-order '2' is not after the time before it (rows must be in the order in "
               "which things happened; export times with more decimals)\n"
               "5:8 bad-line 'dark' is no line (write light or ttl)\n"
               "6:1 bad-number '1,5' is no number (write numbers with a dot and without "
               "separators of thousands)\n"
               "7:1 time-order '0.5' is not after the time before it (rows must be in the order "
               "in which things happened; export times with more decimals)\n");
}

BOOST_AUTO_TEST_CASE(a_header_that_does_not_say_enough)
{
    BOOST_TEST(read("time,edge\n1,rise\n").faults ==
               "1:1 time-unit nobody says the unit of 'time' (name it time_s, time_ms or time_us, "
               "or say --time-unit)\n");
    BOOST_TEST(read("time_ms,edge\n1,rise\n", "s").faults ==
               "1:1 time-unit 'time_ms' says its unit already, and --time-unit too (leave out "
               "--time-unit)\n");
    BOOST_TEST(read("time_ms,t_s,edge\n1,1,rise\n").faults ==
               "1:9 time-column columns 'time_ms' and 't_s' both hold times by their names (keep "
               "one)\n");
    BOOST_TEST(read("when,volts\n1,2\n").faults ==
               "1:1 missing-column no column of times (name it time_s, time_ms or time_us)\n"
               "1:1 missing-column neither a column 'edge' nor a column 'light' (delete what "
               "stands above the names of the columns, and name the instrument's: edges: "
               "time_ms,edge; samples: time_ms,light)\n");
    BOOST_TEST(read("Time,Edge\n1,rise\n").faults ==
               "1:1 missing-column no column of times (is it 'Time'? name it time_s, time_ms or "
               "time_us)\n"
               "1:1 missing-column neither a column 'edge' nor a column 'light' (is it 'Edge'? "
               "name it 'edge')\n");
    BOOST_TEST(read("time_ms,Lights\n1,2\n").faults ==
               "1:1 missing-column neither a column 'edge' nor a column 'light' (is it 'Lights'? "
               "name it 'light')\n");
}

BOOST_AUTO_TEST_CASE(a_row_of_units_and_commas_in_numbers)
{
    BOOST_TEST(read("time_ms,edge\nms,\n1,rise\n").faults ==
               "2:1 bad-number 'ms' is no number (when this is a row of units, delete it)\n");
    BOOST_TEST(read("time_ms,edge\n1,5,rise\n").faults ==
               "2:1 csv-ragged row has 3 cells, the header has 2 (put a cell that holds a comma in "
               "quotes)\n"
               "0:0 decimal-comma rows and the names of the columns do not match (when numbers are "
               "written with a comma, as 1,5: export them with a dot)\n");
}

BOOST_AUTO_TEST_CASE(files_without_anything_in_them)
{
    BOOST_TEST(read("").faults ==
               "0:0 csv-empty the table is empty (the first line must name the columns)\n");
    BOOST_TEST(read("time_ms,edge\n").faults ==
               "0:0 no-rows nothing was recorded (start the recording before the cycles, "
               "stop it after them, and export it anew)\n");
    BOOST_TEST(read("time_ms,light\n1,5\n2,5\n3,5\n").faults ==
               "1:9 no-contrast 'light' hardly ever changes (is the sensor on the patch and the "
               "cable in its place? leave out what was recorded long before and after the "
               "cycles)\n");
    BOOST_TEST(read("time_ms,light\n1,5\n1,6\n").faults ==
               "3:1 time-order '1' is not after the time before it (rows must be in the order in "
               "which things happened; export times with more decimals)\n");
}

BOOST_AUTO_TEST_CASE(of_very_many_faults_the_first_are_told)
{
    std::string bytes = "time_ms,edge\n";
    for (int i = 0; i < 500; ++i) {
        bytes += "1,?\n";
    }
    std::string const faults = read(bytes).faults;
    BOOST_TEST(std::count(faults.begin(), faults.end(), '\n') == 21);
    BOOST_TEST(faults.ends_with("22:3 bad-edge this and perhaps more after it (mend those named "
                                "before and read the file again)\n"));
}

BOOST_AUTO_TEST_SUITE_END()
