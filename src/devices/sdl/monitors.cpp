// SPDX-License-Identifier: MIT
// Asking SDL for its monitors.
#include "devices/sdl/monitors.h"

#include <algorithm>

namespace securebase::devices {

namespace {

ports::Box monitor_at(int index)
{
    SDL_Rect bounds{};
    SDL_GetDisplayBounds(index, &bounds);
    return {bounds.x, bounds.y, bounds.w, bounds.h};
}

/// Whatever stands in for a window manager: a window as large as its monitor is in full screen too.
bool fills(SDL_Window& window, ports::Box const& monitor)
{
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(&window, &width, &height);
    return width == monitor.width && height == monitor.height;
}

} // namespace

SdlSurvey survey(SdlSession const& session)
{
    SdlSurvey out;
    out.driver = SDL_GetCurrentVideoDriver();
    int const own = std::max(0, SDL_GetWindowDisplayIndex(&session.window()));
    char const* const name = SDL_GetDisplayName(own);
    out.monitor_name = name != nullptr ? name : "";
    out.monitor = monitor_at(own);
    for (int i = 0; i < SDL_GetNumVideoDisplays(); ++i) {
        out.monitors.push_back(monitor_at(i));
    }
    int drawn = 0;
    int asked = 0;
    SDL_GetRendererOutputSize(&session.renderer(), &drawn, nullptr);
    SDL_GetWindowSize(&session.window(), &asked, nullptr);
    out.scale = asked > 0 ? static_cast<double>(drawn) / asked : 1;
    out.fullscreen = fills(session.window(), out.monitor);
    return out;
}

} // namespace securebase::devices
