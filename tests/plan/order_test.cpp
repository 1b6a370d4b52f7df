// SPDX-License-Identifier: MIT
// Orders that keep their rules, proofs that there is none, smallest conflicts.
#include "plan/build.h"
#include "plan/order.h"
#include "plan/order_check.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <span>

using namespace securebase;
using namespace securebase::plan;

namespace {

/// A rule over values written as letters, one per trial; '.' is NA.
OrderRule
rule(bool spacing, std::int64_t amount, std::string const& values, std::uint32_t line = 12)
{
    OrderRule rule{
        spacing, amount, "column" + std::to_string(line), support::at_line(line), {}, {}};
    std::map<char, std::int32_t> groups;
    for (char const value : values) {
        if (value == '.') {
            rule.group.push_back(-1);
            continue;
        }
        auto const [found, fresh] = groups.emplace(value, static_cast<std::int32_t>(groups.size()));
        if (fresh) {
            rule.labels.emplace_back(1, value);
        }
        rule.group.push_back(found->second);
    }
    return rule;
}

OrderRule run(std::int64_t amount, std::string const& values, std::uint32_t line = 12)
{
    return rule(false, amount, values, line);
}

OrderRule spacing(std::int64_t amount, std::string const& values, std::uint32_t line = 13)
{
    return rule(true, amount, values, line);
}

std::string times(std::size_t count, std::string const& what)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += what;
    }
    return all;
}

/// The plain definition of both rules.
bool keeps(std::vector<std::size_t> const& order, OrderRule const& rule)
{
    auto const share = [&](std::size_t i, std::size_t j) {
        return rule.group[order[i]] >= 0 && rule.group[order[i]] == rule.group[order[j]];
    };
    auto const amount = static_cast<std::size_t>(rule.amount);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (rule.spacing) {
            for (std::size_t j = i + 1; j < order.size() && j <= i + amount; ++j) {
                if (share(i, j)) {
                    return false;
                }
            }
        } else if (i + amount < order.size()) {
            std::size_t j = i;
            while (j < i + amount && share(j, j + 1)) {
                ++j;
            }
            if (j == i + amount) {
                return false;
            }
        }
    }
    return true;
}

bool keeps(std::vector<std::size_t> const& order, OrderProblem const& problem)
{
    return std::all_of(problem.rules.begin(), problem.rules.end(), [&order](auto const& rule) {
        return keeps(order, rule);
    });
}

OrderResult solve(OrderProblem const& problem, std::uint64_t seed = 1)
{
    base::Random random(seed);
    Effort effort = usual_effort;
    OrderResult result = find_order(problem, random, effort);
    if (result.verdict == Verdict::found) {
        std::vector<std::size_t> sorted = result.order;
        std::sort(sorted.begin(), sorted.end());
        std::vector<std::size_t> all(problem.count);
        std::iota(all.begin(), all.end(), std::size_t{0});
        BOOST_TEST(sorted == all);
        BOOST_TEST(keeps(result.order, problem));
    }
    return result;
}

std::string explained(OrderProblem const& problem, bool balanced = true)
{
    OrderResult const result = solve(problem);
    BOOST_REQUIRE((result.verdict != Verdict::found));
    base::Diagnostics diagnostics;
    diagnostics.add(explain_conflict(problem, result.verdict, balanced));
    return base::to_text(diagnostics);
}

std::string random_letters(base::Random& random, std::size_t count, std::uint64_t letters)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t const letter = random.below(letters + 1);
        text += letter == letters && random.below(3) == 0
                    ? '.'
                    : static_cast<char>('a' + letter % letters);
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_order)

