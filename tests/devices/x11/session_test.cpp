// SPDX-License-Identifier: MIT
// A real window on a real X server: what is on the glass, and keys pressed from outside.
#include "devices/display_contract.h"
#include "devices/sdl/oml_clock.h"
#include "devices/x11/glass.h"
#include "devices/x11/x_session.h"

#include <array>
#include <string>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace devices = securebase::devices;
namespace ports = securebase::ports;
using contract::Glass;
using contract::Way;
using contract::XSession;
using ports::InputKind;
using ports::Key;

/// Every key that has a name, but those that X servers may act on themselves.
std::vector<Key> named_keys()
{
    std::vector<Key> keys;
    for (int usage = 4; usage <= 230; ++usage) {
        auto const key = static_cast<Key>(usage);
        if (ports::name_of(key) != "?") {
            keys.push_back(key);
        }
    }
    return keys;
}

std::string typed_text(std::vector<ports::InputEvent> const& events)
{
    std::string text;
    for (ports::InputEvent const& event : events) {
        if (event.kind == InputKind::text) {
            text += event.utf8.data();
        }
    }
    return text;
}

ports::InputEvent text_event(XSession const& x, std::string_view utf8)
{
    ports::InputEvent event;
    event.kind = InputKind::text;
    event.when = x.soon();
    std::ranges::copy(utf8, event.utf8.begin());
    return event;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_x11_session)

BOOST_AUTO_TEST_CASE(nobody_tells_of_onsets_on_a_server_without_a_screen)
{
    XSession x;
    BOOST_TEST((x.session.draw_path() == devices::DrawPath::software));
    BOOST_TEST(x.session.kmsdrm_file() == -1);
    BOOST_TEST(x.session.swap_interval() == 0);
    BOOST_TEST(!x.session.finish_drawing());
    BOOST_TEST((x.display.describe().onset_source == base::TimeSource::software));
    // Also where a graphics library is there, which names functions that do nothing.
    if (SDL_GL_LoadLibrary(nullptr) == 0) {
        auto const oml = devices::oml_driver(x.session);
        BOOST_TEST_REQUIRE(!oml.has_value());
        BOOST_TEST(oml.error().what ==
                   "the graphics driver does not tell (no GLX_OML_sync_control)");
        SDL_GL_UnloadLibrary();
    }
}

BOOST_AUTO_TEST_CASE(display_and_workshop_keep_their_contracts)
{
    XSession x;
    contract::display_contract(x.display, x.clock);
    contract::workshop_contract(x.display.workshop());
}

BOOST_AUTO_TEST_CASE(keys_pressed_from_outside_keep_the_input_contract)
{
    XSession x;
    contract::input_contract(
        x.input, x.clock, [&](Key key, InputKind kind) { return x.move_key(key, kind); });
}

BOOST_AUTO_TEST_CASE(every_named_key_arrives_as_itself)
{
    XSession x;
    for (Key const key : named_keys()) {
        BOOST_TEST_CONTEXT("key " << ports::name_of(key))
        {
            x.injector.schedule(
                {x.key_event(key, InputKind::key_down, 0), x.key_event(key, InputKind::key_up, 1)});
            auto const down = contract::next_key(x.input, x.clock);
            auto const up = contract::next_key(x.input, x.clock);
            BOOST_TEST((down.kind == InputKind::key_down && down.key == key));
            BOOST_TEST((up.kind == InputKind::key_up && up.key == key));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_held_key_does_not_repeat)
{
    XSession x;
    // X servers begin to repeat after 660 ms.
    auto const events = x.input_after(
        {x.key_event(Key::e, InputKind::key_down, 1), x.key_event(Key::e, InputKind::key_up, 900)});
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0].kind == InputKind::key_down));
    BOOST_TEST((events[1].kind == InputKind::key_up));
}

BOOST_AUTO_TEST_CASE(stamps_stay_narrow_while_somebody_waits)
{
    XSession x;
    std::vector<double> widths;
    for (int i = 0; i < 20; ++i) {
        x.injector.schedule({x.key_event(Key::f, InputKind::key_down, 5),
                             x.key_event(Key::f, InputKind::key_up, 10)});
        auto const down = contract::next_key(x.input, x.clock);
        widths.push_back(base::to_ms(down.when.latest - down.when.earliest));
        contract::next_key(x.input, x.clock);
    }
    std::ranges::nth_element(widths, widths.begin() + 10);
    BOOST_TEST(widths[10] < 4.0);
}

BOOST_AUTO_TEST_CASE(a_click_lands_where_it_was_aimed)
{
    XSession x;
    ports::InputEvent click;
    click.key = Key::mouse_right;
    click.x = 100;
    click.y = 120;
    click.when = x.soon();
    std::vector<ports::InputEvent> acts;
    for (auto const kind :
         {InputKind::pointer_move, InputKind::pointer_down, InputKind::pointer_up}) {
        click.kind = kind;
        acts.push_back(click);
    }
    auto events = x.input_after(acts);
    std::erase_if(events, [](auto const& event) { return event.kind == InputKind::pointer_move; });
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0].kind == InputKind::pointer_down));
    BOOST_TEST((events[0].key == Key::mouse_right));
    BOOST_TEST(events[0].x == 100);
    BOOST_TEST(events[0].y == 120);
    BOOST_TEST((events[1].kind == InputKind::pointer_up));
}

