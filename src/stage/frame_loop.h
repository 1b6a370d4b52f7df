// SPDX-License-Identifier: MIT
// The only code that touches the ports while a trial runs.
#pragma once

#include "base/result.h"
#include "stage/held_controls.h"
#include "stage/prepare.h"
#include "stage/session.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace securebase::stage {

/// How one trial ended.
enum class TrialEnd : std::uint8_t {
    complete,
    stop_wanted, ///< Esc was held for a second, or the window was asked to close.
    failed,      ///< A stage that had to wait for an answer could not be made; see error().
    stuck,       ///< Virtual time ran on and whoever stands in for a participant did not answer.
};

/// Runs one trial at a time: drain inputs, step, draw, show, note. No file, no lock, no logging; no
/// allocation while timed stages follow each other.
class FrameLoop {
public:
    FrameLoop(World const& world, model::Rgb background, base::Duration period);

    /// Where the trial belongs, for events and for whoever stands in.
    struct Context {
        std::uint16_t part = 0;
        std::string_view part_name;
        std::string_view part_kind;
        bool recorded = true;     ///< False for breaks, feedback and the stop dialogue.
        bool can_stop = true;     ///< Esc held opens the stop dialogue.
        std::uint32_t number = 0; ///< Of the trial in the session; 0: as planned.
        bool judged = false;      ///< last_missed() is asked for afterwards.
        /// Called in a blank, timed stage that leaves time to prepare what comes next; may be
        /// empty.
        std::function<void()> in_gap;
        /// Makes a stage that uses an answer of its own trial.
        std::function<base::Result<void>(ReadyTrial&, std::size_t)> prepare_late;
    };

    /// `overlay` is drawn over every stage (the progress bar).
    TrialEnd run(ReadyTrial& trial,
                 Answers& answers,
                 Context const& context,
                 std::span<ports::Sprite const> overlay);

    /// Why the last trial failed.
    base::Error const& error() const { return error_; }
    /// The last question's answer of the trial that ran last, and whether it was right.
    std::optional<Answer> const& last_answer() const { return last_answer_; }
    std::optional<bool> last_correct() const { return last_correct_; }
    /// Of a trial that was to be judged: whether the data grade it X: a critical stage was off its
    /// refresh, a moment is not known, or keys may have gone unheard.
    bool last_missed() const { return last_missed_; }

private:
    struct Running; ///< What belongs to the trial on the screen.

    void act(Running& running, TrialCourse::Step const& step, base::Instant now);
    void show_next(Running& running, TrialCourse::Step const& step);
    std::uint8_t trigger_of(Running const& running, std::size_t stage) const;
    void note_trigger(Running const& running,
                      std::size_t stage,
                      std::uint8_t code,
                      std::optional<base::Timestamp> const& sent);
    void redraw(Running& running);
    void prepare_frames(Running const& running);
    void announce_next(Running& running, std::size_t stage);
    void
    compose(Running const& running, std::size_t stage, std::vector<ports::Sprite>& sprites) const;
    void take(Running& running, ports::InputEvent const& event);
    void watch_escape(Running& running, ports::InputEvent const& event);
    void deliver(Running& running, std::size_t stage, ports::InputEvent const& event);
    void note_response(Running& running, std::size_t stage, ports::InputEvent const& event);
    void close_unanswered(Running& running, std::size_t stage);
    void attend(Running& running);
    void tell_companion(Running& running);
    bool drain(Running& running);
    void take_until(Running& running, base::Instant limit);
    void wait(base::Instant until, Running& running);
    void come_round(Running& running);
    void note_end(Running& running);
    bool was_missed(Running const& running) const;

    World const& world_;
    ports::Color background_;
    base::Duration period_;
    std::vector<ports::Sprite> sprites_;
    std::vector<ports::Sprite> following_;
    std::array<ports::InputEvent, 64> inputs_{};
    std::size_t next_input_ = 0; ///< The first of inputs_ that was not taken.
    std::size_t input_count_ = 0;
    std::optional<base::Instant> escape_since_;
    HeldControls held_;
    std::optional<Answer> last_answer_;
    std::optional<bool> last_correct_;
    bool last_missed_ = false;
    bool focus_away_ = false;
    base::Instant busy_since_{}; ///< When this thread last had the chance to look around.
    base::Error error_;
};

} // namespace securebase::stage
