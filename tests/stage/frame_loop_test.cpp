// SPDX-License-Identifier: MIT
// Which answers count, judged by their own times, in exact virtual time.
#include "devices/virtual/clock.h"
#include "devices/virtual/display.h"
#include "devices/virtual/input.h"
#include "devices/virtual/recorder.h"
#include "devices/virtual/workshop.h"
#include "stage/frame_loop.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace securebase;

namespace {

constexpr base::Duration period{16'000'000};

base::Instant at_ms(double ms)
{
    return base::Instant{} + base::from_ms(ms);
}

/// Any key answers.
class AnyKey final : public stage::Response {
public:
    void draw(std::vector<ports::Sprite>& out) const override { (void)out; }
    stage::Reaction handle(ports::InputEvent const& event) override
    {
        bool const down = event.kind == ports::InputKind::key_down;
        name_ = down ? ports::name_of(event.key) : name_;
        return down ? stage::Reaction::answered : stage::Reaction::ignored;
    }
    stage::Answer answer() const override
    {
        stage::Answer made;
        made.plain = name_;
        made.value = '"' + made.plain + '"';
        return made;
    }
    void describe(ports::Ask& ask) const override { (void)ask; }

private:
    std::string name_;
};

class AnyKeyKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override
    {
        model::KindDecl decl;
        decl.name = "any_key";
        return decl;
    }
    base::Result<std::unique_ptr<stage::Response>> prepare(model::Settings const&,
                                                           stage::Scene const&) const override
    {
        return std::unique_ptr<stage::Response>(std::make_unique<AnyKey>());
    }
};

plan::PlannedStage timed(std::string name, double frames)
{
    plan::PlannedStage stage;
    stage.name = std::move(name);
    stage.duration = plan::Amount{frames, model::TimeUnit::frames};
    return stage;
}

plan::PlannedStage question(std::string name)
{
    plan::PlannedStage stage;
    stage.name = std::move(name);
    stage.question = plan::Question{"any_key", {}, {}};
    return stage;
}

/// 100 frames of 16 ms for an answer.
plan::PlannedStage limited(std::string name)
{
    plan::PlannedStage stage = question(std::move(name));
    stage.limit = plan::Amount{100, model::TimeUnit::frames};
    return stage;
}

class ProbeNames final : public model::Names {
public:
    std::optional<model::Type> type_of(std::string_view name) const override
    {
        return name == "probe.response" ? std::optional(model::Type::text) : std::nullopt;
    }
    std::vector<std::string> all() const override { return {"probe.response"}; }
};

plan::PlannedStage only_when(plan::PlannedStage stage, std::string_view condition)
{
    base::Diagnostics faults;
    auto const when = model::parse_expression(condition, {}, ProbeNames(), faults);
    BOOST_REQUIRE(when.has_value());
    stage.when = *when;
    return stage;
}

ports::InputEvent press(char const* key, double earliest_ms, double latest_ms)
{
    ports::InputEvent event;
    event.key = ports::key_named(key);
    event.when = {at_ms(earliest_ms), at_ms(latest_ms), base::TimeSource::poll};
    return event;
}

ports::InputEvent press(char const* key, double ms)
{
    return press(key, ms, ms);
}

/// Lines that hold a code for 5 ms; says when codes came and went.
class NotedTriggers final : public ports::Triggers {
public:
    explicit NotedTriggers(devices::VirtualClock& clock) : clock_(clock) {}
    std::optional<base::Timestamp> send(std::uint8_t code) noexcept override
    {
        if (code == 13) {
            return std::nullopt;
        }
        said += std::to_string(code) + at();
        rests_at_ = clock_.now() + base::from_ms(5);
        return base::Timestamp::exact(clock_.now(), base::TimeSource::poll);
    }
    std::optional<base::Instant> settle(base::Instant now) noexcept override
    {
        if (rests_at_ && now >= *rests_at_) {
            said += "rest" + at();
            rests_at_.reset();
        }
        return rests_at_;
    }
    std::string describe() const override { return "{}"; }

