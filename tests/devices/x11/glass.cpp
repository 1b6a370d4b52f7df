// SPDX-License-Identifier: MIT
// Reading an X server's screen.
#include "devices/x11/glass.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <stdexcept>

namespace securebase::contract {

struct Glass::Connection {
    Display* display = XOpenDisplay(nullptr);
    Window cover = 0;
};

Glass::Glass() : connection_(std::make_unique<Connection>())
{
    if (connection_->display == nullptr) {
        throw std::runtime_error("no X server");
    }
}

Glass::~Glass()
{
    XCloseDisplay(connection_->display);
}

std::int32_t Glass::width() const
{
    return XDisplayWidth(connection_->display, XDefaultScreen(connection_->display));
}

std::int32_t Glass::height() const
{
    return XDisplayHeight(connection_->display, XDefaultScreen(connection_->display));
}

std::uint32_t Glass::pixel(std::int32_t x, std::int32_t y) const
{
    Display* const display = connection_->display;
    XImage* const image =
        XGetImage(display, XDefaultRootWindow(display), x, y, 1, 1, AllPlanes, ZPixmap);
    auto const value = static_cast<std::uint32_t>(XGetPixel(image, 0, 0));
    XDestroyImage(image);
    return value & 0xFFFFFFU;
}

void Glass::cover(ports::Box const& box, std::uint32_t color)
{
    Display* const display = connection_->display;
    XSetWindowAttributes attributes{};
    attributes.override_redirect = True;
    attributes.background_pixel = color;
    connection_->cover = XCreateWindow(display,
                                       XDefaultRootWindow(display),
                                       box.x,
                                       box.y,
                                       static_cast<unsigned>(box.width),
                                       static_cast<unsigned>(box.height),
                                       0,
                                       CopyFromParent,
                                       InputOutput,
                                       nullptr,
                                       CWOverrideRedirect | CWBackPixel,
                                       &attributes);
    XMapRaised(display, connection_->cover);
    XSync(display, False);
}

void Glass::uncover()
{
    XDestroyWindow(connection_->display, connection_->cover);
    XSync(connection_->display, False);
}

void Glass::take_keyboard()
{
    XSetInputFocus(connection_->display, connection_->cover, RevertToNone, CurrentTime);
    XSync(connection_->display, False);
}

} // namespace securebase::contract
