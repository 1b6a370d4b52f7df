// SPDX-License-Identifier: MIT
// Thousands of damaged scripts: whatever comes, the reader answers, and every place it names exists
// and holds what it says.
#include "base/random.h"
#include "base/text.h"
#include "script/reader.h"
#include "script/reading.h"
#include "script/source.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace securebase;
using namespace securebase::script;

namespace {

std::string const whole = "# A script with a bit of everything.\n"
                          "securebase: 1\n"
                          "title: \"Dot probe, {pair.word}\" # said\n"
                          "screen: { background: '#808080', text_size: 6 % }\n"
                          "keys: &keys { E: ja, F: 'nein, \"nie\"' }\n"
                          "trials:\n"
                          "  probe:\n"
                          "    factors: { letter: [E, F], wört: [愛着, \"é\\t🙂\"] }\n"
                          "    stages:\n"
                          "      - fixation: { fixation: cross, for: 500 ms }\n"
                          "      - probe:\n"
                          "          text: $letter\n"
                          "          keys: *keys\n"
                          "      - gap: { for: 500..1000 ms,\n"
                          "               when: ~ }\n"
                          "texts:\n"
                          "  next: |\n"
                          "    two\n"
                          "    lines\n"
                          "  back: folded\n"
                          "    text\n"
                          "session:\n"
                          "- say: welcome.md\n"
                          "- block: { trial: probe, take: 96 }\n";

/// One to three damages: signs put in, stretches cut, doubled or moved.
std::string damaged(base::Random& random)
{
    static std::vector<std::string> const signs = {"\"",     "'",     "{",
                                                   "}",      "[",     "]",
                                                   ":",      ": ",    ",",
                                                   "-",      "- ",    "\n",
                                                   "\n  ",   "  ",    "\t",
                                                   "#",      " #",    "&",
                                                   "&keys ", "*keys", "*",
                                                   "!",      "!t ",   "|",
                                                   ">",      "%",     "@",
                                                   "`",      "?",     "? ",
                                                   "<<",     "---\n", "...\n",
                                                   "\r",     "\r\n",  "\\",
                                                   "é",      "\xC3",  "\xE2\x80\xA8",
                                                   "x"};
    std::string text = whole;
    for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
        auto const at = static_cast<std::size_t>(random.below(text.size() + 1));
        auto const length = static_cast<std::size_t>(random.below(12));
        std::string const piece = text.substr(at, length);
        switch (random.below(4)) {
        case 0:
            text.erase(at, length);
            break;
        case 1:
            text.insert(at, piece);
            break;
        case 2:
            text.erase(at, length);
            text.insert(static_cast<std::size_t>(random.below(text.size() + 1)), piece);
            break;
        default:
            text.insert(at, signs.at(static_cast<std::size_t>(random.below(signs.size()))));
        }
    }
    return text;
}

/// Empty when a place lies in the file, else what is wrong with it.
std::string fault_of(base::Place const& place, Source const& source)
{
    if (place.line == 0) {
        return place.column == 0 ? "" : "column without line";
    }
    std::size_t const size = base::count_code_points(source.line(place.line));
    bool const inside = place.column >= 1 && place.column <= size + 1 && place.length >= 1 &&
                        place.column + place.length <= size + 2;
    return inside ? "" : "outside: " + to_text(place) + " in a line of " + std::to_string(size);
}

std::string written_at(base::Place const& place, std::size_t length, Source const& source)
{
    std::size_t const from = source.offset({place.line, place.column});
    std::size_t const to =
        source.offset({place.line, place.column + static_cast<std::uint32_t>(length)});
    return std::string(source.bytes().substr(from, to - from));
}

std::string fault_of(Node const& node, Source const& source)
{
    std::string fault = fault_of(node.place, source) + fault_of(node.text_place, source);
    if (fault.empty() && node.verbatim) {
        std::size_t const length = base::count_code_points(node.text);
        fault = written_at(node.text_place, length, source) == node.text ? "" : "not " + node.text;
    }
    for (Node const& item : node.items) {
        fault += fault_of(item, source);
    }
    for (Entry const& entry : node.entries) {
        fault += fault_of(entry.key_place, source) + fault_of(entry.value, source);
    }
    return fault;
}

} // namespace

BOOST_AUTO_TEST_SUITE(script_mutation)

BOOST_AUTO_TEST_CASE(the_whole_script_is_good)
{
    Reading const r = read(whole);
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(fault_of(*r.tree, Source("s.yaml", whole)) == "");
}

BOOST_AUTO_TEST_CASE(damaged_scripts_are_answered_with_places_that_exist)
{
    base::Random random(20'240'101);
    int refused = 0;
    for (int i = 0; i < 4'000; ++i) {
        std::string const text = damaged(random);
        Reading const r = read(text);
        Source const source("s.yaml", text);
        std::string fault = r.tree || r.diagnostics.has_errors() ? "" : "neither tree nor error";
        for (base::Diagnostic const& d : r.diagnostics.all()) {
            fault += fault_of(d.place, source);
            fault += d.also ? fault_of(*d.also, source) : "";
            fault += d.what.empty() || d.code.empty() ? "no words" : "";
        }
        fault += r.tree ? fault_of(*r.tree, source) : "";
        BOOST_TEST(fault == "", fault << " in\n" << text << faults(r.diagnostics));
        refused += r.diagnostics.has_errors() ? 1 : 0;
    }
    // Neither all nor none: the damage must be worth reading.
    BOOST_TEST(refused > 1'000);
    BOOST_TEST(refused < 3'900);
}

BOOST_AUTO_TEST_SUITE_END()
