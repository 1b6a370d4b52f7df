// SPDX-License-Identifier: MIT
// The lines of docs/formats/button_box.md, and what is none of them.
#include "devices/linux/box_lines.h"

#include <boost/test/unit_test.hpp>

using securebase::devices::BoxLine;
using securebase::devices::read_box_line;
using What = BoxLine::What;

BOOST_AUTO_TEST_SUITE(devices_linux_box_lines)

BOOST_AUTO_TEST_CASE(reads_what_a_box_says)
{
    BOOST_TEST((read_box_line("securebase-box 1 4") == BoxLine{What::greeting, 1, 4}));
    BOOST_TEST((read_box_line("down 2 123456789") == BoxLine{What::down, 2, 123'456'789}));
    BOOST_TEST((read_box_line("up 2 18446744073709551615\r") ==
                BoxLine{What::up, 2, 18'446'744'073'709'551'615U}));
    BOOST_TEST((read_box_line("time 7 0") == BoxLine{What::time, 7, 0}));
}

BOOST_AUTO_TEST_CASE(guesses_nothing)
{
    for (char const* line : {"",
                             "down",
                             "down ",
                             "down 1",
                             "down 1 ",
                             "down 1 2 3",
                             "down 1 2 ",
                             "down -1 2",
                             "down 1 2x",
                             "down  1 2",
                             "Down 1 2",
                             "down 1 18446744073709551616",
                             "press 1 2"}) {
        BOOST_TEST(!read_box_line(line).has_value(), line);
    }
}

BOOST_AUTO_TEST_SUITE_END()
