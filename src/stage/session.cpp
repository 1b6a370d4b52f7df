// SPDX-License-Identifier: MIT
// Walks a plan through the ports.
#include "stage/session.h"

#include "stage/frame_loop.h"
#include "stage/furniture.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace securebase::stage {

namespace {

using events::Event;
using events::EventKind;

/// Trials that may be on their way to the disk before the next one has to wait.
constexpr std::uint64_t most_unsaved = 8;

} // namespace

std::string_view name_of(Outcome outcome)
{
    switch (outcome) {
    case Outcome::complete:
        return "complete";
    case Outcome::stopped:
        return "stopped";
    case Outcome::declined:
        return "declined";
    case Outcome::withdrawn:
        return "withdrawn";
    case Outcome::failed:
        return "failed";
    }
    return "failed";
}

namespace {

/// One walk through one plan.
class Walk {
public:
    Walk(model::Experiment const& experiment,
         plan::Plan const& plan,
         Kinds const& kinds,
         World const& world)
        : experiment_(experiment), plan_(plan), kinds_(kinds), world_(world),
          facts_(world.display.describe()),
          loop_(world, experiment.screen.background, facts_.period), progress_(plan)
    {
        answers_.set_constant("participant", model::Value(plan.participant));
        answers_.set_constant("visit", model::Value(static_cast<double>(plan.visit)));
        answers_.set_constant("number", model::Value(static_cast<double>(plan.number)));
        for (auto const& [name, value] : plan.between) {
            answers_.set_constant(name, value);
        }
    }

    Ending run(events::Header const& header)
    {
        note(EventKind::session_begin, 0, events::to_json(header));
        world_.recorder.request_save();
        for (std::size_t i = 0; i < plan_.parts.size() && ending_.outcome != Outcome::failed; ++i) {
            bool const over = ending_.outcome != Outcome::complete;
            if (!over || plan_.parts[i].kind == model::PartKind::debrief) {
                run_part(i);
            }
        }
        note(EventKind::session_end, 0, name_of(ending_.outcome));
        world_.recorder.request_save();
        if (auto const saved = world_.recorder.settle(); !saved) {
            fail(saved.error());
        }
        ending_.trials_planned = static_cast<std::uint32_t>(plan_.trials.size());
        return ending_;
    }

private:
    /// A trial whose timing was missed, and its number in the session.
    struct Missed {
        plan::PlannedTrial const* trial = nullptr;
        std::uint32_t number = 0;
    };

    void note(EventKind kind, std::size_t part, std::string_view text)
    {
        Event event;
        event.kind = kind;
        event.part = static_cast<std::uint16_t>(part);
        world_.recorder.note(event, text);
    }

    void fail(base::Error const& error)
    {
        // Nothing that fails after a withdrawal may make it forgotten.
        if (ending_.outcome != Outcome::withdrawn) {
            ending_.outcome = Outcome::failed;
        }
        ending_.why = error.hint.empty() ? error.what : error.what + " (" + error.hint + ")";
    }

    Scene scene()
    {
        return scene_of(experiment_, plan_.seed, world_.workshop, facts_.width, facts_.height);
    }

    void run_part(std::size_t index)
    {
        plan::PlannedPart const& part = plan_.parts[index];
        answers_.set_part(part.constants, part.part_names);
        note(EventKind::part_begin,
             index + 1,
             "{\"name\":\"" + part.name + "\",\"kind\":\"" +
                 std::string(model::name_of(part.kind)) + "\"}");
        bool const wanted = part.when.is_empty() || part.when.holds(answers_);
        bool whole = wanted;
        std::vector<Missed> missed; // In the block at hand.
        for (std::uint32_t i = 0; wanted && whole && i < part.trial_count; ++i) {
            whole = run_planned(index, part.first_trial + i, missed);
            if (whole && is_last_of_block(part, part.first_trial + i)) {
                whole = repeat(index, std::exchange(missed, {}));
            }
        }
        if (!wanted) {
            for (std::uint32_t i = 0; i < part.trial_count; ++i) {
                progress_.trial_over(plan_.trials[part.first_trial + i]);
            }
        }
        note(EventKind::part_end, index + 1, !wanted ? "skipped" : whole ? "complete" : "aborted");
        ready_.reset();
        world_.workshop.release();
    }

