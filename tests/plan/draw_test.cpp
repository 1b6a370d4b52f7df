// SPDX-License-Identifier: MIT
// Drawing without repeating, equally from cells.
#include "plan/build.h"
#include "plan/draw.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace securebase;
using namespace securebase::plan;

namespace {

std::vector<BalanceCell> one_cell(std::size_t trials)
{
    std::vector<BalanceCell> cells(1);
    for (std::size_t i = 0; i < trials; ++i) {
        cells[0].trials.push_back(i);
    }
    return cells;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_draw)

BOOST_AUTO_TEST_CASE(nothing_is_repeated_until_all_is_used)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        base::Random random(seed);
        Pools pools;
        std::vector<std::size_t> counts(10);
        for (int block = 0; block < 7; ++block) { // 28 draws from 10
            auto const drawn = pools.draw("p", one_cell(10), 4, random, true);
            BOOST_REQUIRE(drawn.size() == 4U);
            BOOST_TEST((std::set(drawn.begin(), drawn.end()).size() == 4U));
            for (std::size_t const trial : drawn) {
                ++counts[trial];
            }
            auto const [least, most] = std::minmax_element(counts.begin(), counts.end());
            BOOST_TEST(*most - *least <= 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(more_than_the_design_repeats_evenly)
{
    base::Random random(3);
    Pools pools;
    auto const drawn = pools.draw("p", one_cell(3), 7, random, true);
    std::multiset<std::size_t> const counts(drawn.begin(), drawn.end());
    for (std::size_t trial = 0; trial < 3; ++trial) {
        BOOST_TEST(counts.count(trial) >= 2U);
        BOOST_TEST(counts.count(trial) <= 3U);
    }
}

BOOST_AUTO_TEST_CASE(pools_are_apart)
{
    base::Random random(3);
    Pools pools;
    std::vector<std::size_t> const all = {0, 1, 2};
    BOOST_TEST(pools.draw("a", one_cell(3), 3, random, true) == all);
    BOOST_TEST(pools.draw("b", one_cell(3), 3, random, true) == all);
}

BOOST_AUTO_TEST_CASE(a_fixed_order_is_drawn_from_the_front)
{
    base::Random random(3);
    Pools pools;
    BOOST_TEST(pools.draw("a", one_cell(5), 2, random, false) == (std::vector<std::size_t>{0, 1}));
    BOOST_TEST(pools.draw("a", one_cell(5), 2, random, false) == (std::vector<std::size_t>{2, 3}));
    BOOST_TEST(pools.draw("a", one_cell(5), 2, random, false) == (std::vector<std::size_t>{0, 4}));
}

BOOST_AUTO_TEST_CASE(what_is_put_back_can_be_drawn_again)
{
    base::Random random(3);
    Pools pools;
    auto const first = pools.draw("a", one_cell(4), 2, random, false);
    pools.put_back("a", first);
    BOOST_TEST(pools.draw("a", one_cell(4), 2, random, false) == first);
}

BOOST_AUTO_TEST_CASE(cells_are_the_combinations_that_occur)
{
    model::TrialSpec const trial = support::probe();
    Surroundings const nothing;
    Design const design(trial, nothing);
    auto const cells = balance_cells(design, {"pair_kind", "congruence"});
    BOOST_REQUIRE(cells.size() == 4U);
    BOOST_TEST(cells[0].label == "threat, congruent");
    BOOST_TEST(cells[1].label == "threat, incongruent");
    BOOST_TEST(cells[2].label == "positive, congruent");
    BOOST_TEST(cells[3].label == "positive, incongruent");
    for (BalanceCell const& cell : cells) {
        BOOST_TEST(cell.trials.size() == 8U);
    }
    BOOST_TEST(balance_cells(design, {}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(balanced_draws_are_exactly_equal)
{
    model::TrialSpec const trial = support::probe();
    Surroundings const nothing;
    Design const design(trial, nothing);
    auto const cells = balance_cells(design, {"pair_kind", "congruence"});
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        base::Random random(seed);
        Pools pools;
        auto const drawn = pools.draw("p", cells, 12, random, true);
        for (BalanceCell const& cell : cells) {
            auto const count = std::count_if(drawn.begin(), drawn.end(), [&cell](std::size_t t) {
                return std::count(cell.trials.begin(), cell.trials.end(), t) > 0;
            });
            BOOST_TEST(count == 3);
        }
    }
}

BOOST_AUTO_TEST_CASE(uneven_takes_name_cells_and_good_numbers)
{
    model::TrialSpec trial = support::probe();
    Surroundings const nothing;
    Design const design(trial, nothing);
    trial.order.balance = {"pair_kind", "congruence"};
    auto const cells = balance_cells(design, trial.order.balance);
    BOOST_TEST(!judge_balance(trial.order, cells, 16).has_value());
    BOOST_TEST(!judge_balance(trial.order, cells, std::nullopt).has_value());
    auto const fault = judge_balance(trial.order, cells, 18);
    BOOST_REQUIRE(fault.has_value());
    BOOST_TEST(fault->what ==
               "18 trials cannot be drawn equally from the 4 cells of pair_kind x congruence "
               "(threat, congruent; threat, incongruent; positive, congruent; positive, "
               "incongruent)");
    BOOST_TEST(fault->hint == "take 16 or 20");
    BOOST_TEST(judge_balance(trial.order, cells, 3)->hint == "take 4");
}

BOOST_AUTO_TEST_CASE(a_design_that_is_not_balanced_cannot_be_taken_whole)
{
    model::TrialSpec trial;
    trial.factors = {support::table("pair", {{"kind"}, {"a"}, {"a"}, {"b"}})};
    trial.order.balance = {"pair_kind"};
    Surroundings const nothing;
    Design const design(trial, nothing);
    auto const fault =
        judge_balance(trial.order, balance_cells(design, trial.order.balance), std::nullopt);
    BOOST_REQUIRE(fault.has_value());
    BOOST_TEST(fault->what == "the design is not balanced by pair_kind (a: 2; b: 1)");
    BOOST_TEST(fault->hint == "draw equally from its cells: take: a multiple of 2");
}

BOOST_AUTO_TEST_SUITE_END()
