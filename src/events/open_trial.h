// SPDX-License-Identifier: MIT
// What has been learned of the trial at hand, and the rows that follow from it.
#pragma once

#include "events/grade.h"
#include "events/rows.h"
#include "events/trial_facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::events {

/// A picture that appeared in the trial at hand.
struct Shown {
    std::uint16_t stage = 0;
    base::Timestamp when;
    std::optional<std::int32_t> late;
    bool has_target = false;              ///< What stood before had a planned length.
    std::optional<std::int64_t> target{}; ///< As Exposure::target_refresh.
    std::optional<std::int64_t> refresh{};
};

/// What has been learned of one stage of the trial at hand.
struct Question {
    std::optional<base::Timestamp> onset;
    std::optional<base::Timestamp> first_change;
    std::int64_t changes_seen = 0;
    bool closed = false;
    base::Timestamp closed_at; ///< Of a question that closed unanswered, if known.
    std::optional<base::Timestamp> answered;
    std::optional<std::string> answered_by;
    std::optional<std::uint32_t> changes_said;
    AnswerFacts answer;
};

struct OpenTrial {
    std::uint32_t number = 0;
    TrialFacts facts;
    std::vector<Question> questions; ///< One per stage, whether it asks or not.
    std::vector<Shown> shown;
    std::size_t triggers = 0; ///< Codes sent in it.
};

/// Notes that a picture appeared.
void show(OpenTrial& trial, Shown shown);
/// The next onset of another stage after the first one of `stage`.
std::optional<base::Timestamp> offset_of(OpenTrial const& trial, std::size_t stage);
/// `frame` is the refresh period, 0 when not known.
std::vector<CriticalEvidence> critical_stages(OpenTrial const& trial, base::Duration frame);
/// All of a row but part, doubts, presses and verdict. The stage was shown.
ResponseRow
row_of(OpenTrial const& trial, std::size_t stage, std::vector<CriticalEvidence> const& critical);
/// Adds the onsets that had a target.
void count_onsets(OpenTrial const& trial, Onsets& critical, Onsets& others);

} // namespace securebase::events
