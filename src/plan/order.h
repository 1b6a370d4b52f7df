// SPDX-License-Identifier: MIT
// Finds an order of a block's trials that keeps its rules, or says why there is none (private to
// the room).
#pragma once

#include "base/diagnostics.h"
#include "base/random.h"
#include "plan/design.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::plan {

/// A rule about the trials that share a value of one column. A trial whose value is NA shares it
/// with no other.
struct OrderRule {
    bool spacing = false;    ///< Else a longest run.
    std::int64_t amount = 1; ///< Trials in a row at most, or others between at least.
    std::string column;
    base::Place place;
    std::vector<std::int32_t> group; ///< Of each trial: which value it has; -1 for NA.
    std::vector<std::string> labels; ///< Of each value.
};

/// "max_run of congruence (line 12)"
std::string title(OrderRule const& rule);

struct OrderProblem {
    std::size_t count = 0; ///< Trials.
    std::vector<OrderRule> rules;
};

/// `trials` are trials of the design, in any order.
OrderProblem make_problem(Design const& design,
                          std::vector<std::size_t> const& trials,
                          model::OrderRules const& rules);

enum class Verdict : std::uint8_t {
    found,
    impossible, ///< Proved: by counting, or because every order has been tried.
    not_found,  ///< The effort ran out; an order may exist.
};

struct OrderResult {
    Verdict verdict = Verdict::not_found;
    std::vector<std::size_t> order; ///< When found: indices of trials.
};

/// How much a search may do, in steps that are the same on every machine.
using Effort = std::uint64_t;
inline constexpr Effort usual_effort = 60'000'000; ///< Well under a second.

/// Chance decides among the orders that keep the rules. `effort` is what may be spent; what was is
/// taken off.
/// The order is drawn by plain shuffling as long as that succeeds within a few attempts, so mild
/// rules leave all orders that keep them equally likely; else trial by trial with a look ahead,
/// back out of dead ends and restarts, remembering dead ends, so that a search that ends has proved
/// that there is none.
OrderResult find_order(OrderProblem const& problem, base::Random& random, Effort& effort);

/// Why counting alone rules out one rule, or nothing.
std::optional<std::string> refuted_by_counting(OrderProblem const& problem, OrderRule const& rule);

/// The fault to report when there is no order: a smallest set of rules that conflict, by line.
/// Every rule is tried without, with `effort` for each.
base::Diagnostic explain_conflict(OrderProblem const& problem,
                                  Verdict verdict,
                                  bool balanced,
                                  Effort effort = usual_effort / 3);

} // namespace securebase::plan
