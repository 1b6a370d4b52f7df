// SPDX-License-Identifier: MIT
// Pacing against simulated drivers whose light is known.
#include "devices/sdl/pacer.h"
#include "devices/virtual/clock.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <vector>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;

/// Graphics drivers differ in how many presented frames they hold before a present has to wait.
struct DriverOptions {
    base::Duration period{16'683'350};
    std::size_t holds = 2;         ///< 0: every present waits for its own frame's light.
    base::Duration timer{};        ///< Not 0: presents are paced by a timer, as SDL does.
    bool waits = true;             ///< False: presents never wait and the light is at once.
    base::Duration jitter{80'000}; ///< Returns come up to this much after the refresh.
};

/// A driver, its display and the truth about them, in virtual time.
class Driver {
public:
    Driver(VirtualClock& clock, DriverOptions options) : clock_(clock), options_(options) {}

    Pacer::Screen screen()
    {
        return {[this](ports::Frame const& frame) {
                    clock_.advance(base::Duration(700'000));
                    drawn_ = id_of(frame.background);
                },
                [this] { present(); }};
    }

    /// Waits until every frame is shown.
    void finish()
    {
        while (finishes_ && !queue_.empty()) {
            wait_for_refresh();
        }
    }
    void stop_finishing() { finishes_ = false; }

    static ports::Color color_of(std::uint32_t id)
    {
        return {static_cast<std::uint8_t>(id >> 16U),
                static_cast<std::uint8_t>(id >> 8U),
                static_cast<std::uint8_t>(id),
                255};
    }
    /// When a frame's first light came, at least a queue's length ago.
    base::Instant light_of(std::uint32_t id)
    {
        refresh_until(clock_.now());
        return light_.at(id);
    }

private:
    static std::uint32_t id_of(ports::Color const& color)
    {
        return static_cast<std::uint32_t>(color.red << 16 | color.green << 8 | color.blue);
    }
    base::Instant next_refresh() const { return refreshed_ + options_.period; }

    void refresh_until(base::Instant when)
    {
        while (next_refresh() <= when) {
            refreshed_ = next_refresh();
            if (!queue_.empty()) {
                light_.try_emplace(queue_.front(), refreshed_);
                queue_.pop_front();
            }
        }
    }

    void wait_for_refresh()
    {
        seed_ = seed_ * 6364136223846793005U + 1442695040888963407U;
        base::Duration const jitter(static_cast<std::int64_t>(
            (seed_ >> 33U) % static_cast<std::uint64_t>(options_.jitter.count() + 1)));
        base::Instant const refresh = next_refresh();
        clock_.sleep_until(refresh + jitter);
        refresh_until(refresh);
    }

    void present()
    {
        clock_.advance(base::Duration(60'000));
        if (options_.timer.count() > 0) {
            timer_ = std::max(timer_ + options_.timer, clock_.now());
            clock_.sleep_until(timer_);
        }
        if (!options_.waits) {
            light_.try_emplace(drawn_, clock_.now());
            return;
        }
        refresh_until(clock_.now());
        while (options_.holds > 0 && queue_.size() >= options_.holds) {
            wait_for_refresh();
        }
        queue_.push_back(drawn_);
        while (options_.holds == 0 && !queue_.empty()) {
            wait_for_refresh();
        }
    }

    VirtualClock& clock_;
    DriverOptions options_;
    std::uint32_t drawn_ = 0;
    base::Instant refreshed_ = base::instant_from_ns(990'000'000);
    base::Instant timer_{};
    std::deque<std::uint32_t> queue_;
    std::map<std::uint32_t, base::Instant> light_;
    std::uint64_t seed_ = 1;
    bool finishes_ = true;
};

/// Everything needed to run trials on a driver.
struct Bench {
    VirtualClock clock;
    Driver driver;
    Pacer pacer{clock, driver.screen()};
    std::uint32_t frames = 0;

    explicit Bench(DriverOptions const& options, int reported = 60) : driver(clock, options)
    {
        pacer.learn(true, reported);
    }

    ports::FrameReport show(base::Instant not_before)
    {
        return pacer.show({Driver::color_of(++frames), {}}, not_before);
    }
    /// As the stage does it: waits, then asks a quarter of a period before the refresh wanted.
    ports::FrameReport show_after(ports::FrameReport const& last, int refreshes)
    {
        base::Instant const asked =
            last.shown.likely() + refreshes * pacer.period() - pacer.period() / 4;
        clock.sleep_until(asked);
        return show(asked);
    }
    bool is_true(ports::FrameReport const& report)
    {
        base::Instant const light = driver.light_of(static_cast<std::uint32_t>(report.frame));
        return report.shown.earliest <= light && light <= report.shown.latest;
    }
    /// Refreshes between the light of a frame and that of the one after.
    double exposure_of(std::uint32_t frame, base::Duration period)
    {
        return static_cast<double>((driver.light_of(frame + 1) - driver.light_of(frame)).count()) /
               static_cast<double>(period.count());
    }
};

/// Shares of 300 trials (pictures of 30, 1, 6 and 40 refreshes, then one that waits for an answer)
/// that were right.
struct Tally {
    int trials = 0;
    int true_intervals = 0;
    int exact_exposures = 0;
    int said_late = 0;
    int said_unknown = 0;
};

Tally run_trials(DriverOptions const& options)
{
    Bench bench(options);
    Tally tally;
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<ports::FrameReport> reports{bench.show({})};
        for (int const refreshes : {30, 1, 6, 40}) {
            reports.push_back(bench.show_after(reports.back(), refreshes));
            tally.said_late += reports.back().late.value_or(0) > 0 ? 1 : 0;
            tally.said_unknown += reports.back().late ? 0 : 1;
        }
        // Answers come at any phase; the next trial begins after them.
        bench.clock.advance(base::Duration(437'123'456 + trial * 1'234'567));
        tally.true_intervals += static_cast<int>(std::ranges::count_if(
            reports, [&](auto const& report) { return bench.is_true(report); }));
        std::uint32_t const first = bench.frames - 3;
        int const exact[] = {1, 6, 40};
        for (std::uint32_t i = 0; i < 3; ++i) {
            double const exposure = bench.exposure_of(first + i, options.period);
            tally.exact_exposures += std::abs(exposure - exact[i]) < 0.01 ? 1 : 0;
        }
        ++tally.trials;
    }
    return tally;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_pacer)

BOOST_AUTO_TEST_CASE(finds_the_period_of_displays_that_make_presents_wait)
{
    for (std::size_t const holds : {0U, 1U, 2U, 3U}) {
        Bench const bench({.holds = holds});
        BOOST_TEST_CONTEXT("driver holds " << holds)
        {
            BOOST_TEST(bench.pacer.presents_wait());
            BOOST_TEST((bench.pacer.rate_source() == ports::RateSource::measured));
            BOOST_TEST(std::abs(base::to_ns(bench.pacer.period()) - 16'683'350) < 8'000);
        }
    }
}

BOOST_AUTO_TEST_CASE(believes_neither_timers_nor_presents_that_do_not_wait)
{
    Bench const timer({.timer = std::chrono::milliseconds(16), .waits = false});
    BOOST_TEST(!timer.pacer.presents_wait());
    BOOST_TEST((timer.pacer.rate_source() == ports::RateSource::reported));
    BOOST_TEST(base::to_ns(timer.pacer.period()) == 16'666'666);
    Bench const free({.waits = false}, 0);
    BOOST_TEST(!free.pacer.presents_wait());
    BOOST_TEST((free.pacer.rate_source() == ports::RateSource::assumed));
    BOOST_TEST(base::to_ns(free.pacer.period()) == 16'666'667);
}

BOOST_AUTO_TEST_CASE(learning_takes_less_than_half_a_second)
{
    Bench const bench({});
    BOOST_TEST(base::to_ms(bench.clock.now() - base::instant_from_ns(1'000'000'000)) < 500.0);
    Bench const free({.waits = false});
    BOOST_TEST(base::to_ms(free.clock.now() - base::instant_from_ns(1'000'000'000)) < 50.0);
}

BOOST_AUTO_TEST_CASE(exposures_are_exact_and_intervals_true_whatever_the_driver_holds)
{
    for (std::size_t const holds : {0U, 1U, 2U, 3U}) {
        Tally const tally = run_trials({.holds = holds});
        BOOST_TEST_CONTEXT("driver holds " << holds)
        {
            BOOST_TEST(tally.true_intervals == 5 * tally.trials);
            BOOST_TEST(tally.exact_exposures == 3 * tally.trials);
            BOOST_TEST(tally.said_late == 0);
            BOOST_TEST(tally.said_unknown == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_stall_is_said_to_be_as_long_as_it_was)
{
    for (std::size_t const holds : {0U, 1U, 3U}) {
        Bench bench({.holds = holds});
        bench.clock.advance(base::Duration(100'000'000));
        auto const first = bench.show({});
        auto const second = bench.show_after(first, 20);
        bench.clock.advance(base::Duration(10 * 16'683'350 + 3 * 16'683'350));
        auto const third = bench.show_after(second, 10);
        bench.clock.advance(base::Duration(100'000'000));
        BOOST_TEST_CONTEXT("driver holds " << holds)
        {
            BOOST_TEST(bench.is_true(third));
            double const exposure = bench.exposure_of(2, base::Duration(16'683'350));
            BOOST_TEST(third.late.value_or(-1) == static_cast<int>(exposure + 0.5) - 10);
            BOOST_TEST(third.late.value_or(-1) >= 3);
        }
    }
}

BOOST_AUTO_TEST_CASE(without_a_display_the_report_is_the_call_and_its_return)
{
    Bench bench({.waits = false});
    base::Instant const asked = bench.clock.now() + base::Duration(100'000'000);
    auto const report = bench.show(asked);
    BOOST_TEST((report.shown.source == base::TimeSource::software));
    BOOST_TEST(base::to_ns(report.shown.latest - report.shown.earliest) == 60'000);
    BOOST_TEST((report.shown.earliest >= asked));
    BOOST_TEST((report.shown.earliest < asked + bench.pacer.period()));
    BOOST_TEST(report.late.value() == 0);
}

BOOST_AUTO_TEST_CASE(a_wait_for_the_drawing_counts_where_it_waits_for_the_frame)
{
    Bench bench({.holds = 2});
    BOOST_TEST(bench.pacer.finish_each([&] { bench.driver.finish(); }).has_value());
    BOOST_TEST((bench.pacer.source() == base::TimeSource::gl_finish));
    auto const first = bench.show({});
    auto const second = bench.show_after(first, 6);
    BOOST_TEST((second.shown.source == base::TimeSource::gl_finish));
    BOOST_TEST(bench.is_true(second));
    BOOST_TEST(second.late.value() == 0);
    // From when it was handed over to two refreshes after, and no more.
    double const width = base::to_ms(second.shown.latest - second.shown.earliest);
    BOOST_TEST(width > 2 * 16.68);
    BOOST_TEST(width < 2.7 * 16.68);
    BOOST_TEST(bench.exposure_of(1, base::Duration(16'683'350)) == 6.0);
    // One that did not wait is worth a return.
    bench.driver.stop_finishing();
    bench.clock.advance(base::Duration(100'000'000));
    auto const third = bench.show({});
    BOOST_TEST((third.shown.source == base::TimeSource::present_return));
    bench.clock.advance(base::Duration(100'000'000));
    BOOST_TEST(bench.is_true(third));
}

BOOST_AUTO_TEST_CASE(a_wait_for_the_drawing_alone_is_not_taken_for_more)
{
    Bench bench({.holds = 2});
    auto const finished = bench.pacer.finish_each([&] { bench.clock.advance(base::from_ms(1)); });
    BOOST_TEST_REQUIRE(!finished.has_value());
    BOOST_TEST(finished.error().what == "the drawing is done before the frame is shown");
    BOOST_TEST((bench.pacer.source() == base::TimeSource::present_return));
    Bench timed({.holds = 2}); // A wait that takes a refresh, whenever it begins.
    BOOST_TEST(!timed.pacer.finish_each([&] { timed.clock.advance(base::from_ms(16)); }));
    Bench free({.waits = false});
    auto const none = free.pacer.finish_each([] {});
    BOOST_TEST_REQUIRE(!none.has_value());
    BOOST_TEST(none.error().what == "presents do not wait for the display");
}

BOOST_AUTO_TEST_CASE(exposures_on_a_made_up_grid_are_whole_refreshes)
{
    Bench bench({.waits = false});
    auto const first = bench.show({});
    auto const second = bench.show_after(first, 1);
    auto const third = bench.show_after(second, 6);
    BOOST_TEST(base::to_ns(third.shown.earliest - second.shown.earliest) == 6 * 16'666'666);
    BOOST_TEST(base::to_ns(second.shown.earliest - first.shown.earliest) == 16'666'666);
}

BOOST_AUTO_TEST_SUITE_END()
