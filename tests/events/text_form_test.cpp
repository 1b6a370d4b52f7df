// SPDX-License-Identifier: MIT
// Events as lines of JSON: the exact bytes, and back.
#include "events/text_form.h"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace securebase;
using namespace securebase::events;

namespace {

Event full_event()
{
    Event event;
    event.kind = EventKind::onset;
    event.trial = 7;
    event.part = 2;
    event.stage = 1;
    event.when = {base::instant_from_ns(-5),
                  base::instant_from_ns(1'000'000'000'000),
                  base::TimeSource::present_return};
    event.frames = 30;
    event.late = -1;
    event.count = 3;
    event.refresh = 7031;
    event.target = 7030;
    event.gap = 1'250'000;
    event.input_gap = 2'500'000;
    return event;
}

std::string refusal(std::string_view line)
{
    auto const read = from_json_line(line);
    return read ? "accepted" : read.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(text_form)

BOOST_AUTO_TEST_CASE(writes_every_member_in_a_fixed_order)
{
    BOOST_TEST(
        to_json_line(12, full_event(), "") ==
        R"({"n":12,"kind":"onset","part":2,"trial":7,"stage":1,"t":[-5,1000000000000],)"
        R"("src":"present_return","frames":30,"late":-1,"count":3,"refresh":7031,"target":7030,)"
        R"("gap":1250000,"input_gap":2500000})");
}

BOOST_AUTO_TEST_CASE(a_moment_that_is_likeliest_off_the_middle_has_three_numbers)
{
    Event event;
    event.when = base::Timestamp::about(base::instant_from_ns(9),
                                        base::instant_from_ns(1),
                                        base::instant_from_ns(10),
                                        base::TimeSource::x_server);
    std::string const line = to_json_line(0, event, "");
    BOOST_TEST(line == R"({"n":0,"kind":"note","t":[1,9,10],"src":"x_server"})");
    auto const read = from_json_line(line);
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST((read->event.when == event.when));
    BOOST_TEST(base::to_ns(read->event.when.likely()) == 9);
}

BOOST_AUTO_TEST_CASE(leaves_out_what_is_absent)
{
    BOOST_TEST(to_json_line(0, Event{}, "") == R"({"n":0,"kind":"note"})");
    Event input;
    input.kind = EventKind::input;
    BOOST_TEST(to_json_line(1, input, "key:E") ==
               R"({"n":1,"kind":"input","stage":0,"text":"key:E"})");
}

BOOST_AUTO_TEST_CASE(embeds_objects_and_lists_but_no_other_text)
{
    Event const note;
    BOOST_TEST(to_json_line(0, note, R"({"value":[1,2.50]})") ==
               R"({"n":0,"kind":"note","data":{"value":[1,2.50]}})");
    BOOST_TEST(to_json_line(0, note, "[]") == R"({"n":0,"kind":"note","data":[]})");
    BOOST_TEST(to_json_line(0, note, "5") == R"({"n":0,"kind":"note","text":"5"})");
    BOOST_TEST(to_json_line(0, note, "{broken}") == R"({"n":0,"kind":"note","text":"{broken}"})");
    // A line break would end the line: such JSON travels as a text.
    BOOST_TEST(to_json_line(0, note, "[1,\n2]") == R"({"n":0,"kind":"note","text":"[1,\n2]"})");
}

BOOST_AUTO_TEST_CASE(escapes_what_json_wants_escaped)
{
    BOOST_TEST(to_json_line(0, Event{}, "a\"b\\c\n\t\r\x01\xC3\xA9") ==
               "{\"n\":0,\"kind\":\"note\",\"text\":\"a\\\"b\\\\c\\n\\t\\u000d\\u0001\xC3\xA9\"}");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_become_the_replacement_character)
{
    BOOST_TEST(to_json_line(0, Event{}, "a\xFFz\xC3") ==
               "{\"n\":0,\"kind\":\"note\",\"text\":\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"}");
}

BOOST_AUTO_TEST_CASE(reads_back_exactly_what_was_written)
{
    for (std::string const text : {"",
                                   "plain",
                                   "a\"b\\\n\xC3\xA9",
                                   R"({"b":1.50,"a":{"x":"}]"}})",
                                   "[ ]",
                                   "{\"a\":\n1}",
                                   "{",
                                   "\"quoted\""}) {
        BOOST_TEST_CONTEXT(text)
        {
            auto const read = from_json_line(to_json_line(12, full_event(), text));
            BOOST_REQUIRE(read);
            BOOST_TEST(read->sequence == 12U);
            BOOST_TEST((read->event == full_event()));
            BOOST_TEST(read->text == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_kind_and_source_has_a_name_that_reads_back)
{
    for (int kind = 0; kind <= static_cast<int>(EventKind::session_end); ++kind) {
        Event event;
        event.kind = static_cast<EventKind>(kind);
        auto const read = from_json_line(to_json_line(0, event, ""));
        BOOST_REQUIRE(read);
        BOOST_TEST((read->event.kind == event.kind));
    }
    for (int source = 0; source <= static_cast<int>(base::TimeSource::software); ++source) {
        Event event;
        event.when =
            base::Timestamp::exact(base::instant_from_ns(1), static_cast<base::TimeSource>(source));
        auto const read = from_json_line(to_json_line(0, event, ""));
        BOOST_REQUIRE(read);
        BOOST_TEST((read->event.when == event.when));
    }
}

BOOST_AUTO_TEST_CASE(keeps_the_greatest_numbers)
{
    Event event;
    event.trial = std::numeric_limits<std::uint32_t>::max();
    event.part = std::numeric_limits<std::uint16_t>::max();
    event.count = std::numeric_limits<std::uint32_t>::max();
    event.late = std::numeric_limits<std::int32_t>::min();
    event.when =
        base::Timestamp::exact(base::instant_from_ns(std::numeric_limits<std::int64_t>::max()),
                               base::TimeSource::hardware);
    auto const sequence = std::numeric_limits<std::uint64_t>::max();
    auto const read = from_json_line(to_json_line(sequence, event, ""));
    BOOST_REQUIRE(read);
    BOOST_TEST((*read == StoredEvent{sequence, event, ""}));
}

BOOST_AUTO_TEST_CASE(refuses_what_it_did_not_write)
{
    std::string const not_json = "the line is not a JSON object with distinct names";
    BOOST_TEST(refusal("") == not_json);
    BOOST_TEST(refusal("[1]") == not_json);
    BOOST_TEST(refusal(R"({"n":0,"kind":"note"})"
                       "x") == not_json);
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","n":1})") == not_json);
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","text":")"
                       "\xFF\"}") == not_json);
    BOOST_TEST(refusal(R"({"n":0})") == "an event needs the members 'n' and 'kind'");
    BOOST_TEST(refusal(R"({"kind":"note"})") == "an event needs the members 'n' and 'kind'");
    BOOST_TEST(refusal(R"({"n":0,"kind":"blink"})") == "member 'kind' cannot be \"blink\"");
    BOOST_TEST(refusal(R"({"n":-1,"kind":"note"})") == "member 'n' cannot be -1");
    BOOST_TEST(refusal(R"({"n":1.0,"kind":"note"})") == "member 'n' cannot be 1.0");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","part":65536})") == "member 'part' cannot be 65536");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","trial":"1"})") == "member 'trial' cannot be \"1\"");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[2,1],"src":"poll"})") ==
               "member 't' cannot be [2,1]");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[1],"src":"poll"})") ==
               "member 't' cannot be [1]");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[1,4,3],"src":"poll"})") ==
               "member 't' cannot be [1,4,3]");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[2,1,3],"src":"poll"})") ==
               "member 't' cannot be [2,1,3]");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[1,2,3,4],"src":"poll"})") ==
               "member 't' cannot be [1,2,3,4]");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[1,2],"src":"guess"})") ==
               "member 'src' cannot be \"guess\"");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","t":[1,2]})") ==
               "members 't' and 'src' belong together");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","text":5})") == "member 'text' cannot be 5");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","data":"x"})") == "member 'data' cannot be \"x\"");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","data":{},"text":"x"})") ==
               "an event has 'data' or 'text', not both");
    BOOST_TEST(refusal(R"({"n":0,"kind":"note","mood":1})") == "unknown member 'mood'");
}

BOOST_AUTO_TEST_SUITE_END()
