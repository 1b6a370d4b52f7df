// SPDX-License-Identifier: MIT
// A participant holds Esc in the middle of a session, in virtual time: what they chose is what
// happens to their answers.
#include "app/catalogue.h"
#include "app/conclude.h"
#include "app/experiment.h"
#include "app/session_parts.h"
#include "devices/virtual/clock.h"
#include "devices/virtual/display.h"
#include "devices/virtual/workshop.h"
#include "kinds/kinds.h"
#include "record/recorder.h"
#include "record/store.h"
#include "record/study.h"
#include "stage/session.h"
#include "support/files_with.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>
#include <sstream>

namespace {

namespace app = securebase::app;
namespace base = securebase::base;
namespace devices = securebase::devices;
namespace events = securebase::events;
namespace plan = securebase::plan;
namespace ports = securebase::ports;
namespace record = securebase::record;
namespace stage = securebase::stage;
namespace support = securebase::support;

/// Answers the first question, holds Esc at the second, and makes one choice in the dialogue.
class Leaver final : public ports::Input, public ports::Companion {
public:
    Leaver(devices::VirtualClock& clock, std::size_t choice) : clock_(clock), choice_(choice) {}

    std::string describe() const override { return R"({"device":"leaver"})"; }
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override
    {
        std::size_t count = 0;
        while (count < room.size() && !coming_.empty() &&
               coming_.front().when.latest <= clock_.now()) {
            room[count++] = coming_.front();
            coming_.erase(coming_.begin());
        }
        return count;
    }
    void wait(base::Instant until) noexcept override
    {
        clock_.sleep_until(coming_.empty() ? until : std::min(until, coming_.front().when.latest));
    }
    void set_text_input(bool) noexcept override {}
    void set_pointer(bool) noexcept override {}

    void asked(ports::Ask const& ask) override
    {
        if (ask.stage == "probe" && !answered_) {
            answered_ = true;
            press(ports::Key::e, ask.opened, 437.219, 70);
        } else if (ask.stage == "probe") {
            press(ports::Key::escape, ask.opened, 200, 1300);
        } else if (ask.kind == ports::AskKind::press) {
            touch(ask.offers[choice_], ask.since);
        } else {
            touch(ask.confirm, ask.since);
        }
    }
    void closed() override {}

private:
    void put(ports::InputKind kind, base::Instant at, ports::Key key, ports::Box const& box)
    {
        ports::InputEvent event;
        event.kind = kind;
        event.key = key;
        event.x = box.x + box.width / 2;
        event.y = box.y + box.height / 2;
        event.when = base::Timestamp::exact(at, base::TimeSource::simulated);
        coming_.push_back(event);
        std::ranges::stable_sort(coming_, {}, [](auto const& one) { return one.when.latest; });
    }
    void press(ports::Key key, base::Instant from, double in_ms, double held_ms)
    {
        base::Instant const at = from + base::from_ms(in_ms);
        put(ports::InputKind::key_down, at, key, {});
        put(ports::InputKind::key_up, at + base::from_ms(held_ms), key, {});
    }
    void touch(ports::Offer const& offer, base::Instant since)
    {
        if (offer.key != ports::Key::none) {
            return press(offer.key, since, 600, 70);
        }
        base::Instant const at = since + base::from_ms(600);
        put(ports::InputKind::pointer_move, at, ports::Key::none, offer.box);
        put(ports::InputKind::pointer_down, at, ports::Key::none, offer.box);
        put(ports::InputKind::pointer_up, at + base::from_ms(70), ports::Key::none, offer.box);
    }

    devices::VirtualClock& clock_;
    std::size_t choice_;
    bool answered_ = false;
    std::vector<ports::InputEvent> coming_;
};

/// A recorder whose disk fails at the very end.
class LastSyncFails final : public ports::Recorder {
public:
    explicit LastSyncFails(ports::Recorder& under) : under_(under) {}

    using ports::Recorder::note;
    void note(events::Event const& event, std::string_view text) noexcept override
    {
        under_.note(event, text);
    }
    void request_save() noexcept override { under_.request_save(); }
    std::uint64_t requested() const noexcept override { return under_.requested(); }
    std::uint64_t saved() const noexcept override { return under_.requested(); }
    base::Result<void> settle() override
    {
        (void)under_.settle();
        return base::Error{"the disk is full", ""};
    }

private:
    ports::Recorder& under_;
};

enum class Disk : std::uint8_t { works, fails_at_the_end };

constexpr char const* script = R"(securebase: 1
title: Two questions
trials:
  probe:
    factors: { word: [alpha, beta] }
    stages:
      - probe: { text: $word, keys: { E: zebrafish, F: walrus } }
session:
  - block: probe
  - debrief: { text: Thank you for coming. }
)";

std::string const session_id(32, 'a');

struct Session {
    support::TemporaryFolder folder;
    std::string data = folder.path("data");
    events::Header header;
    stage::Ending ending;

