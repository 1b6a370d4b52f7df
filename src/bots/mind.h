// SPDX-License-Identifier: MIT
// One virtual participant: from a question to the acts that answer it, through keys and pointer
// alone.
#pragma once

#include "base/random.h"
#include "base/time.h"
#include "bots/profile.h"
#include "ports/companion.h"
#include "ports/input.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace securebase::bots {

/// Knows nothing of stimuli or kinds of response: only what an Ask says. Thread: main.
class Mind {
public:
    /// `person` counts the people of a sample; the same (profile, seed, person) is the same
    /// participant.
    Mind(Profile const& profile, std::uint64_t seed, std::uint64_t person);

    /// The next act as input events with the moments at which they happen.
    std::vector<ports::InputEvent> act(ports::Ask const& ask);

    std::map<std::string, double, std::less<>> const& traits() const { return traits_; }

private:
    bool can_do(ports::Offer const& offer) const;
    double reaction_ms(ports::Ask const& ask);
    double thinking_ms(double usual);
    ports::Offer const& pick(ports::Ask const& ask);
    ports::Offer const& nearest(ports::Ask const& ask, double position) const;
    double rating(ports::Ask const& ask);
    std::vector<ports::InputEvent>
    do_offer(ports::Offer const& offer, double along, base::Instant at) const;

    Profile const& profile_;
    base::Random random_;
    std::map<std::string, double, std::less<>> traits_;
};

} // namespace securebase::bots