    /// One trial of the plan with everything around it. False when the part must end here.
    bool run_planned(std::size_t part_index, std::uint32_t trial_index, std::vector<Missed>& missed)
    {
        plan::PlannedPart const& part = plan_.parts[part_index];
        plan::PlannedTrial const& trial = plan_.trials[trial_index];
        bool const first_of_block = trial.in_block == 1 && trial_index > part.first_trial;
        if (first_of_block && part.pause && !run_own(part_index, rest_trial(part.pause_text))) {
            return false;
        }
        if (!run_trial(
                part_index,
                trial,
                trial.number + ending_.trials_repeated,
                [&] { return make_ready(trial_index); },
                [&] { prepare_after(part_index, trial_index); })) {
            return false;
        }
        ++ending_.trials_done;
        progress_.trial_over(trial);
        if (part.repeat_missed && loop_.last_missed()) {
            missed.push_back({&trial, last_number_});
        }
        return finish(part_index, trial);
    }

    bool is_last_of_block(plan::PlannedPart const& part, std::uint32_t trial_index) const
    {
        std::uint32_t const next = trial_index + 1;
        return next == part.first_trial + part.trial_count ||
               plan_.trials[next].block != plan_.trials[trial_index].block;
    }

    /// Trials of the block that has ended whose timing was missed, once more in the order shown;
    /// what is missed again is not shown a third time.
    bool repeat(std::size_t part_index, std::vector<Missed> const& missed)
    {
        for (Missed const& first : missed) {
            ++ending_.trials_repeated;
            plan::PlannedTrial again = *first.trial;
            again.repeats = first.number;
            again.in_block = last_in_block_ + 1;
            auto const make = [&] {
                answers_.set_trial(again.conditions);
                return take(prepare_trial(again, kinds_, answers_, scene(), facts_.period));
            };
            if (!run_trial(part_index, again, last_number_ + 1, make, {}) ||
                !finish(part_index, again)) {
                return false;
            }
        }
        return true;
    }

    /// Shows one trial, again after a stop that was thought better of. False when the part must end
    /// here.
    bool run_trial(std::size_t part_index,
                   plan::PlannedTrial const& trial,
                   std::uint32_t number,
                   std::function<bool()> const& make,
                   std::function<void()> in_gap)
    {
        FrameLoop::Context where = context(part_index, true);
        where.number = last_number_ = number;
        where.judged = plan_.parts[part_index].repeat_missed;
        where.in_gap = std::move(in_gap);
        last_in_block_ = trial.in_block;
        while (make()) {
            ReadyTrial current = std::move(*ready_);
            ready_.reset();
            answers_.set_trial(trial.conditions);
            std::vector<ports::Sprite> const bar = overlay(plan_.parts[part_index].kind);
            TrialEnd const end = loop_.run(current, answers_, where, bar);
            if (end == TrialEnd::complete) {
                return true;
            }
            if (end == TrialEnd::failed) {
                fail(loop_.error());
                return false;
            }
            if (end == TrialEnd::stuck) {
                fail(
                    {"the virtual participant did not answer trial " + std::to_string(where.number),
                     ""});
                return false;
            }
            if (!go_on_after_stop(part_index)) {
                return false;
            }
        }
        return false;
    }

    bool finish(std::size_t part_index, plan::PlannedTrial const& trial)
    {
        world_.recorder.request_save();
        if (world_.recorder.requested() - world_.recorder.saved() > most_unsaved) {
            if (auto const saved = world_.recorder.settle(); !saved) {
                fail(saved.error());
                return false;
            }
        }
        bool const declined = plan_.parts[part_index].kind == model::PartKind::consent &&
                              (!loop_.last_answer() || loop_.last_answer()->plain != "yes");
        if (declined) {
            ending_.outcome = Outcome::declined;
            return false;
        }
        return !trial.feedback ||
               run_own(part_index, feedback_trial(*trial.feedback, loop_.last_correct()));
    }

    FrameLoop::Context context(std::size_t part_index, bool recorded)
    {
        plan::PlannedPart const& part = plan_.parts[part_index];
        // After a stop nobody is asked again whether to stop.
        return {.part = static_cast<std::uint16_t>(part_index + 1),
                .part_name = part.name,
                .part_kind = model::name_of(part.kind),
                .recorded = recorded,
                .can_stop = ending_.outcome == Outcome::complete,
                .in_gap = {},
                .prepare_late = [this](ReadyTrial& trial, std::size_t stage) {
                    return stage::prepare_late(trial, stage, kinds_, answers_, scene());
                }};
    }

