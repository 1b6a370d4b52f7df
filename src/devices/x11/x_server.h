// SPDX-License-Identifier: MIT
// Questions to an X server.
#pragma once

#include <xcb/xcb.h>

#include <cstdlib>
#include <memory>

namespace securebase::devices {

struct FreeAnswer {
    // NOLINTNEXTLINE(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory): as libxcb wants.
    void operator()(void* answer) const { std::free(answer); }
};
/// What libxcb gave; empty when the server refused.
template <class T> using Answer = std::unique_ptr<T, FreeAnswer>;

template <class Reply, class Cookie>
Answer<Reply> answer_of(Reply* (*get)(xcb_connection_t*, Cookie, xcb_generic_error_t**),
                        xcb_connection_t* connection,
                        Cookie cookie)
{
    return Answer<Reply>(get(connection, cookie, nullptr));
}

/// Whether a program of its own draws the screen from the windows' pictures.
bool is_composed(xcb_connection_t* connection, int screen);
/// Whether the server is a guest of a Wayland compositor.
bool is_an_xwayland(xcb_connection_t* connection, xcb_window_t window);

} // namespace securebase::devices
