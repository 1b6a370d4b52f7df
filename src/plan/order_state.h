// SPDX-License-Identifier: MIT
// The trials placed so far and what every rule still allows after them (private to the room).
#pragma once

#include "base/random.h"
#include "plan/order.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace securebase::plan {

/// A fingerprint wide enough that two states never share one in practice.
struct Fingerprint {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    bool operator==(Fingerprint const&) const = default;
    void add(std::uint64_t what, std::uint64_t value);
};

struct HashFingerprint {
    std::size_t operator()(Fingerprint const& f) const { return f.a ^ (f.b << 1U); }
};

/// Trials that no rule can tell apart.
struct TrialKind {
    std::vector<std::size_t> trials;
    std::size_t left = 0; ///< Not placed.
};

/// A rule's view of the trials that are placed and of those that are left.
struct Watch {
    bool spacing = false;
    std::int64_t amount = 1;
    std::vector<std::int32_t> group_of_kind;
    std::vector<std::int64_t> left;    ///< Trials of each group that are not placed.
    std::vector<std::int64_t> last_at; ///< Spacing: where each group was placed last.
};

/// Where a group that was never placed was placed last: further back than any rule looks.
inline constexpr std::int64_t never = -1'000'000'000;

/// An order as far as it goes. Trials are placed by kind; which of a kind comes when is drawn once,
/// by `random`, at the beginning.
class OrderState {
public:
    OrderState(OrderProblem const& problem, base::Random& random);

    std::vector<TrialKind> const& kinds() const { return kinds_; }
    std::vector<Watch> const& watches() const { return watches_; }
    /// Of all watches: what one look ahead costs.
    std::size_t group_count() const { return groups_; }
    std::size_t placed() const { return placed_.size(); }
    bool is_complete() const { return at() == count_; }

    /// No rule forbids a trial of `kind` here.
    bool may_follow(std::size_t kind) const;
    /// What is left can still be placed as far as counting each rule alone can tell.
    bool is_promising() const;
    void place(std::size_t kind);
    /// Undoes the last placing; returns its kind.
    std::size_t take_back();

    /// All that decides whether the rest can be placed: what is left and what the rules still see.
    Fingerprint fingerprint() const;
    /// The trials placed, by their index in the problem.
    std::vector<std::size_t> order() const;

private:
    void make_kinds(OrderProblem const& problem, base::Random& random);
    void make_watches(OrderProblem const& problem);
    std::int64_t at() const { return static_cast<std::int64_t>(placed_.size()); }
    std::int64_t run_length(Watch const& watch, std::int32_t group) const;
    bool runs_fit(Watch const& watch) const;
    bool spacing_fits(Watch const& watch) const;

    std::int64_t count_;
    std::vector<TrialKind> kinds_;
    std::vector<Watch> watches_;
    std::size_t groups_ = 0;
    std::vector<std::size_t> placed_; ///< Kinds, in order.
    std::vector<std::int64_t> undo_;  ///< last_at before each placing.
};

} // namespace securebase::plan