    std::string said;

private:
    std::string at() const
    {
        return " " + std::to_string(base::to_ns(clock_.now()) / 1'000'000) + "; ";
    }

    devices::VirtualClock& clock_;
    std::optional<base::Instant> rests_at_;
};

struct Options {
    base::Duration pump{};
    std::vector<devices::FrameFault> faults{};
    std::string* triggers = nullptr; ///< What went to the lines.
    std::string* lights = nullptr;   ///< What a light sensor saw.
};

/// Writes down what the loop tells its display: "then 30; " for what follows after 30 refreshes,
/// "show; " for each frame.
class Overheard final : public ports::Display {
public:
    explicit Overheard(ports::Display& display) : display_(display) {}
    ports::DisplayFacts describe() const override { return display_.describe(); }
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept override
    {
        said += "show; ";
        if (!frame.sprites.empty()) {
            ports::Sprite const& last = frame.sprites.back();
            lights +=
                last.box == patch && last.picture.id == 0 ? last.color.red == 255 ? "w" : "b" : "?";
        }
        return display_.show(frame, not_before);
    }
    bool announce(ports::Frame const& frame, std::int64_t refreshes) noexcept override
    {
        static_cast<void>(frame);
        said += "then " + std::to_string(refreshes) + "; ";
        return true;
    }

    static constexpr ports::Box patch{1860, 1020, 60, 60};
    std::string said;
    std::string lights; ///< Of the patch in each frame.

private:
    ports::Display& display_;
};

/// Runs a trial on a screen whose refreshes are the multiples of 16 ms. The first picture appears
/// at 1008 ms, so that the limit of a first question is 2608 ms. Says what happened, with times in
/// ms: "on 0 1008" for onsets, "E 0 1500" for an answer, "missed 0", "input E".
std::string run(std::vector<plan::PlannedStage> stages,
                std::vector<ports::InputEvent> const& events,
                Options options = {},
                std::string* said = nullptr)
{
    plan::PlannedTrial planned;
    planned.number = 1;
    planned.stages = std::move(stages);
    stage::Kinds kinds;
    kinds.responses.push_back(std::make_unique<AnyKeyKind>());
    devices::VirtualClock clock;
    devices::VirtualDisplayOptions display_options;
    display_options.rate = {125, 2};
    display_options.faults = std::move(options.faults);
    devices::VirtualDisplay screen(clock, display_options);
    Overheard display(screen);
    devices::VirtualWorkshop workshop;
    devices::ScriptedInput input(clock, events, {options.pump});
    devices::MemoryRecorder recorder;
    NotedTriggers triggers(clock);
    stage::World world{clock, display, workshop, input, recorder};
    if (options.lights != nullptr) {
        world.patch = Overheard::patch;
    }
    world.triggers = options.triggers != nullptr ? &triggers : nullptr;
    std::map<std::string, std::string> const texts;
    std::map<std::string, model::Point> const places;
    stage::Scene const scene{workshop, 1920, 1080, {}, {}, 40, texts, places, 1};
    stage::Answers answers;
    auto ready = stage::prepare_trial(planned, kinds, answers, scene, period);
    BOOST_REQUIRE(ready.has_value());
    stage::FrameLoop loop(world, {}, period);
    BOOST_TEST((loop.run(*ready, answers, {}, {}) == stage::TrialEnd::complete));

    if (said != nullptr) {
        *said = display.said;
    }
    if (options.lights != nullptr) {
        *options.lights = display.lights;
    }
    if (options.triggers != nullptr) {
        *options.triggers = triggers.said;
    }
    std::string trace;
    for (events::StoredEvent const& stored : recorder.events()) {
        events::Event const& event = stored.event;
        std::string const stage = std::to_string(event.stage);
        std::string const ms = std::to_string(base::to_ns(event.when.likely()) / 1'000'000);
        switch (event.kind) {
        case events::EventKind::onset:
            trace += "on " + stage + " " + ms + "; ";
            break;
        case events::EventKind::response:
            trace += stored.text.substr(10, 1) + " " + stage + " " + ms + "; ";
            break;
        case events::EventKind::no_response:
            trace += "missed " + stage + "; ";
            break;
        case events::EventKind::trigger:
            trace += "code " + std::to_string(event.count.value_or(0)) + " " +
                     (event.when.is_known() ? ms : "lost") + "; ";
            break;
        case events::EventKind::quality:
            trace += stored.text + " " + stage + "; ";
            break;
        case events::EventKind::input:
            trace += "input " + stored.text + "; ";
            break;
        default:
            break;
        }
    }
    return trace;
}

} // namespace

