// SPDX-License-Identifier: MIT
// The slips of tired authors: each is told once, at the place where it is mended, with its cure.
#include "script/reader.h"
#include "script/reading.h"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace securebase;
using namespace securebase::script;

namespace {

/// A slip is told in these words, and no half tree comes back.
void expect(std::string_view bytes, std::string_view told)
{
    Reading const r = read(bytes);
    BOOST_TEST(faults(r.diagnostics) == told);
    BOOST_TEST(tree(r) == "nothing");
}

} // namespace

BOOST_AUTO_TEST_SUITE(script_syntax)

BOOST_AUTO_TEST_CASE(quotes_never_closed)
{
    expect("a: \"abc\nb: 1\n",
           "1:4+1 unclosed-quote: quote opened here is never closed (close it with \" at the end "
           "of its text)\n");
    expect("a: 'abc\n",
           "1:4+1 unclosed-quote: quote opened here is never closed (close it with ' at the end of "
           "its text)\n");
    expect("a: \"\n",
           "1:4+1 unclosed-quote: quote opened here is never closed (close it with \" at the end "
           "of its text)\n");
    expect("a: [x: \"abc]\nb: 1\n",
           "1:8+1 unclosed-quote: quote opened here is never closed (close it with \" at the end "
           "of its text)\n");
    expect("\"a: 1\nb: 2\n",
           "1:1+1 unclosed-quote: quote opened here is never closed (close it with \" at the end "
           "of its text)\n");
    expect("a: \"x\n---\ny\"\n",
           "1:4+1 unclosed-quote: quote opened here is never closed (close it with \" at the end "
           "of its text) | also 2:1+3 the text inside the quotes was read as far as here\n");
}

BOOST_AUTO_TEST_CASE(quotes_closed_by_a_later_one)
{
    expect("a: \"abc\nb: \"x\"\nc: 2\n",
           "1:4+1 unclosed-quote: quote opened here closes only on line 2, where more text follows "
           "it (close it with \" at the end of its text) | also 2:5+1 the text goes on here\n");
    expect("a:\n  text: \"Hello\n  at: top\n  b: \"c: d\"\nz: 1\n",
           "2:9+1 unclosed-quote: quote opened here closes only on line 4, where more text follows "
           "it (close it with \" at the end of its text) | also 4:7+1 the text goes on here\n");
    expect(
        "s:\n - { text: \"abc, for: 500 ms }\n - { text: \"def\" }\n",
        "2:12+1 unclosed-quote: quote opened here closes only on line 3, where more text follows "
        "it (close it with \" at the end of its text) | also 3:13+1 the text goes on here\n");
}

BOOST_AUTO_TEST_CASE(quotes_inside_quotes)
{
    expect("a: it's\nb: 'it's'\n",
           "2:8+1 yaml-syntax: text after the closing quote (put the whole text in quotes; a ' "
           "inside single quotes is written '')\n");
    expect("a: \"if(x == \"a\", 1, 2)\"\n",
           "1:14+1 yaml-syntax: text after the closing quote (put the whole text in quotes; a \" "
           "inside double quotes is written \\\")\n");
    expect("a: \"é\" x\n",
           "1:8+1 yaml-syntax: text after the closing quote (put the whole text in quotes; a \" "
           "inside double quotes is written \\\")\n");
}

BOOST_AUTO_TEST_CASE(escapes)
{
    expect("a: \"x\\qy\"\n",
           "1:6+2 yaml-syntax: '\\' begins an escape that does not exist (write \\\\ for a "
           "backslash, or use single quotes)\n");
    expect("a: \"C:\\Users\"\n",
           "1:7+2 yaml-syntax: '\\' begins an escape that does not exist (write \\\\ for a "
           "backslash, or use single quotes)\n");
    expect("a: \"\\d\"\n",
           "1:5+2 yaml-syntax: '\\' begins an escape that does not exist (write \\\\ for a "
           "backslash, or use single quotes)\n");
}

