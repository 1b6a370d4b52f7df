// SPDX-License-Identifier: MIT
// When the stages of one trial follow each other: a pure calculation over what has been seen so
// far.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace securebase::stage {

/// The timing of one stage in whole frames of the display in use.
struct StageTiming {
    std::optional<std::int64_t> frames; ///< Length on the screen; empty: until the answer.
    std::optional<std::int64_t> limit; ///< With no `frames`: frames after which it ends unanswered.
    std::optional<base::Duration>
        window; ///< With `frames`: answers count this long from the onset.
    bool asks = false;
    bool decides = false; ///< Which picture comes next depends on the answer.
};

/// The course of a trial. Told what was shown and answered, says what is due.
///
/// A question takes what was done from its onset until just before its deadline: `window`, or
/// `frames`, or `limit` after the onset. It stays open a little longer for what devices report
/// late. Where the answer decides what is shown next, the deadline is when that must be known, and
/// nothing can be waited for.
class TrialCourse {
public:
    enum class Due : std::uint8_t {
        show, ///< The next stage (or the screen after the last), not before `when`.
        wait, ///< Nothing until `when`, or until something is answered.
        end,  ///< The screen after the last stage is up and no question is open.
    };
    struct Step {
        Due due = Due::wait;
        base::Instant when{};
        bool planned =
            false; ///< show: `when` follows from a length in frames, so being late has a meaning.
    };

    /// The longest that a device may take to report what it has stamped.
    static constexpr base::Duration most_report_delay = std::chrono::milliseconds(60);

    /// `period` is one refresh; > 0. What follows a length in frames is due for showing `lead`
    /// before its moment, for displays that must be told ahead.
    TrialCourse(std::vector<StageTiming> stages, base::Duration period, base::Duration lead = {});

    /// What is due at `now`. An untimed question without limit waits for ever (in steps of a
    /// second).
    Step next(base::Instant now) const;
    /// The stage's picture appeared; `stage` == number of stages is the screen after the last.
    void shown(std::size_t stage, base::Timestamp const& when);
    /// The stage's question was answered.
    void answered(std::size_t stage);
    /// The latest stage whose question takes what was done at `when`.
    std::optional<std::size_t> asked_at(base::Instant when) const;
    /// Stages whose question is open although nothing more can come that counts; each is named once
    /// and closed. Devices have been drained at `now` or later.
    std::vector<std::size_t> expire(base::Instant now);
    /// Until when answers to a question that was shown count; empty: as long as it takes.
    std::optional<base::Instant> deadline(std::size_t stage) const;
    bool is_open(std::size_t stage) const { return state_[stage].open; }
    /// The latest stage whose question is open.
    std::optional<std::size_t> open_stage() const;
    std::optional<std::size_t> current() const { return current_; }

private:
    struct State {
        bool open = false;
        base::Instant onset{};
    };
    std::optional<base::Instant> end_of_current() const;
    std::optional<base::Instant> closes_at(std::size_t stage) const;

    std::vector<StageTiming> stages_;
    std::vector<State> state_;
    base::Duration period_;
    base::Duration lead_;
    std::optional<std::size_t> current_;
    bool over_ = false; ///< The screen after the last stage is up.
};

} // namespace securebase::stage
