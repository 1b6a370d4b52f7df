// SPDX-License-Identifier: MIT
// Ports: whoever stands in for a participant is told here what is being asked.
#pragma once

#include "base/time.h"
#include "ports/display.h"
#include "ports/input.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace securebase::ports {

/// One way to answer: press the key, or touch the middle of the box. A button of a mouse is pressed
/// there.
struct Offer {
    std::string value; ///< The answer it would give.
    Key key = Key::none;
    Box box{};             ///< Empty when it cannot be touched.
    double position = 0.0; ///< On a rating: 0 is the low end, 1 the high end.
};

/// The next act that would bring the question forward. A question of several acts (a rating to be
/// confirmed, boxes to tick, pages to turn) describes itself anew after each.
enum class AskKind : std::uint8_t {
    press, ///< One offer is the answer (keys, areas, buttons): press its key or touch its box.
    rate,  ///< Offers lie on a scale (`position`): pick one.
    slide, ///< One offer whose box is a line: touch it anywhere along its width.
    tick,  ///< `offers` are boxes not yet ticked; tick one, or confirm when `confirm` is there.
    type,  ///< Text goes to the question.
    turn,  ///< `confirm` goes to the next page or sentence.
    done,  ///< An answer stands: `confirm` ends the question.
};

/// A question while it is open. Views live until the next asked() or closed().
struct Ask {
    AskKind kind = AskKind::press;
    std::string_view part;
    std::string_view part_kind;
    std::string_view trial_name;
    std::string_view stage;
    std::span<std::pair<std::string, std::string> const> conditions;
    std::span<Offer const> offers;
    Offer confirm{};             ///< Empty (no key, no box) while confirming would have no effect.
    std::string_view correct;    ///< Empty when there is no right answer.
    std::uint32_t words = 0;     ///< Words to read before the act.
    base::Instant opened{};      ///< Middle of the question's onset; the same until it closes.
    base::Instant since{};       ///< Middle of the moment when its present look appeared.
    base::Duration least_turn{}; ///< Acting earlier than this after `since` has no effect.
};

/// Real participants need none; a bot implements this beside Input.
class Companion {
public:
    virtual ~Companion() = default;
    /// The question is on the screen; called again each time its look changed. One act is due.
    virtual void asked(Ask const& ask) = 0;
    virtual void closed() = 0;
};

} // namespace securebase::ports
