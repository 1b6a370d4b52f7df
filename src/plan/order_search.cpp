// SPDX-License-Identifier: MIT
// The search for an order: trial by trial, looking ahead, backing out of dead ends.
#include "plan/order.h"
#include "plan/order_state.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

namespace securebase::plan {

namespace {

constexpr int plain_shuffles = 30;
constexpr std::size_t most_remembered = 1'000'000;
constexpr std::uint64_t first_patience = 64; ///< Dead ends before the first restart.

class Search {
public:
    Search(OrderProblem const& problem, base::Random& random, Effort& effort)
        : state_(problem, random), random_(random), effort_(effort)
    {
        tried_.resize(problem.count + 1);
        most_left_.resize(problem.rules.size(), 1);
    }

    OrderResult run()
    {
        if (!state_.is_promising()) {
            return {Verdict::impossible, {}};
        }
        for (std::uint64_t attempt = 0;; ++attempt) {
            constexpr std::array urgencies = {0, 2, 4, 8};
            urgency_ = urgencies[attempt % urgencies.size()];
            Verdict const verdict =
                descend(first_patience << std::min<std::uint64_t>(attempt / 4, 40));
            if (verdict == Verdict::found) {
                return {verdict, state_.order()};
            }
            if (verdict == Verdict::impossible || effort_ == 0) {
                return {verdict, {}};
            }
            while (state_.placed() > 0) {
                state_.take_back();
            }
            for (auto& tried : tried_) {
                tried.clear();
            }
        }
    }

private:
    void spend(std::size_t steps) { effort_ -= std::min<Effort>(effort_, steps); }

    /// How strongly a kind is preferred: by how many are left and, in attempts that avoid dead
    /// ends, by how often its values of spaced columns are still to come.
    std::uint64_t weight(std::size_t kind) const
    {
        constexpr std::uint64_t scale = 32;
        constexpr std::uint64_t most = std::uint64_t{1} << 40U;
        std::uint64_t weight = state_.kinds()[kind].left;
        for (std::size_t rule = 0; rule < most_left_.size(); ++rule) {
            Watch const& watch = state_.watches()[rule];
            std::int32_t const group = watch.group_of_kind[kind];
            if (!watch.spacing || group < 0) {
                continue;
            }
            auto const left =
                static_cast<std::uint64_t>(watch.left[static_cast<std::size_t>(group)]);
            std::uint64_t const share = std::max<std::uint64_t>(
                left * scale / static_cast<std::uint64_t>(most_left_[rule]), 1);
            for (int i = 0; i < urgency_ && weight < most; ++i) {
                weight *= share;
            }
        }
        return std::min(weight, most);
    }

    void find_most_left()
    {
        for (std::size_t i = 0; i < most_left_.size(); ++i) {
            most_left_[i] = 1;
            for (std::int64_t const left : state_.watches()[i].left) {
                most_left_[i] = std::max(most_left_[i], left);
            }
        }
        spend(state_.group_count());
    }

    /// A kind that may come next and has not been tried here, by chance in proportion to how many
    /// are left.
    std::optional<std::size_t> choose()
    {
        auto const& tried = tried_[state_.placed()];
        candidates_.clear();
        if (urgency_ > 0) {
            find_most_left();
        }
        std::uint64_t total = 0;
        for (std::size_t kind = 0; kind < state_.kinds().size(); ++kind) {
            if (state_.kinds()[kind].left > 0 &&
                std::find(tried.begin(), tried.end(), kind) == tried.end() &&
                state_.may_follow(kind)) {
                total += weight(kind);
                candidates_.emplace_back(kind, total);
            }
        }
        spend(state_.kinds().size() + 1);
        if (candidates_.empty()) {
            return std::nullopt;
        }
        std::uint64_t const at = random_.below(total);
        return std::upper_bound(candidates_.begin(),
                                candidates_.end(),
                                at,
                                [](std::uint64_t value, auto const& c) { return value < c.second; })
            ->first;
    }

    /// Goes on until all is placed, everything has been tried, or `patience` dead ends were met.
    Verdict descend(std::uint64_t patience)
    {
        std::uint64_t dead_ends = 0;
        while (!state_.is_complete()) {
            if (effort_ == 0) {
                return Verdict::not_found;
            }
            if (auto const kind = choose()) {
                state_.place(*kind);
                spend(state_.group_count() + state_.watches().size());
                if (state_.is_promising() && !is_dead()) {
                    continue;
                }
                state_.take_back();
                tried_[state_.placed()].push_back(*kind);
                continue;
            }
            if (state_.placed() == 0) {
                return Verdict::impossible;
            }
            remember_dead_end();
            tried_[state_.placed()].clear();
            std::size_t const kind = state_.take_back();
            tried_[state_.placed()].push_back(kind);
            if (++dead_ends > patience) {
                return Verdict::not_found;
            }
        }
        return Verdict::found;
    }

    bool is_dead()
    {
        if (dead_.empty()) {
            return false;
        }
        spend(2 * state_.kinds().size() + state_.group_count());
        return dead_.contains(state_.fingerprint());
    }

    void remember_dead_end()
    {
        if (dead_.size() < most_remembered) {
            dead_.insert(state_.fingerprint());
        }
        spend(2 * state_.kinds().size() + state_.group_count() + 8);
    }

    OrderState state_;
    base::Random& random_;
    Effort& effort_;
    std::vector<std::vector<std::size_t>> tried_; ///< Kinds that failed at each position.
    std::vector<std::int64_t> most_left_;         ///< By rule: trials of any one group, at least 1.
    std::vector<std::pair<std::size_t, std::uint64_t>> candidates_;
    std::unordered_set<Fingerprint, HashFingerprint> dead_;
    int urgency_ = 0; ///< Exponent of the preference for what is left most often.
};

bool keeps(std::vector<std::size_t> const& order, OrderRule const& rule)
{
    std::vector<std::int64_t> last_at(rule.labels.size(), never);
    std::int64_t run = 0;
    std::int32_t previous = -1;
    for (std::size_t i = 0; i < order.size(); ++i) {
        std::int32_t const group = rule.group[order[i]];
        if (group >= 0) {
            auto& last = last_at[static_cast<std::size_t>(group)];
            auto const here = static_cast<std::int64_t>(i);
            run = group == previous ? run + 1 : 1;
            if (rule.spacing ? here - last <= rule.amount : run > rule.amount) {
                return false;
            }
            last = here;
        }
        previous = group;
    }
    return true;
}

} // namespace

OrderResult find_order(OrderProblem const& problem, base::Random& random, Effort& effort)
{
    std::vector<std::size_t> order(problem.count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    int const shuffles = problem.rules.empty() ? 1 : plain_shuffles;
    for (int i = 0; i < shuffles; ++i) {
        random.shuffle(std::span(order));
        bool const kept = std::all_of(problem.rules.begin(),
                                      problem.rules.end(),
                                      [&order](auto const& rule) { return keeps(order, rule); });
        if (kept) {
            return {Verdict::found, std::move(order)};
        }
    }
    return Search(problem, random, effort).run();
}

} // namespace securebase::plan
