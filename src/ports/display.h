// SPDX-License-Identifier: MIT
// Ports: the screen, and the workshop that prepares pictures for it.
#pragma once

#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::ports {

struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
    bool operator==(Color const&) const = default;
};

/// Physical pixels from the screen's top left corner.
struct Box {
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
    bool contains(std::int32_t px, std::int32_t py) const
    {
        return px >= x && px < x + width && py >= y && py < y + height;
    }
    bool operator==(Box const&) const = default;
};

/// A prepared picture; id 0 is none.
struct Picture {
    std::uint32_t id = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
    bool operator==(Picture const&) const = default;
};

/// One thing to draw: a picture scaled into a box, or (picture.id 0) the box filled with a colour.
struct Sprite {
    Picture picture;
    Box box;
    Color color{255, 255, 255, 255}; ///< Fill colour; a picture keeps its own colours.
    bool operator==(Sprite const&) const = default;
};

/// Everything on the screen at one moment, back to front.
struct Frame {
    Color background;
    std::span<Sprite const> sprites;
};

/// How the refresh period is known.
enum class RateSource : std::uint8_t { measured, reported, assumed, simulated };

struct DisplayFacts {
    std::int32_t width = 0;
    std::int32_t height = 0;
    base::Duration period{}; ///< One refresh; > 0.
    RateSource rate_source = RateSource::assumed;
    base::TimeSource onset_source = base::TimeSource::unknown; ///< The best a report can claim.
    std::string name;                                          ///< Driver and renderer.
    std::string extra; ///< JSON object with whatever else is known; may be empty.
};

std::string_view name_of(RateSource source);
/// The display of a session header: a JSON object with size, period, how both are known, and
/// `extra` as its member "details".
std::string to_json(DisplayFacts const& facts);

/// What is known of a frame after show() came back.
struct FrameReport {
    std::uint64_t frame = 0; ///< Counts shown frames from 1.
    base::Timestamp shown;   ///< When its first line lit, as well as this display can know.
    std::optional<std::int32_t> late; ///< Refreshes after the one asked for; empty when not known.
    /// Where the display counts its refreshes: the one at which it appeared, and the one asked for.
    std::optional<std::int64_t> refresh{};
    std::optional<std::int64_t> target{};
};

class Display {
public:
    virtual ~Display() = default;
    virtual DisplayFacts describe() const = 0;
    /// Shows the frame at the first refresh at or after `not_before` (at the next one when that has
    /// passed) and returns once it is shown or as good as. Thread: main. Does not allocate.
    /// `Instant{}`, or any moment up to the frame shown last, asks for the next refresh and cannot
    /// be late against an earlier one.
    virtual FrameReport show(Frame const& frame, base::Instant not_before) noexcept = 0;
    /// Tells what will follow, after how many refreshes (> 0), the frame announced last; or, when
    /// none is under way, the frame shown next. A display that can takes them all at once, so that
    /// each comes in time even if this program is held up; show() is called for each all the same.
    /// False when it cannot, or has no room for more. Does not allocate.
    virtual bool announce(Frame const& frame, std::int64_t refreshes) noexcept
    {
        static_cast<void>(frame);
        static_cast<void>(refreshes);
        return false;
    }
    /// Tells of a frame that is likely to be shown soon, so that showing it takes no time. Not to
    /// be called while a timed stage is running out. Does not allocate.
    virtual void prepare(Frame const& frame) noexcept { static_cast<void>(frame); }
};

enum class Align : std::uint8_t { left, center, right };

/// A text to shape and draw. Wrapped at max_width (pixels) at spaces; '\n' breaks lines.
struct TextRun {
    std::string text;           ///< UTF-8.
    std::int32_t size = 24;     ///< Height of the line's em in pixels.
    std::int32_t max_width = 0; ///< 0: never wrapped.
    Color color{255, 255, 255, 255};
    Align align = Align::center;
    bool bold = false;
    bool operator==(TextRun const&) const = default;
};

/// Pixels made by us, RGBA row by row from the top.
struct Bitmap {
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::vector<std::uint8_t> rgba;
};

/// Prepares pictures between trials; everything drawn comes from here.
/// Thread: main. Not to be called while a timed stage is on the screen.
class Workshop {
public:
    virtual ~Workshop() = default;
    /// The same run again gives the same picture. Errors: a character no font has.
    virtual base::Result<Picture> text(TextRun const& run) = 0;
    /// PNG or JPEG at most 8192 pixels wide and high. Errors: absent, another format, damaged.
    virtual base::Result<Picture> image(std::string const& path) = 0;
    virtual base::Result<Picture> bitmap(Bitmap const& bitmap) = 0;
    /// The picture at another size, sampled with care; sprites that use it need no scaling when
    /// drawn. Where that makes no difference it is the picture itself.
    virtual base::Result<Picture> scaled(Picture picture, std::int32_t width, std::int32_t height)
    {
        static_cast<void>(width);
        static_cast<void>(height);
        return picture;
    }
    /// Forgets every picture made since the last call of keep(); called after each trial.
    virtual void release() = 0;
    /// Marks all pictures made so far as lasting for the session.
    virtual void keep() = 0;
};

} // namespace securebase::ports