BOOST_AUTO_TEST_CASE(brackets_never_closed)
{
    expect("a: [1, 2\nb: 3\n",
           "1:4+1 unclosed-bracket: '[' opened here is never closed (close it with ']') | also "
           "2:2+1 read as far as here\n");
    expect("a: {x: 1, y: 2\nb: 3\n",
           "1:4+1 unclosed-bracket: '{' opened here is never closed (close it with '}') | also "
           "2:2+1 read as far as here\n");
    expect("a: {x: 1\n",
           "1:4+1 unclosed-bracket: '{' opened here is never closed (close it with '}')\n");
    expect("a: {a: {b: 1}\nc: 2\n",
           "1:4+1 unclosed-bracket: '{' opened here is never closed (close it with '}') | also "
           "2:1+1 read as far as here\n");
    expect("s:\n  - fixation: { fixation: cross, for: 500 ms\n  - pair: { x: 1 }\n",
           "2:15+1 unclosed-bracket: '{' opened here is never closed (close it with '}') | also "
           "3:9+1 read as far as here\n");
    expect("s:\n  - show: [ { text: a }, { text: b }\n    for: 500 ms\n",
           "2:11+1 unclosed-bracket: '[' opened here is never closed (close it with ']') | also "
           "3:5+1 read as far as here\n");
    expect("a: {color: #fff, b: 1}\nb: 2\n",
           "1:4+1 unclosed-bracket: '{' opened here is never closed (' #' begins a comment that "
           "hides the rest of its line; put the text or colour in quotes) | also 2:2+1 read as far "
           "as here\n");
    expect("{ \"a\": 1, \"b\": [1,2] \n",
           "1:1+1 unclosed-bracket: '{' opened here is never closed (close it with '}')\n");
}

BOOST_AUTO_TEST_CASE(brackets_that_do_not_fit)
{
    expect("a: [1, 2]]\n",
           "1:10+1 yaml-syntax: ']' closes nothing (delete it, or open it before; text that begins "
           "with it must be in quotes)\n");
    expect("a: [1, 2}\n",
           "1:9+1 yaml-syntax: '}' cannot close '[' (close it with ']') | also 1:4+1 '[' opened "
           "here\n");
    expect("a: ]\n",
           "1:4+1 yaml-syntax: ']' closes nothing (delete it, or open it before; text that begins "
           "with it must be in quotes)\n");
    expect("s:\n  - fixation: { fixation: cross, for: 500 ms }}\n",
           "2:47+1 yaml-syntax: '}' closes nothing (delete it, or open it before; text that begins "
           "with it must be in quotes)\n");
}

BOOST_AUTO_TEST_CASE(commas)
{
    expect("a: {x: 1 y: 2}\n",
           "1:11+1 yaml-syntax: expected ',' or '}' here (put a comma between two entries; text "
           "that holds any of {}[], or ': ' must be in quotes) | also 1:4+1 '{' opened here\n");
    expect("s:\n  - show: [ { text: a } { text: b } ]\n",
           "2:25+1 yaml-syntax: expected ',' or ']' here (put a comma between two entries; text "
           "that holds any of {}[], or ': ' must be in quotes) | also 2:11+1 '[' opened here\n");
    expect("a: [x: y: z]\n",
           "1:9+1 yaml-syntax: expected ',' or ']' here (put a comma between two entries; text "
           "that holds any of {}[], or ': ' must be in quotes) | also 1:4+1 '[' opened here\n");
    expect("a: \"x\",\nb: 1\n",
           "1:7+1 yaml-syntax: comma after a value (delete it; commas divide entries in brackets "
           "only)\n");
    expect("a: [x],\nb: 1\n",
           "1:7+1 yaml-syntax: comma after a value (delete it; commas divide entries in brackets "
           "only)\n");
    expect("a: {a: 1,, b: 2}\n",
           "1:10+1 yaml-syntax: a value is missing before ',' (write the value; text that begins "
           "with a sign must be in quotes)\n");
    expect("keys: [,, .]\n",
           "1:8+1 yaml-syntax: a value is missing before ',' (write the value; text that begins "
           "with a sign must be in quotes)\n");
}

BOOST_AUTO_TEST_CASE(slots_and_brackets_at_the_start_of_a_text)
{
    expect("a: {x.y} again\n",
           "1:10+1 yaml-syntax: text after the closing '}' (text that begins with {, such as a "
           "{slot}, must be in quotes)\n");
    expect("a: [x] again\n",
           "1:8+1 yaml-syntax: text after the closing ']' (text that begins with [, such as a "
           "{slot}, must be in quotes)\n");
    expect("keys: { [: left, ]: right }\n",
           "1:10+1 yaml-syntax: a value is missing before ':' (write the value; text that begins "
           "with a sign must be in quotes)\n");
}

