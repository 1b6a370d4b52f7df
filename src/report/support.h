// SPDX-License-Identifier: MIT
// What the data of a session or a study can and cannot support, in plain sentences, from counts.
#pragma once

#include "events/rows.h"

#include <array>
#include <cstdint>
#include <string>

namespace securebase::report {

/// Counts over sessions. An answer is a question of a `block`, answered or not, as its row tells of
/// it: practice and what is asked between blocks rest on no timing.
struct SupportFacts {
    std::uint64_t sessions = 0;
    std::uint64_t real = 0;      ///< Sessions of persons.
    std::uint64_t simulated = 0; ///< Sessions in virtual time.
    std::uint64_t faulty = 0;    ///< Simulated sessions into which faults were put.
    std::uint64_t made_up = 0;   ///< Sessions on a real display whose refresh the server made up.
    std::array<std::uint64_t, 5> answers{}; ///< By events::Grade.
    std::uint64_t polled = 0;               ///< Answers whose key is known only from polling.
    events::Onsets critical;
    events::Onsets others;
    std::uint64_t lost_focus = 0;    ///< Times, also outside of trials.
    std::uint64_t lost_input = 0;    ///< Times.
    std::uint64_t lost_events = 0;   ///< Times; each costs a trial.
    std::uint64_t mismatches = 0;    ///< Keys of which two sources disagreed.
    std::uint64_t lost_triggers = 0; ///< Codes that other machines were not told.
    bool operator==(SupportFacts const&) const = default;
};

SupportFacts support_facts(events::SessionRows const& session);
/// Adds one to the other.
void add(SupportFacts& sum, SupportFacts const& one);

/// Who answered and what that is good for; how many answers are timed how well; what follows for
/// reaction times and exposures; what was in doubt. Ends with a full stop, without a line break.
std::string support_of(SupportFacts const& facts);

} // namespace securebase::report