    /// 0 go on, 1 stop and keep, 2 stop and withdraw.
    explicit Session(std::size_t choice, Disk disk = Disk::works)
    {
        folder.write("tiny/experiment.yaml", script);
        stage::Kinds const kinds = securebase::kinds::all();
        base::Diagnostics faults;
        auto const experiment =
            app::load(folder.path("tiny"), app::catalogue(kinds), 60, {}, faults);
        BOOST_REQUIRE_MESSAGE(experiment, base::to_text(faults));
        auto const made = plan::make_plan(
            *experiment, {.participant = "P-leaves", .number = 1, .visit = 1, .seed = 1}, faults);
        BOOST_REQUIRE(made);
        BOOST_REQUIRE(record::open_study(data, record::StudyKind::simulated));
        header = app::planned_header(*experiment, *made);
        header.session = session_id;
        header.source = "virtual";
        header.started_utc = "2026-03-01T09:30:00Z";
        auto journal = record::JournalWriter::create(data, session_id);
        BOOST_REQUIRE(journal);
        devices::VirtualClock clock;
        devices::VirtualDisplay display(clock, {});
        devices::VirtualWorkshop workshop;
        Leaver leaver(clock, choice);
        record::FileRecorder recorder(std::move(*journal), record::Durability::at_end);
        LastSyncFails failing(recorder);
        ports::Recorder* used = &recorder;
        if (disk == Disk::fails_at_the_end) {
            used = &failing;
        }
        ending = stage::run_session(
            *experiment, *made, kinds, header, {clock, display, workshop, leaver, *used, &leaver});
    }

    std::vector<std::string> files_with(std::string_view bytes) const
    {
        return support::files_with(data, bytes);
    }
};

/// What the end of the session says to the operator.
std::string concluded(Session const& session, app::ExitCode expected)
{
    std::ostringstream said;
    std::streambuf* const before = std::cout.rdbuf(said.rdbuf());
    app::ExitCode const code = app::conclude(session.data, session.header, session.ending);
    std::cout.rdbuf(before);
    BOOST_TEST((code == expected));
    return said.str();
}

std::vector<std::string> const none;

} // namespace

BOOST_AUTO_TEST_SUITE(app_withdrawal)

BOOST_AUTO_TEST_CASE(stop_and_withdraw_keeps_nothing)
{
    Session const session(2);
    BOOST_TEST((session.ending.outcome == stage::Outcome::withdrawn));
    // Until it ends, the answer is in the journal: the search below would find it.
    BOOST_TEST(session.files_with("zebrafish").size() == 1U);
    std::string const stub = record::stub_path(session.data, session_id);
    BOOST_TEST(concluded(session, app::ExitCode::done) ==
               "withdrawn: nothing of this session was kept\n"
               "(that it took place is noted, without code and answers, in " +
                   stub + ")\n");
    for (std::string_view const bytes : {"zebrafish", "P-leaves", "437219", "alpha", "Two quest"}) {
        BOOST_TEST(session.files_with(bytes) == none, boost::test_tools::per_element());
    }
    auto const left = record::read_stub(session.data, session_id);
    BOOST_REQUIRE(left);
    BOOST_TEST(left->erased);
    BOOST_TEST((left->by == record::WithdrawnBy::participant));
    BOOST_TEST(*left->experiment == "tiny");
    BOOST_TEST(*left->began == "2026-03-01");
}

BOOST_AUTO_TEST_CASE(a_program_that_dies_before_erasing_leaves_it_to_the_next)
{
    Session const session(2);
    auto store = record::Store::open(session.data, record::StoreMode::read_write);
    BOOST_REQUIRE(store);
    auto const report = store->refresh();
    BOOST_REQUIRE(report);
    BOOST_TEST(report->erased.size() == 1U);
    BOOST_TEST(session.files_with("zebrafish") == none, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(stop_and_keep_says_what_is_kept)
{
    Session const session(1);
    BOOST_TEST(
        concluded(session, app::ExitCode::done) ==
        "P-leaves, visit 1: stopped; kept: 2 trials of 3, in " + session.data +
            "\ntiming: A program answered: these data test a script and this machine's "
            "timing; they say nothing about people. 1 answer in blocks: 1 in virtual time.\n");
    BOOST_TEST(session.files_with("zebrafish").size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_fails_after_the_choice_does_not_undo_it)
{
    Session const kept(1, Disk::fails_at_the_end);
    BOOST_TEST((kept.ending.outcome == stage::Outcome::failed));
    BOOST_TEST(kept.ending.why == "the disk is full");
    Session const withdrawn(2, Disk::fails_at_the_end);
    BOOST_TEST((withdrawn.ending.outcome == stage::Outcome::withdrawn));
    (void)concluded(withdrawn, app::ExitCode::done);
    BOOST_TEST(withdrawn.files_with("zebrafish") == none, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_could_not_be_erased_is_said)
{
    Session const session(2);
    std::filesystem::rename(session.data + "/study.json", session.data + "/elsewhere");
    std::ostringstream said;
    std::streambuf* const before = std::cerr.rdbuf(said.rdbuf());
    BOOST_TEST(concluded(session, app::ExitCode::world_failed).empty());
    std::cerr.rdbuf(before);
    BOOST_TEST(
        said.str() ==
        "securebase: withdrawn, but the session could not be erased: there is no study in '" +
            session.data +
            "'\nhint: name the folder of a study with --data; then 'securebase withdraw "
            "--data " +
            session.data + " --session " + session_id + " --yes'\n");
}

BOOST_AUTO_TEST_SUITE_END()