BOOST_AUTO_TEST_CASE(tabs)
{
    expect("a:\n\tb: 1\n",
           "2:1+1 tab-indent: tab in the indentation (indent with spaces only; most editors can "
           "turn tabs into spaces)\n");
    expect("a:\n  b: 1\n\tc: 2\n",
           "3:1+1 tab-indent: tab in the indentation (indent with spaces only; most editors can "
           "turn tabs into spaces)\n");
    expect("a:\n  b: |\n\ttext\n",
           "3:1+1 tab-indent: tab in the indentation (indent with spaces only; most editors can "
           "turn tabs into spaces)\n");
    expect("a:\n  - b\n \t- c\n",
           "3:2+1 tab-indent: tab in the indentation (indent with spaces only; most editors can "
           "turn tabs into spaces)\n");
}

BOOST_AUTO_TEST_CASE(colons)
{
    expect("title:Hello\nsession: 3\n",
           "1:6+1 yaml-syntax: no blank after ':' (write 'key: value' with a blank after the "
           "colon)\n");
    expect("key : value\nx:y\n",
           "2:2+1 yaml-syntax: no blank after ':' (write 'key: value' with a blank after the "
           "colon)\n");
    expect("a: b: c\n",
           "1:5+1 yaml-syntax: second ': ' on one line (text that holds ': ' must be in quotes)\n");
    expect(
        "text: Wie geht es: gut?\n",
        "1:18+1 yaml-syntax: second ': ' on one line (text that holds ': ' must be in quotes)\n");
    expect("ü: 1\nä: ö: 3\n",
           "2:5+1 yaml-syntax: second ': ' on one line (text that holds ': ' must be in quotes)\n");
    expect(
        "a: $x ? y : z\n",
        "1:11+1 yaml-syntax: second ': ' on one line (text that holds ': ' must be in quotes)\n");
    expect("a: { text: Ready:, for: 1 s }\n",
           "1:17+1 yaml-syntax: ':' within a text in brackets (text that holds ':' must be in "
           "quotes there)\n");
    expect("title: x\nsession\nc: 3\n",
           "2:1+7 yaml-syntax: 'session' is neither 'key: value' nor part of the text above (write "
           "':' and a blank after a key; indent text that belongs to the line above)\n");
    expect("a\nb: 1\n",
           "1:1+1 yaml-syntax: 'a' is neither 'key: value' nor part of the text above (write ':' "
           "and a blank after a key; indent text that belongs to the line above)\n");
    expect("a: |\nhello\n",
           "2:1+5 yaml-syntax: 'hello' is neither 'key: value' nor part of the text above (write "
           "':' and a blank after a key; indent text that belongs to the line above)\n");
}

BOOST_AUTO_TEST_CASE(signs_at_the_start_of_a_text)
{
    expect("a: @foo\n",
           "1:4+1 yaml-syntax: text cannot begin with '@' (text that begins with @ must be in "
           "quotes)\n");
    expect("a: `foo\n",
           "1:4+1 yaml-syntax: text cannot begin with '`' (text that begins with ` must be in "
           "quotes)\n");
    expect("a: % x\n",
           "1:4+1 yaml-syntax: text cannot begin with '%' (text that begins with % must be in "
           "quotes)\n");
    expect("a: [x,\n%y]\n",
           "2:1+1 directive: text cannot begin with '%' (text that begins with % must be in "
           "quotes)\n");
    expect("a: *bold* text\n",
           "1:4+5 yaml-syntax: '*' begins an alias, and this is none (text that begins with * must "
           "be in quotes)\n");
    expect("a: **bold** text\n",
           "1:4+1 yaml-syntax: '*' begins an alias, and this is none (text that begins with * must "
           "be in quotes)\n");
    expect("a: *imp rt\n",
           "1:9+1 yaml-syntax: text after an alias (text that begins with * must be in quotes)\n");
    expect("a: & x\n",
           "1:4+1 yaml-syntax: '&' begins an anchor, and this is none (text that begins with & "
           "must be in quotes)\n");
    expect("a: !<x y\n",
           "1:4+3 yaml-syntax: '!' begins a tag, and this is none (text that begins with ! must be "
           "in quotes)\n");
    expect("a: !x!y z\n",
           "1:4+1 tag: tags such as '!x!y' are not supported (delete it; text that begins with ! "
           "must be in quotes)\n");
    expect("a: > hello\n",
           "1:6+1 yaml-syntax: text on the same line as '>' (begin the text on the next line; text "
           "that begins with > must be in quotes)\n");
    expect("when: |5 hello\n",
           "1:10+1 yaml-syntax: text on the same line as '|' (begin the text on the next line; "
           "text that begins with | must be in quotes)\n");
    expect("a: ? x\n",
           "1:4+1 yaml-syntax: text cannot begin with '? ' (text that begins with ? and a blank "
           "must be in quotes)\n");
    expect("a: - x\n",
           "1:4+1 yaml-syntax: a list cannot begin on the line of its key (begin the list on the "
           "next line, each entry with '- '; text that begins with '- ' must be in quotes)\n");
}

