// SPDX-License-Identifier: MIT
// Random trials with random faults on displays and keyboards that blur what they report: the truth
// lies in every interval, every fault shows in the derived rows, nothing else does, and the same
// seed gives the same bytes.
#include "base/random.h"
#include "devices/virtual/clock.h"
#include "devices/virtual/display.h"
#include "devices/virtual/faults.h"
#include "devices/virtual/input.h"
#include "devices/virtual/recorder.h"
#include "devices/virtual/workshop.h"
#include "events/rows.h"
#include "events/text_form.h"
#include "stage/frame_loop.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace securebase;
using devices::FaultKind;

namespace {

constexpr std::array<devices::Rate, 6> rates{
    {{60, 1}, {60000, 1001}, {75, 1}, {100, 1}, {144, 1}, {240, 1}}};
constexpr std::array<FaultKind, 11> kinds{FaultKind::late,
                                          FaultKind::early,
                                          FaultKind::key_during_stall,
                                          FaultKind::discard,
                                          FaultKind::stall,
                                          FaultKind::key_before_onset,
                                          FaultKind::lost_input,
                                          FaultKind::msc_jump,
                                          FaultKind::clock_step,
                                          FaultKind::focus_lost,
                                          FaultKind::mismatch};

/// E answers.
class OnlyE final : public stage::Response {
public:
    void draw(std::vector<ports::Sprite>& out) const override { (void)out; }
    stage::Reaction handle(ports::InputEvent const& event) override
    {
        bool const answers = event.kind == ports::InputKind::key_down && event.key == ports::Key::e;
        return answers ? stage::Reaction::answered : stage::Reaction::ignored;
    }
    stage::Answer answer() const override
    {
        stage::Answer made;
        made.plain = "E";
        made.value = "\"E\"";
        return made;
    }
    void describe(ports::Ask& ask) const override { (void)ask; }
};

class OnlyEKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override
    {
        model::KindDecl decl;
        decl.name = "keys";
        return decl;
    }
    base::Result<std::unique_ptr<stage::Response>> prepare(model::Settings const&,
                                                           stage::Scene const&) const override
    {
        return std::unique_ptr<stage::Response>(std::make_unique<OnlyE>());
    }
};

std::int64_t between(base::Random& random, std::int64_t least, std::int64_t most)
{
    return least +
           static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least + 1)));
}

plan::Amount frames(std::int64_t count)
{
    return {static_cast<double>(count), model::TimeUnit::frames};
}

/// One to four timed pictures, a question, a gap.
plan::PlannedTrial random_trial(base::Random& random, std::uint32_t number)
{
    plan::PlannedTrial trial;
    trial.number = number;
    trial.name = "t";
    std::int64_t const pictures = between(random, 1, 4);
    for (std::int64_t i = 0; i < pictures; ++i) {
        plan::PlannedStage& stage = trial.stages.emplace_back();
        stage.name = "s" + std::to_string(i);
        stage.duration = frames(between(random, 1, 20));
        stage.critical = random.below(2) == 0;
    }
    plan::PlannedStage& question = trial.stages.emplace_back();
    question.name = "q";
    question.question = plan::Question{"keys", {}, {}};
    question.critical = random.below(3) == 0;
    (random.below(2) == 0 ? question.limit : question.duration) = frames(between(random, 20, 90));
    plan::PlannedStage& gap = trial.stages.emplace_back();
    gap.name = "gap";
    gap.duration = frames(between(random, 10, 30));
    return trial;
}

/// A fault somewhere in the trial, three times in ten.
std::vector<devices::Fault> random_fault(base::Random& random, plan::PlannedTrial const& trial)
{
    if (random.below(10) >= 3) {
        return {};
    }
    devices::Fault fault;
    fault.kind = kinds.at(random.below(kinds.size()));
    fault.trial = trial.number;
    fault.amount =
        static_cast<double>(fault.kind == FaultKind::late || fault.kind == FaultKind::msc_jump
                                ? between(random, 1, 5)
                                : between(random, 1, 60));
    bool const of_question =
        fault.kind == FaultKind::key_before_onset || fault.kind == FaultKind::key_during_stall;
    fault.stage = of_question ? "q" : trial.stages[random.below(trial.stages.size())].name;
    return {fault};
}

