// SPDX-License-Identifier: MIT
// Benchmarks: keys through XTEST.
#include "benchmarks/finger.h"

#include "benchmarks/subject.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>

namespace securebase::benchmarks {

struct Finger::Hand {
    Display* display;
    unsigned int code;
};

Finger::Finger(std::unique_ptr<Hand> hand) : hand_(std::move(hand)) {}
Finger::Finger(Finger&&) noexcept = default;
Finger& Finger::operator=(Finger&&) noexcept = default;

Finger::~Finger()
{
    if (hand_) {
        release();
        XCloseDisplay(hand_->display);
    }
}

std::optional<Finger> Finger::open(std::string const& key)
{
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr) {
        return std::nullopt;
    }
    int event = 0;
    int error = 0;
    int major = 0;
    int minor = 0;
    KeyCode const code = XKeysymToKeycode(display, XStringToKeysym(key.c_str()));
    if (code == 0 || XTestQueryExtension(display, &event, &error, &major, &minor) == False) {
        XCloseDisplay(display);
        return std::nullopt;
    }
    return Finger(std::make_unique<Hand>(Hand{display, code}));
}

Press Finger::press()
{
    Press press;
    press.lo_ns = now_ns();
    XTestFakeKeyEvent(hand_->display, hand_->code, True, CurrentTime);
    XFlush(hand_->display);
    press.hi_ns = now_ns();
    return press;
}

void Finger::release()
{
    XTestFakeKeyEvent(hand_->display, hand_->code, False, CurrentTime);
    XFlush(hand_->display);
}

} // namespace securebase::benchmarks
