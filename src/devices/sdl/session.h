// SPDX-License-Identifier: MIT
// The window system for as long as a session lasts: SDL, one window, one renderer.
#pragma once

#include "base/result.h"
#include "devices/sdl/handles.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

struct wl_display;
struct wl_surface;

namespace securebase::devices {

struct SdlOptions {
    bool fullscreen = true;
    int monitor = 0;           ///< Counts from 0.
    std::int32_t width = 1280; ///< Of the window when not in full screen.
    std::int32_t height = 720;
    std::string title = "Securebase";
};

/// How frames get to the glass.
enum class DrawPath : std::uint8_t {
    software, ///< Drawn by the processor and copied to the window; nothing waits for the display.
    graphics, ///< Drawn by a graphics processor that was asked to wait for the display.
};

/// Owner of SDL's beginning and end. Pictures, fonts and devices made on it must go before it.
/// Thread: main.
class SdlSession {
public:
    /// Opens the window on the chosen monitor with keyboard focus, the pointer hidden and the
    /// screen saver off. Errors: no display, no such monitor, no window.
    static base::Result<SdlSession> open(SdlOptions const& options);

    SDL_Window& window() const { return *window_; }
    SDL_Renderer& renderer() const { return *renderer_; }
    DrawPath draw_path() const { return draw_path_; }
    /// Whether the window is a window of an X server.
    bool is_x11() const;
    /// Its number there; 0 when it is none.
    std::uint32_t x11_window() const;
    /// A window of a Wayland compositor: SDL's connection, the surface, and its size in pixels.
    struct WaylandWindow {
        wl_display* display = nullptr;
        wl_surface* surface = nullptr;
        std::int32_t width = 0;
        std::int32_t height = 0;
    };
    /// Empty when it is none.
    std::optional<WaylandWindow> wayland_window() const;
    /// The open card behind a console without window system (SDL's kmsdrm); -1 when it is none.
    int kmsdrm_file() const;
    /// Refreshes that SDL waits for with each frame, as it says; 0: none.
    int swap_interval() const;
    /// Waits until all that was drawn is drawn (glFinish); empty where no graphics processor draws.
    std::function<void()> finish_drawing() const;
    /// Presents a black frame.
    void show_blank();
    /// "x11, software" or "x11, opengl (Mesa Intel(R) UHD)".
    std::string const& name() const { return name_; }
    /// What the window system says the monitor's rate is, in whole Hz; 0 when it does not say.
    int reported_rate() const;
    /// JSON object: driver, renderer, monitor, full screen, window manager.
    std::string describe() const;

    /// Brings the window to the front and the keyboard to it.
    void take_focus();
    /// Lets the window system say what it has to say of the window.
    void hear();

    /// Set when the window must be painted again; taken by the display.
    void set_exposed() { *exposed_ = true; }
    bool take_exposed() { return std::exchange(*exposed_, false); }

private:
    /// SDL's own initialisation, undone last.
    struct Library {
        ~Library();
    };

    SdlSession() = default;
    base::Result<void> start(SdlOptions const& options);
    base::Result<void> open_window(SdlOptions const& options);
    base::Result<void> open_renderer(std::string const& graphics);

    std::unique_ptr<Library> library_;
    WindowHandle window_;
    RendererHandle renderer_;
    DrawPath draw_path_ = DrawPath::software;
    std::string name_;
    std::string graphics_; ///< The graphics processor's own name; empty when there is none.
    bool fullscreen_ = false;
    int monitor_ = 0;
    std::unique_ptr<bool> exposed_ = std::make_unique<bool>(false);
};

} // namespace securebase::devices
