// SPDX-License-Identifier: MIT
// SDL's events translated, on a driver without devices: the test pushes what SDL would.
#include "devices/input_contract.h"
#include "devices/sdl/dummy_session.h"
#include "devices/sdl/input.h"

#include <string>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace ports = securebase::ports;
using contract::DummySession;
using ports::InputKind;

void push_key(ports::Key key, bool down, bool repeat = false)
{
    SDL_Event event{};
    event.type = down ? SDL_KEYDOWN : SDL_KEYUP;
    event.key.repeat = repeat ? 1 : 0;
    event.key.keysym.scancode = static_cast<SDL_Scancode>(key);
    SDL_PushEvent(&event);
}

void push_motion(int x, int y)
{
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    event.motion.x = x;
    event.motion.y = y;
    SDL_PushEvent(&event);
}

void push_button(bool down, int x, int y, int button = SDL_BUTTON_LEFT)
{
    SDL_Event event{};
    event.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
    event.button.button = static_cast<Uint8>(button);
    event.button.x = x;
    event.button.y = y;
    SDL_PushEvent(&event);
}

void push_text(char const* utf8)
{
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    SDL_strlcpy(event.text.text, utf8, sizeof event.text.text);
    SDL_PushEvent(&event);
}

void push_composition(char const* utf8, int start = 0)
{
    SDL_Event event{};
    event.type = SDL_TEXTEDITING;
    SDL_strlcpy(event.edit.text, utf8, sizeof event.edit.text);
    event.edit.start = start;
    SDL_PushEvent(&event);
}

void push_window(std::uint8_t what)
{
    SDL_Event event{};
    event.type = SDL_WINDOWEVENT;
    event.window.event = what;
    SDL_PushEvent(&event);
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_input)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    DummySession dummy;
    contract::input_contract(dummy.input, dummy.clock, [&](ports::Key key, InputKind kind) {
        base::Instant const before = dummy.clock.now();
        push_key(key, kind == InputKind::key_down);
        return contract::Bracket{before, dummy.clock.now()};
    });
}

BOOST_AUTO_TEST_CASE(repeats_never_leave_the_device)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    push_key(ports::Key::e, true);
    push_key(ports::Key::e, true, true);
    push_key(ports::Key::e, true);
    push_key(ports::Key::e, false);
    push_key(ports::Key::e, true);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 3U);
    BOOST_TEST((events[0].kind == InputKind::key_down));
    BOOST_TEST((events[1].kind == InputKind::key_up));
    BOOST_TEST((events[2].kind == InputKind::key_down));
}

BOOST_AUTO_TEST_CASE(keys_are_positions)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.scancode = SDL_SCANCODE_Z;
    event.key.keysym.sym = SDLK_y; // As on a German keyboard.
    SDL_PushEvent(&event);
    event.key.keysym.scancode = SDL_SCANCODE_AUDIONEXT; // No number on the keyboard page.
    SDL_PushEvent(&event);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].key == ports::Key::z));
}

BOOST_AUTO_TEST_CASE(the_stamp_is_the_gap_between_two_looks)
{
    DummySession dummy;
    base::Instant const before_first = dummy.clock.now();
    contract::drain_all(dummy.input);
    base::Instant const after_first = dummy.clock.now();
    push_key(ports::Key::e, true);
    base::Instant const before_second = dummy.clock.now();
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    base::Timestamp const when = events[0].when;
    BOOST_TEST((when.source == base::TimeSource::poll));
    BOOST_TEST((when.earliest >= before_first && when.earliest <= after_first));
    BOOST_TEST((when.latest >= before_second && when.latest <= dummy.clock.now()));
}

BOOST_AUTO_TEST_CASE(motion_is_kept_as_its_last_place)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    push_motion(1, 1);
    push_motion(5, 6);
    push_button(true, 5, 6);
    push_motion(7, 8);
    push_button(false, 7, 8);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 4U);
    BOOST_TEST((events[0].kind == InputKind::pointer_move && events[0].x == 5));
    BOOST_TEST((events[1].kind == InputKind::pointer_down && events[1].y == 6));
    BOOST_TEST((events[2].kind == InputKind::pointer_move && events[2].x == 7));
    BOOST_TEST((events[3].kind == InputKind::pointer_up && events[3].y == 8));
}

BOOST_AUTO_TEST_CASE(buttons_are_told_apart_and_further_ones_do_nothing)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    push_button(true, 1, 1);
    push_button(true, 2, 2, SDL_BUTTON_RIGHT);
    push_button(true, 3, 3, SDL_BUTTON_MIDDLE);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0].key == ports::Key::mouse_left));
    BOOST_TEST((events[1].key == ports::Key::mouse_right && events[1].x == 2));
}

BOOST_AUTO_TEST_CASE(a_touch_is_a_pointer)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    SDL_Event event{};
    event.type = SDL_FINGERDOWN;
    event.tfinger.x = 0.5F;
    event.tfinger.y = 0.25F;
    SDL_PushEvent(&event);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].kind == InputKind::pointer_down));
    BOOST_TEST((events[0].key == ports::Key::none));
    BOOST_TEST(events[0].x == 160);
    BOOST_TEST(events[0].y == 50);
}

