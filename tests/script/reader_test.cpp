// SPDX-License-Identifier: MIT
// What a script becomes, where each piece stands, and what is refused with its place and words.
#include "script/reader.h"
#include "script/reading.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase;
using namespace securebase::script;

BOOST_AUTO_TEST_SUITE(script_reader)

BOOST_AUTO_TEST_CASE(maps_lists_and_texts)
{
    Reading const r = read("securebase: 1\n"
                           "title: Dot probe # a comment\n"
                           "places: { top: [0 %, -20 %], here: center }\n"
                           "session:\n"
                           "- say: welcome.md\n"
                           "- block:\n"
                           "    trial: probe\n"
                           "    take: 96\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(tree(r) == "{securebase: 1, title: Dot probe, places: {top: [0 %, -20 %], here: "
                          "center}, session: [{say: welcome.md}, {block: {trial: probe, take: "
                          "96}}]}");
}

BOOST_AUTO_TEST_CASE(scalars_stay_text)
{
    Reading const r = read("a: no\nb: 1.0\nc: null\nd: ~\ne:\nf: \"~\"\ng: ''\nh: 0x1F\ni: 010\n"
                           "j: 2024-01-01\nk: $threat_at\nl: \"{pair.word}\"\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(tree(r) == "{a: no, b: 1.0, c: null, d: null, e: null, f: \"~\", g: \"\", h: 0x1F, "
                          "i: 010, j: 2024-01-01, k: $threat_at, l: \"{pair.word}\"}");
    BOOST_TEST(r.tree->find("c")->is_scalar()); // the word, not the absence of one
    BOOST_TEST(r.tree->find("d")->is_null());
    BOOST_TEST(r.tree->find("e")->is_null());
    BOOST_TEST(r.tree->find("f")->is_scalar());
    BOOST_TEST(r.tree->find("g")->is_scalar());
    BOOST_TEST(r.tree->find("z") == nullptr);
}

BOOST_AUTO_TEST_CASE(blocks_of_text)
{
    Reading const r = read("a: |\n  one\n   two\nb: >-\n  three\n  four\nc: plain\n  goes on\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(r.tree->find("a")->text == "one\n two\n");
    BOOST_TEST(r.tree->find("a")->quoted);
    BOOST_TEST(r.tree->find("b")->text == "three four");
    BOOST_TEST(r.tree->find("c")->text == "plain goes on");
    BOOST_TEST(!r.tree->find("c")->quoted);
}

BOOST_AUTO_TEST_CASE(every_node_has_its_place)
{
    Reading const r = read("trials:\n"
                           "  probe:\n"
                           "    stages:\n"
                           "      - pair: { text: $pair.thret }\n"
                           "      - gap: [1,\n"
                           "              2]\n"
                           "empty:\n"
                           "word: \"quoted\"\n");
    BOOST_REQUIRE(r.tree);
    BOOST_TEST(to_text(r.tree->place) == "1:1+7");
    Node const& probe = r.tree->entries[0].value.entries[0].value;
    BOOST_TEST(to_text(r.tree->entries[0].value.entries[0].key_place) == "2:3+5");
    BOOST_TEST(to_text(probe.place) == "3:5+7");
    Node const& stages = *probe.find("stages");
    BOOST_TEST(to_text(stages.place) == "4:7+29");
    BOOST_TEST(to_text(stages.items[0].place) == "4:9+27");
    Node const& pair = *stages.items[0].find("pair");
    BOOST_TEST(to_text(pair.place) == "4:15+21");
    BOOST_TEST(to_text(pair.entries[0].key_place) == "4:17+4");
    BOOST_TEST(to_text(pair.find("text")->place) == "4:23+11");
    Node const& gap = *stages.items[1].find("gap");
    BOOST_TEST(to_text(gap.place) == "5:14+3");
    BOOST_TEST(to_text(gap.items[1].place) == "6:15+1");
    BOOST_TEST(to_text(r.tree->find("empty")->place) == "7:7+1");
    BOOST_TEST(to_text(r.tree->find("word")->place) == "8:7+8");
    BOOST_TEST(r.tree->place.file == "s.yaml");
}

BOOST_AUTO_TEST_CASE(columns_count_code_points_behind_wide_characters)
{
    Reading const r = read("\"ключ\": { é: 愛着, b🙂: x }\nz: y\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    Node const& map = r.tree->entries[0].value;
    BOOST_TEST(to_text(r.tree->entries[0].key_place) == "1:1+6");
    BOOST_TEST(to_text(map.place) == "1:9+16");
    BOOST_TEST(to_text(map.entries[0].value.place) == "1:14+2");
    BOOST_TEST(to_text(map.entries[1].key_place) == "1:18+2");
    BOOST_TEST(to_text(map.entries[1].value.place) == "1:22+1");
    BOOST_TEST(to_text(r.tree->find("z")->place) == "2:4+1");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_and_other_line_ends_move_nothing)
{
    for (std::string const& text : {std::string("\xEF\xBB\xBF"
                                                "a: 1\nb: x\n"),
                                    std::string("a: 1\r\nb: x\r\n"),
                                    std::string("a: 1\rb: x\r")}) {
        Reading const r = read(text);
        BOOST_TEST(faults(r.diagnostics) == "");
        BOOST_TEST(to_text(r.tree->find("a")->place) == "1:4+1");
        BOOST_TEST(to_text(r.tree->find("b")->place) == "2:4+1");
    }
}

BOOST_AUTO_TEST_CASE(a_piece_of_a_text_has_its_place)
{
    Reading const r = read("plain: $pair.word\nquoted: 'é $pair'\nanchor: &name  \"text\"\n"
                           "escape: \"a\\tb\"\ndoubled: 'it''s'\nfolded: one\n  two\nblock: |\n"
                           "  text\nempty: ''\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    auto const at = [&r](char const* key, std::size_t first, std::size_t length) {
        return to_text(r.tree->find(key)->place_in_text(first, length));
    };
    BOOST_TEST(at("plain", 6, 4) == "1:14+4");
    BOOST_TEST(at("quoted", 2, 5) == "2:12+5");
    BOOST_TEST(to_text(r.tree->find("quoted")->text_place) == "2:10+7");
    BOOST_TEST(to_text(r.tree->find("anchor")->place) == "3:16+6");
    BOOST_TEST(at("anchor", 0, 4) == "3:17+4");
    BOOST_TEST(at("escape", 2, 1) == "4:9+6"); // not verbatim: the whole node
    BOOST_TEST(at("doubled", 4, 1) == "5:10+7");
    BOOST_TEST(at("folded", 4, 3) == "6:9+3");
    BOOST_TEST(at("block", 0, 4) == "8:8+1");
    BOOST_TEST(at("empty", 0, 0) == "10:9+1");
    BOOST_TEST(r.tree->find("quoted")->verbatim);
    BOOST_TEST(!r.tree->find("escape")->verbatim);
}

BOOST_AUTO_TEST_CASE(an_alias_copies_its_node_and_keeps_its_own_place)
{
    Reading const r = read("a: &keys { E: yes, F: no }\nb: *keys\nc: [*keys, x]\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(tree(r) == "{a: {E: yes, F: no}, b: {E: yes, F: no}, c: [{E: yes, F: no}, x]}");
    BOOST_TEST(to_text(r.tree->find("a")->place) == "1:10+17");
    BOOST_TEST(to_text(r.tree->find("b")->place) == "2:4+5");
    BOOST_TEST(to_text(r.tree->find("b")->find("F")->place) == "1:23+2");
    BOOST_TEST(to_text(r.tree->find("c")->items[0].place) == "3:5+5");
}

BOOST_AUTO_TEST_CASE(anchors_before_block_collections_leave_their_places)
{
    Reading const r = read("a: &one\n  x: 1\nb: &two # words\n  - y\nc: [*one, *two]\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(tree(r) == "{a: {x: 1}, b: [y], c: [{x: 1}, [y]]}");
    BOOST_TEST(to_text(r.tree->find("a")->place) == "2:3+4");
    BOOST_TEST(to_text(r.tree->find("b")->place) == "4:3+3");
}

BOOST_AUTO_TEST_CASE(one_document_may_be_framed)
{
    Reading const r = read("# first\n---\na: 1\n...\n# last\n...\n");
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(tree(r) == "{a: 1}");
}

BOOST_AUTO_TEST_CASE(a_second_document_is_refused_and_the_first_kept)
{
    Reading const r = read("a: 1\n---\nb: 2\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "2:1+3 second-document: '---' begins a second document, and a script has only one "
               "(delete it, or indent it if it belongs to the text above)\n");
    BOOST_TEST(tree(r) == "{a: 1}");
}

BOOST_AUTO_TEST_CASE(an_empty_script_is_refused)
{
    for (char const* text : {"", "\n \n", "# nothing\n", "\xEF\xBB\xBF"}) {
        Reading const r = read(text);
        BOOST_TEST(faults(r.diagnostics) == "0:0+1 script-empty: the script is empty\n");
        BOOST_TEST(tree(r) == "nothing");
    }
}

BOOST_AUTO_TEST_CASE(a_duplicate_key_names_both_places_and_the_first_is_kept)
{
    Reading const r = read("session: 1\ntrials:\n  probe: 2\n  probe: 3\nsession: 4\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "4:3+5 duplicate-key: key 'probe' appears twice in one map (rename or delete one of "
               "the two) | also 3:3+5 first defined here\n"
               "5:1+7 duplicate-key: key 'session' appears twice in one map (rename or delete one "
               "of the two) | also 1:1+7 first defined here\n");
    BOOST_TEST(tree(r) == "{session: 1, trials: {probe: 2}}");
}

BOOST_AUTO_TEST_CASE(the_same_key_in_two_maps_is_no_duplicate)
{
    BOOST_TEST(faults(read("a: { x: 1 }\nb: { x: 1 }\n").diagnostics) == "");
}

BOOST_AUTO_TEST_CASE(faults_inside_a_dropped_value_are_told_too)
{
    Reading const r = read("a: 1\na: { b: !t 2 }\n");
    BOOST_TEST(r.diagnostics.error_count() == 2U);
    BOOST_TEST(tree(r) == "{a: 1}");
}

BOOST_AUTO_TEST_CASE(merge_keys_are_refused)
{
    Reading const r = read("a: &x { b: 1 }\nc:\n  <<: *x\n  d: 2\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "3:3+2 merge-key: merge key '<<' is not supported (write the keys out, or use a "
               "whole map again with &name and *name)\n");
    BOOST_TEST(tree(r) == "{a: {b: 1}, c: {d: 2}}");
    BOOST_TEST(faults(read("\"<<\": 1\n").diagnostics) == "");
}

BOOST_AUTO_TEST_CASE(tags_are_refused_and_the_node_kept)
{
    Reading const r = read("a: !important x\nb: !!int 3\nc: &n !t [1]\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "1:4+10 tag: tags such as '!important' are not supported (delete it; text that "
               "begins with ! must be in quotes)\n"
               "2:4+5 tag: tags such as '!!int' are not supported (delete it; text that begins "
               "with ! must be in quotes)\n"
               "3:7+2 tag: tags such as '!t' are not supported (delete it; text that begins with ! "
               "must be in quotes)\n");
    BOOST_TEST(tree(r) == "{a: x, b: 3, c: [1]}");
    BOOST_TEST(to_text(r.tree->find("a")->place) == "1:15+1");
    BOOST_TEST(to_text(r.tree->find("c")->place) == "3:10+3");
}

BOOST_AUTO_TEST_CASE(directives_are_refused)
{
    std::string const told = " directive: directives such as %YAML and %TAG are not supported "
                             "(delete the line)\n";
    BOOST_TEST(faults(read("%YAML 1.2\n---\na: 1\n").diagnostics) == "1:1+9" + told);
    BOOST_TEST(faults(read("# x\n\n%TAG ! tag:x\n---\na: 1\n").diagnostics) == "3:1+12" + told);
    BOOST_TEST(tree(read("%YAML 1.2\n---\na: 1\n")) == "nothing");
    Reading const late = read("a: 1\n...\n%TAG ! x\n---\nb: 1\n");
    BOOST_TEST(faults(late.diagnostics) ==
               "3:1+8 directive: text cannot begin with '%' (put it in quotes)\n");
}

BOOST_AUTO_TEST_CASE(keys_must_be_plain_words)
{
    Reading const r = read("? [a, b]\n: 1\n{}: 2\n\"\": 3\n\" x\": 4\na\xC2\xA0"
                           "b: 5\nok: 6\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "1:3+1 complex-key: a key must be a plain word, not a list (text that begins with "
               "{ or [, such as a {slot}, must be in quotes)\n"
               "3:1+1 complex-key: a key must be a plain word, not a map (text that begins with { "
               "or [, such as a {slot}, must be in quotes)\n"
               "4:1+2 odd-key: empty key (write a word before the ':')\n"
               "5:1+4 odd-key: key ' x' holds blanks or marks that cannot be seen (type it anew; "
               "text copied from a web page or word processor often brings them along)\n"
               "6:1+3 odd-key: key 'a\xC2\xA0"
               "b' holds blanks or marks that cannot be seen (type "
               "it anew; text copied from a web page or word processor often brings them along)\n");
    BOOST_TEST(tree(r) == "{ok: 6}");
}

BOOST_AUTO_TEST_CASE(an_alias_is_no_key)
{
    Reading const r = read("a: &k word\n*k : 1\nb: 2\n");
    BOOST_TEST(
        faults(r.diagnostics) ==
        "2:1+2 complex-key: a key must be a plain word, not an alias (write the word out)\n");
    BOOST_TEST(tree(r) == "{a: word, b: 2}");
}

BOOST_AUTO_TEST_CASE(an_unquoted_slot_is_found_out)
{
    Reading const r = read("a: {pair.word}\nb: {{pair.word}}\nc: {x:1}\nd: { e: , f: 1 }\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "1:5+9 missing-value: 'pair.word' is a key without a value (write 'key: value'; in "
               "brackets, text that holds a comma or a {slot} must be in quotes)\n"
               "2:5+1 complex-key: a key must be a plain word, not a map (text that begins with "
               "{ or [, such as a {slot}, must be in quotes)\n"
               "3:5+3 missing-value: 'x:1' is a key without a value (write a blank after the "
               "colon)\n");
    BOOST_TEST(r.tree->find("d")->find("e")->is_null());
}

BOOST_AUTO_TEST_CASE(an_unquoted_colour_is_found_out)
{
    Reading const r = read("background: #808080\ncolor:   #fff # white\nlist:\n  - #a0b0c0\n"
                           "map: { color: #123456 # blue\n }\nx: 1\n");
    std::string const rest = " is read as a comment here, so the value is missing (put it in "
                             "quotes: ";
    BOOST_TEST(faults(r.diagnostics) == "1:13+7 comment-value: '#808080'" + rest +
                                            "\"#808080\")\n"
                                            "2:10+4 comment-value: '#fff'" +
                                            rest +
                                            "\"#fff\")\n"
                                            "4:5+7 comment-value: '#a0b0c0'" +
                                            rest +
                                            "\"#a0b0c0\")\n"
                                            "5:15+7 comment-value: '#123456'" +
                                            rest + "\"#123456\")\n");
    BOOST_TEST(tree(r) == "{background: null, color: null, list: [null], map: {color: null}, x: "
                          "1}");
    // The last bracket is hidden, and with it the next value is taken for the colour.
    BOOST_TEST(faults(read("map: { color: #123456 }\nx: 1\n").diagnostics) ==
               "1:6+1 unclosed-bracket: '{' opened here is never closed (' #' begins a comment "
               "that hides the rest of its line; put the text or colour in quotes) | also 2:2+1 "
               "read as far as here\n");
    BOOST_TEST(faults(read("map: { color: #123456 }\n").diagnostics) ==
               "1:6+1 unclosed-bracket: '{' opened here is never closed (' #' begins a comment "
               "that hides the rest of its line; put the text or colour in quotes)\n");
}

BOOST_AUTO_TEST_CASE(text_lost_to_a_comment_is_warned_of)
{
    Reading const r = read("a: Press #1 now\nb: Press #\nc: x # a comment\nd: x ## y\ne: 'y' #z\n"
                           "f: a#b\nsection: #words\n  g: 1\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "warning 1:10+2 comment-without-blank: '#1 now' is read as a comment (put the value "
               "in quotes if this belongs to it, else write a blank after the #)\n");
    BOOST_TEST(tree(r) == "{a: Press, b: Press, c: x, d: x, e: \"y\", f: a#b, section: {g: 1}}");
}

BOOST_AUTO_TEST_CASE(aliases_must_name_an_anchor_above)
{
    Reading const r = read("a: *later\nb: &later 1\nc: &b 1\nd: &b 2\ne: *b\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "1:4+6 unknown-anchor: alias '*later' names no anchor above it (define it with "
               "&later first; text that begins with * must be in quotes)\n"
               "4:7+1 duplicate-anchor: anchor '&b' appears twice (give one of the two another "
               "name) | also 3:7+1 first used here\n");
    BOOST_TEST(tree(r) == "{a: null, b: 1, c: 1, d: 2, e: 1}");
}

BOOST_AUTO_TEST_CASE(a_node_cannot_hold_itself)
{
    Reading const r = read("a: &x [1, *x]\nb: &y { c: { d: *y } }\n");
    BOOST_TEST(faults(r.diagnostics) ==
               "1:11+2 self-alias: alias '*x' stands inside the very node it names (a node cannot "
               "hold itself) | also 1:7+1 the node begins here\n"
               "2:17+2 self-alias: alias '*y' stands inside the very node it names (a node cannot "
               "hold itself) | also 2:7+1 the node begins here\n");
    BOOST_TEST(faults(read("&x [*x]").diagnostics).starts_with("1:5+2 self-alias"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_refused_at_their_place)
{
    BOOST_TEST(faults(read("a: 1\nté: caf\xE9\n").diagnostics) ==
               "2:8+1 not-utf8: not UTF-8 (byte 0xE9) (save the script as UTF-8)\n");
    BOOST_TEST(faults(read(std::string_view("\xFF\xFE"
                                            "a\0:\0",
                                            6))
                          .diagnostics)
                   .starts_with("1:1+1 not-utf8: not UTF-8 (byte 0xFF)"));
    BOOST_TEST(faults(read(std::string_view("a: é\0x\n", 8)).diagnostics) ==
               "1:5+1 control-character: character U+0000 is not allowed (delete it; it is "
               "invisible in most editors)\n");
    BOOST_TEST(faults(read("a: b\xE2\x80\xA8"
                           "c\n")
                          .diagnostics)
                   .starts_with("1:5+1 control-character: character U+2028"));
    BOOST_TEST(faults(read("a: \x1B[2J\n").diagnostics)
                   .starts_with("1:4+1 control-character: character U+001B"));
}

BOOST_AUTO_TEST_CASE(files_are_read_or_the_reason_is_told)
{
    support::TemporaryFolder const folder;
    base::Diagnostics diagnostics;
    std::string const file = folder.write("experiment.yaml", "a: [1, 2]\n");
    BOOST_TEST(to_text(read_file(file, diagnostics).value()) == "{a: [1, 2]}");
    BOOST_TEST(!diagnostics.has_errors());
    BOOST_TEST(!read_file(folder.path("absent.yaml"), diagnostics).has_value());
    BOOST_TEST(!read_file(folder.path(), diagnostics).has_value());
    Budget small;
    small.bytes = 9;
    BOOST_TEST(!read_file(file, diagnostics, small).has_value());
    BOOST_TEST(faults(diagnostics) ==
               "0:0+1 script-unreadable: no such file\n"
               "0:0+1 script-unreadable: this is a folder, not a file\n"
               "0:0+1 script-too-large: larger than the 9 bytes a script may have (keep trials in "
               "a table (CSV) and name it under 'stimuli')\n");
    BOOST_TEST(faults(read("a: 1234567", small).diagnostics).starts_with("0:0+1 script-too-large"));
}

BOOST_AUTO_TEST_SUITE_END()
