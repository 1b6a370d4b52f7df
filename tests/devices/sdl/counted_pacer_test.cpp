// SPDX-License-Identifier: MIT
// Pacing by counted refreshes, against a simulated display whose light is known.
#include "devices/display_contract.h"
#include "devices/sdl/counted_pacer.h"
#include "devices/sdl/pacer.h"
#include "devices/virtual/clock.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <vector>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;
using base::TimeSource;

constexpr base::Duration period{16'683'350};
constexpr base::Duration doubt{50'000};

struct DisplayOptions {
    std::size_t holds = 1;        ///< Frames taken before a present has to wait.
    std::int64_t behind = 0;      ///< Refreshes that each picture takes longer than it must.
    bool varies = false;          ///< Refreshes wait for frames, up to two periods.
    bool is_fake = false;         ///< Refreshes are a clock divided.
    bool is_mute = false;         ///< Nobody tells of any picture.
    base::Duration clock_error{}; ///< Of every stamp.
    TimeSource source = TimeSource::drm_flip;
};

/// A display, the driver that queues frames for it, and who tells of both. Frames are numbered by
/// their colour.
class CountedDisplay final : public ports::FlipClock {
public:
    CountedDisplay(VirtualClock& clock, DisplayOptions options) : clock_(clock), options_(options)
    {
        base::Instant const odd = clock.now() - base::Duration(5'234'567);
        last_ = {options.is_fake ? 60U : 4'711U, odd};
        if (options.is_fake) {
            last_.at = base::instant_from_ns(60 * 16'683'000);
        }
    }

    PresentScreen screen()
    {
        return {[this](ports::Frame const& frame) {
                    clock_.advance(drawing);
                    drawn_ = frame.background.red * 256U + frame.background.green;
                },
                [this] { present(); }};
    }
    TimeSource source() const noexcept override { return options_.source; }
    std::string describe() const override { return "{}"; }
    std::optional<ports::Refresh> latest() noexcept override
    {
        refresh();
        return ports::Refresh{last_.msc, last_.at + options_.clock_error};
    }
    void handing_over() noexcept override { refresh(); }
    std::optional<ports::FlipEvidence> handed_over(base::Instant until) noexcept override
    {
        ++told_;
        if (options_.is_mute || silent_for_.contains(told_)) {
            clock_.sleep_until(until);
            return std::nullopt;
        }
        while (!light_.contains(drawn_)) {
            clock_.advance(base::Duration(200'000));
            refresh();
        }
        ports::Refresh const shown = light_.at(drawn_);
        ports::Refresh const stamped{shown.msc, shown.at + options_.clock_error};
        if (unsure_for_.contains(told_)) {
            base::Timestamp const two = base::Timestamp::about(stamped.at,
                                                               stamped.at - period - doubt,
                                                               stamped.at + doubt,
                                                               TimeSource::present_return);
            return ports::FlipEvidence{two, std::nullopt};
        }
        return ports::FlipEvidence{{stamped.at - doubt, stamped.at + doubt, options_.source},
                                   stamped};
    }

    /// Frames from now on of which nothing, or not everything, is told; 1: the next.
    void lose(std::size_t frame) { silent_for_.insert(told_ + frame); }
    void blur(std::size_t frame) { unsure_for_.insert(told_ + frame); }
    void slow_down(std::int64_t refreshes) { options_.behind = refreshes; }
    void vary() { options_.varies = true; }
    std::size_t most_queued() const { return most_queued_; }
    ports::Refresh light_of(std::uint32_t frame)
    {
        while (!light_.contains(frame)) {
            clock_.advance(period);
            refresh();
        }
        return light_.at(frame);
    }

    static constexpr base::Duration drawing{700'000};

private:
    struct Queued {
        std::uint32_t frame = 0;
        std::uint64_t not_before = 0;
        base::Instant since{};
    };

    base::Instant next_refresh() const
    {
        base::Duration const least = options_.is_fake ? base::Duration(16'683'000) : period;
        if (!options_.varies) {
            return last_.at + least;
        }
        base::Instant const latest = last_.at + 2 * least;
        return queue_.empty() ? latest
                              : std::clamp(queue_.front().since, last_.at + least / 2, latest);
    }
    void refresh()
    {
        while (next_refresh() <= clock_.now()) {
            last_ = {last_.msc + 1, next_refresh()};
            if (!queue_.empty() && queue_.front().not_before <= last_.msc) {
                light_.try_emplace(queue_.front().frame, last_);
                queue_.pop_front();
            }
        }
    }
    void present()
    {
        clock_.advance(base::Duration(60'000));
        refresh();
        while (queue_.size() >= options_.holds) {
            clock_.sleep_until(next_refresh());
            refresh();
        }
        light_.erase(drawn_); // Colours of blank frames come again.
        auto const behind = static_cast<std::uint64_t>(options_.behind);
        queue_.push_back({drawn_, last_.msc + 1 + behind, clock_.now()});
        most_queued_ = std::max(most_queued_, queue_.size());
    }

    VirtualClock& clock_;
    DisplayOptions options_;
    ports::Refresh last_;
    std::uint32_t drawn_ = 0;
    std::deque<Queued> queue_;
    std::size_t most_queued_ = 0;
    std::map<std::uint32_t, ports::Refresh> light_;
    std::size_t told_ = 0;
    std::set<std::size_t> silent_for_;
    std::set<std::size_t> unsure_for_;
};

std::string why_not(DisplayOptions const& options)
{
    VirtualClock clock;
    CountedDisplay display(clock, options);
    auto const learnt = CountedPacer::learn(clock, display.screen(), display);
    return learnt ? "believed" : learnt.error().what;
}

/// Everything needed to show frames as the stage does.
struct Bench {
    VirtualClock clock;
    CountedDisplay display;
    CountedPacer pacer;
    std::uint32_t frames = 0;

    explicit Bench(DisplayOptions const& options = {})
        : display(clock, options), pacer(*CountedPacer::learn(clock, display.screen(), display))
    {}

    ports::FrameReport show(base::Instant not_before)
    {
        ++frames;
        auto const high = static_cast<std::uint8_t>(frames >> 8U);
        auto const low = static_cast<std::uint8_t>(frames & 255U);
        return pacer.show({{high, low, 0, 255}, {}}, not_before);
    }
    /// Called a whole refresh before the one wanted, `delay` later than it should be.
    ports::FrameReport
    show_after(ports::FrameReport const& last, int refreshes, base::Duration delay = {})
    {
        base::Instant const asked = last.shown.likely() + refreshes * period - period / 4;
        clock.sleep_until(asked - period + period / 4 + delay);
        return show(asked);
    }
    bool is_true(ports::FrameReport const& report)
    {
        base::Instant const light = display.light_of(static_cast<std::uint32_t>(report.frame)).at;
        return report.shown.earliest <= light && light <= report.shown.latest;
    }
    std::int64_t exposure_of(std::uint32_t frame)
    {
        return static_cast<std::int64_t>(display.light_of(frame + 1).msc -
                                         display.light_of(frame).msc);
    }
};

/// The pacer as a display of its own.
class PacedDisplay final : public ports::Display {
public:
    explicit PacedDisplay(CountedPacer& pacer) : pacer_(pacer) {}
    ports::DisplayFacts describe() const override
    {
        return {800,
                600,
                pacer_.period(),
                ports::RateSource::measured,
                TimeSource::drm_flip,
                "counted",
                {}};
    }
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept override
    {
        return pacer_.show(frame, not_before);
    }

private:
    CountedPacer& pacer_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_counted_pacer)

BOOST_AUTO_TEST_CASE(keeps_the_contract_of_displays)
{
    Bench bench;
    PacedDisplay display(bench.pacer);
    securebase::contract::display_contract(display, bench.clock);
}

BOOST_AUTO_TEST_CASE(a_display_that_keeps_time_is_learnt)
{
    Bench const bench;
    BOOST_TEST(std::abs(base::to_ns(bench.pacer.period()) - 16'683'350) < 100);
    BOOST_TEST(base::to_ms(bench.clock.now() - VirtualClock().now()) < 1'000.0);
}

BOOST_AUTO_TEST_CASE(what_is_no_display_s_own_time_is_not_believed)
{
    BOOST_TEST(why_not({}) == "believed");
    BOOST_TEST(why_not({.is_mute = true}) == "it does not tell when frames appear");
    BOOST_TEST(why_not({.is_fake = true}) == "its refreshes are made up by a program");
    BOOST_TEST(why_not({.varies = true}) ==
               "its refreshes come when frames do, not in their own time (variable refresh)");
}

BOOST_AUTO_TEST_CASE(exposures_are_exact_and_onsets_known_to_a_tenth_of_a_millisecond)
{
    for (std::size_t const holds : {1U, 2U, 3U}) {
        Bench bench({.holds = holds});
        int wrong = 0;
        for (int trial = 0; trial < 100; ++trial) {
            std::vector<ports::FrameReport> reports{bench.show({})};
            for (int const refreshes : {30, 1, 6, 40}) {
                reports.push_back(bench.show_after(reports.back(), refreshes));
                wrong += reports.back().late == 0 ? 0 : 1;
                wrong += bench.exposure_of(bench.frames - 1) == refreshes ? 0 : 1;
            }
            for (ports::FrameReport const& report : reports) {
                bool const is_narrow = report.shown.source == TimeSource::drm_flip &&
                                       report.shown.latest - report.shown.earliest == 2 * doubt;
                wrong += is_narrow && bench.is_true(report) ? 0 : 1;
            }
            // Answers come at any phase; the next trial begins after them.
            bench.clock.advance(base::Duration(437'123'456 + trial * 1'234'567));
        }
        BOOST_TEST(wrong == 0, "driver holds " << holds);
        BOOST_TEST(bench.display.most_queued() == 1U); // Whatever the driver would take.
    }
}

BOOST_AUTO_TEST_CASE(a_frame_at_any_phase_is_known_to_a_refresh)
{
    Bench bench;
    for (int i = 0; i < 100; ++i) {
        bench.clock.advance(base::Duration(50'000'000 + i * 167'000));
        auto const report = bench.show({});
        BOOST_TEST((report.shown.source == TimeSource::drm_flip));
        BOOST_TEST(bench.is_true(report));
        BOOST_TEST(!report.late.has_value()); // Nobody asked for a certain one.
    }
}

BOOST_AUTO_TEST_CASE(late_is_a_number_of_refreshes)
{
    Bench bench;
    auto const first = bench.show({});
    // Held up by a little more than three refreshes.
    auto const third = bench.show_after(first, 10, 16 * period / 5);
    BOOST_TEST(third.late.value() == static_cast<int>(bench.exposure_of(1)) - 10);
    BOOST_TEST(third.late.value() == 3);
    // The drawing of this one took the processor too long.
    bench.display.slow_down(1);
    auto const fourth = bench.show_after(third, 6);
    BOOST_TEST(fourth.late.value() == 1);
    BOOST_TEST(bench.exposure_of(2) == 7);
    bench.display.slow_down(0);
    BOOST_TEST(bench.show_after(fourth, 6).late.value() == 0);
    BOOST_TEST(bench.exposure_of(3) == 6);
}

BOOST_AUTO_TEST_CASE(a_frame_nobody_tells_of_is_as_unsure_as_a_return)
{
    Bench bench;
    auto const first = bench.show({});
    bench.display.lose(1);
    auto const second = bench.show_after(first, 6);
    BOOST_TEST((second.shown.source == TimeSource::present_return));
    BOOST_TEST(!second.late.has_value());
    BOOST_TEST(bench.is_true(second));
    BOOST_TEST(base::to_ns(second.shown.latest - second.shown.earliest) > 3 * 16'683'350);
    auto const third = bench.show_after(second, 6);
    BOOST_TEST((third.shown.source == TimeSource::drm_flip)); // That flip only.
    BOOST_TEST(third.late.has_value());
}

BOOST_AUTO_TEST_CASE(a_frame_of_one_refresh_or_another_is_not_said_to_be_on_time)
{
    Bench bench;
    auto const first = bench.show({});
    bench.display.blur(1);
    auto const second = bench.show_after(first, 6);
    BOOST_TEST((second.shown.source == TimeSource::present_return));
    BOOST_TEST(!second.late.has_value());
    BOOST_TEST(bench.is_true(second));
    auto const third = bench.show_after(second, 6);
    BOOST_TEST(third.late.value() == 0);
    BOOST_TEST(bench.exposure_of(2) == 6);
}

BOOST_AUTO_TEST_CASE(stamps_from_before_the_frame_are_another_s)
{
    Bench bench({.clock_error = -base::Duration(40'000'000)});
    auto const report = bench.show({});
    BOOST_TEST((report.shown.source == TimeSource::present_return));
    BOOST_TEST(bench.is_true(report));
}

BOOST_AUTO_TEST_CASE(numbers_say_nothing_once_the_refresh_varies)
{
    Bench bench;
    auto const first = bench.show({});
    bench.display.vary();
    auto const second = bench.show_after(first, 10);
    BOOST_TEST((second.shown.source == TimeSource::drm_flip)); // The stamp is still its own.
    BOOST_TEST(bench.is_true(second));
    BOOST_TEST(!second.late.has_value());
}

BOOST_AUTO_TEST_CASE(the_pacer_follows_who_is_believed_and_nobody_else)
{
    VirtualClock clock;
    CountedDisplay good(clock, {.source = TimeSource::oml});
    Pacer pacer(clock, good.screen());
    CountedDisplay mute(clock, {.is_mute = true});
    BOOST_TEST(!pacer.follow(mute).has_value());
    BOOST_TEST((pacer.source() == TimeSource::software));
    BOOST_TEST(pacer.follow(good).has_value());
    BOOST_TEST((pacer.source() == TimeSource::oml));
    BOOST_TEST((pacer.rate_source() == ports::RateSource::measured));
    BOOST_TEST((pacer.show({{1, 0, 0, 255}, {}}, {}).shown.source == TimeSource::oml));
}

BOOST_AUTO_TEST_SUITE_END()
