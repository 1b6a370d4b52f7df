// SPDX-License-Identifier: MIT
// The only code that touches the ports while a trial runs.
#include "stage/frame_loop.h"

#include "base/assert.h"
#include "events/grade.h"
#include "events/open_trial.h"
#include "stage/answer_json.h"

#include <algorithm>

namespace securebase::stage {

namespace {

using events::Event;
using events::EventKind;

constexpr base::Duration escape_hold = std::chrono::seconds(1);
/// A blank stage with more than this left is a gap in which the next trial can be prepared.
constexpr base::Duration gap_needed = std::chrono::milliseconds(120);
/// Pictures are not announced farther ahead than this: a stop has to wait for them.
constexpr base::Duration most_ahead = std::chrono::milliseconds(1500);
/// Virtual time after which an unanswered question means that nobody will ever answer.
constexpr base::Duration patience = std::chrono::minutes(30);

ports::Color to_color(model::Rgb const& rgb)
{
    return {rgb.red, rgb.green, rgb.blue, 255};
}

/// Frames are handed over a whole refresh before theirs, of which trials already leave a quarter.
base::Duration lead_of(base::Duration period)
{
    return period - period / 4;
}

/// Whether nothing that happens while a stage is on the screen changes it, its length, or what
/// comes next.
bool followed_surely(ReadyTrial const& trial, std::size_t stage)
{
    if (stage >= trial.stages.size()) {
        return false;
    }
    StageTiming const& timing = trial.timing[stage];
    Response const* response = trial.stages[stage].response.get();
    if (!timing.frames || timing.decides || (response != nullptr && !response->is_unseen())) {
        return false;
    }
    std::size_t const next = stage + 1;
    return next == trial.stages.size() ||
           (trial.stages[next].planned->when.is_empty() && !trial.stages[next].is_late);
}

/// What makes the data around an input doubtful; empty for input that does not.
std::string_view doubt_of(ports::InputKind kind)
{
    switch (kind) {
    case ports::InputKind::focus_lost:
        return events::focus_lost;
    case ports::InputKind::lost:
        return events::input_lost;
    case ports::InputKind::mismatch:
        return events::input_mismatch;
    default:
        return {};
    }
}

} // namespace

struct FrameLoop::Running {
    ReadyTrial& trial;
    Answers& answers;
    Context const& context;
    std::span<ports::Sprite const> overlay;
    TrialCourse course;
    std::vector<base::Timestamp> onsets;
    std::vector<std::uint32_t> changes;
    std::size_t on_screen =
        0; ///< Stage whose picture is up; number of stages: the screen after the last.
    bool dirty = false;
    bool stop_wanted = false;
    bool failed = false;
    bool gap_used = false;
    std::size_t announced = 0; ///< Stages up to this one come by themselves.
    base::Instant last_sign_of_life{};
    base::Instant looks_so_since{};
    std::optional<std::size_t> attended{}; ///< The question that devices were last turned to.
    std::vector<std::optional<base::Timestamp>> answered{};
    std::vector<events::Shown> shown{};
    base::Duration longest_gap{};
    bool lost_input = false;
    bool lost_focus = false;

