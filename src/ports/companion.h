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

/// One way to answer: press the key, or touch the middle of the box.
struct Offer {
    std::string value; ///< The answer it would give.
    Key key = Key::none;
    Box box{};             ///< Empty when it cannot be touched.
    double position = 0.0; ///< On a rating: 0 is the low end, 1 the high end.
};

/// What an answer takes beyond picking an offer.
enum class AskKind : std::uint8_t {
    press,  ///< One offer is the answer (keys, click).
    rate,   ///< One offer, then `confirm`.
    slide,  ///< Any place of the one offer's box along its width, then `confirm`.
    choose, ///< One offer, then `confirm`.
    tick,   ///< Any number of offers, then `confirm`.
    type,   ///< Text, then `confirm`.
    turn,   ///< `confirm` again and again until the question closes (pages, sentences).
};

/// A question while it is open. Views live until closed().
struct Ask {
    AskKind kind = AskKind::press;
    std::string_view part;
    std::string_view part_kind;
    std::string_view trial_name;
    std::string_view stage;
    std::span<std::pair<std::string, std::string> const> conditions;
    std::span<Offer const> offers;
    Offer confirm{};             ///< Key and box that confirm, or turn.
    std::string_view correct;    ///< Empty when there is no right answer.
    std::uint32_t turns = 0;     ///< AskKind::turn: how many are left.
    std::uint32_t words = 0;     ///< Words on the screen, for reading times.
    base::Instant opened{};      ///< Middle of the onset.
    base::Duration least_turn{}; ///< Turning earlier than this has no effect.
};

/// Real participants need none; a bot implements this beside Input.
class Companion {
public:
    virtual ~Companion() = default;
    /// The question is on the screen. Called again when an answer changed what can be done.
    virtual void asked(Ask const& ask) = 0;
    virtual void closed() = 0;
};

} // namespace securebase::ports