BOOST_AUTO_TEST_CASE(a_press_takes_the_keyboard_and_the_front_back)
{
    XSession x;
    Glass glass;
    glass.cover({200, 200, 50, 50}, 0xFF00FF);
    glass.take_keyboard();
    auto const key = [&] {
        return x.input_after({x.key_event(Key::e, InputKind::key_down, 1),
                              x.key_event(Key::e, InputKind::key_up, 2)});
    };
    auto const without = key();
    BOOST_TEST_REQUIRE(without.size() == 1U);
    BOOST_TEST((without[0].kind == InputKind::focus_lost));
    ports::InputEvent press;
    press.key = Key::mouse_left;
    press.kind = InputKind::pointer_down;
    press.x = 100;
    press.y = 100;
    press.when = x.soon();
    ports::InputEvent release = press;
    release.kind = InputKind::pointer_up;
    release.when = x.soon(4);
    x.input_after({press, release});
    x.display.show({}, {});
    BOOST_TEST(glass.pixel(220, 220) != 0xFF00FFU);
    auto const with = key();
    BOOST_TEST_REQUIRE(with.size() == 2U);
    BOOST_TEST((with[0].key == Key::e));
    glass.uncover();
}

BOOST_AUTO_TEST_CASE(text_is_typed_whatever_the_keyboard_carries)
{
    XSession x;
    x.input.set_text_input(true);
    x.settle();
    auto const events =
        x.input_after({text_event(x, "Anna B, 5% (ok)?"), text_event(x, "é ß ş 我")}, 200);
    BOOST_TEST(typed_text(events) == "Anna B, 5% (ok)?é ß ş 我");
    x.input.set_text_input(false);
    auto const silent = x.input_after({text_event(x, "abc")});
    BOOST_TEST(typed_text(silent).empty());
    BOOST_TEST(silent.size() == 6U); // The keys themselves are still keys.
}

BOOST_AUTO_TEST_CASE(cancelled_acts_are_not_done_and_nothing_stays_held)
{
    XSession x;
    auto const held = x.input_after({x.key_event(Key::j, InputKind::key_down)});
    BOOST_TEST(held.size() == 1U);
    x.injector.schedule({x.key_event(Key::j, InputKind::key_up, 30),
                         x.key_event(Key::k, InputKind::key_down, 20),
                         x.key_event(Key::k, InputKind::key_up, 40)});
    x.injector.cancel();
    auto const after = x.input_after({});
    BOOST_TEST_REQUIRE(after.size() == 1U);
    BOOST_TEST((after[0].kind == InputKind::key_up && after[0].key == Key::j));
}

BOOST_AUTO_TEST_CASE(the_window_fills_the_screen_and_shows_what_was_asked)
{
    XSession x;
    Glass const glass;
    ports::DisplayFacts const facts = x.display.describe();
    BOOST_TEST(facts.width == glass.width());
    BOOST_TEST(facts.height == glass.height());
    std::array<ports::Sprite, 1> const sprites{
        ports::Sprite{{}, {50, 60, 10, 10}, {200, 100, 50, 255}}};
    x.display.show({{10, 20, 30, 255}, sprites}, {});
    BOOST_TEST(glass.pixel(0, 0) == 0x0A141EU);
    BOOST_TEST(glass.pixel(facts.width - 1, facts.height - 1) == 0x0A141EU);
    BOOST_TEST(glass.pixel(50, 60) == 0xC86432U);
    BOOST_TEST(glass.pixel(60, 60) == 0x0A141EU);
}

BOOST_AUTO_TEST_CASE(what_another_window_covered_is_painted_again)
{
    for (Way const way : {Way::through_sdl, Way::kept}) {
        XSession x(way);
        Glass glass;
        x.display.show({{10, 20, 30, 255}, {}}, {});
        glass.cover({0, 0, 200, 200}, 0xFF00FFU);
        BOOST_TEST(glass.pixel(100, 100) == 0xFF00FFU);
        glass.uncover();
        x.settle();
        BOOST_TEST(glass.pixel(100, 100) == 0x0A141EU);
    }
}

BOOST_AUTO_TEST_CASE(claims_nothing_about_a_server_without_a_display)
{
    XSession x;
    BOOST_TEST((x.display.describe().onset_source == base::TimeSource::software));
    BOOST_TEST((x.display.describe().rate_source != ports::RateSource::measured));
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_named)
{
    auto const opened = securebase::devices::Injector::open(":64998");
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST(opened.error().what == "no X server answers at ':64998'");
}

BOOST_AUTO_TEST_SUITE_END()
