// SPDX-License-Identifier: MIT
// Questionnaires: what is read, and every fault that a key can have.
#include "model/instrument.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase;
using namespace securebase::model;

namespace {

std::string const sound = R"(instrument: 1
id: wm2
title: "Two statements"
status: own-worded
label: "unvalidated"
about: { construct: "anything", norms: none }
language: en
instructions: "How far do you agree?"
scale: { points: 7, low: "not at all", middle: "half", high: "fully" }
order: random
missing: { least: 75 % }
items:
  - { id: a1, text: "I worry." }
  - { id: a2, text: "I am at ease." }
  - { id: v1, text: "I keep away." }
subscales:
  anxiety: { items: [a1, a2], reverse: [a2] }
  avoidance: { items: [v1] }
derived: { self: "8 - anxiety", both: "(anxiety + avoidance) / 2" }
vectors:
  - { name: plain, answers: { a1: 7, a2: 1, v1: 3 }, expect: { anxiety: 7, self: 1, both: 5 } }
  - { name: gaps, answers: { a1: 7 }, expect: { anxiety: NA, avoidance: NA } }
)";

struct Read {
    std::optional<Instrument> instrument;
    std::string faults; ///< "line:column code: what (hint)", one a line.
};

Read read(std::string const& text)
{
    support::TemporaryFolder const folder;
    base::Diagnostics diagnostics;
    Read read{read_instrument(folder.write("wm2.yaml", text), diagnostics), {}};
    diagnostics.sort();
    for (base::Diagnostic const& d : diagnostics.all()) {
        read.faults += std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                       d.code + ": " + d.what + (d.hint.empty() ? "" : " (" + d.hint + ")") + "\n";
    }
    BOOST_TEST(read.instrument.has_value() == !diagnostics.has_errors());
    return read;
}

/// Faults of the sound instrument after one change.
std::string faults_with(std::string const& from, std::string const& to)
{
    std::string text = sound;
    std::size_t const at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return read(text.replace(at, from.size(), to)).faults;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_instrument)

BOOST_AUTO_TEST_CASE(a_sound_instrument_is_read_whole)
{
    Read const all = read(sound);
    BOOST_TEST(all.faults == "");
    BOOST_REQUIRE(all.instrument.has_value());
    Instrument const& one = *all.instrument;
    BOOST_TEST(one.id == "wm2");
    BOOST_TEST(one.title == "Two statements");
    BOOST_TEST(one.status == "own-worded");
    BOOST_TEST(one.label == "unvalidated");
    BOOST_TEST(one.language == "en");
    BOOST_TEST(one.instructions == "How far do you agree?");
    BOOST_TEST(one.least == 1);
    BOOST_TEST(one.most == 7);
    BOOST_TEST(one.low == "not at all");
    BOOST_TEST(one.middle == "half");
    BOOST_TEST(one.high == "fully");
    BOOST_TEST(one.shuffle);
    BOOST_TEST(one.least_answered == 0.75);
    BOOST_TEST(
        (one.items ==
         std::vector<Item>{{"a1", "I worry."}, {"a2", "I am at ease."}, {"v1", "I keep away."}}));
    BOOST_TEST((one.subscales == std::vector<Subscale>{{"anxiety", {"a1", "a2"}, {"a2"}},
                                                       {"avoidance", {"v1"}, {}}}));
    BOOST_TEST((one.derived == std::vector<DerivedScore>{{"self", "8 - anxiety"},
                                                         {"both", "(anxiety + avoidance) / 2"}}));
    BOOST_REQUIRE(one.vectors.size() == 2U);
    BOOST_TEST(one.vectors[0].answers.at("v1") == 3.0);
    BOOST_TEST(one.vectors[0].expect.at("both").value() == 5.0);
    BOOST_TEST(one.vectors[1].answers.size() == 1U);
    BOOST_TEST(!one.vectors[1].expect.at("anxiety").has_value());
}

