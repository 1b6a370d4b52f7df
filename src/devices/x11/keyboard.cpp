// SPDX-License-Identifier: MIT
// XTEST, and which keys carry which characters.
#include "devices/x11/keyboard.h"

#include "base/text.h"
#include "devices/x11/keycodes.h"

#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>

#include <algorithm>
#include <array>
#include <utility>

namespace securebase::devices {

namespace {

constexpr unsigned long unicode_symbols = 0x0100'0000;

/// X symbol of a character: Latin-1 stands for itself, the rest is marked as Unicode.
unsigned long symbol_of(char32_t character)
{
    bool const latin =
        (character >= 0x20 && character <= 0x7E) || (character >= 0xA0 && character <= 0xFF);
    if (character == '\n') {
        return 0xFF0D; // Return
    }
    return latin ? character : unicode_symbols | character;
}

} // namespace

struct XKeyboard::Connection {
    Display* display = nullptr;

    explicit Connection(std::string const& name)
        : display(XOpenDisplay(name.empty() ? nullptr : name.c_str()))
    {}
    ~Connection()
    {
        if (display != nullptr) {
            XCloseDisplay(display);
        }
    }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
};

XKeyboard::XKeyboard(std::unique_ptr<Connection> connection) : connection_(std::move(connection))
{
    find_spare_keys();
}

XKeyboard::~XKeyboard() = default;
XKeyboard::XKeyboard(XKeyboard&& other) noexcept = default;
XKeyboard& XKeyboard::operator=(XKeyboard&& other) noexcept = default;

base::Result<XKeyboard> XKeyboard::open(std::string const& display)
{
    auto connection = std::make_unique<Connection>(display);
    if (connection->display == nullptr) {
        char const* const name = display.empty() ? nullptr : display.c_str();
        return base::Error{"no X server answers at '" + std::string(XDisplayName(name)) + "'",
                           "set DISPLAY"};
    }
    int event = 0;
    int error = 0;
    int major = 0;
    int minor = 0;
    if (XTestQueryExtension(connection->display, &event, &error, &major, &minor) == False) {
        return base::Error{"the X server does not let programs press keys (no XTEST)",
                           "use another X server, such as Xvfb"};
    }
    return XKeyboard(std::move(connection));
}

void XKeyboard::move_key(ports::Key key, bool down)
{
    if (unsigned const keycode = keycode_of(key); keycode != 0) {
        XTestFakeKeyEvent(connection_->display, keycode, down ? True : False, CurrentTime);
        XSync(connection_->display, False);
    }
}

void XKeyboard::move_button(ports::Key button, bool down)
{
    unsigned const number = button == ports::Key::mouse_right ? Button3 : Button1;
    XTestFakeButtonEvent(connection_->display, number, down ? True : False, CurrentTime);
    XSync(connection_->display, False);
}

void XKeyboard::move_pointer(std::int32_t x, std::int32_t y)
{
    XTestFakeMotionEvent(connection_->display, -1, x, y, CurrentTime);
    XSync(connection_->display, False);
}

void XKeyboard::type(std::string_view utf8)
{
    unsigned const shift = keycode_of(ports::Key::left_shift);
    for (char32_t const character : base::code_points(utf8)) {
        Stroke const stroke = stroke_for(character);
        if (stroke.keycode == 0) {
            continue;
        }
        if (stroke.shift) {
            XTestFakeKeyEvent(connection_->display, shift, True, CurrentTime);
        }
        XTestFakeKeyEvent(connection_->display, stroke.keycode, True, CurrentTime);
        XTestFakeKeyEvent(connection_->display, stroke.keycode, False, CurrentTime);
        if (stroke.shift) {
            XTestFakeKeyEvent(connection_->display, shift, False, CurrentTime);
        }
        XSync(connection_->display, False);
    }
}

XKeyboard::Stroke XKeyboard::stroke_for(char32_t character)
{
    unsigned long const symbol = symbol_of(character);
    unsigned const keycode = XKeysymToKeycode(connection_->display, symbol);
    for (unsigned const level : {0U, 1U}) {
        if (keycode != 0 && XkbKeycodeToKeysym(connection_->display,
                                               static_cast<KeyCode>(keycode),
                                               0,
                                               static_cast<int>(level)) == symbol) {
            return {keycode, level == 1};
        }
    }
    return {lend_spare_key(symbol), false};
}

void XKeyboard::find_spare_keys()
{
    int least = 0;
    int most = 0;
    int per_key = 0;
    XDisplayKeycodes(connection_->display, &least, &most);
    KeySym* const symbols = XGetKeyboardMapping(
        connection_->display, static_cast<KeyCode>(least), most - least + 1, &per_key);
    for (int keycode = most; keycode >= least && symbols != nullptr; --keycode) {
        KeySym const* const first =
            symbols + static_cast<std::ptrdiff_t>(keycode - least) * per_key;
        if (std::all_of(first, first + per_key, [](KeySym symbol) { return symbol == NoSymbol; })) {
            spare_keycodes_.push_back(static_cast<unsigned>(keycode));
        }
    }
    XFree(symbols);
    spare_keycodes_.resize(std::min<std::size_t>(spare_keycodes_.size(), 16));
    lent_.resize(spare_keycodes_.size(), NoSymbol);
}

/// A keycode that carries the symbol from now on: other programs are told of the change before they
/// are told of the key. The oldest loan is called in when all are out.
unsigned XKeyboard::lend_spare_key(unsigned long symbol)
{
    if (spare_keycodes_.empty()) {
        return 0;
    }
    if (auto const known = std::ranges::find(lent_, symbol); known != lent_.end()) {
        return spare_keycodes_[static_cast<std::size_t>(known - lent_.begin())];
    }
    std::size_t const spare = next_spare_++ % spare_keycodes_.size();
    lent_[spare] = symbol;
    std::array<KeySym, 2> symbols{symbol, symbol};
    XChangeKeyboardMapping(
        connection_->display, static_cast<int>(spare_keycodes_[spare]), 2, symbols.data(), 1);
    XSync(connection_->display, False);
    return spare_keycodes_[spare];
}

} // namespace securebase::devices
