// SPDX-License-Identifier: MIT
// Numbers of participants and their cells.
#include "plan/build.h"
#include "plan/participant.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::plan;

BOOST_AUTO_TEST_SUITE(plan_participant)

BOOST_AUTO_TEST_CASE(the_number_is_the_digits_that_end_the_code)
{
    BOOST_TEST(number_of("P017") == 17);
    BOOST_TEST(number_of("17") == 17);
    BOOST_TEST(number_of("2024-P3") == 3);
    BOOST_TEST(number_of("P000") == 0);
    BOOST_TEST(number_of("x000000000000000000000012") == 12);
    BOOST_TEST(number_of("P123456789012345") == 123456789012345);
}

BOOST_AUTO_TEST_CASE(other_codes_have_a_number_that_never_changes)
{
    BOOST_TEST(number_of("anna") == 576261);
    BOOST_TEST(number_of("anna") != number_of("annb"));
    for (char const* const code : {"", "P17b", "Ünsal", "P1234567890123456"}) {
        BOOST_TEST(number_of(code) >= 1, code);
        BOOST_TEST(number_of(code) <= 1'000'000, code);
    }
}

BOOST_AUTO_TEST_CASE(combinations_go_round_with_the_last_name_fastest)
{
    std::vector<model::Between> const all = {
        {"mapping", {model::Value("ef"), model::Value("fe")}},
        {"order", {model::Value("ab"), model::Value("ba"), model::Value("ca")}}};
    BOOST_TEST(count_between(all) == 6U);
    auto const cell = [&all](std::int64_t index) {
        BetweenCell const both = between_cell(all, index);
        return both[0].first + "=" + model::to_text(both[0].second) + " " + both[1].first + "=" +
               model::to_text(both[1].second);
    };
    BOOST_TEST(cell(0) == "mapping=ef order=ab");
    BOOST_TEST(cell(1) == "mapping=ef order=ba");
    BOOST_TEST(cell(2) == "mapping=ef order=ca");
    BOOST_TEST(cell(3) == "mapping=fe order=ab");
    BOOST_TEST(cell(5) == "mapping=fe order=ca");
    BOOST_TEST(cell(6) == "mapping=ef order=ab");
    BOOST_TEST(cell(-1) == "mapping=fe order=ca"); // participant number 0
    BOOST_TEST(count_between({}) == 1U);
    BOOST_TEST(between_cell({}, 3).empty());
}

BOOST_AUTO_TEST_SUITE_END()
