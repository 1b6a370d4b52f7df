// SPDX-License-Identifier: MIT
// The kernel's own count of a screen's refreshes, where nobody stands between us and it.
#pragma once

#include "base/result.h"
#include "ports/clock.h"
#include "ports/flip_clock.h"

#include <cstdint>
#include <functional>
#include <string>

namespace securebase::devices {

/// What is asked of the kernel; tests answer themselves.
struct DrmKernel {
    /// As ioctl().
    std::function<int(int file, unsigned long request, void* data)> control;
    /// Whether the file has something to read, waiting for it until then at most.
    std::function<bool(int file, base::Instant until)> has_news;
};

/// The real one.
DrmKernel drm_kernel(ports::Clock const& clock);

/// Tells on which refresh a page flip was done that somebody else (SDL's kmsdrm driver) asked for
/// on the same open file. The flip's own event is left to whom it belongs: that it has come is
/// seen, and the count of refreshes before and after. Stamps are nanoseconds of CLOCK_MONOTONIC, of
/// the first pixel. What is claimed is said in docs/decisions/0010-lower-rungs.md.
class DrmClock final : public ports::FlipClock {
public:
    /// `file`: of the card, open for as long as the clock lives, as the clock handed in must.
    /// `flip` presents any frame; it is called a few times to find out which of the card's screens
    /// is ours. Errors: why the kernel cannot tell.
    static base::Result<DrmClock>
    open(int file, ports::Clock& clock, std::function<void()> const& flip, DrmKernel kernel);

    base::TimeSource source() const noexcept override { return base::TimeSource::drm_flip; }
    std::string describe() const override;
    std::optional<ports::Refresh> latest() noexcept override;
    void handing_over() noexcept override;
    std::optional<ports::FlipEvidence> handed_over(base::Instant until) noexcept override;

private:
    DrmClock(int file, ports::Clock& clock, DrmKernel kernel, std::string driver);
    base::Result<void> find_screen(std::function<void()> const& flip);
    base::Result<void> measure_period();
    bool wait_for_flip(std::uint64_t& first, base::Instant until);
    bool is_credible(ports::Refresh const& refresh) const;

    int file_;
    ports::Clock* clock_;
    DrmKernel kernel_;
    std::string driver_;
    std::uint32_t crtc_ = 0;
    base::Duration period_{};
    std::optional<ports::Refresh> before_; ///< Handing over.
};

} // namespace securebase::devices
