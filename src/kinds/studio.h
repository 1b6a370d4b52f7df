// SPDX-License-Identifier: MIT
// Makes the pictures and looks of one question or page, in the experiment's colours.
#pragma once

#include "base/result.h"
#include "kinds/palette.h"
#include "stage/kind.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace securebase::kinds {

/// Sprites that belong together, back to front.
using Look = std::vector<ports::Sprite>;

struct TextStyle {
    std::int32_t size = 0; ///< Pixels.
    ports::Color color;
    ports::Align align = ports::Align::center;
    bool bold = false;
};

/// A box with round corners.
struct PanelStyle {
    ports::Color fill; ///< Alpha 0: only the border.
    ports::Color border;
    std::int32_t border_width = 0;
    std::int32_t radius = 0;
};

/// Remembers the first failure, so that layouts read straight through: whoever prepares asks for
/// error() once at the end. After a failure pictures are empty and nothing must be drawn.
class Studio {
public:
    explicit Studio(stage::Scene const& scene);

    stage::Scene const& scene() const { return scene_; }
    Palette const& colors() const { return colors_; }
    std::optional<base::Error> const& error() const { return error_; }
    void fail(base::Error error);
    void forget_error() { error_.reset(); }

    /// The usual text size times `share`, in pixels; smaller on narrow screens.
    std::int32_t em(double share = 1.0) const;
    /// `share` of the screen's height in pixels, at least one; of less on narrow screens. For
    /// sizes; places are shares of the whole height.
    std::int32_t part(double share) const;
    /// Width of a column of text: 34 em, or 88 % of a narrow screen.
    std::int32_t column_width() const;
    /// A word of the program for the participant.
    std::string word(std::string_view name) const;

    /// Wrapped at `max_width` when that is above 0.
    ports::Picture text(std::string_view text, TextStyle const& style, std::int32_t max_width = 0);
    /// In `style` or, in steps, down to 60 % of it, until it fits into the box and no word is
    /// broken; the lines of centred words are about equally long. Errors: does not fit; names the
    /// text.
    ports::Picture
    fitted(std::string_view text, TextStyle style, std::int32_t max_width, std::int32_t max_height);
    /// Width of a stretch of text in a line: the sum of its words. Each word is measured once.
    std::int32_t width_of(std::string_view text, std::int32_t size, bool bold);

    ports::Picture bitmap(ports::Bitmap const& bitmap);
    Look panel(ports::Box const& box, PanelStyle const& style);
    /// A line around a box, a little outside of it: where the keyboard is.
    Look focus_ring(ports::Box const& box, std::int32_t radius);
    Look disc(ports::Box const& box, ports::Color const& color);
    Look tick(ports::Box const& box, ports::Color const& color);

private:
    using CornerKey = std::tuple<std::uint32_t, std::uint32_t, std::int32_t, std::int32_t>;
    using TickKey = std::tuple<std::uint32_t, std::int32_t, std::int32_t>;
    struct Corners {
        ports::Picture top_left;
        ports::Picture top_right;
        ports::Picture bottom_left;
        ports::Picture bottom_right;
    };

    ports::Picture keep(base::Result<ports::Picture> made);
    ports::Picture balanced(std::string_view text,
                            TextStyle const& style,
                            ports::Picture const& greedy,
                            std::int32_t max_width);
    bool breaks_a_word(std::string_view text, TextStyle const& style, std::int32_t max_width);
    Corners const& corners(PanelStyle const& style);

    stage::Scene scene_;
    Palette colors_;
    std::optional<base::Error> error_;
    std::map<CornerKey, Corners> corners_;
    std::map<TickKey, ports::Picture> ticks_;
    std::map<std::tuple<std::int32_t, bool, std::string>, std::int32_t, std::less<>> widths_;
};

/// `alpha` from 0 to 1.
ports::Color faded(ports::Color color, double alpha);
void append(std::vector<ports::Sprite>& out, Look const& look);
ports::Sprite fill(ports::Box const& box, ports::Color const& color);
/// A picture in its own size, its middle on the middle of the box.
ports::Sprite centered(ports::Picture picture, ports::Box const& box);
/// A picture in its own size, its top left corner there.
ports::Sprite at(ports::Picture picture, std::int32_t x, std::int32_t y);
ports::Box centered_box(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height);
ports::Box grown(ports::Box const& box, std::int32_t by);
/// Words as a reader counts them: stretches without spaces.
std::uint32_t count_words(std::string_view text);
/// The beginning of a text for messages, in quotes.
std::string excerpt(std::string_view text);

/// A question made in a studio. Errors: the studio could not draw something of it.
template <class Kind, class... Rest>
base::Result<std::unique_ptr<stage::Response>> made_in(Studio& studio, Rest&&... rest)
{
    auto response = std::make_unique<Kind>(studio, std::forward<Rest>(rest)...);
    if (studio.error()) {
        return *studio.error();
    }
    return std::unique_ptr<stage::Response>(std::move(response));
}

} // namespace securebase::kinds