/// Presses what it was told to at the true moment and reports it blurred. What devices report by
/// themselves is passed on as it is.
class BlurredHand final : public ports::Input, public ports::Companion {
public:
    BlurredHand(devices::VirtualClock& clock, base::Duration blur, std::uint64_t seed)
        : clock_(clock), blur_(blur), random_(seed, "hand")
    {}

    std::string describe() const override { return "{}"; }
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override
    {
        std::size_t taken = 0;
        while (taken < room.size() && !coming_.empty() &&
               coming_.front().when.latest <= clock_.now()) {
            ports::InputEvent event = coming_.front();
            coming_.erase(coming_.begin());
            if (step_ != base::Duration{} && event.key == ports::Key::e &&
                event.kind == ports::InputKind::key_down) {
                auto const told = devices::in_dispute(event, std::exchange(step_, {}));
                event = told[0];
                inject(told[1]);
                disputed_.insert(pressed_.size());
            }
            room[taken++] = event;
        }
        return taken;
    }
    void wait(base::Instant until) noexcept override
    {
        clock_.sleep_until(coming_.empty() ? until : std::min(until, coming_.front().when.latest));
    }
    void set_text_input(bool) noexcept override {}
    void set_pointer(bool) noexcept override {}

    void asked(ports::Ask const&) override
    {
        base::Instant const truth =
            clock_.now() + base::from_ms(static_cast<double>(between(random_, 130, 700)));
        pressed_.push_back(truth);
        for (ports::InputEvent event :
             devices::key_press(ports::Key::e, truth, base::from_ms(20))) {
            base::Instant const at = event.when.earliest;
            event.when = {at - up_to(), at + up_to(), base::TimeSource::driver};
            inject(event);
        }
    }
    /// What is not pressed yet will not be.
    void closed() override
    {
        bool const pending = std::ranges::any_of(coming_, [](ports::InputEvent const& event) {
            return event.key == ports::Key::e && event.kind == ports::InputKind::key_down;
        });
        std::erase_if(coming_, [&](ports::InputEvent const& event) {
            return pending && event.key == ports::Key::e;
        });
    }

    void inject(ports::InputEvent const& event)
    {
        coming_.insert(
            std::ranges::upper_bound(coming_,
                                     event.when.latest,
                                     {},
                                     [](ports::InputEvent const& one) { return one.when.latest; }),
            event);
    }
    void step_clock(base::Duration step) { step_ = step; }
    std::vector<base::Instant> const& pressed() const { return pressed_; }
    /// Questions, from 1, whose press two sources disagree about.
    std::set<std::size_t> const& disputed() const { return disputed_; }

private:
    base::Duration up_to() { return base::Duration(between(random_, 0, base::to_ns(blur_))); }

    devices::VirtualClock& clock_;
    std::vector<ports::InputEvent> coming_; ///< By the moments at which they are heard.
    base::Duration blur_;
    base::Random random_;
    std::vector<base::Instant> pressed_; ///< The truth, one per question.
    base::Duration step_{};
    std::set<std::size_t> disputed_;
};

/// Passes on to the desk and writes down which picture each frame was.
class Oracle final : public ports::Witness {
public:
    Oracle(devices::FaultDesk& desk, devices::VirtualDisplay const& display)
        : desk_(desk), display_(display)
    {}
    void about_to_show(std::uint32_t trial, std::string_view stage) noexcept override
    {
        desk_.about_to_show(trial, stage);
    }
    void has_shown(std::uint32_t trial,
                   std::string_view stage,
                   base::Timestamp const& said) noexcept override
    {
        frames_[{trial, std::string(stage)}] = display_.log().back();
        desk_.has_shown(trial, stage, said);
    }
    devices::ShownFrame const& frame(std::uint32_t trial, std::string const& stage) const
    {
        return frames_.at({trial, stage});
    }

private:
    devices::FaultDesk& desk_;
    devices::VirtualDisplay const& display_;
    std::map<std::pair<std::uint32_t, std::string>, devices::ShownFrame> frames_;
};