BOOST_AUTO_TEST_SUITE(stage_frame_loop)

BOOST_AUTO_TEST_CASE(a_display_is_told_what_surely_follows)
{
    std::string said;
    run({timed("fixation", 10), timed("prime", 2), limited("probe"), timed("gap", 10)},
        {press("E", 1500)},
        {},
        &said);
    BOOST_TEST(said == "then 10; then 2; show; show; show; then 10; show; show; ");
}

BOOST_AUTO_TEST_CASE(a_display_is_not_told_more_than_a_second_and_a_half_ahead)
{
    // 94 frames of 16 ms are 1504 ms, 90 are 1440; both together are too much.
    std::string said;
    run({timed("wait", 94), timed("fixation", 90), timed("prime", 2)}, {}, {}, &said);
    BOOST_TEST(said == "show; then 90; then 2; show; show; show; ");
}

BOOST_AUTO_TEST_CASE(a_display_is_told_nothing_that_an_answer_can_change)
{
    plan::PlannedStage probe = question("probe");
    probe.duration = plan::Amount{20, model::TimeUnit::frames};
    std::string said;
    run({probe, only_when(timed("praise", 5), "probe.response == 'E'"), timed("gap", 10)},
        {press("E", 1100)},
        {},
        &said);
    // What follows the probe depends on it, and its look might change.
    BOOST_TEST(said == "show; then 5; then 10; show; show; show; ");
}

BOOST_AUTO_TEST_CASE(codes_go_out_with_their_pictures_and_rest_after_the_pulse)
{
    plan::PlannedStage prime = timed("prime", 2);
    prime.trigger = 7;
    plan::PlannedStage probe = limited("probe");
    probe.trigger = 9;
    std::string lines;
    BOOST_TEST(run({timed("fixation", 10), prime, probe},
                   {press("E", 1500)},
                   {.pump = {}, .faults = {}, .triggers = &lines, .lights = {}}) ==
               "on 0 1008; on 1 1168; code 7 1168; on 2 1200; code 9 1200; input E; E 2 1500; on "
               "3 1504; ");
    BOOST_TEST(lines == "7 1168; rest 1173; 9 1200; rest 1205; ");
}

BOOST_AUTO_TEST_CASE(the_code_of_a_picture_takes_the_place_of_the_one_before)
{
    // One refresh is over before the loop can look at the lines again.
    plan::PlannedStage prime = timed("prime", 1);
    prime.trigger = 7;
    plan::PlannedStage mask = timed("mask", 10);
    mask.trigger = 8;
    std::string lines;
    run({prime, mask}, {}, {.pump = {}, .faults = {}, .triggers = &lines, .lights = {}});
    BOOST_TEST(lines == "7 1008; 8 1024; rest 1029; ");
}