BOOST_AUTO_TEST_CASE(text_comes_only_while_it_is_on)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    push_text("a");
    BOOST_TEST(contract::drain_all(dummy.input).empty());
    dummy.input.set_text_input(true);
    push_text("é");
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].kind == InputKind::text));
    BOOST_TEST(std::string(events[0].utf8.data()) == "é");
    dummy.input.set_text_input(false);
}

BOOST_AUTO_TEST_CASE(backspace_and_delete_held_down_repeat_as_text)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    dummy.input.set_text_input(true);
    push_key(ports::Key::backspace, true);
    push_key(ports::Key::backspace, true, true);
    push_key(ports::Key::delete_forward, true, true);
    push_key(ports::Key::a, true, true);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 3U);
    BOOST_TEST((events[0].kind == InputKind::key_down));
    BOOST_TEST((events[1].kind == InputKind::text));
    BOOST_TEST(std::string(events[1].utf8.data()) == "\b");
    BOOST_TEST(std::string(events[2].utf8.data()) == "\x7F");
    dummy.input.set_text_input(false);
}

BOOST_AUTO_TEST_CASE(what_an_input_method_finished_comes_before_the_key_that_ended_it)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    dummy.input.set_text_input(true);
    push_composition("tiếng việt");
    contract::drain_all(dummy.input);
    push_key(ports::Key::a, true); // Writes for itself.
    push_text("a");
    push_key(ports::Key::space, true); // Ends a composition and writes too.
    push_text(" ");
    push_key(ports::Key::space, false);
    push_text("tiếng");
    push_text("việt");
    push_composition("");
    auto const first = contract::drain_all(dummy.input);
    std::string order;
    for (auto const& event : first) {
        order += event.kind == InputKind::composing  ? "over"
                 : event.kind == InputKind::text     ? event.utf8.data()
                 : event.kind == InputKind::key_down ? std::string(name_of(event.key)) + "+"
                                                     : std::string(name_of(event.key)) + "-";
        order += '|';
    }
    BOOST_TEST(order == "A+|a|tiếng|việt|Space+| |Space-|over|");
    push_composition("글");
    contract::drain_all(dummy.input);
    push_key(ports::Key::enter, true); // Ends a composition and writes nothing.
    push_composition("");              // Some say this first.
    push_text("글");
    auto const second = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(second.size() == 3U);
    BOOST_TEST((second[0].kind == InputKind::text));
    BOOST_TEST((second[1].key == ports::Key::enter));
    dummy.input.set_text_input(false);
}

BOOST_AUTO_TEST_CASE(without_an_input_method_text_stays_in_the_order_of_the_keys)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    dummy.input.set_text_input(true);
    push_key(ports::Key::n, true);
    push_text("n");
    push_key(ports::Key::n, true, true); // As window systems take fast hands.
    push_text("n");
    push_key(ports::Key::slash, true);
    push_text("?");
    push_text("é"); // Of a key that SDL has no number for.
    std::string written;
    for (auto const& event : contract::drain_all(dummy.input)) {
        written += event.utf8.data();
    }
    BOOST_TEST(written == "nn?é");
    dummy.input.set_text_input(false);
}

BOOST_AUTO_TEST_CASE(what_an_input_method_composes_is_told_with_its_place)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    push_composition("ng", 3);
    BOOST_TEST(contract::drain_all(dummy.input).empty());
    dummy.input.set_text_input(true);
    push_composition("ng", 3);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].kind == InputKind::composing));
    BOOST_TEST(std::string(events[0].utf8.data()) == "ng");
    BOOST_TEST(events[0].x == 3);
    dummy.input.set_text_input(false);
}

BOOST_AUTO_TEST_CASE(focus_and_quit_are_told)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    push_window(SDL_WINDOWEVENT_FOCUS_LOST);
    push_window(SDL_WINDOWEVENT_FOCUS_GAINED);
    SDL_Event event{};
    event.type = SDL_QUIT;
    SDL_PushEvent(&event);
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == 3U);
    BOOST_TEST((events[0].kind == InputKind::focus_lost));
    BOOST_TEST((events[1].kind == InputKind::focus_gained));
    BOOST_TEST((events[2].kind == InputKind::quit));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_lost_and_said_to_be)
{
    DummySession dummy;
    contract::drain_all(dummy.input);
    std::size_t const capacity = securebase::devices::SdlInput::capacity;
    for (std::size_t i = 0; i < capacity; ++i) {
        push_key(ports::Key::e, true);
        push_key(ports::Key::e, false);
    }
    auto const events = contract::drain_all(dummy.input);
    BOOST_TEST_REQUIRE(events.size() == capacity);
    BOOST_TEST((events[capacity - 2].kind == InputKind::key_down));
    BOOST_TEST((events[capacity - 1].kind == InputKind::lost));
    push_key(ports::Key::f, true);
    BOOST_TEST(contract::drain_all(dummy.input).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
