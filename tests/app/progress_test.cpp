// SPDX-License-Identifier: MIT
// What a long command says of itself, and when.
#include "app/progress.h"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace securebase;

namespace {

/// What is said of 1000 things, of which one is done every `each` ms.
std::string said(bool terminal, double each, std::uint64_t total = 1000)
{
    std::ostringstream out;
    base::Duration now{};
    {
        app::Progress progress("counted", out, terminal, [&] { return now; });
        for (std::uint64_t done = 1; done <= total; ++done) {
            now = base::from_ms(each * static_cast<double>(done));
            progress.tell(done, total);
        }
    }
    return out.str();
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_progress)

BOOST_AUTO_TEST_CASE(what_is_quick_says_nothing)
{
    BOOST_TEST(said(true, 0.4) == "");
    BOOST_TEST(said(false, 0.4) == "");
    BOOST_TEST(said(true, 499, 1) == "");
    BOOST_TEST(said(false, 1999, 1) == "");
}

BOOST_AUTO_TEST_CASE(a_terminal_has_one_line_that_counts_to_the_end)
{
    BOOST_TEST(said(true, 1, 1000) ==
               "\rcounted 500 of 1000\rcounted 700 of 1000\rcounted 900 of 1000\rcounted 1000 of "
               "1000\n");
}

BOOST_AUTO_TEST_CASE(a_line_that_does_not_come_to_its_end_is_ended)
{
    std::ostringstream out;
    base::Duration now{};
    {
        app::Progress progress("counted", out, true, [&] { return now; });
        now = base::from_ms(600);
        progress.tell(1, 2);
    }
    BOOST_TEST(out.str() == "\rcounted 1 of 2\n");
}

BOOST_AUTO_TEST_CASE(a_file_has_a_line_every_two_seconds)
{
    BOOST_TEST(said(false, 5) == "counted 400 of 1000\ncounted 800 of 1000\n");
}

BOOST_AUTO_TEST_SUITE_END()
