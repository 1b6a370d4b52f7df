// SPDX-License-Identifier: MIT
// A value or a reason.
#include "base/result.h"

#include <boost/test/unit_test.hpp>

#include <memory>

using namespace securebase::base;

BOOST_AUTO_TEST_SUITE(base_result)

BOOST_AUTO_TEST_CASE(a_value_is_had_in_every_way)
{
    Result<std::string> result(std::string("seven"));
    BOOST_TEST(result.has_value());
    BOOST_TEST(static_cast<bool>(result));
    BOOST_TEST(*result == "seven");
    BOOST_TEST(result->size() == 5U);
    *result += "!";
    BOOST_TEST(result.value() == "seven!");
}

BOOST_AUTO_TEST_CASE(an_error_keeps_its_words)
{
    Result<int> const result = Error{"no such display", "plug one in"};
    BOOST_TEST(!result);
    BOOST_TEST(result.error().what == "no such display");
    BOOST_TEST(result.error().hint == "plug one in");
}

BOOST_AUTO_TEST_CASE(a_result_can_hold_what_only_moves)
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(3));
    std::unique_ptr<int> const owned = *std::move(result);
    BOOST_TEST(*owned == 3);
}

BOOST_AUTO_TEST_CASE(success_without_a_value)
{
    Result<void> const good;
    BOOST_TEST(good.has_value());
    Result<void> const bad = Error{"disk full", ""};
    BOOST_TEST(!bad.has_value());
    BOOST_TEST(bad.error().what == "disk full");
}

BOOST_AUTO_TEST_SUITE_END()
