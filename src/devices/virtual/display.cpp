// SPDX-License-Identifier: MIT
// The virtual display's refresh grid and its planned faults.
#include "devices/virtual/display.h"

#include "base/assert.h"

#include <algorithm>
#include <utility>

namespace securebase::devices {

namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

} // namespace

VirtualDisplay::VirtualDisplay(VirtualClock& clock, VirtualDisplayOptions options)
    : clock_(clock), options_(std::move(options)), random_(options_.blur.seed, "blur")
{
    SECUREBASE_ASSERT(options_.width > 0 && options_.height > 0, "a display has a size");
    Rate const rate = options_.rate;
    SECUREBASE_ASSERT(rate.numerator > 0 && rate.denominator > 0 &&
                          rate.numerator <= 1000 * rate.denominator &&
                          rate.denominator <= 1'000'000,
                      "a display has a rate of at most 1000 Hz");
    std::ranges::sort(options_.faults, {}, &FrameFault::frame);
}

ports::DisplayFacts VirtualDisplay::describe() const
{
    Rate const rate = options_.rate;
    ports::DisplayFacts facts;
    facts.width = options_.width;
    facts.height = options_.height;
    facts.period =
        base::Duration((ns_per_second * rate.denominator + rate.numerator / 2) / rate.numerator);
    facts.rate_source = ports::RateSource::simulated;
    facts.onset_source = options_.blur.source;
    facts.name = "virtual";
    facts.extra = "{\"rate\":\"" + std::to_string(rate.numerator) + "/" +
                  std::to_string(rate.denominator) + "\"}";
    return facts;
}

base::Instant VirtualDisplay::refresh_at(std::int64_t index) const
{
    // Whole rounds of the fraction are taken out first so that nothing overflows in a long session.
    Rate const rate = options_.rate;
    std::int64_t const rounds = index / rate.numerator;
    std::int64_t const rest = index % rate.numerator;
    std::int64_t const whole = rounds * rate.denominator * ns_per_second;
    std::int64_t const part =
        (rest * rate.denominator * ns_per_second + rate.numerator / 2) / rate.numerator;
    return options_.first_refresh + base::Duration(whole + part);
}

std::int64_t VirtualDisplay::first_refresh_from(base::Instant when) const
{
    if (when <= options_.first_refresh) {
        return 0;
    }
    std::int64_t const span = base::to_ns(when - options_.first_refresh);
    std::int64_t const period = base::to_ns(describe().period);
    std::int64_t index = std::max<std::int64_t>(0, span / period - 1);
    while (refresh_at(index) < when) {
        ++index;
    }
    while (index > 0 && refresh_at(index - 1) >= when) {
        --index;
    }
    return index;
}

std::int32_t VirtualDisplay::fault_of(std::uint64_t frame) const
{
    auto const found = std::ranges::lower_bound(options_.faults, frame, {}, &FrameFault::frame);
    return found != options_.faults.end() && found->frame == frame ? found->late : 0;
}

base::Timestamp VirtualDisplay::reported(base::Instant lit)
{
    Blur const& blur = options_.blur;
    auto const up_to = [&](base::Duration most) {
        return base::Duration(
            static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(most.count()) + 1)));
    };
    base::Duration const before = up_to(blur.before);
    return {lit - before, lit + up_to(blur.after), blur.source};
}

ports::FrameReport VirtualDisplay::show(ports::Frame const& frame,
                                        base::Instant not_before) noexcept
{
    std::int64_t const next = std::max(first_refresh_from(clock_.now()), last_refresh_ + 1);
    bool const passed = last_refresh_ >= 0 ? not_before <= refresh_at(last_refresh_)
                                           : not_before == base::Instant{};
    std::int64_t const asked = passed ? next : first_refresh_from(not_before);
    std::int64_t const shown =
        std::max(std::max(asked, next) + fault_of(shown_ + 1) + fate_.late, next);

    ++shown_;
    last_refresh_ = shown;
    clock_.sleep_until(refresh_at(shown));
    // What was never lit keeps the moments at which it would have been: the next one is planned by
    // them.
    FrameFate const fate = std::exchange(fate_, FrameFate{});
    bool const discarded = fate.discarded;
    std::int64_t const asked_ahead = counted_ahead_;
    counted_ahead_ += fate.jump;
    base::Instant const lit = refresh_at(shown);
    ports::FrameReport report{shown_,
                              reported(lit),
                              static_cast<std::int32_t>(shown - asked),
                              shown + counted_ahead_,
                              asked + asked_ahead};
    report.late = static_cast<std::int32_t>(*report.refresh - *report.target);
    if (discarded) {
        report.shown = base::Timestamp::exact(lit, base::TimeSource::unknown);
        report.late.reset();
        report.refresh.reset();
    }

    if (options_.log != FrameLog::none) {
        ShownFrame entry{report,
                         discarded ? std::nullopt : std::optional(lit),
                         frame.background,
                         frame.sprites.size(),
                         {}};
        if (options_.log == FrameLog::sprites) {
            entry.sprites.assign(frame.sprites.begin(), frame.sprites.end());
        }
        log_.push_back(std::move(entry));
    }
    return report;
}

} // namespace securebase::devices