BOOST_AUTO_TEST_CASE(verdicts_are_those_of_trying_every_order)
{
    base::Random random(11);
    int found = 0;
    int impossible = 0;
    for (int round = 0; round < 600; ++round) {
        OrderProblem problem;
        problem.count = 3 + random.below(5); // up to 7 trials
        std::uint64_t const rules = 1 + random.below(3);
        for (std::uint64_t i = 0; i < rules; ++i) {
            problem.rules.push_back(
                rule(random.below(2) == 1,
                     static_cast<std::int64_t>(1 + random.below(2)),
                     random_letters(random, problem.count, 2 + random.below(3))));
        }
        std::vector<std::size_t> order(problem.count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        bool exists = false;
        do {
            exists = keeps(order, problem);
        } while (!exists && std::next_permutation(order.begin(), order.end()));
        Verdict const verdict = solve(problem, static_cast<std::uint64_t>(round)).verdict;
        BOOST_TEST((verdict == (exists ? Verdict::found : Verdict::impossible)));
        (exists ? found : impossible) += 1;
        bool const counted =
            std::any_of(problem.rules.begin(), problem.rules.end(), [&problem](auto const& one) {
                return refuted_by_counting(problem, one).has_value();
            });
        BOOST_TEST((!counted || !exists)); // counting never refutes what exists
    }
    BOOST_TEST(found > 100);
    BOOST_TEST(impossible > 100);
}

BOOST_AUTO_TEST_CASE(hard_but_possible_orders_are_found)
{
    // 96 trials: 24 stimuli, each 4 times; strict alternation of the letter, at most 2 congruent in
    // a row, at most 3 at one place, 20 others between two of a stimulus.
    OrderProblem problem{96, {}};
    std::string letter;
    std::string congruence;
    std::string place;
    std::string stimulus;
    for (std::size_t i = 0; i < 96; ++i) {
        stimulus += static_cast<char>('A' + i / 4);
        letter += i % 2 == 0 ? 'E' : 'F';
        congruence += i / 2 % 2 == 0 ? 'c' : 'i';
        place += (i / 4 + i) % 2 == 0 ? 't' : 'b';
    }
    problem.rules = {run(1, letter), run(2, congruence), run(3, place), spacing(20, stimulus)};
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        BOOST_TEST((solve(problem, seed).verdict == Verdict::found));
    }
}

BOOST_AUTO_TEST_CASE(long_blocks_are_ordered)
{
    // 480 trials: 48 stimuli, each 10 times with 30 others between, three columns at most 2 in a
    // row; every trial is a kind of its own or nearly so.
    base::Random random(5);
    OrderProblem problem{480, {}};
    std::string stimulus;
    std::array<std::string, 3> columns;
    for (std::size_t i = 0; i < 480; ++i) {
        stimulus += static_cast<char>('A' + i / 10);
        for (std::size_t c = 0; c < 3; ++c) {
            columns[c] += i % 2 == 0 ? 'x' : 'y';
        }
    }
    for (std::string& column : columns) {
        random.shuffle(std::span(column.data(), column.size()));
    }
    problem.rules = {
        spacing(30, stimulus), run(2, columns[0]), run(2, columns[1]), run(2, columns[2])};
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        BOOST_TEST((solve(problem, seed).verdict == Verdict::found));
    }
}

BOOST_AUTO_TEST_CASE(tight_orders_are_found)
{
    // Exactly one pattern: a.a.a.a
    BOOST_TEST((solve({7, {run(1, "aaaabcd")}}).verdict == Verdict::found));
    // Values must go round in a circle.
    BOOST_TEST((solve({48, {spacing(7, times(6, "abcdefgh"))}}).verdict == Verdict::found));
    // aab aab aab aab aab aa
    BOOST_TEST((solve({17, {run(2, times(12, "a") + times(5, "b"))}}).verdict == Verdict::found));
    // Task scheduling: three values 5 times with 3 between, and fillers.
    BOOST_TEST((solve({19, {spacing(3, times(5, "abc") + "dddd")}}).verdict == Verdict::found));
    // Two columns that must both alternate, together.
    BOOST_TEST((solve({40, {run(1, times(20, "ab")), run(1, times(20, "xy"), 14)}}).verdict ==
                Verdict::found));
}

BOOST_AUTO_TEST_CASE(one_rule_is_refuted_by_counting)
{
    BOOST_TEST(
        explained({24, {run(3, times(20, "c") + times(4, "i"))}}) ==
        "experiment.yaml:12:5: error: no order of 24 trials keeps max_run of column12 (line "
        "12): 20 of 24 trials have 'c', and the 4 others part them into 5 runs of at most 3\n"
        "hint: loosen or leave out one of the rules named\n");
    BOOST_TEST(
        explained({3, {run(1, "ccc")}}, false) ==
        "experiment.yaml:12:5: error: no order of 3 trials keeps no_repeat of column12 (line "
        "12): 3 of 3 trials have 'c', and the 0 others part them into 1 run of at most 1\n"
        "hint: loosen a rule, or draw equally often from each value: balance: [column12]\n");
    BOOST_TEST(explained({10, {spacing(4, "aaabcdefgh")}}) ==
               "experiment.yaml:13:5: error: no order of 10 trials keeps spacing of column13 (line "
               "13): 3 trials with 'a' and 4 others between each two need 11 trials, and there are "
               "10\n"
               "hint: loosen or leave out one of the rules named\n");
    BOOST_TEST(explained({9, {spacing(3, "aaabbbccd")}}) ==
               "experiment.yaml:13:5: error: no order of 9 trials keeps spacing of column13 (line "
               "13): 2 values occur 3 times each, and 9 trials have room for 1 such with 3 others "
               "between each two\n"
               "hint: loosen or leave out one of the rules named\n");
}

