// SPDX-License-Identifier: MIT
// Upper and lower case of the scripts that have both.
#include "model/letter_case.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

using namespace securebase::model;

BOOST_AUTO_TEST_SUITE(model_letter_case)

BOOST_AUTO_TEST_CASE(letters_change_case)
{
    for (auto const& [lower, upper] : {std::pair<std::string, std::string>{"az", "AZ"},
                                       {"àöøþ", "ÀÖØÞ"},
                                       {"āăįĳķ", "ĀĂĮĲĶ"},
                                       {"ĺňŋŷźž", "ĹŇŊŶŹŽ"},
                                       {"ÿ", "Ÿ"},
                                       {"αωάέήίόύώ", "ΑΩΆΈΉΊΌΎΏ"},
                                       {"яёђџґ", "ЯЁЂЏҐ"},
                                       {"ạặỹ", "ẠẶỸ"}}) {
        BOOST_TEST(to_upper(lower) == upper);
        BOOST_TEST(to_lower(upper) == lower);
        BOOST_TEST(to_upper(upper) == upper);
        BOOST_TEST(to_lower(lower) == lower);
    }
    BOOST_TEST(to_upper("ς") == "Σ");
}

BOOST_AUTO_TEST_CASE(all_else_stays)
{
    for (std::string const text : {"", "12 %-×÷", "ß", "ıİ", "愛着", "שלום", "🙂"}) {
        BOOST_TEST(to_upper(text) == text);
        BOOST_TEST(to_lower(text) == text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