BOOST_AUTO_TEST_CASE(defaults)
{
    Read const all = read("instrument: 1\nid: wm2\ntitle: T\nstatus: verified\n"
                          "scale: { least: 0, most: 4, low: a, high: b }\n"
                          "items: [ { id: a, text: A } ]\n");
    BOOST_TEST(all.faults == "");
    BOOST_REQUIRE(all.instrument.has_value());
    BOOST_TEST(all.instrument->least == 0);
    BOOST_TEST(all.instrument->most == 4);
    BOOST_TEST(!all.instrument->shuffle);
    BOOST_TEST(all.instrument->least_answered == 0.8);
    BOOST_TEST(all.instrument->middle == "");
    BOOST_TEST(all.instrument->language == "en");
}

BOOST_AUTO_TEST_CASE(faults_of_the_whole)
{
    BOOST_TEST(faults_with("instrument: 1", "instrument: 2") ==
               "1:13 instrument-version: version '2' of the instrument format is not known (write "
               "instrument: 1)\n");
    BOOST_TEST(
        faults_with("instrument: 1\n", "")
            .starts_with(
                "1:1 instrument-version: this is no instrument: 'instrument: 1' is missing"));
    BOOST_TEST(faults_with("id: wm2", "id: wm3") ==
               "2:5 instrument-id: the id 'wm3' is not the name of the file, 'wm2' (sessions find "
               "an instrument by its file: give both the same name)\n");
    BOOST_TEST(faults_with("own-worded", "own-wordd") ==
               "4:9 instrument-status: the status 'own-wordd' is not known (did you mean "
               "'own-worded'?)\n");
    BOOST_TEST(faults_with("order:", "ordr:") ==
               "10:1 instrument-unknown-key: 'ordr' is not known in an instrument (did you mean "
               "'order'?)\n");
    BOOST_TEST(faults_with("order: random", "order: shuffled") ==
               "10:8 instrument-order: 'shuffled' is no order of items (one of: random, fixed)\n");
    BOOST_TEST(faults_with("title: \"Two statements\"\n", "") ==
               "1:1 instrument-missing: 'title' is missing\n");
    BOOST_TEST(faults_with("\"Two statements\"", "\"\"") ==
               "3:8 instrument-missing: 'title' is empty\n");
    BOOST_TEST(faults_with("\"Two statements\"", "[a]") ==
               "3:8 instrument-type: 'title' must be a text\n");
    BOOST_TEST(read("- a\n").faults == "1:1 instrument-type: an instrument is a map of keys\n");
}

BOOST_AUTO_TEST_CASE(faults_of_the_scale)
{
    BOOST_TEST(faults_with("points: 7", "points: 1")
                   .starts_with("9:18 instrument-scale: a scale has from 2 to 101 points\n"));
    BOOST_TEST(faults_with("points: 7", "points: many")
                   .starts_with("9:18 instrument-type: 'points' must be a whole number\n"));
    BOOST_TEST(
        faults_with("points: 7", "least: 1")
            .starts_with(
                "9:8 instrument-scale: a scale has either 'points' or both 'least' and 'most'"));
    BOOST_TEST(
        faults_with("points: 7", "points: 7, least: 1, most: 7")
            .starts_with(
                "9:8 instrument-scale: a scale has either 'points' or both 'least' and 'most'"));
    BOOST_TEST(faults_with("points: 7", "least: 7, most: 1")
                   .starts_with("9:26 instrument-scale: a scale has from 2 to 101 points\n"));
    BOOST_TEST(faults_with("points: 7", "least: 0, most: 9223372036854775807")
                   .starts_with("9:26 instrument-scale: a scale has from 2 to 101 points\n"));
    BOOST_TEST(faults_with("low: \"not at all\", ", "") ==
               "9:8 instrument-missing: 'low' is missing\n");
    BOOST_TEST(faults_with("75 %", "75").starts_with("11:19 instrument-type: "));
    BOOST_TEST(faults_with("{ least: 75 % }", "some") ==
               "11:10 instrument-type: 'missing' must be a map such as { least: 80 % }\n");
}