BOOST_AUTO_TEST_CASE(a_light_sensor_sees_critical_stages_and_nothing_else)
{
    plan::PlannedStage prime = timed("prime", 2);
    prime.critical = true;
    std::string lights;
    run({timed("fixation", 10), prime, limited("probe")},
        {press("E", 1500)},
        {.pump = {}, .faults = {}, .triggers = {}, .lights = &lights});
    BOOST_TEST(lights == "bwbb");
    lights.clear();
    run({prime}, {});
    BOOST_TEST(lights == "");
}

BOOST_AUTO_TEST_CASE(a_code_that_cannot_be_sent_is_said_and_nobody_waits_for_it)
{
    plan::PlannedStage prime = timed("prime", 2);
    prime.trigger = 13;
    std::string lines;
    BOOST_TEST(run({prime}, {}, {.pump = {}, .faults = {}, .triggers = &lines, .lights = {}}) ==
               "on 0 1008; code 13 lost; trigger lost 0; on 1 1040; ");
    BOOST_TEST(lines == "");
    BOOST_TEST(run({prime}, {}) == "on 0 1008; on 1 1040; ");
}

BOOST_AUTO_TEST_CASE(an_answer_long_before_the_limit)
{
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 1500)}) ==
               "on 0 1008; input E; E 0 1500; on 1 1504; on 2 1664; ");
}

BOOST_AUTO_TEST_CASE(without_an_answer_the_limit_is_kept_to_the_frame)
{
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {}) ==
               "on 0 1008; on 1 2608; missed 0; on 2 2768; ");
}

BOOST_AUTO_TEST_CASE(a_key_before_the_limit_counts_though_the_next_picture_is_up_when_it_is_heard)
{
    // From 2604 ms on the program waits for the refresh at 2608 ms.
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 2605)}) ==
               "on 0 1008; input E; E 0 2605; on 1 2608; on 2 2768; ");
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 2607.999999)}) ==
               "on 0 1008; input E; E 0 2607; on 1 2608; on 2 2768; ");
}

BOOST_AUTO_TEST_CASE(a_key_at_the_limit_or_after_it_does_not_count)
{
    for (double const ms : {2608.0, 2608.000001, 2615.0, 2700.0}) {
        std::string const trace = run({limited("probe"), timed("gap", 10)}, {press("E", ms)});
        BOOST_TEST(trace.find("E 0") == std::string::npos, trace);
        BOOST_TEST(trace.find("input E; ") != std::string::npos, trace);
        BOOST_TEST(trace.find("missed 0; ") != std::string::npos, trace);
    }
}

BOOST_AUTO_TEST_CASE(of_an_interval_across_the_limit_the_middle_decides)
{
    auto const trial = [] {
        return std::vector<plan::PlannedStage>{limited("probe"), timed("gap", 10)};
    };
    // Middles 2607.5, 2607.999999 (the half nanosecond is dropped) and 2608 ms.
    BOOST_TEST(run(trial(), {press("E", 2600, 2615)}) ==
               "on 0 1008; on 1 2608; input E; E 0 2607; on 2 2768; ");
    BOOST_TEST(run(trial(), {press("E", 2601, 2614.999999)}) ==
               "on 0 1008; on 1 2608; input E; E 0 2607; on 2 2768; ");
    BOOST_TEST(run(trial(), {press("E", 2601, 2615)}) ==
               "on 0 1008; on 1 2608; input E; missed 0; on 2 2768; ");
}

BOOST_AUTO_TEST_CASE(a_device_that_is_looked_at_on_a_grid_of_its_own)
{
    // Looks at 2600, 2610 and 2620 ms. The middle of (2600, 2610) is before the limit.
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 2603)}, {base::from_ms(10)}) ==
               "on 0 1008; on 1 2608; input E; E 0 2605; on 2 2768; ");
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 2612)}, {base::from_ms(10)}) ==
               "on 0 1008; on 1 2608; input E; missed 0; on 2 2768; ");
}

