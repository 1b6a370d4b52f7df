// SPDX-License-Identifier: MIT
// A card with two screens whose ioctls answer as kernels do, in virtual time.
#include "devices/linux/drm_clock.h"
#include "devices/virtual/clock.h"

#include <boost/test/unit_test.hpp>
#include <libdrm/drm.h>

#include <cstring>
#include <optional>
#include <string>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;
using base::TimeSource;

constexpr int card_file = 7;
constexpr std::uint32_t ours = 41;
constexpr std::uint32_t other = 43;
constexpr base::Duration period{16'683'350};
constexpr base::Instant origin = base::instant_from_ns(123'456'789); ///< Of refresh 0.

struct CardOptions {
    std::string driver = "i915";
    bool is_monotonic = true;
    bool counts = true;      ///< Refreshes of our screen.
    bool tells = true;       ///< The event of a flip comes.
    bool shows_both = false; ///< Both screens show the same frames.
    bool shows_none = false;
    base::Duration clock_error{}; ///< Of the stamps.
};

/// The card, and SDL's kmsdrm driver on it.
class Card {
public:
    Card(VirtualClock& clock, CardOptions options) : clock_(clock), options_(std::move(options)) {}

    DrmKernel kernel()
    {
        return {[this](int file, unsigned long request, void* data) {
                    return file == card_file && control(request, data) ? 0 : -1;
                },
                [this](int, base::Instant until) { return has_news(until); }};
    }
    /// As SDL 2.26: takes the event of the flip before and asks for the next.
    void flip()
    {
        clock_.advance(base::Duration(300'000));
        news_at_.reset();
        picture_ = picture_ == 101 ? 102 : 101;
        if (is_first_) {
            is_first_ = false; // The mode is set at once, and no event comes.
            return;
        }
        std::uint64_t const shown = number() + 1 + static_cast<std::uint64_t>(behind);
        light = at(shown);
        if (options_.tells) {
            news_at_ = light + event_delay;
        }
    }
    std::uint64_t number() const
    {
        return static_cast<std::uint64_t>((clock_.now() - origin) / period);
    }
    static base::Instant at(std::uint64_t number)
    {
        return origin + static_cast<std::int64_t>(number) * period;
    }
    CardOptions& options() { return options_; }

    std::int64_t behind = 0; ///< Refreshes that flips take longer.
    base::Duration event_delay{200'000};
    base::Duration wakes_late{}; ///< Who waits for the event.
    base::Instant light{};       ///< Of the flip asked for last.
    /// News of something else, for a test to make up.
    void pretend_news() { news_at_ = clock_.now(); }

private:
    bool has_news(base::Instant until)
    {
        if (news_at_ && *news_at_ <= std::max(until, clock_.now())) {
            clock_.sleep_until(std::max(*news_at_, clock_.now()) + wakes_late);
            return true;
        }
        clock_.sleep_until(std::max(until, clock_.now()));
        return false;
    }
    bool control(unsigned long request, void* data)
    {
        if (request == DRM_IOCTL_GET_CAP) {
            auto& asked = *static_cast<drm_get_cap*>(data);
            asked.value = options_.is_monotonic && asked.capability == 6 ? 1 : 0;
        } else if (request == DRM_IOCTL_VERSION) {
            std::strcpy(static_cast<drm_version*>(data)->name, options_.driver.c_str());
        } else if (request == DRM_IOCTL_MODE_GETRESOURCES) {
            auto& card = *static_cast<drm_mode_card_res*>(data);
            if (card.crtc_id_ptr != 0) {
                auto* const numbers = reinterpret_cast<std::uint32_t*>(card.crtc_id_ptr);
                numbers[0] = other;
                numbers[1] = ours;
            }
            card.count_crtcs = 2;
        } else if (request == DRM_IOCTL_MODE_GETCRTC) {
            auto& asked = *static_cast<drm_mode_crtc*>(data);
            bool const moves = asked.crtc_id == ours ? !options_.shows_none : options_.shows_both;
            asked.mode_valid = 1;
            asked.fb_id = moves ? picture_ : 55;
        } else if (request == DRM_IOCTL_CRTC_GET_SEQUENCE) {
            auto& asked = *static_cast<drm_crtc_get_sequence*>(data);
            asked.active = 1;
            asked.sequence = asked.crtc_id == ours ? number() : 9;
            asked.sequence_ns = base::to_ns(at(number()) + options_.clock_error);
            return options_.counts;
        }
        return true;
    }

    VirtualClock& clock_;
    CardOptions options_;
    std::uint32_t picture_ = 101;
    bool is_first_ = true;
    std::optional<base::Instant> news_at_;
};

struct Bench {
    VirtualClock clock;
    Card card;
    base::Result<DrmClock> flips;

    explicit Bench(CardOptions const& options = {})
        : card(clock, options), flips(DrmClock::open(
                                    card_file, clock, [this] { card.flip(); }, card.kernel()))
    {}
    /// At a phase of the refresh between 0 and 1; handing over takes so long.
    std::optional<ports::FlipEvidence> flip_at(double phase, base::Duration taking = {})
    {
        auto const into = static_cast<std::int64_t>(phase * static_cast<double>(period.count()));
        clock.sleep_until(Card::at(card.number() + 2) + base::Duration(into));
        flips->handing_over();
        card.flip();
        clock.advance(taking);
        return flips->handed_over(clock.now() + 6 * period);
    }
    std::string why() const { return flips ? "opened" : flips.error().what; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_drm_clock)

BOOST_AUTO_TEST_CASE(the_screen_that_shows_our_frames_is_found)
{
    Bench bench;
    BOOST_TEST_REQUIRE(bench.why() == "opened");
    BOOST_TEST(bench.flips->describe() == R"({"driver":"i915","crtc":41})");
    BOOST_TEST((bench.flips->source() == TimeSource::drm_flip));
    auto const latest = bench.flips->latest();
    BOOST_TEST_REQUIRE(latest.has_value());
    BOOST_TEST((*latest == ports::Refresh{bench.card.number(), Card::at(bench.card.number())}));
}

BOOST_AUTO_TEST_CASE(whatever_is_missing_is_named)
{
    BOOST_TEST(Bench({.is_monotonic = false}).why() ==
               "the kernel stamps refreshes by another clock");
    BOOST_TEST(Bench({.driver = "vkms"}).why() == "the driver 'vkms' has no screen of its own");
    BOOST_TEST(Bench({.counts = false}).why() ==
               "the kernel does not count this screen's refreshes");
    BOOST_TEST(Bench({.tells = false}).why() == "the kernel does not tell when it has flipped");
    BOOST_TEST(Bench({.shows_both = true}).why() ==
               "several of the card's screens show our frames");
    BOOST_TEST(Bench({.shows_none = true}).why() == "none of the card's screens shows our frames");
    BOOST_TEST(Bench({.clock_error = std::chrono::hours(1)}).why() ==
               "the kernel stamps refreshes by another clock");
    BOOST_TEST(Bench({.clock_error = -std::chrono::hours(1)}).why() ==
               "the kernel stamps refreshes by another clock");
}

BOOST_AUTO_TEST_CASE(a_flip_has_the_stamp_of_its_refresh)
{
    Bench bench;
    for (double const phase : {0.0, 0.1, 0.5, 0.9}) {
        auto const told = bench.flip_at(phase);
        BOOST_TEST_REQUIRE(told.has_value());
        BOOST_TEST((told->shown.source == TimeSource::drm_flip));
        BOOST_TEST((told->shown.likely() == bench.card.light));
        BOOST_TEST(base::to_ns(told->shown.latest - told->shown.earliest) == 100'000);
        BOOST_TEST_REQUIRE(told->refresh.has_value());
        BOOST_TEST((told->refresh->at == bench.card.light));
    }
}

BOOST_AUTO_TEST_CASE(a_flip_that_missed_its_refresh_has_that_of_the_next)
{
    Bench bench;
    bench.card.behind = 1;
    auto const told = bench.flip_at(0.5);
    BOOST_TEST_REQUIRE(told.has_value());
    BOOST_TEST((told->shown.source == TimeSource::drm_flip));
    BOOST_TEST((told->shown.likely() == bench.card.light));
}

BOOST_AUTO_TEST_CASE(events_that_come_a_little_after_the_count_make_no_difference)
{
    Bench bench;
    bench.card.event_delay = base::Duration(1'500'000);
    auto const told = bench.flip_at(0.5);
    BOOST_TEST_REQUIRE(told.has_value());
    BOOST_TEST((told->shown.likely() == bench.card.light));
    BOOST_TEST(told->refresh.has_value());
}

BOOST_AUTO_TEST_CASE(a_refresh_that_passed_while_handing_over_leaves_two)
{
    Bench bench;
    // The flip was asked for 0.3 ms later, before the refresh; SDL came back after it.
    auto const told = bench.flip_at(0.9, base::Duration(4'000'000));
    BOOST_TEST_REQUIRE(told.has_value());
    BOOST_TEST((told->shown.source == TimeSource::present_return));
    BOOST_TEST(!told->refresh.has_value());
    BOOST_TEST((told->shown.earliest <= bench.card.light));
    BOOST_TEST((told->shown.latest >= bench.card.light));
    // The other of the two: it was asked for after the refresh.
    bench.card.behind = 1;
    auto const later = bench.flip_at(0.9, base::Duration(4'000'000));
    BOOST_TEST_REQUIRE(later.has_value());
    BOOST_TEST((later->shown.source == TimeSource::present_return));
    BOOST_TEST((later->shown.earliest <= bench.card.light));
    BOOST_TEST((later->shown.latest >= bench.card.light));
}

BOOST_AUTO_TEST_CASE(who_looks_too_late_knows_less)
{
    Bench bench;
    bench.card.wakes_late = 2 * period;
    auto const told = bench.flip_at(0.5);
    BOOST_TEST_REQUIRE(told.has_value());
    BOOST_TEST((told->shown.source == TimeSource::present_return));
    BOOST_TEST(!told->refresh.has_value());
    BOOST_TEST((told->shown.earliest <= bench.card.light));
    BOOST_TEST((told->shown.latest >= bench.card.light + 2 * period));
}

BOOST_AUTO_TEST_CASE(nothing_is_known_of_a_flip_without_an_event_or_a_count)
{
    Bench bench;
    bench.card.options().tells = false;
    BOOST_TEST(!bench.flip_at(0.5).has_value());
    bench.card.options().tells = true;
    BOOST_TEST(bench.flip_at(0.5).has_value());
    bench.card.options().counts = false;
    BOOST_TEST(!bench.flip_at(0.5).has_value());
}

BOOST_AUTO_TEST_CASE(news_before_any_refresh_are_not_the_flip_s)
{
    Bench bench;
    bench.clock.sleep_until(Card::at(bench.card.number() + 2) + period / 4);
    bench.flips->handing_over();
    bench.card.flip();
    bench.card.pretend_news();
    BOOST_TEST(!bench.flips->handed_over(bench.clock.now() + 6 * period).has_value());
}

BOOST_AUTO_TEST_CASE(a_stamp_of_another_clock_is_not_believed)
{
    Bench bench;
    bench.card.options().clock_error = -std::chrono::seconds(2);
    BOOST_TEST(!bench.flip_at(0.5).has_value());
    bench.card.options().clock_error = std::chrono::seconds(2);
    BOOST_TEST(!bench.flip_at(0.5).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
