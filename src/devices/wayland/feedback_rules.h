// SPDX-License-Identifier: MIT
// What a Wayland compositor's presentation feedback tells of a picture, and no more.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <span>

namespace securebase::devices {

/// What became of one commit. All moments are of the session's clock.
struct Feedback {
    bool presented = false;    ///< Else it was discarded: another picture came first.
    base::Timestamp stamp;     ///< The compositor's, converted: as wide as that left it.
    base::Duration refresh{};  ///< From this to the next one, as the compositor says; 0: unknown.
    std::uint64_t count = 0;   ///< Of refreshes; 0: not counted.
    std::uint32_t flags = 0;   ///< wp_presentation_feedback.kind.
    base::Instant committed{}; ///< Before it was handed over.
    base::Instant heard{};     ///< When the feedback came.
    std::optional<base::Instant> drawn; ///< When the compositor told that it had drawn it.
};

/// Bits of wp_presentation_feedback.kind.
inline constexpr std::uint32_t feedback_vsync = 1;
inline constexpr std::uint32_t feedback_hardware_clock = 2;
inline constexpr std::uint32_t feedback_hardware_completion = 4;
inline constexpr std::uint32_t feedback_zero_copy = 8;

/// How far a compositor's word goes.
struct CompositorFacts {
    /// It waits for the vertical blank, and the hardware tells it when that was; its refreshes are
    /// of one length. Else it makes its refreshes up, or does not say.
    bool is_on_hardware = false;
    base::Duration period{}; ///< One refresh: as counted on hardware, else as it says, else 60 Hz.
    bool period_is_known = false; ///< It was counted or said.
};

/// Judged from the feedback of pictures handed over one after the other, some after odd pauses,
/// which betray a display that waits for pictures. On hardware: each has the three flags (vsync,
/// hardware clock, hardware completion), counts go up, every two stamps are as many periods apart
/// as the counts say, and the period is what the compositor says, each to a tenth of a period. At
/// least eight.
CompositorFacts compositor_facts(std::span<Feedback const> seen);

/// When the picture appeared. On hardware with the three flags: the stamp, 0.05 ms either way, of
/// source `wp_hardware`. Else anywhere between the commit and the later of the feedback's arrival
/// and two refreshes after its stamp (whoever shows the compositor's own picture adds some: no
/// bound is known), likeliest when the compositor told that it had drawn it, `wp_software`.
/// Discarded, or a stamp from the future or from before the commit: unknown.
base::Timestamp shown_at(Feedback const& feedback, CompositorFacts const& facts);

/// When a picture is handed over, so that a refresh shows it.
struct HandOver {
    base::Instant at{};
    std::int64_t refreshes = 0; ///< After the picture shown last.
    std::int32_t late = 0;      ///< Of these: because the moment asked for has passed.
};

/// What pictures are counted from.
struct LastPicture {
    base::Instant shown{};  ///< The middle of what was reported of it.
    base::Instant anchor{}; ///< Its refresh on hardware, else its commit.
};

/// Whether the count and the stamps of two pictures agree to a tenth of a period.
bool keeps_period(Feedback const& before, Feedback const& after, base::Duration period);

/// The refresh asked for by `not_before`, or the first that can still be had `now`; any moment up
/// to the picture shown last asks for the next one. On hardware a picture is handed over soon after
/// the refresh before its own, or at once where a quarter of a period is left (half of one when
/// none was asked for); elsewhere at the moment itself.
HandOver hand_over_for(base::Instant not_before,
                       LastPicture const& last,
                       base::Instant now,
                       CompositorFacts const& facts);

/// Between handing a picture over and its refresh.
base::Duration lead_of(CompositorFacts const& facts);

} // namespace securebase::devices