BOOST_AUTO_TEST_CASE(faults_of_items)
{
    BOOST_TEST(faults_with("id: a2, text", "id: a1, text")
                   .starts_with("14:11 instrument-duplicate: the item 'a1' is there twice (every "
                                "item has an id of its "
                                "own)\n"));
    BOOST_TEST(faults_with("text: \"I worry.\"", "txt: \"I worry.\"") ==
               "13:5 instrument-missing: 'text' is missing\n"
               "13:15 instrument-unknown-key: 'txt' is not known in an item (did you mean "
               "'text'?)\n");
    BOOST_TEST(
        faults_with("{ id: a1, text: \"I worry.\" }", "just words")
            .starts_with("13:5 instrument-type: an item is written { id: ..., text: ... }\n"));
}

BOOST_AUTO_TEST_CASE(faults_of_the_key)
{
    BOOST_TEST(faults_with("reverse: [a2]", "reverse: [v1]") ==
               "17:41 instrument-reverse: the reversed item 'v1' is not among the items of "
               "'anxiety' (add it to items, or leave it out here)\n");
    BOOST_TEST(faults_with("items: [a1, a2]", "items: [a1, a3]") ==
               "14:11 instrument-unscored: the item 'a2' belongs to no subscale (it is asked, but "
               "no score uses it)\n"
               "17:26 instrument-unknown-item: there is no item 'a3' (did you mean 'a1'?)\n"
               "17:41 instrument-reverse: the reversed item 'a2' is not among the items of "
               "'anxiety' (add it to items, or leave it out here)\n");
    BOOST_TEST(
        faults_with("items: [a1, a2]", "items: [a1, a2, a1]") ==
        "17:30 instrument-duplicate: the item 'a1' is there twice (delete one of the two)\n");
    BOOST_TEST(faults_with("items: [v1]", "items: []") ==
               "15:11 instrument-unscored: the item 'v1' belongs to no subscale (it is asked, but "
               "no score uses it)\n"
               "18:23 instrument-missing: 'avoidance' has no items\n");
    BOOST_TEST(faults_with("8 - anxiety", "8 - anxeity") ==
               "19:23 unknown-name: unknown name 'anxeity' (did you mean 'anxiety'?)\n");
    BOOST_TEST(faults_with("8 - anxiety", "anxiety > 4") ==
               "19:18 instrument-formula: a derived score is a number, but this formula gives "
               "truth\n");
    BOOST_TEST(
        faults_with("self: \"8", "avoidance: \"8")
            .starts_with(
                "19:12 instrument-duplicate: 'avoidance' is already the name of a subscale\n"));
}

BOOST_AUTO_TEST_CASE(faults_of_vectors)
{
    BOOST_TEST(faults_with("answers: { a1: 7, a2: 1", "answers: { a1: 8, a2: 1") ==
               "21:35 instrument-answer: the answer 8 is not on the scale from 1 to 7\n");
    BOOST_TEST(faults_with("answers: { a1: 7, a2: 1", "answers: { a1: 7, b2: 1") ==
               "21:38 instrument-unknown-item: there is no item 'b2' (did you mean 'a2'?)\n");
    BOOST_TEST(faults_with("expect: { anxiety: 7", "expect: { anxeity: 7") ==
               "21:64 instrument-unknown-score: there is no score 'anxeity' (did you mean "
               "'anxiety'?)\n");
    BOOST_TEST(faults_with("expect: { anxiety: 7", "expect: { anxiety: high") ==
               "21:73 instrument-type: 'anxiety' must be a number\n");
}

BOOST_AUTO_TEST_CASE(the_instrument_that_ships_is_sound)
{
    base::Diagnostics diagnostics;
    auto const wm24 =
        read_instrument(SECUREBASE_SOURCE_DIR "/experiments/instruments/wm24.yaml", diagnostics);
    BOOST_TEST(base::to_text(diagnostics) == "");
    BOOST_REQUIRE(wm24.has_value());
    BOOST_TEST(wm24->items.size() == 24U);
    BOOST_TEST(wm24->subscales.size() == 2U);
    BOOST_TEST(wm24->vectors.size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
