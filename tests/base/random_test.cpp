// SPDX-License-Identifier: MIT
// Chance, held to numbers worked out by an independent implementation of the published algorithms.
#include "base/random.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace securebase::base;

namespace {

std::vector<std::uint64_t> first(Random random, int count)
{
    std::vector<std::uint64_t> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(random.next());
    }
    return values;
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_random)

BOOST_AUTO_TEST_CASE(the_generator_gives_the_published_sequence)
{
    std::vector<std::uint64_t> const zero = {0x99ec5f36cb75f2b4,
                                             0xbf6e1f784956452a,
                                             0x1a5f849d4933e6e0,
                                             0x6aa594f1262d2d2c,
                                             0xbba5ad4a1f842e59};
    std::vector<std::uint64_t> const forty_two = {0x15780b2e0c2ec716,
                                                  0x6104d9866d113a7e,
                                                  0xae17533239e499a1,
                                                  0xecb8ad4703b360a1,
                                                  0xfde6dc7fe2ec5e64};
    std::vector<std::uint64_t> const largest = {0x8f5520d52a7ead08,
                                                0xc476a018caa1802d,
                                                0x81de31c0d260469e,
                                                0xbf658d7e065f3c2f,
                                                0x913593fda1bca32a};
    BOOST_TEST(first(Random(0), 5) == zero, boost::test_tools::per_element());
    BOOST_TEST(first(Random(42), 5) == forty_two, boost::test_tools::per_element());
    BOOST_TEST(first(Random(std::numeric_limits<std::uint64_t>::max()), 5) == largest,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(sub_seeds_depend_on_seed_and_name)
{
    BOOST_TEST(mix(42, "") == 0x34869d7f6b4aa57fU);
    BOOST_TEST(mix(42, "plan") == 0xf9bb9efa01afa789U);
    BOOST_TEST(mix(42, "plan/block_1") == 0x7eb8ea6768171d03U);
    BOOST_TEST(mix(42, "Plan") == 0xf0baefa9fb1c5fceU);
    BOOST_TEST(mix(43, "plan") == 0x5c3859be18f68805U);
    std::vector<std::uint64_t> const named = {
        0xd754f6c70d11e464, 0x3852cdd2596c95ed, 0x57755ef4fb0c1b22};
    BOOST_TEST(first(Random(42, "plan"), 3) == named, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_bit_of_the_seed_reaches_about_half_of_the_mixture)
{
    for (unsigned bit = 0; bit < 64; ++bit) {
        std::uint64_t const changed = mix(42, "plan") ^ mix(42 ^ (std::uint64_t{1} << bit), "plan");
        int count = 0;
        for (std::uint64_t rest = changed; rest != 0; rest &= rest - 1) {
            ++count;
        }
        BOOST_TEST(count >= 16);
        BOOST_TEST(count <= 48);
    }
}

BOOST_AUTO_TEST_CASE(bounded_numbers_are_the_worked_ones)
{
    Random random(42);
    std::vector<std::uint64_t> tens;
    for (int i = 0; i < 20; ++i) {
        tens.push_back(random.below(10));
    }
    std::vector<std::uint64_t> const expected = {0, 3, 6, 9, 9, 7, 7, 8, 7, 5,
                                                 6, 2, 8, 3, 7, 8, 6, 8, 7, 7};
    BOOST_TEST(tens == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_bound_above_half_the_range_rejects_what_would_come_twice)
{
    // With this bound nearly half of all raw numbers must be thrown away.
    Random random(42);
    std::uint64_t const bound = (std::uint64_t{1} << 63U) + 1;
    BOOST_TEST(random.below(bound) == 9147776489032658738U);
    BOOST_TEST(random.below(bound) == 7099593415032875292U);
    BOOST_TEST(random.below(bound) == 6633989454467100377U);
    BOOST_TEST(random.below(bound) == 7022439175346172479U);
}

BOOST_AUTO_TEST_CASE(a_bound_of_one_leaves_nothing_but_zero)
{
    Random random(5);
    for (int i = 0; i < 100; ++i) {
        BOOST_TEST(random.below(1) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(uniform_has_53_bits_and_the_worked_values)
{
    Random random(7);
    BOOST_TEST(random.uniform() == 0.7005764821796896);
    BOOST_TEST(random.uniform() == 0.2787512294737843);
    BOOST_TEST(random.uniform() == 0.8396274618764198);
    BOOST_TEST(random.uniform() == 0.9810977250149351);
}

BOOST_AUTO_TEST_CASE(bounded_numbers_are_even)
{
    // 70,000 draws over 7 values: SD of a count is 92.6; 6 SD either way.
    Random random(1);
    std::array<int, 7> counts{};
    for (int i = 0; i < 70'000; ++i) {
        ++counts.at(random.below(7));
    }
    for (int const count : counts) {
        BOOST_TEST(std::abs(count - 10'000) < 556);
    }
}

BOOST_AUTO_TEST_CASE(shuffles_are_the_worked_ones)
{
    std::vector<int> numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Random(2024).shuffle(std::span(numbers));
    std::vector<int> const expected = {2, 3, 8, 5, 6, 4, 1, 9, 7, 0};
    BOOST_TEST(numbers == expected, boost::test_tools::per_element());

    std::vector<std::string> letters = {"a", "b", "c", "d", "e"};
    Random(2024).shuffle(std::span(letters));
    std::vector<std::string> const mixed = {"b", "c", "e", "d", "a"};
    BOOST_TEST(letters == mixed, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_order_of_three_comes_equally_often)
{
    // 60,000 shuffles over 6 orders: SD of a count is 91.3; 6 SD either way.
    Random random(3);
    std::array<int, 6> counts{};
    for (int i = 0; i < 60'000; ++i) {
        std::array<int, 3> items = {0, 1, 2};
        random.shuffle(std::span<int>(items));
        counts.at(static_cast<std::size_t>(items[0] * 2 + (items[1] > items[2] ? 1 : 0)))++;
    }
    for (int const count : counts) {
        BOOST_TEST(std::abs(count - 10'000) < 548);
    }
}

BOOST_AUTO_TEST_CASE(shuffling_nothing_draws_nothing)
{
    Random random(9);
    std::vector<int> none;
    std::vector<int> one = {1};
    random.shuffle(std::span(none));
    random.shuffle(std::span(one));
    BOOST_TEST(random.next() == Random(9).next());
}

BOOST_AUTO_TEST_CASE(normal_and_exponential_have_their_moments)
{
    // SD of the means 1/sqrt(n) = 0.0032, of the variances about 0.0045 and 0.009; 6 SD either way.
    Random random(11);
    int const n = 100'000;
    double sum = 0;
    double squares = 0;
    double exponential = 0;
    double exponential_squares = 0;
    for (int i = 0; i < n; ++i) {
        double const x = random.normal();
        sum += x;
        squares += x * x;
        double const e = random.exponential();
        BOOST_REQUIRE(e >= 0);
        exponential += e;
        exponential_squares += e * e;
    }
    BOOST_TEST(std::abs(sum / n) < 0.019);
    BOOST_TEST(std::abs(squares / n - 1) < 0.027);
    BOOST_TEST(std::abs(exponential / n - 1) < 0.019);
    BOOST_TEST(std::abs(exponential_squares / n - 2) < 0.085);
}

BOOST_AUTO_TEST_SUITE_END()