BOOST_AUTO_TEST_CASE(two_rules_that_conflict_are_named_without_the_innocent)
{
    // Both columns must alternate, but they do not agree: 3 ax, 1 ay, 1 bx, 3 by.
    OrderProblem const problem{8,
                               {run(1, "aaaabbbb", 11),
                                run(3, "mnopqrst", 12),
                                run(1, "xxxyxyyy", 13),
                                spacing(1, "ijklijkl", 14)}};
    BOOST_TEST(
        explained(problem) ==
        "experiment.yaml:11:5: error: no order of 8 trials keeps no_repeat of column11 (line "
        "11) and no_repeat of column13 (line 13)\n"
        "hint: loosen or leave out one of the rules named\n"
        "experiment.yaml:13:5: note: the other rule\n");
}

BOOST_AUTO_TEST_CASE(large_conflicts_end_in_time)
{
    // A circle of 8 stimuli shown 12 times each, half congruent, while congruence must alternate:
    // a stimulus always comes back at a place of the same parity.
    std::string congruence;
    for (std::size_t i = 0; i < 96; ++i) {
        congruence += i / 8 % 2 == 0 ? 'c' : 'i';
    }
    OrderProblem problem{96,
                         {spacing(7, times(12, "abcdefgh"), 11),
                          run(1, congruence, 12),
                          run(4, times(48, "lr"), 13)}};
    base::Random random(1);
    Effort effort = 5'000'000;
    Verdict const verdict = find_order(problem, random, effort).verdict;
    BOOST_TEST((verdict != Verdict::found));
    auto const fault = explain_conflict(problem, verdict, true, 1'000'000);
    BOOST_TEST(fault.place.line == 11U);
    BOOST_REQUIRE(fault.also.has_value());
    BOOST_TEST(fault.also->line == 12U);
    BOOST_TEST(fault.what.find("column13") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_effort_bounds_the_search)
{
    OrderProblem const problem{40, {run(1, times(20, "ab")), run(2, times(10, "abca"), 14)}};
    base::Random random(1);
    Effort none = 0;
    BOOST_TEST(
        (find_order({40, {run(1, times(20, "ab"))}}, random, none).verdict == Verdict::not_found));
    Effort effort = 100'000;
    OrderResult const result = find_order(problem, random, effort);
    BOOST_TEST(effort < 100'000U);
    (void)result;
}

BOOST_AUTO_TEST_CASE(missing_values_share_nothing)
{
    BOOST_TEST((solve({5, {run(1, "....."), spacing(4, ".....", 14)}}).verdict == Verdict::found));
    BOOST_TEST((solve({5, {run(1, "aaa..")}}).verdict == Verdict::found));
}

BOOST_AUTO_TEST_CASE(the_checker_finds_every_breach)
{
    model::TrialSpec trial;
    trial.factors = {support::factor("a", {"x", "y", "NA"}), support::factor("b", {"1", "2"})};
    Surroundings const nothing;
    Design const design(trial, nothing); // x1 x2 y1 y2 NA1 NA2
    model::OrderRules rules;
    rules.runs = {{"a", 1, support::at_line(5)}};
    auto const run_breach = first_breach(design, {0, 2, 3, 1}, rules);
    BOOST_REQUIRE(run_breach.has_value());
    BOOST_TEST(run_breach->rule == "no_repeat of a");
    BOOST_TEST(run_breach->value == "y");
    BOOST_TEST(run_breach->first == 1U);
    BOOST_TEST(run_breach->last == 2U);
    BOOST_TEST(!first_breach(design, {0, 2, 1, 3}, rules).has_value());
    BOOST_TEST(!first_breach(design, {4, 5}, rules).has_value());
    rules.runs = {{"b", 2, support::at_line(5)}};
    BOOST_TEST(!first_breach(design, {0, 2, 1, 4}, rules).has_value());
    BOOST_TEST(first_breach(design, {1, 0, 2, 4}, rules)->last == 3U);
    rules.runs.clear();
    rules.spacings = {{"a", 2, support::at_line(6)}};
    auto const spacing_breach = first_breach(design, {0, 2, 1, 3}, rules);
    BOOST_REQUIRE(spacing_breach.has_value());
    BOOST_TEST(spacing_breach->rule == "spacing of a");
    BOOST_TEST(spacing_breach->last == 2U);
    BOOST_TEST(!first_breach(design, {0, 2, 4, 1}, rules).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
