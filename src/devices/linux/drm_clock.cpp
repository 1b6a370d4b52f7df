// SPDX-License-Identifier: MIT
// Asking the kernel's display drivers.
#include "devices/linux/drm_clock.h"

#include "base/text.h"
#include "devices/linux/control.h"
#include "devices/linux/signal.h"

#include <libdrm/drm.h>

#include <algorithm>
#include <array>
#include <vector>

namespace securebase::devices {

namespace {

using namespace std::chrono_literals;

/// Flips are done in the vertical blank whose stamp they get.
constexpr base::Duration flip_doubt = 50us;
/// A kernel that does not answer a flip within this will not.
constexpr base::Duration kernel_patience = 200ms;
/// Stamps further from now than this are of another clock.
constexpr base::Duration clock_patience = 1s;

bool has_news(ports::Clock const& clock, int file, base::Instant until)
{
    pollfd asked{file, POLLIN, 0};
    sleep_on({&asked, 1}, until - clock.now());
    return (asked.revents & POLLIN) != 0;
}

/// The driver's name, as "i915"; empty when it is not told.
std::string driver_of(int file, DrmKernel const& kernel)
{
    std::array<char, 64> name{};
    drm_version version{};
    version.name = name.data();
    version.name_len = name.size() - 1;
    if (kernel.control(file, DRM_IOCTL_VERSION, &version) != 0) {
        return {};
    }
    return name.data();
}

/// Drivers of screens that are memory of another program.
bool is_virtual(std::string_view driver)
{
    constexpr std::array<std::string_view, 13> known{"vkms",
                                                     "virtio_gpu",
                                                     "vmwgfx",
                                                     "vboxvideo",
                                                     "bochs-drm",
                                                     "qxl",
                                                     "cirrus",
                                                     "simpledrm",
                                                     "ofdrm",
                                                     "hyperv_drm",
                                                     "evdi",
                                                     "udl",
                                                     "gud"};
    return std::ranges::find(known, driver) != known.end();
}

bool stamps_our_clock(int file, DrmKernel const& kernel)
{
    drm_get_cap asked{};
    asked.capability = DRM_CAP_TIMESTAMP_MONOTONIC;
    return kernel.control(file, DRM_IOCTL_GET_CAP, &asked) == 0 && asked.value == 1;
}

/// A screen of the card and the picture it shows now.
struct Scanned {
    std::uint32_t crtc = 0;
    std::uint32_t picture = 0;
};

std::vector<Scanned> screens_of(int file, DrmKernel const& kernel)
{
    std::array<std::uint32_t, 32> numbers{};
    drm_mode_card_res card{};
    if (kernel.control(file, DRM_IOCTL_MODE_GETRESOURCES, &card) != 0) {
        return {};
    }
    std::uint32_t const count =
        std::min<std::uint32_t>(card.count_crtcs, std::uint32_t{numbers.size()});
    card = {};
    card.count_crtcs = count;
    card.crtc_id_ptr = reinterpret_cast<std::uintptr_t>(numbers.data());
    if (kernel.control(file, DRM_IOCTL_MODE_GETRESOURCES, &card) != 0) {
        return {};
    }
    std::vector<Scanned> out;
    for (std::uint32_t i = 0; i < count; ++i) {
        drm_mode_crtc asked{};
        asked.crtc_id = numbers.at(i);
        if (kernel.control(file, DRM_IOCTL_MODE_GETCRTC, &asked) == 0 && asked.mode_valid != 0) {
            out.push_back({asked.crtc_id, asked.fb_id});
        }
    }
    return out;
}

/// Those that show another picture than before.
std::vector<std::uint32_t> changed(std::vector<Scanned> const& before,
                                   std::vector<Scanned> const& after)
{
    std::vector<std::uint32_t> out;
    for (Scanned const& now : after) {
        auto const then = std::ranges::find(before, now.crtc, &Scanned::crtc);
        if (then != before.end() && then->picture != now.picture) {
            out.push_back(now.crtc);
        }
    }
    return out;
}

} // namespace

DrmKernel drm_kernel(ports::Clock const& clock)
{
    return {real_control,
            [&clock](int file, base::Instant until) { return has_news(clock, file, until); }};
}

base::Result<DrmClock>
DrmClock::open(int file, ports::Clock& clock, std::function<void()> const& flip, DrmKernel kernel)
{
    if (!stamps_our_clock(file, kernel)) {
        return base::Error{"the kernel stamps refreshes by another clock", {}};
    }
    std::string const driver = driver_of(file, kernel);
    if (is_virtual(driver)) {
        return base::Error{"the driver '" + driver + "' has no screen of its own", {}};
    }
    DrmClock made(file, clock, std::move(kernel), driver);
    if (auto const found = made.find_screen(flip); !found) {
        return found.error();
    }
    if (auto const measured = made.measure_period(); !measured) {
        return measured.error();
    }
    return made;
}

DrmClock::DrmClock(int file, ports::Clock& clock, DrmKernel kernel, std::string driver)
    : file_(file), clock_(&clock), kernel_(std::move(kernel)), driver_(std::move(driver))
{}

/// Ours is the one whose picture changes when we flip. The first flip sets the mode and tells
/// nothing.
base::Result<void> DrmClock::find_screen(std::function<void()> const& flip)
{
    flip();
    flip();
    kernel_.has_news(file_, clock_->now() + kernel_patience);
    auto const before = screens_of(file_, kernel_);
    flip();
    if (!kernel_.has_news(file_, clock_->now() + kernel_patience)) {
        return base::Error{"the kernel does not tell when it has flipped", {}};
    }
    auto const ours = changed(before, screens_of(file_, kernel_));
    if (ours.size() != 1) {
        return base::Error{ours.empty() ? "none of the card's screens shows our frames"
                                        : "several of the card's screens show our frames",
                           {}};
    }
    crtc_ = ours.front();
    return {};
}

base::Result<void> DrmClock::measure_period()
{
    auto const first = latest();
    clock_->sleep_until(clock_->now() + kernel_patience);
    auto const last = latest();
    if (!first || !last || last->msc <= first->msc) {
        return base::Error{"the kernel does not count this screen's refreshes", {}};
    }
    if (!is_credible(*last)) {
        return base::Error{"the kernel stamps refreshes by another clock", {}};
    }
    period_ = (last->at - first->at) / static_cast<std::int64_t>(last->msc - first->msc);
    if (period_ < 1ms || period_ > 50ms) {
        return base::Error{"this screen's refreshes keep no period of a display", {}};
    }
    return {};
}

std::string DrmClock::describe() const
{
    return R"({"driver":")" + driver_ + R"(","crtc":)" + std::to_string(crtc_) + '}';
}

std::optional<ports::Refresh> DrmClock::latest() noexcept
{
    drm_crtc_get_sequence asked{};
    asked.crtc_id = crtc_;
    if (kernel_.control(file_, DRM_IOCTL_CRTC_GET_SEQUENCE, &asked) != 0 || asked.active == 0) {
        return std::nullopt;
    }
    return ports::Refresh{asked.sequence, base::instant_from_ns(asked.sequence_ns)};
}

void DrmClock::handing_over() noexcept
{
    before_ = latest();
}

/// Stamps mean the first pixel, which comes a little after the interrupt that tells of it.
bool DrmClock::is_credible(ports::Refresh const& refresh) const
{
    base::Duration const age = clock_->now() - refresh.at;
    return age > -std::max<base::Duration>(period_ / 8, 5ms) && age < clock_patience;
}

/// Until the flip's event is there; then `first` is the first refresh that may have done it. One
/// that has been for a while without an event has not: events may come a little after the count.
bool DrmClock::wait_for_flip(std::uint64_t& first, base::Instant until)
{
    while (true) {
        auto const last = latest();
        base::Instant const now = clock_->now();
        if (!last) {
            return false;
        }
        if (kernel_.has_news(file_, now)) {
            return true;
        }
        if (now - last->at >= period_ / 8) {
            first = std::max(first, last->msc + 1);
        }
        if (now >= until) {
            return false;
        }
        auto const ahead = static_cast<std::int64_t>(first - last->msc);
        base::Instant const look = last->at + ahead * period_ + period_ / 4;
        kernel_.has_news(file_,
                         std::clamp(look, now + period_ / 8, std::max(until, now + period_ / 8)));
    }
}

std::optional<ports::FlipEvidence> DrmClock::handed_over(base::Instant until) noexcept
{
    auto const after = latest();
    if (!before_ || !after) {
        return std::nullopt;
    }
    std::uint64_t first = before_->msc + 1;
    if (!wait_for_flip(first, until)) {
        return std::nullopt;
    }
    auto const done = latest();
    if (!done || done->msc < first || !is_credible(*done)) {
        return std::nullopt; // News of something else, or a stamp of another clock.
    }
    if (after->msc == before_->msc && done->msc == first) {
        return ports::FlipEvidence{
            {done->at - flip_doubt, done->at + flip_doubt, base::TimeSource::drm_flip}, done};
    }
    // A refresh passed while the frame was handed over, or while nobody looked.
    auto const several = static_cast<std::int64_t>(done->msc - before_->msc - 1);
    base::Instant const earliest = std::max(done->at - several * period_, before_->at) - flip_doubt;
    return ports::FlipEvidence{
        base::Timestamp::about(
            done->at, earliest, done->at + flip_doubt, base::TimeSource::present_return),
        std::nullopt};
}

} // namespace securebase::devices