struct Lab {
    std::uint64_t seed = 0;
    std::uint32_t trials = 0;
    base::Duration period{};
    bool blurred = false;
    std::vector<plan::PlannedTrial> planned{};
    std::vector<devices::Fault> faults{};
    std::map<std::pair<std::uint32_t, std::string>, devices::ShownFrame> shown{};
    std::vector<base::Instant> pressed{};
    std::set<std::size_t> disputed{};
    std::string bytes{};
    events::SessionRows rows{};
};

/// The header and the part around the trials.
void note(devices::MemoryRecorder& recorder, events::EventKind kind, std::string_view text)
{
    events::Event event;
    event.kind = kind;
    event.part = kind == events::EventKind::session_begin ? 0 : 1;
    recorder.note(event, text);
}

Lab run(std::uint64_t seed, std::uint32_t trials)
{
    Lab lab;
    lab.seed = seed;
    lab.trials = trials;
    base::Random random(seed, "lab");
    lab.blurred = random.below(3) != 0;
    devices::VirtualClock clock;
    devices::VirtualDisplayOptions options;
    options.rate = rates.at(random.below(rates.size()));
    options.log = devices::FrameLog::times;
    if (lab.blurred) {
        base::Duration const most(between(random, 1, 800'000));
        options.blur = {most, most, base::TimeSource::driver, seed};
    }
    devices::VirtualDisplay display(clock, options);
    lab.period = display.describe().period;
    for (std::uint32_t i = 1; i <= trials; ++i) {
        lab.planned.push_back(random_trial(random, i));
        for (devices::Fault& fault : random_fault(random, lab.planned.back())) {
            lab.faults.push_back(std::move(fault));
        }
    }
    BlurredHand hand(clock, base::Duration(lab.blurred ? 1'500'000 : 0), seed);
    devices::FaultDesk desk(
        clock,
        display,
        [&](ports::InputEvent const& event) { hand.inject(event); },
        [&](base::Duration step) { hand.step_clock(step); },
        lab.faults);
    Oracle oracle(desk, display);
    devices::VirtualWorkshop workshop;
    devices::MemoryRecorder recorder;
    stage::World const world{clock, display, workshop, hand, recorder, &hand, &oracle};
    std::map<std::string, std::string> const texts;
    std::map<std::string, model::Point> const places;
    stage::Scene const scene{workshop, 1920, 1080, {}, {}, 40, texts, places, 1};
    stage::Kinds known;
    known.responses.push_back(std::make_unique<OnlyEKind>());
    events::Header header;
    header.frame_ns = base::to_ns(lab.period);
    note(recorder, events::EventKind::session_begin, events::to_json(header));
    note(recorder, events::EventKind::part_begin, R"({"name":"p","kind":"block"})");
    stage::FrameLoop loop(world, {}, lab.period);
    for (plan::PlannedTrial const& trial : lab.planned) {
        stage::Answers answers;
        auto ready = stage::prepare_trial(trial, known, answers, scene, lab.period);
        BOOST_REQUIRE(ready.has_value());
        stage::FrameLoop::Context context;
        context.part = 1;
        BOOST_REQUIRE((loop.run(*ready, answers, context, {}) == stage::TrialEnd::complete));
        for (plan::PlannedStage const& stage : trial.stages) {
            lab.shown[{trial.number, stage.name}] = oracle.frame(trial.number, stage.name);
        }
        lab.shown[{trial.number, ""}] = oracle.frame(trial.number, "");
    }
    note(recorder, events::EventKind::part_end, "complete");
    note(recorder, events::EventKind::session_end, "complete");
    BOOST_TEST(desk.happened() == lab.faults.size());
    lab.pressed = hand.pressed();
    lab.disputed = hand.disputed();
    for (events::StoredEvent const& event : recorder.events()) {
        lab.bytes += events::to_json_line(event.sequence, event.event, event.text) + '\n';
    }
    auto rows = events::derive_rows(recorder.events());
    BOOST_REQUIRE_MESSAGE(rows, (rows ? "" : rows.error().what));
    lab.rows = std::move(*rows);
    return lab;
}

bool holds(base::Timestamp const& when, base::Instant truth)
{
    return when.earliest <= truth && truth <= when.latest;
}

/// What the truth says must be told of one trial.
struct Expected {
    std::vector<std::string> spoilt; ///< Reasons of grade X, in the order of the verdict.
    std::set<std::string> doubts;    ///< Which comes first depends on when the press came.
    bool key_before = false;
};

std::string frames_late(std::int32_t count)
{
    return std::to_string(std::abs(count)) + (std::abs(count) == 1 ? " frame " : " frames ") +
           (count < 0 ? "early" : "late");
}

Expected expected_of(Lab const& lab, plan::PlannedTrial const& trial)
{
    Expected out;
    auto const shown = [&](std::size_t stage) -> devices::ShownFrame const& {
        bool const last = stage == trial.stages.size();
        return lab.shown.at({trial.number, last ? "" : trial.stages[stage].name});
    };
    if (!lab.shown.at({trial.number, "q"}).lit) {
        out.spoilt.push_back("onset unknown");
    }
    for (std::size_t i = 0; i < trial.stages.size(); ++i) {
        plan::PlannedStage const& stage = trial.stages[i];
        if (!stage.critical) {
            continue;
        }
        std::string const of = "critical stage '" + stage.name + "' ";
        bool const has_target = i > 0 && trial.stages[i - 1].duration.has_value();
        if (!shown(i).lit) {
            out.spoilt.push_back(of + "onset unknown");
        } else if (has_target && shown(i).report.late.value_or(0) != 0) {
            out.spoilt.push_back(of + frames_late(*shown(i).report.late));
        }
        if (!stage.duration) {
            continue;
        }
        if (!shown(i + 1).lit) {
            if (shown(i).lit) {
                out.spoilt.push_back(of + "end unknown");
            }
        } else if (shown(i + 1).report.late.value_or(0) != 0) {
            out.spoilt.push_back(of + "ended " + frames_late(*shown(i + 1).report.late));
        }
    }
    for (devices::Fault const& fault : lab.faults) {
        if (fault.trial != trial.number) {
            continue;
        }
        out.key_before =
            fault.kind == FaultKind::key_before_onset || fault.kind == FaultKind::key_during_stall;
        if (fault.kind == FaultKind::lost_input) {
            out.doubts.insert("input lost");
            out.spoilt.emplace_back("input lost");
        } else if (fault.kind == FaultKind::focus_lost) {
            out.doubts.insert("focus lost");
            out.spoilt.emplace_back("focus lost");
        } else if (fault.kind == FaultKind::mismatch) {
            out.doubts.insert("input mismatch");
        }
    }
    if (lab.disputed.contains(trial.number)) {
        out.doubts.insert("input mismatch");
    }
    return out;
}

std::string joined(std::vector<std::string> const& texts)
{
    std::string all;
    for (std::string const& text : texts) {
        all += (all.empty() ? "" : "; ") + text;
    }
    return all;
}

/// The verdict of a trial in which nothing critical went wrong.
std::string unspoilt(Lab const& lab, events::ResponseRow const& row)
{
    if (!lab.blurred) {
        return "virtual time";
    }
    base::Duration doubt = row.onset.latest - row.onset.earliest;
    doubt += row.answered ? row.answered->latest - row.answered->earliest : base::Duration{};
    std::string reasons = row.doubts.empty() ? "" : "input mismatch";
    if (doubt > std::max(base::from_ms(2), lab.period)) {
        reasons += std::string(reasons.empty() ? "" : "; ") + "doubt above one frame";
    }
    return !reasons.empty() ? reasons : doubt > base::from_ms(2) ? "doubt above 2 ms" : "on time";
}

void examine(Lab const& lab, std::size_t index)
{
    plan::PlannedTrial const& trial = lab.planned[index];
    events::ResponseRow const& row = lab.rows.rows[index];
    BOOST_TEST_CONTEXT("seed " << lab.seed << ", trial " << trial.number)
    {
        // The truth lies in every interval.
        auto const& question = lab.shown.at({trial.number, "q"});
        BOOST_REQUIRE(row.trial == trial.number);
        BOOST_TEST(row.onset.is_known() == question.lit.has_value());
        if (question.lit) {
            BOOST_TEST(holds(row.onset, *question.lit));
        }
        if (row.answered) {
            base::Instant const truth = lab.pressed[index];
            BOOST_TEST(holds(*row.answered, truth));
            BOOST_TEST(row.rt.has_value() == question.lit.has_value());
            if (question.lit) {
                BOOST_TEST(row.rt->least <= truth - *question.lit);
                BOOST_TEST(row.rt->most >= truth - *question.lit);
            }
        }
        for (events::Exposure const& exposure : row.exposures) {
            auto const& shown = lab.shown.at({trial.number, exposure.stage});
            BOOST_TEST((exposure.late_frames ? exposure.late_frames == shown.report.late : true));
        }
        // Every fault shows; nothing else does.
        Expected const expected = expected_of(lab, trial);
        BOOST_TEST(row.verdict ==
                   (expected.spoilt.empty() ? unspoilt(lab, row) : joined(expected.spoilt)));
        BOOST_TEST((std::set(row.doubts.begin(), row.doubts.end()) == expected.doubts));
        BOOST_TEST(row.doubts.size() == expected.doubts.size());
        bool const deaf =
            expected.doubts.contains("input lost") || expected.doubts.contains("focus lost");
        BOOST_TEST(row.presses.has_value() == (question.lit.has_value() && !deaf));
        if (row.presses) {
            BOOST_TEST(row.presses->before == (expected.key_before ? 1 : 0));
            BOOST_TEST(row.presses->after == 0);
            BOOST_TEST(*row.presses->open == 0);
            BOOST_TEST(row.presses->late <= (row.answered ? 0 : 1));
            BOOST_TEST(*row.anticipated == expected.key_before);
        }
    }
}

/// What is not told of rows is told of the session: each onset that had a target.
void examine_counts(Lab const& lab)
{
    events::Onsets critical;
    events::Onsets others;
    for (plan::PlannedTrial const& trial : lab.planned) {
        for (std::size_t i = 1; i <= trial.stages.size(); ++i) {
            if (!trial.stages[i - 1].duration) {
                continue;
            }
            bool const last = i == trial.stages.size();
            auto const& shown = lab.shown.at({trial.number, last ? "" : trial.stages[i].name});
            events::Onsets& sort = !last && trial.stages[i].critical ? critical : others;
            ++sort.planned;
            sort.unknown += shown.lit ? 0U : 1U;
            sort.missed += shown.report.late.value_or(0) != 0 ? 1U : 0U;
            sort.missed_frames +=
                static_cast<std::uint64_t>(std::abs(shown.report.late.value_or(0)));
        }
    }
    BOOST_TEST_CONTEXT("seed " << lab.seed)
    {
        BOOST_TEST((lab.rows.critical == critical));
        BOOST_TEST((lab.rows.others == others));
    }
}

void examine_sessions(std::uint64_t first_seed, std::uint64_t sessions, std::uint32_t trials)
{
    std::size_t faults = 0;
    for (std::uint64_t seed = first_seed; seed < first_seed + sessions; ++seed) {
        Lab const lab = run(seed, trials);
        BOOST_REQUIRE(lab.rows.rows.size() == trials);
        for (std::size_t i = 0; i < lab.planned.size(); ++i) {
            examine(lab, i);
        }
        examine_counts(lab);
        faults += lab.faults.size();
    }
    BOOST_TEST(faults * 5 > sessions * trials); // The lab was not idle: about three in ten.
}

} // namespace

BOOST_AUTO_TEST_SUITE(virtual_lab)

BOOST_AUTO_TEST_CASE(five_hundred_trials_tell_the_truth_and_every_fault)
{
    examine_sessions(1, 20, 25);
}

BOOST_AUTO_TEST_CASE(ten_thousand_trials_tell_the_truth_and_every_fault,
                     *boost::unit_test::label("long"))
{
    examine_sessions(1000, 400, 25);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bytes)
{
    for (std::uint64_t const seed : {7U, 8U, 9U}) {
        std::string const bytes = run(seed, 25).bytes;
        BOOST_TEST(bytes.size() > 10'000U);
        BOOST_TEST((bytes == run(seed, 25).bytes));
        BOOST_TEST((bytes != run(seed + 100, 25).bytes));
    }
}

BOOST_AUTO_TEST_SUITE_END()
