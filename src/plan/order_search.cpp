// SPDX-License-Identifier: MIT
// The search for an order: trial by trial, looking ahead, backing out of dead ends.
#include "base/assert.h"
#include "plan/order.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <span>
#include <unordered_set>
#include <utility>

namespace securebase::plan {

namespace {

constexpr int plain_shuffles = 30;
constexpr std::size_t most_remembered = 1'000'000;
constexpr std::uint64_t first_patience = 64; ///< Dead ends before the first restart.

/// 64 bits that differ for nearly every (a, b): SplitMix64's finaliser.
std::uint64_t scramble(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t z = a * 0x9E3779B97F4A7C15U + b + 0x632BE59BD9B4E019U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

/// A fingerprint wide enough that two states never share one in practice.
struct Fingerprint {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    bool operator==(Fingerprint const&) const = default;
    void add(std::uint64_t what, std::uint64_t value)
    {
        a += scramble(what, value);
        b += scramble(what ^ 0xD1B54A32D192ED03U, value);
    }
};

struct HashFingerprint {
    std::size_t operator()(Fingerprint const& f) const { return f.a ^ (f.b << 1U); }
};

/// Trials that no rule can tell apart.
struct Kind {
    std::vector<std::size_t> trials;
    std::size_t left = 0;
};

/// A rule's view of the trials that are placed and of those that are left.
struct Watch {
    bool spacing;
    std::int64_t amount;
    std::vector<std::int32_t> group_of_kind;
    std::vector<std::int64_t> left;    ///< Trials of each group that are not placed.
    std::vector<std::int64_t> last_at; ///< Spacing: where each group was placed last.
    std::int64_t most_left = 1;        ///< Of any group.
};

constexpr std::int64_t never = -1'000'000'000;

class Search {
public:
    Search(OrderProblem const& problem, base::Random& random, Effort& effort)
        : count_(static_cast<std::int64_t>(problem.count)), random_(random), effort_(effort)
    {
        make_kinds(problem);
        make_watches(problem);
        placed_.reserve(problem.count);
        tried_.resize(problem.count + 1);
    }

    OrderResult run()
    {
        if (!is_promising()) {
            return {Verdict::impossible, {}};
        }
        for (std::uint64_t attempt = 0;; ++attempt) {
            constexpr std::array urgencies = {0, 2, 4, 8};
            urgency_ = urgencies[attempt % urgencies.size()];
            Verdict const verdict =
                descend(first_patience << std::min<std::uint64_t>(attempt / 4, 40));
            if (verdict == Verdict::found) {
                return {verdict, order()};
            }
            if (verdict == Verdict::impossible || effort_ == 0) {
                return {verdict, {}};
            }
            while (!placed_.empty()) {
                take_back();
            }
            for (auto& tried : tried_) {
                tried.clear();
            }
        }
    }

private:
    void make_kinds(OrderProblem const& problem)
    {
        std::map<std::vector<std::int32_t>, std::size_t> known;
        for (std::size_t trial = 0; trial < problem.count; ++trial) {
            std::vector<std::int32_t> groups;
            for (OrderRule const& rule : problem.rules) {
                groups.push_back(rule.group[trial]);
            }
            auto const [found, fresh] = known.emplace(std::move(groups), kinds_.size());
            if (fresh) {
                kinds_.emplace_back();
            }
            kinds_[found->second].trials.push_back(trial);
        }
        for (Kind& kind : kinds_) {
            random_.shuffle(std::span(kind.trials));
            kind.left = kind.trials.size();
        }
    }

    void make_watches(OrderProblem const& problem)
    {
        for (OrderRule const& rule : problem.rules) {
            Watch watch{rule.spacing, rule.amount, {}, {}, {}, 1};
            watch.left.resize(rule.labels.size());
            watch.last_at.assign(rule.labels.size(), never);
            for (Kind const& kind : kinds_) {
                std::int32_t const group = rule.group[kind.trials.front()];
                watch.group_of_kind.push_back(group);
                if (group >= 0) {
                    watch.left[static_cast<std::size_t>(group)] +=
                        static_cast<std::int64_t>(kind.trials.size());
                }
            }
            groups_ += watch.left.size();
            watches_.push_back(std::move(watch));
        }
    }

    std::int64_t at() const { return static_cast<std::int64_t>(placed_.size()); }

    /// How many trials up to now, without a break, are of this group.
    std::int64_t run_length(Watch const& watch, std::int32_t group) const
    {
        std::int64_t length = 0;
        while (
            length < watch.amount && length < at() &&
            watch.group_of_kind[placed_[placed_.size() - 1 - static_cast<std::size_t>(length)]] ==
                group) {
            ++length;
        }
        return length;
    }

    bool may_follow(std::size_t kind) const
    {
        return std::all_of(watches_.begin(), watches_.end(), [this, kind](Watch const& watch) {
            std::int32_t const group = watch.group_of_kind[kind];
            if (group < 0) {
                return true;
            }
            if (watch.spacing) {
                return at() - watch.last_at[static_cast<std::size_t>(group)] > watch.amount;
            }
            return run_length(watch, group) < watch.amount;
        });
    }

    /// What is left can still be placed as far as counting each rule alone can tell.
    bool is_promising() const
    {
        return std::all_of(watches_.begin(), watches_.end(), [this](Watch const& watch) {
            return watch.spacing ? spacing_fits(watch) : runs_fit(watch);
        });
    }

    bool runs_fit(Watch const& watch) const
    {
        std::int64_t const rest = count_ - at();
        std::int32_t const current = placed_.empty() ? -1 : watch.group_of_kind[placed_.back()];
        for (std::size_t group = 0; group < watch.left.size(); ++group) {
            std::int64_t const left = watch.left[group];
            if (left * 2 <= rest) {
                continue; // others enough to part even single ones
            }
            bool const goes_on = current == static_cast<std::int32_t>(group);
            std::int64_t const room =
                goes_on ? watch.amount - run_length(watch, current) : watch.amount;
            if (left > watch.amount * (rest - left) + room) {
                return false;
            }
        }
        return true;
    }

    bool spacing_fits(Watch const& watch) const
    {
        std::int64_t const rest = count_ - at();
        std::int64_t const step = watch.amount + 1;
        std::int64_t const most = (rest + step - 1) / step;
        std::int64_t full = 0;
        for (std::size_t group = 0; group < watch.left.size(); ++group) {
            std::int64_t const left = watch.left[group];
            if (left == 0) {
                continue;
            }
            std::int64_t const earliest = std::max(at(), watch.last_at[group] + step);
            if (left > most || earliest + (left - 1) * step > count_ - 1) {
                return false;
            }
            full += left == most ? 1 : 0;
        }
        return full <= rest - (most - 1) * step;
    }

    void place(std::size_t kind)
    {
        for (std::size_t i = 0; i < watches_.size(); ++i) {
            Watch& watch = watches_[i];
            std::int32_t const group = watch.group_of_kind[kind];
            if (group >= 0) {
                auto const index = static_cast<std::size_t>(group);
                --watch.left[index];
                undo_.push_back(watch.last_at[index]);
                watch.last_at[index] = at();
            }
        }
        --kinds_[kind].left;
        placed_.push_back(kind);
    }

    void take_back()
    {
        std::size_t const kind = placed_.back();
        placed_.pop_back();
        ++kinds_[kind].left;
        for (std::size_t i = watches_.size(); i-- > 0;) {
            Watch& watch = watches_[i];
            std::int32_t const group = watch.group_of_kind[kind];
            if (group >= 0) {
                auto const index = static_cast<std::size_t>(group);
                ++watch.left[index];
                watch.last_at[index] = undo_.back();
                undo_.pop_back();
            }
        }
    }

    /// All that decides whether the rest can be placed: what is left and what the rules still see.
    Fingerprint fingerprint() const
    {
        Fingerprint print;
        for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
            print.add(kind, kinds_[kind].left);
        }
        for (std::size_t i = 0; i < watches_.size(); ++i) {
            Watch const& watch = watches_[i];
            std::uint64_t const rule = (i + 1) << 40U;
            if (!watch.spacing) {
                std::int32_t const group =
                    placed_.empty() ? -1 : watch.group_of_kind[placed_.back()];
                if (group >= 0 && watch.left[static_cast<std::size_t>(group)] > 0) {
                    print.add(rule + static_cast<std::uint64_t>(group),
                              static_cast<std::uint64_t>(run_length(watch, group)));
                }
                continue;
            }
            for (std::size_t group = 0; group < watch.left.size(); ++group) {
                std::int64_t const wait = watch.last_at[group] + watch.amount + 1 - at();
                if (watch.left[group] > 0 && wait > 0) {
                    print.add(rule + group, static_cast<std::uint64_t>(wait));
                }
            }
        }
        return print;
    }

    void spend(std::size_t steps) { effort_ -= std::min<Effort>(effort_, steps); }

    /// How strongly a kind is preferred: by how many are left and, in attempts that avoid dead
    /// ends, by how often its values of spaced columns are still to come.
    std::uint64_t weight(std::size_t kind) const
    {
        constexpr std::uint64_t scale = 32;
        constexpr std::uint64_t most = std::uint64_t{1} << 40U;
        std::uint64_t weight = kinds_[kind].left;
        for (Watch const& watch : watches_) {
            std::int32_t const group = watch.group_of_kind[kind];
            if (!watch.spacing || group < 0) {
                continue;
            }
            auto const left =
                static_cast<std::uint64_t>(watch.left[static_cast<std::size_t>(group)]);
            std::uint64_t const share = std::max<std::uint64_t>(
                left * scale / static_cast<std::uint64_t>(watch.most_left), 1);
            for (int i = 0; i < urgency_ && weight < most; ++i) {
                weight *= share;
            }
        }
        return std::min(weight, most);
    }

    void find_most_left()
    {
        for (Watch& watch : watches_) {
            watch.most_left = 1;
            for (std::int64_t const left : watch.left) {
                watch.most_left = std::max(watch.most_left, left);
            }
        }
        spend(groups_);
    }

    /// A kind that may come next and has not been tried here, by chance in proportion to how many
    /// are left.
    std::optional<std::size_t> choose()
    {
        auto const& tried = tried_[placed_.size()];
        candidates_.clear();
        if (urgency_ > 0) {
            find_most_left();
        }
        std::uint64_t total = 0;
        for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
            if (kinds_[kind].left > 0 &&
                std::find(tried.begin(), tried.end(), kind) == tried.end() && may_follow(kind)) {
                total += weight(kind);
                candidates_.emplace_back(kind, total);
            }
        }
        spend(kinds_.size() + 1);
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
        while (placed_.size() < static_cast<std::size_t>(count_)) {
            if (effort_ == 0) {
                return Verdict::not_found;
            }
            if (auto const kind = choose()) {
                place(*kind);
                spend(groups_ + watches_.size());
                if (is_promising() && !is_dead()) {
                    continue;
                }
                take_back();
                tried_[placed_.size()].push_back(*kind);
                continue;
            }
            if (placed_.empty()) {
                return Verdict::impossible;
            }
            remember_dead_end();
            tried_[placed_.size()].clear();
            std::size_t const kind = placed_.back();
            take_back();
            tried_[placed_.size()].push_back(kind);
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
        spend(2 * kinds_.size() + groups_);
        return dead_.contains(fingerprint());
    }

    void remember_dead_end()
    {
        if (dead_.size() < most_remembered) {
            dead_.insert(fingerprint());
        }
        spend(2 * kinds_.size() + groups_ + 8);
    }

    std::vector<std::size_t> order() const
    {
        std::vector<std::size_t> next(kinds_.size());
        std::vector<std::size_t> order;
        order.reserve(placed_.size());
        for (std::size_t const kind : placed_) {
            order.push_back(kinds_[kind].trials[next[kind]++]);
        }
        return order;
    }

    std::int64_t count_;
    base::Random& random_;
    Effort& effort_;
    std::vector<Kind> kinds_;
    std::vector<Watch> watches_;
    std::size_t groups_ = 0;                      ///< Of all watches: what one look ahead costs.
    std::vector<std::size_t> placed_;             ///< Kinds, in order.
    std::vector<std::int64_t> undo_;              ///< last_at before each placing.
    std::vector<std::vector<std::size_t>> tried_; ///< Kinds that failed at each position.
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
