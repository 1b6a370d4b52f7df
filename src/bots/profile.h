// SPDX-License-Identifier: MIT
// How the virtual participants of a sample behave: the content of a bot.yaml.
#pragma once

#include "base/diagnostics.h"
#include "model/expression.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::bots {

/// A trait that is drawn once per person.
struct Trait {
    std::string name;
    double mean = 0;
    double sd = 0; ///< 0: the same for everybody.
};

/// An ex-Gaussian: normal(mu, sigma) + exponential(tau), in ms.
/// Source: Ratcliff 1979, Group reaction time distributions, Psychological Bulletin 86(3).
struct ReactionTime {
    double mu = 430;
    double sigma = 45;
    double tau = 110;
    double lapse = 0.01;    ///< Share of questions with a limit that are not answered in time.
    double accuracy = 0.96; ///< Share of right answers where there is one.
};

/// Added to mu (ms) where the condition holds.
struct Effect {
    model::Expression where;
    model::Expression add;
};

/// The mean place of a rating on its scale (0 low end, 1 high end) where the condition holds; the
/// first that holds counts.
struct Rating {
    model::Expression where;
    model::Expression mean;
    double sd = 0.15;
};

/// What a participant uses where both would do; what can be done in one way only is done so.
enum class Hands : std::uint8_t { keys, pointer };

struct Profile {
    Hands hands = Hands::keys;
    std::vector<Trait> traits;
    ReactionTime rt;
    std::vector<Effect> effects;
    std::vector<Rating> ratings;
};

/// Reads a bot.yaml. Its expressions may use its own traits, `conditions` (names of condition
/// columns), and `part`, `stage`, `trial`. Faults at their place.
std::optional<Profile> read_profile(std::string const& file,
                                    std::vector<std::string> const& conditions,
                                    base::Diagnostics& diagnostics);

} // namespace securebase::bots