BOOST_AUTO_TEST_CASE(a_missed_refresh_does_not_lengthen_the_limit)
{
    // The gap appears two refreshes late, at 2640 ms.
    Options const late{{}, {{2, 2}}};
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 2607)}, late) ==
               "on 0 1008; input E; E 0 2607; on 1 2640; on 2 2800; ");
    BOOST_TEST(run({limited("probe"), timed("gap", 10)}, {press("E", 2609)}, late) ==
               "on 0 1008; input E; on 1 2640; missed 0; on 2 2800; ");
}

BOOST_AUTO_TEST_CASE(keys_on_both_sides_of_the_limit_go_to_the_question_of_their_time)
{
    BOOST_TEST(run({limited("probe"), limited("again")}, {press("E", 2607), press("F", 2609)}) ==
               "on 0 1008; input E; E 0 2607; on 1 2608; input F; F 1 2609; on 2 2624; ");
    BOOST_TEST(run({limited("probe"), limited("again")}, {press("F", 2609)}) ==
               "on 0 1008; on 1 2608; input F; F 1 2609; on 2 2624; missed 0; ");
}

BOOST_AUTO_TEST_CASE(the_last_question_of_a_trial_waits_for_late_news_too)
{
    BOOST_TEST(run({limited("probe")}, {press("E", 2607)}) ==
               "on 0 1008; input E; E 0 2607; on 1 2608; ");
    BOOST_TEST(run({limited("probe")}, {}) == "on 0 1008; on 1 2608; missed 0; ");
}

BOOST_AUTO_TEST_CASE(a_fixed_display_takes_answers_until_it_should_end)
{
    plan::PlannedStage fixed = question("probe");
    fixed.duration = plan::Amount{10, model::TimeUnit::frames};
    BOOST_TEST(run({fixed, timed("gap", 10)}, {press("E", 1167)}) ==
               "on 0 1008; input E; E 0 1167; on 1 1168; on 2 1328; ");
    BOOST_TEST(run({fixed, timed("gap", 10)}, {press("E", 1168)}) ==
               "on 0 1008; on 1 1168; input E; missed 0; on 2 1328; ");
}

BOOST_AUTO_TEST_CASE(a_window_takes_answers_until_it_ends)
{
    plan::PlannedStage brief = question("probe");
    brief.duration = plan::Amount{2, model::TimeUnit::frames};
    brief.window = plan::Amount{100, model::TimeUnit::milliseconds};
    BOOST_TEST(run({brief, timed("gap", 20)}, {press("E", 1100, 1114)}) ==
               "on 0 1008; on 1 1040; input E; E 0 1107; on 2 1360; ");
    BOOST_TEST(run({brief, timed("gap", 20)}, {press("E", 1102, 1114)}) ==
               "on 0 1008; on 1 1040; input E; missed 0; on 2 1360; ");
}

BOOST_AUTO_TEST_CASE(where_the_answer_decides_what_follows_it_counts_until_that_is_chosen)
{
    // The choice is made at 2604 ms, a quarter of a refresh before the picture.
    auto const trial = [] {
        return std::vector<plan::PlannedStage>{
            limited("probe"), only_when(timed("well_done", 5), "probe.response == 'E'")};
    };
    BOOST_TEST(run(trial(), {press("E", 2603)}) ==
               "on 0 1008; input E; E 0 2603; on 1 2608; on 2 2688; ");
    BOOST_TEST(run(trial(), {press("E", 2604)}) == "on 0 1008; input E; missed 0; on 2 2608; ");
    BOOST_TEST(run(trial(), {}) == "on 0 1008; missed 0; on 2 2608; ");
}

BOOST_AUTO_TEST_CASE(what_was_pressed_before_the_onset_is_no_answer)
{
    BOOST_TEST(
        run({timed("fixation", 1), limited("probe")}, {press("F", 1023), press("E", 1024)}) ==
        "on 0 1008; input F; on 1 1024; input E; E 1 1024; on 2 1040; ");
}

BOOST_AUTO_TEST_SUITE_END()
