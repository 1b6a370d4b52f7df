// SPDX-License-Identifier: MIT
// Frames kept for a Wayland compositor and vouched for by its presentation feedback.
#pragma once

#include "base/result.h"
#include "base/short_queue.h"
#include "devices/wayland/picture_surface.h"
#include "ports/clock.h"
#include "ports/frame_keeper.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace securebase::devices {

/// Shows pictures in somebody's window: a thread of its own hands each over at its moment, for a
/// compositor cannot be asked for a refresh, and hears what became of it. What is claimed is said
/// in docs/decisions/0009-wayland-feedback.md.
/// Thread: main; listens in its own.
class FeedbackKeeper final : public ports::FrameKeeper {
public:
    /// Shows a few blank pictures to learn how far the compositor's word goes: under a second. The
    /// window and the clock must outlive the keeper. Errors: whatever the compositor lacks; it
    /// shows nothing.
    /// `may_be_hardware` false: the machine is a program, and nobody's word about refreshes counts.
    static base::Result<FeedbackKeeper>
    open(WaylandWindow const& window, ports::Clock const& clock, bool may_be_hardware = true);

    /// Whether hardware tells the compositor when its refreshes are.
    bool is_on_hardware() const { return facts_.is_on_hardware; }

    ports::DisplayFacts describe() const override;
    ports::Pixels pixels() noexcept override { return surface_->pixels(); }
    std::size_t places() const noexcept override { return surface_->places(); }
    bool keep(std::size_t place) noexcept override { return surface_->store(place); }
    void follow(ports::Following const& following) noexcept override;
    ports::FrameReport
    show(std::size_t place, ports::Box const& changed, base::Instant not_before) noexcept override;
    ports::FrameReport followed() noexcept override;

private:
    /// A frame that is shown without further asking, or waits to be handed over with another.
    struct Pending {
        Shot shot;
        std::int64_t refreshes = 0; ///< After the frame before.
        base::Instant at{};         ///< Once it has been handed over.
    };
    FeedbackKeeper(std::unique_ptr<PictureSurface> surface, ports::Clock const& clock)
        : surface_(std::move(surface)), clock_(&clock)
    {}
    base::Result<void> learn(bool may_be_hardware);
    base::Result<std::optional<Feedback>> show_blank(std::size_t spare);
    void note_period(Feedback const& now);
    Pending hand_over(Pending const& before, Pending next) noexcept;
    /// `refreshes` after the frame before: asked for; empty: as soon as could be.
    ports::FrameReport
    report_of(Shot const& shot, base::Instant at, std::optional<std::int64_t> refreshes) noexcept;
    std::optional<std::int32_t> lateness(Feedback const& now, std::int64_t refreshes) const;

    std::unique_ptr<PictureSurface> surface_;
    ports::Clock const* clock_;
    CompositorFacts facts_;
    std::uint64_t shown_count_ = 0;
    LastPicture last_;
    std::optional<Feedback> last_feedback_; ///< Of the frame before; empty: nothing is known of it.
    std::optional<Feedback> first_counted_; ///< Where the mean period is counted from.
    base::ShortQueue<Pending, most_following> pending_; ///< The first under_way_ handed over.
    std::size_t under_way_ = 0;
};

} // namespace securebase::devices