BOOST_AUTO_TEST_CASE(indentation)
{
    expect("a: 1\n b: 2\n",
           "2:2+1 yaml-syntax: this line is indented deeper than its neighbours (begin the keys of "
           "one map in the same column; the line above has its value already)\n");
    expect("a:\n  b: 1\n   c: 2\n",
           "3:4+1 yaml-syntax: this line is indented deeper than its neighbours (begin the keys of "
           "one map in the same column; the line above has its value already)\n");
    expect("s:\n  - a: x\n     b: y\n",
           "3:6+1 yaml-syntax: this line is indented deeper than its neighbours (begin the keys of "
           "one map in the same column; the line above has its value already)\n");
    expect("a: \"x\"\n  b: 1\n",
           "2:3+1 yaml-syntax: this line is indented deeper than its neighbours (begin the keys of "
           "one map in the same column; the line above has its value already)\n");
    expect("a:\n  b: 1\n c: 2\n",
           "3:2+1 yaml-syntax: the indentation of this line fits no line above (begin the keys of "
           "one map in the same column)\n");
    expect("a: |\n  hello\n world\n",
           "3:2+1 yaml-syntax: the indentation of this line fits no line above (begin the keys of "
           "one map in the same column)\n");
    expect(" a: 1\nb: 2\n",
           "2:1+4 yaml-syntax: this stands outside the script above (begin all top-level keys in "
           "the same column)\n");
}

BOOST_AUTO_TEST_CASE(lists)
{
    expect("- a\nb: 1\n",
           "2:1+1 yaml-syntax: this line stands among the entries of a list but is none (begin "
           "each entry with '- ', or indent the line if it belongs to the entry above)\n");
    expect("a: 1\n- b\n",
           "2:1+1 yaml-syntax: list entry among the keys of a map (give a list a key of its own, "
           "and begin its entries in one column)\n");
    expect("a:\n  - b\n - c\n",
           "3:2+1 yaml-syntax: list entry among the keys of a map (give a list a key of its own, "
           "and begin its entries in one column)\n");
    expect("s:\n- a: x\n  - b: y\n",
           "3:3+1 yaml-syntax: list entry among the keys of a map (give a list a key of its own, "
           "and begin its entries in one column)\n");
    expect("s:\n  -fixation: x\n  - b: y\n",
           "2:3+1 yaml-syntax: no blank after '-' (write '- ' before each entry of a list)\n");
    expect("s:\n  - a: x\n  -b: y\n",
           "3:3+1 yaml-syntax: no blank after '-' (write '- ' before each entry of a list)\n");
    expect("s:\n  - a: x\n    b: y\n   c: z\n",
           "4:4+1 yaml-syntax: this line stands among the entries of a list but is none (begin "
           "each entry with '- ', or indent the line if it belongs to the entry above)\n");
}

BOOST_AUTO_TEST_CASE(what_nobody_foresaw)
{
    expect("a: &a &b x\n",
           "1:7+1 yaml-syntax: not readable as YAML: did not find expected key while parsing a "
           "block mapping (text that holds signs such as : # { } [ ] , & * ! | > ' \" % @ ` "
           "belongs in quotes)\n");
    expect("...\n",
           "1:1+1 yaml-syntax: a value is missing before '.' (write the value; text that begins "
           "with a sign must be in quotes)\n");
}

BOOST_AUTO_TEST_SUITE_END()