    std::vector<ports::Sprite> overlay(model::PartKind kind)
    {
        bool const timed = kind == model::PartKind::practice || kind == model::PartKind::block;
        return timed ? std::vector<ports::Sprite>{} : progress_bar(progress_.share(), scene());
    }

    bool make_ready(std::uint32_t trial_index)
    {
        plan::PlannedTrial const& trial = plan_.trials[trial_index];
        if (ready_ && ready_->planned == &trial) {
            return true;
        }
        answers_.set_trial(trial.conditions);
        return take(prepare_trial(trial, kinds_, answers_, scene(), facts_.period));
    }

    bool take(base::Result<ReadyTrial> ready)
    {
        if (!ready) {
            fail(ready.error());
            return false;
        }
        ready_ = *std::move(ready);
        return true;
    }

    /// Uses a gap to prepare the next trial of the same part. A failure shows when its turn comes.
    void prepare_after(std::size_t part_index, std::uint32_t trial_index)
    {
        plan::PlannedPart const& part = plan_.parts[part_index];
        if (trial_index + 1 < part.first_trial + part.trial_count) {
            auto ready = prepare_trial(
                plan_.trials[trial_index + 1], kinds_, answers_, scene(), facts_.period);
            if (ready) {
                ready_ = std::move(*ready);
            }
        }
    }

    /// Shows one of the program's own screens. False when the session must end.
    bool run_own(std::size_t part_index, plan::PlannedTrial const& trial)
    {
        while (true) {
            auto ready = prepare_trial(trial, kinds_, answers_, scene(), facts_.period);
            if (!ready) {
                fail(ready.error());
                return false;
            }
            std::vector<ports::Sprite> const bar = overlay(plan_.parts[part_index].kind);
            TrialEnd const end = loop_.run(*ready, own_answers_, context(part_index, false), bar);
            if (end == TrialEnd::stuck) {
                fail(
                    {"the virtual participant did not answer the screen '" + trial.name + "'", ""});
                return false;
            }
            if (end == TrialEnd::complete) {
                return true;
            }
            if (!go_on_after_stop(part_index)) {
                return false;
            }
        }
    }

    bool go_on_after_stop(std::size_t part_index)
    {
        plan::PlannedTrial const dialogue = stop_trial(experiment_.texts);
        auto ready = prepare_trial(dialogue, kinds_, answers_, scene(), facts_.period);
        if (!ready) {
            fail(ready.error());
            return false;
        }
        FrameLoop::Context where = context(part_index, false);
        where.can_stop = false;
        loop_.run(*ready, own_answers_, where, {});
        std::string const choice = loop_.last_answer() ? loop_.last_answer()->plain : std::string();
        bool const withdraw = choice == experiment_.texts.at("stop_withdraw");
        bool const keep = choice == experiment_.texts.at("stop_keep");
        Event event;
        event.kind = EventKind::stop;
        event.when = base::Timestamp::exact(world_.clock.now(), base::TimeSource::poll);
        world_.recorder.note(event, withdraw ? "withdraw" : keep ? "keep" : "go_on");
        if (withdraw || keep) {
            world_.recorder.request_save(); // The wish outlives this program.
            ending_.outcome = withdraw ? Outcome::withdrawn : Outcome::stopped;
        }
        return !withdraw && !keep;
    }

    model::Experiment const& experiment_;
    plan::Plan const& plan_;
    Kinds const& kinds_;
    World const& world_;
    ports::DisplayFacts facts_;
    FrameLoop loop_;
    Progress progress_;
    Answers answers_;
    Answers own_answers_; ///< Of the program's own screens: never seen by the script.
    std::optional<ReadyTrial> ready_;
    Ending ending_;
    std::uint32_t last_number_ = 0; ///< In the session, of the trial shown last.
    std::int64_t last_in_block_ = 0;
};

} // namespace

Ending run_session(model::Experiment const& experiment,
                   plan::Plan const& plan,
                   Kinds const& kinds,
                   events::Header const& header,
                   World const& world)
{
    return Walk(experiment, plan, kinds, world).run(header);
}

} // namespace securebase::stage
