// SPDX-License-Identifier: MIT
// Fitting and judging numbered refreshes.
#include "devices/sdl/refresh_line.h"

#include "ports/ticks.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace securebase::devices {

namespace {

bool is_plausible(double period_ns)
{
    return period_ns >= 1e6 && period_ns <= 50e6;
}

double numbers_between(ports::Refresh const& from, ports::Refresh const& to)
{
    return static_cast<double>(static_cast<std::int64_t>(to.msc - from.msc));
}

double ns_between(base::Instant from, base::Instant to)
{
    return static_cast<double>(base::to_ns(to - from));
}

bool is_made_up(std::span<ports::Refresh const> refreshes)
{
    std::vector<ports::Tick> ticks;
    for (ports::Refresh const& refresh : refreshes) {
        ticks.push_back({static_cast<std::uint64_t>(base::to_ns(refresh.at)) / 1000, refresh.msc});
    }
    return ports::fake_interval(ticks).has_value();
}

} // namespace

std::string what_is_wrong_with(std::span<ports::Refresh const> refreshes)
{
    constexpr std::size_t enough = 12;
    if (refreshes.size() < enough) {
        return "too few refreshes were told";
    }
    for (std::size_t i = 1; i < refreshes.size(); ++i) {
        if (refreshes[i].msc <= refreshes[i - 1].msc || refreshes[i].at <= refreshes[i - 1].at) {
            return "its refreshes are not counted upwards";
        }
    }
    ports::Refresh const& first = refreshes.front();
    ports::Refresh const& last = refreshes.back();
    double const period_ns = ns_between(first.at, last.at) / numbers_between(first, last);
    if (!is_plausible(period_ns)) {
        return "its refreshes keep no period of a display";
    }
    RefreshLine line(first, base::Duration(std::llround(period_ns)));
    std::ranges::for_each(refreshes, [&](ports::Refresh const& one) { line.observe(one); });
    auto const regular = std::ranges::count_if(refreshes, [&](ports::Refresh const& one) {
        return std::abs(ns_between(line.at(one.msc), one.at)) < period_ns / 20;
    });
    if (static_cast<std::size_t>(regular) * 10 < refreshes.size() * 9) {
        return "its refreshes come irregularly";
    }
    return is_made_up(refreshes) ? "its refreshes are made up by a program" : "";
}

RefreshLine::RefreshLine(ports::Refresh first, base::Duration period)
    : origin_(first), latest_(first), period_ns_(static_cast<double>(base::to_ns(period)))
{
    seen_.front() = first;
}

base::Instant RefreshLine::at(std::uint64_t msc) const
{
    double const ns = offset_ns_ + numbers_between(origin_, {msc, {}}) * period_ns_;
    return origin_.at + base::Duration(std::llround(ns));
}

std::uint64_t RefreshLine::first_from(base::Instant when) const
{
    double const number = std::ceil((ns_between(origin_.at, when) - offset_ns_) / period_ns_) - 1;
    auto const base = static_cast<std::int64_t>(origin_.msc) + static_cast<std::int64_t>(number);
    auto msc = static_cast<std::uint64_t>(std::max<std::int64_t>(base, 1));
    while (at(msc) < when) {
        ++msc;
    }
    return msc;
}

base::Duration RefreshLine::period() const
{
    return base::Duration(std::llround(period_ns_));
}

bool RefreshLine::holds(ports::Refresh const& refresh) const
{
    return std::abs(ns_between(at(refresh.msc), refresh.at)) < period_ns_ / 8;
}

void RefreshLine::observe(ports::Refresh const& refresh)
{
    constexpr int enough_strays = 3;
    if (refresh.msc <= latest_.msc) {
        return;
    }
    ports::Refresh const before = std::exchange(latest_, refresh);
    if (holds(refresh)) {
        strays_ = 0;
        seen_[next_] = refresh;
        next_ = (next_ + 1) % seen_.size();
        count_ = std::min(count_ + 1, seen_.size());
        fit();
    } else if (++strays_ == enough_strays) {
        begin_again(before, refresh);
    }
}

void RefreshLine::begin_again(ports::Refresh const& before, ports::Refresh const& from)
{
    double const period_ns = ns_between(before.at, from.at) / numbers_between(before, from);
    period_ns_ = is_plausible(period_ns) ? period_ns : period_ns_;
    origin_ = seen_.front() = from;
    offset_ns_ = 0;
    count_ = next_ = 1;
    strays_ = 0;
}

/// Least squares. Numbers are counted from the latest, so that long sessions lose no digits.
void RefreshLine::fit()
{
    double n = 0;
    double x_sum = 0;
    double y_sum = 0;
    double xx_sum = 0;
    double xy_sum = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        double const x = numbers_between(latest_, seen_[i]);
        double const y = ns_between(latest_.at, seen_[i].at);
        n += 1;
        x_sum += x;
        y_sum += y;
        xx_sum += x * x;
        xy_sum += x * y;
    }
    origin_ = latest_;
    period_ns_ = (n * xy_sum - x_sum * y_sum) / (n * xx_sum - x_sum * x_sum);
    offset_ns_ = (y_sum - period_ns_ * x_sum) / n;
}

} // namespace securebase::devices
