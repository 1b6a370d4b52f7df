// SPDX-License-Identifier: MIT
// What was pressed and what was in doubt around each question of a session, by the moments at
// which it happened and whenever it was heard of.
#pragma once

#include "events/grade.h"
#include "events/rows.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace securebase::events {

/// A control that went down, or up.
struct Movement {
    bool down = true;
    std::string control;
    base::Timestamp when;
};

/// What a quality event said.
struct Doubt {
    std::string what;
    base::Timestamp when;
    std::uint32_t trial = 0; ///< In which it was noted: counts when the moment is not known.
};

/// Where a trial lay in time, and its rows.
struct TrialWindow {
    std::uint32_t number = 0;
    std::optional<base::Timestamp> begins; ///< The first onset known.
    std::optional<base::Timestamp> ends;   ///< The screen after its last stage; if known.
    std::size_t first_row = 0;             ///< Index of its first row among those of the session.
    std::vector<base::Timestamp> closed;   ///< Per row: until when answers counted; if known.
    std::vector<CriticalEvidence> critical;
};

/// Collects a session's circumstances in the order of its events, then tells them to its rows.
class Circumstances {
public:
    void add(Movement movement);
    void add(Doubt doubt);
    void add(TrialWindow window) { trials_.push_back(std::move(window)); }
    void focus_back(base::Timestamp const& when);

    /// Sets doubts, presses, held, anticipated, grade and verdict of every row.
    void tell(std::vector<ResponseRow>& rows, base::Duration frame) const;

private:
    /// A doubt and how long it lasted.
    struct Lasting {
        Doubt doubt;
        std::optional<base::Instant> until; ///< Empty: to the end of the session.
    };

    void tell_doubts(std::vector<ResponseRow>& rows) const;
    void tell_presses(std::vector<ResponseRow>& rows) const;
    void tell_held(std::vector<ResponseRow>& rows) const;

    std::vector<Movement> movements_;
    std::vector<Lasting> doubts_;
    std::vector<TrialWindow> trials_;
    bool focus_away_ = false; ///< The last of doubts_ that says so still lasts.
};

} // namespace securebase::events
