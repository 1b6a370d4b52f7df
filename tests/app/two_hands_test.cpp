// SPDX-License-Identifier: MIT
// A whole session can be completed by keyboard alone and by mouse alone.
#include "app/catalogue.h"
#include "app/experiment.h"
#include "app/session_parts.h"
#include "app/stand_in.h"
#include "devices/virtual/display.h"
#include "devices/virtual/recorder.h"
#include "devices/virtual/workshop.h"
#include "events/rows.h"
#include "kinds/kinds.h"
#include "stage/session.h"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <string>

namespace {

using namespace securebase;

struct Walked {
    stage::Ending ending;
    std::set<std::string> used; ///< Sorts of input: "key", "pointer", "text".
    events::SessionRows rows;
};

/// Lets everything through and remembers of what sort it was.
class Watched final : public ports::Input {
public:
    Watched(ports::Input& watched, std::set<std::string>& used) : watched_(watched), used_(used) {}

    std::string describe() const override { return watched_.describe(); }
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override
    {
        std::size_t const count = watched_.drain(room);
        for (ports::InputEvent const& event : room.first(count)) {
            using ports::InputKind;
            bool const key = event.kind == InputKind::key_down || event.kind == InputKind::key_up;
            used_.insert(key ? "key" : event.kind == InputKind::text ? "text" : "pointer");
        }
        return count;
    }
    void wait(base::Instant until) noexcept override { watched_.wait(until); }
    void set_text_input(bool on) noexcept override { watched_.set_text_input(on); }
    void set_pointer(bool visible) noexcept override { watched_.set_pointer(visible); }

private:
    ports::Input& watched_;
    std::set<std::string>& used_;
};

Walked walk(std::string const& name, bots::Hands hands)
{
    stage::Kinds const kinds = kinds::all();
    base::Diagnostics faults;
    auto const experiment = app::load(std::string(SECUREBASE_SOURCE_DIR) + "/experiments/" + name,
                                      app::catalogue(kinds),
                                      60.0,
                                      {},
                                      faults);
    BOOST_REQUIRE_MESSAGE(experiment, base::to_text(faults));
    auto const plan =
        plan::make_plan(*experiment, {.participant = "P001", .number = 1, .seed = 1}, faults);
    BOOST_REQUIRE_MESSAGE(plan, base::to_text(faults));
    auto profile = app::load_bot(*experiment, *plan, "", faults);
    BOOST_REQUIRE_MESSAGE(profile, base::to_text(faults));
    profile->hands = hands;
    profile->rt.lapse = 0;

    devices::VirtualClock clock;
    devices::VirtualDisplay display(clock, {});
    devices::VirtualWorkshop workshop;
    app::VirtualParticipant participant(clock, bots::Mind(*profile, 1, 1));
    Walked walked;
    Watched input(participant, walked.used);
    devices::MemoryRecorder recorder;
    stage::World const world{clock, display, workshop, input, recorder, &participant};
    events::Header const header = app::planned_header(*experiment, *plan);
    walked.ending = stage::run_session(*experiment, *plan, kinds, header, world);
    auto rows = events::derive_rows(recorder.events());
    BOOST_REQUIRE_MESSAGE(rows, (rows ? "" : rows.error().what));
    walked.rows = *std::move(rows);
    return walked;
}

/// Questions of the session that were answered.
std::size_t answered(events::SessionRows const& session)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        session.rows, [](events::ResponseRow const& row) { return row.response.has_value(); }));
}

void completes(std::string const& name, bots::Hands hands, std::string const& sort)
{
    BOOST_TEST_CONTEXT(name << " by " << sort)
    {
        Walked const walked = walk(name, hands);
        BOOST_TEST(walked.ending.why == "");
        BOOST_TEST((walked.ending.outcome == stage::Outcome::complete));
        BOOST_TEST(walked.ending.trials_done == walked.ending.trials_planned);
        BOOST_TEST(walked.rows.outcome == "complete");
        BOOST_TEST(!walked.rows.rows.empty());
        BOOST_TEST(answered(walked.rows) == walked.rows.rows.size());
        BOOST_TEST((walked.used == std::set<std::string>{sort}));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_two_hands)

BOOST_AUTO_TEST_CASE(the_demonstration)
{
    completes("session_demo", bots::Hands::keys, "key");
    completes("session_demo", bots::Hands::pointer, "pointer");
}

BOOST_AUTO_TEST_CASE(the_short_session)
{
    completes("session_short", bots::Hands::keys, "key");
    completes("session_short", bots::Hands::pointer, "pointer");
}

BOOST_AUTO_TEST_CASE(both_hands_find_the_right_answer)
{
    for (auto const hands : {bots::Hands::keys, bots::Hands::pointer}) {
        Walked const walked = walk("session_demo", hands);
        int right = 0;
        int probes = 0;
        for (events::ResponseRow const& row : walked.rows.rows) {
            if (row.stage == "probe") {
                ++probes;
                right += row.correct == true ? 1 : 0;
                std::string const by_pointer = row.response == "E" ? "MouseLeft" : "MouseRight";
                BOOST_TEST(row.answered_by.value_or("NA") ==
                           (hands == bots::Hands::keys ? *row.response : by_pointer));
            }
        }
        BOOST_TEST(probes == 40); // 8 for practice.
        BOOST_TEST(right >= 34);
    }
}

BOOST_AUTO_TEST_SUITE_END()
