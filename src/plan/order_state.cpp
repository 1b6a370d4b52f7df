// SPDX-License-Identifier: MIT
// What each rule sees of the trials placed and left.
#include "plan/order_state.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace securebase::plan {

namespace {

/// 64 bits that differ for nearly every (a, b): SplitMix64's finaliser.
std::uint64_t scramble(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t z = a * 0x9E3779B97F4A7C15U + b + 0x632BE59BD9B4E019U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

} // namespace

void Fingerprint::add(std::uint64_t what, std::uint64_t value)
{
    a += scramble(what, value);
    b += scramble(what ^ 0xD1B54A32D192ED03U, value);
}

OrderState::OrderState(OrderProblem const& problem, base::Random& random)
    : count_(static_cast<std::int64_t>(problem.count))
{
    make_kinds(problem, random);
    make_watches(problem);
    placed_.reserve(problem.count);
}

void OrderState::make_kinds(OrderProblem const& problem, base::Random& random)
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
    for (TrialKind& kind : kinds_) {
        random.shuffle(std::span(kind.trials));
        kind.left = kind.trials.size();
    }
}

void OrderState::make_watches(OrderProblem const& problem)
{
    for (OrderRule const& rule : problem.rules) {
        Watch watch{rule.spacing, rule.amount, {}, {}, {}};
        watch.left.resize(rule.labels.size());
        watch.last_at.assign(rule.labels.size(), never);
        for (TrialKind const& kind : kinds_) {
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

/// How many trials up to now, without a break, are of this group.
std::int64_t OrderState::run_length(Watch const& watch, std::int32_t group) const
{
    std::int64_t length = 0;
    while (length < watch.amount && length < at() &&
           watch.group_of_kind[placed_[placed_.size() - 1 - static_cast<std::size_t>(length)]] ==
               group) {
        ++length;
    }
    return length;
}

bool OrderState::may_follow(std::size_t kind) const
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

bool OrderState::is_promising() const
{
    return std::all_of(watches_.begin(), watches_.end(), [this](Watch const& watch) {
        return watch.spacing ? spacing_fits(watch) : runs_fit(watch);
    });
}

bool OrderState::runs_fit(Watch const& watch) const
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

bool OrderState::spacing_fits(Watch const& watch) const
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

void OrderState::place(std::size_t kind)
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

std::size_t OrderState::take_back()
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
    return kind;
}

Fingerprint OrderState::fingerprint() const
{
    Fingerprint print;
    for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
        print.add(kind, kinds_[kind].left);
    }
    for (std::size_t i = 0; i < watches_.size(); ++i) {
        Watch const& watch = watches_[i];
        std::uint64_t const rule = (i + 1) << 40U;
        if (!watch.spacing) {
            std::int32_t const group = placed_.empty() ? -1 : watch.group_of_kind[placed_.back()];
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

std::vector<std::size_t> OrderState::order() const
{
    std::vector<std::size_t> next(kinds_.size());
    std::vector<std::size_t> order;
    order.reserve(placed_.size());
    for (std::size_t const kind : placed_) {
        order.push_back(kinds_[kind].trials[next[kind]++]);
    }
    return order;
}

} // namespace securebase::plan
