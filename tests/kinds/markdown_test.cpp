// SPDX-License-Identifier: MIT
// The Markdown of pages.
#include "kinds/markdown.h"

#include <boost/test/unit_test.hpp>

namespace {

using namespace securebase::kinds;

/// "H|text" for headings, S subheadings, P paragraphs, B bullets; [bold]; one line per block,
/// pages divided by "=".
std::string shown(std::string_view markdown)
{
    std::string made;
    for (auto const& page : read_markdown(markdown)) {
        made += made.empty() ? "" : "=\n";
        for (Block const& block : page) {
            made += "HSPB"[static_cast<int>(block.kind)];
            std::string text = block.content.text;
            for (auto bold = block.content.bold.rbegin(); bold != block.content.bold.rend();
                 ++bold) {
                text.insert(bold->end, "]");
                text.insert(bold->begin, "[");
            }
            made += '|' + text + '\n';
        }
    }
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_markdown)

BOOST_AUTO_TEST_CASE(blocks)
{
    BOOST_TEST(shown("# Title\nA line\nand its end.\n\n## Part\n- one\n- two\n  goes on\n\nEnd") ==
               "H|Title\nP|A line and its end.\nS|Part\nB|one\nB|two goes on\nP|End\n");
}

BOOST_AUTO_TEST_CASE(pages)
{
    BOOST_TEST(shown("---\nA\n\n---\n---\n\nB\n----\n") == "P|A\n=\nP|B\n");
    BOOST_TEST(shown("") == "");
    BOOST_TEST(shown("-- no page") == "P|-- no page\n");
}

BOOST_AUTO_TEST_CASE(windows_line_ends)
{
    BOOST_TEST(shown("# A\r\n\r\nB\r\n---\r\nC\r\n") == "H|A\nP|B\n=\nP|C\n");
}

BOOST_AUTO_TEST_CASE(bold)
{
    BOOST_TEST(shown("Hold **Esc** for **one second**.") == "P|Hold [Esc] for [one second].\n");
    BOOST_TEST(shown("**All of it**") == "P|[All of it]\n");
    BOOST_TEST(shown("- a **b\n  c** d") == "B|a [b c] d\n");
}

BOOST_AUTO_TEST_CASE(a_mark_without_its_second_is_text)
{
    BOOST_TEST(shown("2 ** 3") == "P|2 ** 3\n");
    BOOST_TEST(shown("**a** b ** c") == "P|[a] b ** c\n");
}

BOOST_AUTO_TEST_CASE(escapes)
{
    BOOST_TEST(shown("\\# no heading") == "P|# no heading\n");
    BOOST_TEST(shown("\\*\\*not bold\\*\\* \\\\ \\a") == "P|**not bold** \\ \\a\n");
    BOOST_TEST(shown("#no heading") == "P|#no heading\n");
}

BOOST_AUTO_TEST_SUITE_END()