    std::uint32_t number() const
    {
        return context.number != 0 ? context.number : trial.planned->number;
    }
    Event event(EventKind kind, std::size_t stage) const
    {
        Event made;
        made.kind = kind;
        made.trial = number();
        made.part = context.part;
        made.stage = static_cast<std::uint16_t>(stage);
        return made;
    }
};

FrameLoop::FrameLoop(World const& world, model::Rgb background, base::Duration period)
    : world_(world), background_(to_color(background)), period_(period)
{
    sprites_.reserve(512);
    following_.reserve(512);
}

TrialEnd FrameLoop::run(ReadyTrial& trial,
                        Answers& answers,
                        Context const& context,
                        std::span<ports::Sprite const> overlay)
{
    std::size_t const count = trial.stages.size();
    Running running{trial,
                    answers,
                    context,
                    overlay,
                    TrialCourse(trial.timing, period_, lead_of(period_)),
                    {},
                    {}};
    running.onsets.resize(count + 1);
    running.changes.resize(count);
    running.answered.resize(count);
    running.shown.reserve(count + 1);
    running.lost_focus = focus_away_;
    running.last_sign_of_life = world_.clock.now();
    last_answer_.reset();
    last_correct_.reset();
    if (context.recorded) {
        world_.recorder.note(running.event(EventKind::trial_begin, 0), trial.begin_json);
    }
    prepare_frames(running);
    world_.input.take_longest_gap(); // Of the time before.
    busy_since_ = world_.clock.now();
    while (true) {
        // Taken before draining: what devices had to say by then has been heard.
        base::Instant const now = world_.clock.now();
        if (!drain(running)) {
            break;
        }
        for (std::size_t const stage : running.course.expire(now)) {
            close_unanswered(running, stage);
        }
        attend(running);
        TrialCourse::Step const step = running.course.next(now);
        if (step.due == TrialCourse::Due::end) {
            break;
        }
        act(running, step, now);
        if (running.failed) {
            return TrialEnd::failed;
        }
        if (world_.companion != nullptr && now - running.last_sign_of_life > patience) {
            return TrialEnd::stuck;
        }
    }
    if (context.recorded) {
        note_end(running);
    }
    last_missed_ = context.judged && was_missed(running);
    return running.stop_wanted ? TrialEnd::stop_wanted : TrialEnd::complete;
}

void FrameLoop::note_end(Running& running)
{
    come_round(running);
    Event end = running.event(EventKind::trial_end, 0);
    end.when = running.onsets[running.trial.stages.size()];
    end.gap = running.longest_gap.count();
    if (auto const gap = world_.input.take_longest_gap()) {
        end.input_gap = gap->count();
    }
    world_.recorder.note(end, running.stop_wanted ? "aborted" : "complete");
}

/// By the rule of the data: a trial counts as missed when a row of it would be graded X.
bool FrameLoop::was_missed(Running const& running) const
{
    std::vector<std::string> doubts;
    if (running.lost_focus) {
        doubts.emplace_back(events::focus_lost);
    }
    if (running.lost_input) {
        doubts.emplace_back(events::input_lost);
    }
    auto facts = events::trial_facts(running.trial.begin_json);
    SECUREBASE_ASSERT(facts.has_value(), "what is recorded can be read");
    events::OpenTrial told;
    told.facts = *std::move(facts);
    for (events::Shown const& shown : running.shown) {
        events::show(told, shown);
    }
    auto const critical = events::critical_stages(told, period_);
    auto const is_spoilt = [&](base::Timestamp const& onset,
                               std::optional<base::Timestamp> const& answered) {
        return events::judge({onset, answered, critical, doubts, period_}).grade ==
               events::Grade::x;
    };
    bool asked = false;
    bool spoilt = false;
    for (events::Shown const& shown : running.shown) {
        if (shown.stage < running.answered.size() && running.trial.stages[shown.stage].response) {
            asked = true;
            spoilt = spoilt || is_spoilt(shown.when, running.answered[shown.stage]);
        }
    }
    // Where nothing is asked, what was shown counts all the same.
    return asked ? spoilt : is_spoilt(running.onsets.front(), std::nullopt);
}

/// One thing at a time: the next screen, what an answer changed, what the next trial needs, sleep.
void FrameLoop::act(Running& running, TrialCourse::Step const& step, base::Instant now)
{
    auto const pulse_ends =
        world_.triggers != nullptr ? world_.triggers->settle(now) : std::nullopt;
    bool const in_blank = running.on_screen < running.trial.stages.size() &&
                          running.trial.stages[running.on_screen].is_blank();
    if (step.due == TrialCourse::Due::show) {
        show_next(running, step);
    } else if (running.dirty) {
        redraw(running);
    } else if (running.context.in_gap && !running.gap_used && in_blank && !pulse_ends &&
               step.when - now > gap_needed) {
        running.gap_used = true;
        running.context.in_gap();
    } else {
        wait(std::min(step.when, pulse_ends.value_or(base::Instant::max())), running);
    }
}

bool FrameLoop::drain(Running& running)
{
    take_until(running, base::Instant::max());
    if (running.context.can_stop && escape_since_ &&
        world_.clock.now() - *escape_since_ >= escape_hold) {
        escape_since_.reset();
        running.stop_wanted = true;
    }
    if (running.stop_wanted && world_.companion != nullptr) {
        world_.companion->closed();
    }
    return !running.stop_wanted;
}

/// Takes what happened before a moment; the rest waits for the next call.
void FrameLoop::take_until(Running& running, base::Instant limit)
{
    while (!running.stop_wanted) {
        if (next_input_ == input_count_) {
            next_input_ = 0;
            input_count_ = world_.input.drain(inputs_);
        }
        if (next_input_ == input_count_ || inputs_[next_input_].when.likely() >= limit) {
            return;
        }
        take(running, inputs_[next_input_++]);
    }
}

void FrameLoop::wait(base::Instant until, Running& running)
{
    if (escape_since_ && running.context.can_stop) {
        until = std::min(until, *escape_since_ + escape_hold);
    }
    come_round(running);
    world_.input.wait(until);
    busy_since_ = std::min(world_.clock.now(), std::max(until, busy_since_));
}

/// What keeps the session from looking around, its sleep apart, holds it up: work, or a processor
/// that it was not given.
void FrameLoop::come_round(Running& running)
{
    base::Instant const now = world_.clock.now();
    running.longest_gap = std::max(running.longest_gap, now - busy_since_);
    busy_since_ = now;
}

/// Goes to the next stage that is to be shown, or to the screen after the last.
void FrameLoop::show_next(Running& running, TrialCourse::Step const& step)
{
    std::size_t const count = running.trial.stages.size();
    std::size_t stage = running.course.current() ? *running.course.current() + 1 : 0;
    while (stage < count && !running.trial.stages[stage].planned->when.is_empty() &&
           !running.trial.stages[stage].planned->when.holds(running.answers)) {
        ++stage;
    }
    if (stage < count && running.trial.stages[stage].is_late) {
        if (auto const made = running.context.prepare_late(running.trial, stage); !made) {
            error_ = made.error();
            running.failed = true;
            return;
        }
    }
    announce_next(running, stage);
    compose(running, stage, sprites_);
    std::string_view const name =
        stage < count ? std::string_view(running.trial.stages[stage].planned->name) : "";
    bool const witnessed = world_.witness != nullptr && running.context.recorded;
    if (witnessed) {
        world_.witness->about_to_show(running.number(), name);
    }
    come_round(running);
    ports::FrameReport const report = world_.display.show({background_, sprites_}, step.when);
    busy_since_ = world_.clock.now();
    // Before anything else: other machines are to hear of it at once.
    std::uint8_t const code = trigger_of(running, stage);
    auto const sent = code != 0 ? world_.triggers->send(code) : std::nullopt;
    if (witnessed) {
        world_.witness->has_shown(running.number(), name, report.shown);
    }
    take_until(running, report.shown.likely()); // Belongs to what was on the screen until then.
    running.course.shown(stage, report.shown);
    running.on_screen = stage;
    running.onsets[stage] = report.shown;
    running.dirty = false;
    auto const late = step.planned ? report.late : std::nullopt;
    running.shown.push_back({static_cast<std::uint16_t>(stage), report.shown, late});
    if (running.context.recorded) {
        Event onset = running.event(EventKind::onset, stage);
        onset.when = report.shown;
        onset.late = late;
        onset.refresh = report.refresh;
        onset.target = step.planned ? report.target : std::nullopt;
        if (stage < count && running.trial.timing[stage].frames) {
            onset.frames = static_cast<std::int32_t>(*running.trial.timing[stage].frames);
        }
        world_.recorder.note(onset);
    }
    if (code != 0) {
        note_trigger(running, stage, code, sent);
    }
    if (stage < count && running.trial.stages[stage].response) {
        running.trial.stages[stage].response->shown(report.shown);
    }
    running.last_sign_of_life = report.shown.likely();
    running.looks_so_since = report.shown.likely();
}

/// The code to send for a stage's onset; 0: none.
std::uint8_t FrameLoop::trigger_of(Running const& running, std::size_t stage) const
{
    bool const sends = world_.triggers != nullptr && running.context.recorded &&
                       stage < running.trial.stages.size();
    return sends ? running.trial.stages[stage].planned->trigger : std::uint8_t{0};
}

void FrameLoop::note_trigger(Running const& running,
                             std::size_t stage,
                             std::uint8_t code,
                             std::optional<base::Timestamp> const& sent)
{
    Event told = running.event(EventKind::trigger, stage);
    told.when = sent.value_or(base::Timestamp{});
    told.count = code;
    world_.recorder.note(told);
    if (!sent) {
        Event doubt = running.event(EventKind::quality, stage);
        doubt.when = running.onsets[stage];
        world_.recorder.note(doubt, events::trigger_lost);
    }
}

void FrameLoop::redraw(Running& running)
{
    compose(running, running.on_screen, sprites_);
    ports::FrameReport const report =
        world_.display.show({background_, sprites_}, world_.clock.now());
    running.dirty = false;
    if (auto const open = running.course.open_stage()) {
        running.trial.stages[*open].response->shown(report.shown);
    }
    running.looks_so_since = report.shown.likely();
    tell_companion(running);
}

/// Before the first stage there is time for drawing; between timed stages there may be none.
void FrameLoop::prepare_frames(Running const& running)
{
    std::size_t const count = running.trial.stages.size();
    // Backwards: should there be no room for all, the first ones stay.
    for (std::size_t left = count + 1; left > 0; --left) {
        std::size_t const stage = left - 1;
        if (stage == count || !running.trial.stages[stage].is_late) {
            compose(running, stage, sprites_);
            world_.display.prepare({background_, sprites_});
        }
    }
}

/// Lets the display take a stage of fixed length and all that surely follows it together.
void FrameLoop::announce_next(Running& running, std::size_t stage)
{
    std::int64_t ahead = 0; // Refreshes from this stage's onset.
    for (std::size_t last = stage; followed_surely(running.trial, last); ++last) {
        std::int64_t const frames = *running.trial.timing[last].frames;
        ahead += frames;
        if (ahead * period_ > most_ahead) {
            return;
        }
        if (last + 1 > running.announced) {
            compose(running, last + 1, following_);
            if (!world_.display.announce({background_, following_}, frames)) {
                return;
            }
            running.announced = last + 1;
        }
    }
}

void FrameLoop::compose(Running const& running,
                        std::size_t stage,
                        std::vector<ports::Sprite>& sprites) const
{
    sprites.clear();
    if (stage < running.trial.stages.size()) {
        ReadyStage const& ready = running.trial.stages[stage];
        sprites.insert(sprites.end(), ready.sprites.begin(), ready.sprites.end());
        if (ready.response) {
            ready.response->draw(sprites);
        }
    }
    sprites.insert(sprites.end(), running.overlay.begin(), running.overlay.end());
    if (world_.patch) {
        bool const white =
            stage < running.trial.stages.size() && running.trial.stages[stage].planned->critical;
        std::uint8_t const light = white ? 255 : 0;
        sprites.push_back({{}, *world_.patch, {light, light, light, 255}});
    }
}

void FrameLoop::take(Running& running, ports::InputEvent const& event)
{
    using ports::InputKind;
    running.last_sign_of_life = event.when.latest;
    if (event.kind == InputKind::quit && running.context.can_stop) {
        running.stop_wanted = true;
        return;
    }
    if (std::string_view const what = doubt_of(event.kind); !what.empty()) {
        running.lost_input = running.lost_input || event.kind == InputKind::lost;
        focus_away_ = focus_away_ || event.kind == InputKind::focus_lost;
        running.lost_focus = running.lost_focus || focus_away_;
        Event doubt = running.event(EventKind::quality, running.on_screen);
        doubt.when = event.when;
        world_.recorder.note(doubt, what);
        return;
    }
    focus_away_ = false; // It came back, or keys are heard.
    if (event.kind == InputKind::focus_gained) {
        Event back = running.event(EventKind::note, running.on_screen);
        back.when = event.when;
        world_.recorder.note(back, events::focus_gained);
        return;
    }
    watch_escape(running, event);
    std::optional<std::size_t> const open = running.course.asked_at(event.when.likely());
    bool const typing = open && running.trial.stages[*open].response->wants_text();
    bool const press = event.kind == InputKind::key_down || event.kind == InputKind::pointer_down;
    HeldControls::Screen const screen = !running.context.recorded ? HeldControls::Screen::own
                                        : typing                  ? HeldControls::Screen::typing
                                                                  : HeldControls::Screen::trial;
    if (held_.tells(event, screen)) {
        Event input =
            running.event(press ? EventKind::input : EventKind::release, running.on_screen);
        input.when = event.when;
        world_.recorder.note(input, event.key == ports::Key::none ? "pointer" : name_of(event.key));
    }
    // What was pressed when nothing was asked is a fact (noted above), not an answer.
    if (open && event.key != ports::Key::escape) {
        deliver(running, *open, event);
    }
}

void FrameLoop::watch_escape(Running& running, ports::InputEvent const& event)
{
    if (event.key != ports::Key::escape || !running.context.can_stop) {
        return;
    }
    if (event.kind == ports::InputKind::key_down && !escape_since_) {
        escape_since_ = event.when.latest;
    } else if (event.kind == ports::InputKind::key_up && escape_since_) {
        running.stop_wanted = event.when.earliest - *escape_since_ >= escape_hold;
        escape_since_.reset();
    }
}

void FrameLoop::deliver(Running& running, std::size_t stage, ports::InputEvent const& event)
{
    Response& response = *running.trial.stages[stage].response;
    Reaction const reaction = response.handle(event);
    if (reaction == Reaction::ignored) {
        return;
    }
    running.dirty = running.dirty || reaction != Reaction::answered;
    if (reaction == Reaction::chosen) {
        ++running.changes[stage];
        if (running.context.recorded && !response.wants_text()) {
            Event change = running.event(EventKind::change, stage);
            change.when = event.when;
            world_.recorder.note(change, "{\"value\":" + response.answer().value + "}");
        }
    }
    if (reaction == Reaction::answered) {
        note_response(running, stage, event);
    }
}

void FrameLoop::note_response(Running& running, std::size_t stage, ports::InputEvent const& event)
{
    ReadyStage const& ready = running.trial.stages[stage];
    Answer answer = ready.response->answer();
    std::optional<bool> correct;
    if (ready.correct) {
        correct = answer.plain == *ready.correct;
    }
    running.answered[stage] = event.when;
    base::Span const rt = base::between(running.onsets[stage], event.when);
    running.answers.set_answer(
        std::string(running.context.part_name), ready.planned->name, answer, rt.likely(), correct);
    if (running.context.recorded) {
        Event response = running.event(EventKind::response, stage);
        response.when = event.when;
        // The first choice is no change.
        response.count = running.changes[stage] > 0 ? running.changes[stage] - 1 : 0;
        world_.recorder.note(response, response_json(answer, correct));
    }
    last_answer_ = std::move(answer);
    last_correct_ = correct;
    running.course.answered(stage);
}

void FrameLoop::close_unanswered(Running& running, std::size_t stage)
{
    if (running.context.recorded) {
        Event closed = running.event(EventKind::no_response, stage);
        if (auto const deadline = running.course.deadline(stage)) {
            base::Timestamp const& onset = running.onsets[stage];
            base::Duration const later = *deadline - onset.likely();
            closed.when = {onset.earliest + later, onset.latest + later, onset.source, onset.lean};
        }
        world_.recorder.note(closed);
    }
}

/// Turns devices and whoever stands in to the question that is open now.
void FrameLoop::attend(Running& running)
{
    auto const open = running.course.open_stage();
    if (open == running.attended) {
        return;
    }
    if (world_.companion != nullptr && running.attended) {
        world_.companion->closed();
    }
    running.attended = open;
    Response const* response = open ? running.trial.stages[*open].response.get() : nullptr;
    world_.input.set_pointer(response != nullptr && response->wants_pointer());
    world_.input.set_text_input(response != nullptr && response->wants_text());
    tell_companion(running);
}

void FrameLoop::tell_companion(Running& running)
{
    auto const open = running.course.open_stage();
    if (world_.companion == nullptr || !open) {
        return;
    }
    ReadyStage const& ready = running.trial.stages[*open];
    ports::Ask ask;
    ask.part = running.context.part_name;
    ask.part_kind = running.context.part_kind;
    ask.trial_name = running.trial.planned->name;
    ask.stage = ready.planned->name;
    ask.conditions = running.trial.conditions;
    if (ready.correct) {
        ask.correct = *ready.correct;
    }
    ask.opened = running.onsets[*open].likely();
    ask.since = running.looks_so_since;
    ready.response->describe(ask);
    world_.companion->asked(ask);
}

} // namespace securebase::stage
