// SPDX-License-Identifier: MIT
// The header of a session as JSON: the exact bytes, and back.
#include "events/header.h"
#include "events/session_script.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::events;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    auto const at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string refusal(std::string_view json)
{
    auto const read = header_from_json(json);
    return read ? "accepted" : read.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(header)

BOOST_AUTO_TEST_CASE(writes_every_fact)
{
    BOOST_TEST(
        to_json(testing::sample_header()) ==
        R"({"schema":1,"session":"00112233445566778899aabbccddeeff","experiment":"dot_probe",)"
        R"("title":"Where does \"attention\" go?","participant":"P017","number":17,"visit":2,)"
        R"("attempt":1,"source":"real","seed":"18446744073709551615",)"
        R"("started_utc":"2026-03-01T09:30:00Z","version":"0.1.0","build":"g++ 12.2 Release",)"
        R"("files":[{"path":"experiment.yaml","hash":"aa"},{"path":"pairs.csv","hash":"bb"}],)"
        R"("display":{"width":1920,"rate":100.0},"input":{"device":"keyboard"},)"
        R"("frame_ns":10000000,"parameters":{"trials":40},"measures":[{"name":"attention"}],"instruments":[]})");
}

BOOST_AUTO_TEST_CASE(reads_back_exactly_what_was_written)
{
    Header header = testing::sample_header();
    auto const read = header_from_json(to_json(header));
    BOOST_REQUIRE(read);
    BOOST_TEST((*read == header));

    header.display = "llvmpipe \"(broken"; // No JSON: kept as a text.
    header.files.clear();
    auto const again = header_from_json(to_json(header));
    BOOST_REQUIRE(again);
    BOOST_TEST((*again == header));
}

BOOST_AUTO_TEST_CASE(a_real_session_says_how_far_it_went_before_others)
{
    Header header = testing::sample_header();
    header.process = R"({"scheduling":"fifo 10"})";
    header.triggers = R"({"line":{"pulse_ms":5},"codes":[]})";
    header.durations = R"([{"trial":"probe","stage":"words"}])";
    std::string const json = to_json(header);
    BOOST_TEST(
        json.find(
            R"(,"process":{"scheduling":"fifo 10"},"triggers":{"line":{"pulse_ms":5},"codes":[]},"frame_ns":)") !=
        std::string::npos);
    auto const read = header_from_json(json);
    BOOST_REQUIRE(read);
    BOOST_TEST((*read == header));
}

BOOST_AUTO_TEST_CASE(a_member_that_a_newer_program_added_is_no_fault)
{
    std::string const json = to_json(testing::sample_header());
    BOOST_TEST(refusal(replaced(json, "{\"schema\":1", R"({"schema":1,"room":"B2")")) ==
               "accepted");
}

BOOST_AUTO_TEST_CASE(the_first_headers_had_no_parameters)
{
    std::string const json = to_json(testing::sample_header());
    auto const read = header_from_json(replaced(json, R"("parameters":{"trials":40},)", ""));
    BOOST_REQUIRE(read);
    BOOST_TEST(read->parameters == "{}");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_a_header)
{
    std::string const json = to_json(testing::sample_header());
    BOOST_TEST(refusal("[]") == "the header is not a JSON object with distinct names");
    BOOST_TEST(refusal(json.substr(0, json.size() - 1)) ==
               "the header is not a JSON object with distinct names");
    BOOST_TEST(refusal(replaced(json, "\"schema\":1", "\"schema\":2")) ==
               "the session was written with data schema 2, this program knows up to 1");
    BOOST_TEST(refusal(replaced(json, "\"number\":17,", "")) ==
               "header member 'number' is missing or not a whole number");
    BOOST_TEST(refusal(replaced(json, "\"visit\":2", "\"visit\":2.5")) ==
               "header member 'visit' is missing or not a whole number");
    BOOST_TEST(refusal(replaced(json, "\"P017\"", "17")) ==
               "header member 'participant' is missing or not a text");
    BOOST_TEST(refusal(replaced(json, "\"18446744073709551615\"", "\"-1\"")) ==
               "header member 'seed' is missing or not a whole number as text");
    BOOST_TEST(refusal(replaced(json, ",\"hash\":\"bb\"", "")) ==
               "header member 'files' is missing or not a list of path and hash");
    BOOST_TEST(refusal(replaced(json, R"({"trials":40})", "40")) ==
               "header member 'parameters' is missing or not an object or a list");
    BOOST_TEST(refusal(replaced(json, R"("instruments":[])", R"("instruments":5)")) ==
               "header member 'instruments' is missing or not an object or a list");
}

BOOST_AUTO_TEST_SUITE_END()
