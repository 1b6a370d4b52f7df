// SPDX-License-Identifier: MIT
// Opening the window and choosing how frames are drawn.
#include "devices/sdl/session.h"

#include <SDL_image.h>
#include <SDL_syswm.h>

#include <array>
#include <cstdlib>
#include <string_view>

#if defined(__SANITIZE_ADDRESS__)
// D-Bus, which SDL asks for input methods and the screen saver, keeps a buffer to the end; so does
// Mesa, which is gone by then: libraries stay loaded, or nobody could tell whose it was.
extern "C" { // NOLINTBEGIN(bugprone-reserved-identifier)
int dlclose(void* library) noexcept;
int dlclose(void* library) noexcept
{
    static_cast<void>(library);
    return 0;
}
char const* __lsan_default_suppressions();
char const* __lsan_default_options();
char const* __lsan_default_suppressions()
{
    return "leak:libdbus-1.so\n";
}
char const* __lsan_default_options()
{
    return "print_suppressions=0";
}
} // NOLINTEND(bugprone-reserved-identifier)
#endif

namespace securebase::devices {

namespace {

void set_hints()
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    // Otherwise "software" draws into a texture of a graphics library (15 ms a frame at 1080p).
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0"); // Touches are told apart by us.
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
}

base::Error no_display(std::string const& why)
{
    return {"no display: " + why,
            "start it in a terminal on the screen itself, or set DISPLAY; 'securebase simulate' "
            "needs no "
            "screen"};
}

bool is_set(char const* variable)
{
    char const* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

/// Drivers that show nothing are used only when asked for by name.
bool shows_nothing(std::string_view driver)
{
    return driver == "dummy" || driver == "offscreen" || driver == "evdev";
}

bool is_software_graphics(std::string_view name)
{
    for (std::string_view const mark : {"llvmpipe", "softpipe", "swrast", "Software", "SWR"}) {
        if (name.find(mark) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// Name of the graphics processor behind OpenGL, learnt from a window that is never shown; empty
/// when there is none, or when the "processor" is a program.
std::string graphics_processor()
{
    WindowHandle const window(
        SDL_CreateWindow("", 0, 0, 32, 32, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN));
    SDL_GLContext const context = window ? SDL_GL_CreateContext(window.get()) : nullptr;
    if (context == nullptr) {
        return {};
    }
    using GetString = unsigned char const* (*)(unsigned);
    constexpr unsigned gl_renderer = 0x1F01;
    std::string name;
    if (auto* const get = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"))) {
        if (auto const* const text = get(gl_renderer)) {
            name = reinterpret_cast<char const*>(text);
        }
    }
    SDL_GL_DeleteContext(context);
    return is_software_graphics(name) ? std::string() : name;
}

std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return result + "\"";
}

} // namespace

SdlSession::Library::~Library()
{
    if (TTF_WasInit() != 0) {
        TTF_Quit();
    }
    IMG_Quit();
    SDL_Quit();
}

base::Result<SdlSession> SdlSession::open(SdlOptions const& options)
{
    SdlSession session;
    if (auto const started = session.start(options); !started) {
        return started.error();
    }
    return session;
}

base::Result<void> SdlSession::start(SdlOptions const& options)
{
    set_hints();
    if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") && !is_set("SDL_VIDEODRIVER")) {
        return no_display("neither DISPLAY nor WAYLAND_DISPLAY is set");
    }
    SDL_SetMainReady();
    library_ = std::make_unique<Library>();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return no_display(SDL_GetError());
    }
    if (shows_nothing(SDL_GetCurrentVideoDriver()) && !is_set("SDL_VIDEODRIVER")) {
        return no_display("the window system does not answer");
    }
    if (TTF_Init() != 0) {
        return base::Error{std::string("fonts cannot be used: ") + TTF_GetError(), {}};
    }
    constexpr int formats = IMG_INIT_PNG | IMG_INIT_JPG;
    if ((IMG_Init(formats) & formats) != formats) {
        return base::Error{std::string("images cannot be read: ") + IMG_GetError(), {}};
    }
    std::string const graphics = graphics_processor();
    if (auto const opened = open_window(options); !opened) {
        return opened.error();
    }
    if (auto const opened = open_renderer(graphics); !opened) {
        return opened.error();
    }
    SDL_ShowCursor(SDL_DISABLE);
    SDL_DisableScreenSaver();
    SDL_StopTextInput();
    take_focus();
    SDL_PumpEvents();
    return {};
}

base::Result<void> SdlSession::open_window(SdlOptions const& options)
{
    int const monitors = SDL_GetNumVideoDisplays();
    if (options.monitor < 0 || options.monitor >= monitors) {
        return base::Error{"there is no monitor " + std::to_string(options.monitor) +
                               "; monitors are 0 to " + std::to_string(monitors - 1),
                           "leave --monitor out to use the first"};
    }
    SDL_Rect bounds{0, 0, options.width, options.height};
    std::uint32_t flags = SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_SHOWN;
    int x =
        static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(static_cast<unsigned>(options.monitor)));
    int y = x;
    if (options.fullscreen) {
        // Where no window manager makes a window fill the screen, its own size already does.
        SDL_GetDisplayBounds(options.monitor, &bounds);
        x = bounds.x;
        y = bounds.y;
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;
    }
    window_.reset(SDL_CreateWindow(options.title.c_str(), x, y, bounds.w, bounds.h, flags));
    if (!window_) {
        return base::Error{std::string("no window: ") + SDL_GetError(), {}};
    }
    fullscreen_ = options.fullscreen;
    monitor_ = options.monitor;
    return {};
}

base::Result<void> SdlSession::open_renderer(std::string const& graphics)
{
    if (!graphics.empty()) {
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengl");
        renderer_.reset(SDL_CreateRenderer(
            window_.get(), -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
    }
    draw_path_ = renderer_ ? DrawPath::graphics : DrawPath::software;
    if (!renderer_) {
        // Wayland has no other way to show what the processor drew.
        bool const by_texture = std::string_view(SDL_GetCurrentVideoDriver()) == "wayland";
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, by_texture ? "1" : "0");
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, by_texture ? "" : "software");
        renderer_.reset(SDL_CreateRenderer(window_.get(), -1, SDL_RENDERER_SOFTWARE));
    }
    if (!renderer_) {
        return base::Error{std::string("nothing can draw on this display: ") + SDL_GetError(), {}};
    }
    graphics_ = draw_path_ == DrawPath::graphics ? graphics : std::string();
    name_ = SDL_GetCurrentVideoDriver();
    name_ += draw_path_ == DrawPath::graphics ? ", opengl (" + graphics + ")" : ", software";
    return {};
}

void SdlSession::take_focus()
{
    SDL_RaiseWindow(window_.get());
    // Without a window manager nobody else hands out the keyboard.
    SDL_SetWindowInputFocus(window_.get());
}

void SdlSession::hear()
{
    SDL_PumpEvents();
}

bool SdlSession::is_x11() const
{
    return std::string_view(SDL_GetCurrentVideoDriver()) == "x11";
}

std::uint32_t SdlSession::x11_window() const
{
    SDL_SysWMinfo info{};
    SDL_VERSION(&info.version)
    if (SDL_GetWindowWMInfo(window_.get(), &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) {
        return 0;
    }
    return static_cast<std::uint32_t>(info.info.x11.window);
}

std::optional<SdlSession::WaylandWindow> SdlSession::wayland_window() const
{
    SDL_SysWMinfo info{};
    SDL_VERSION(&info.version)
    if (SDL_GetWindowWMInfo(window_.get(), &info) != SDL_TRUE ||
        info.subsystem != SDL_SYSWM_WAYLAND) {
        return std::nullopt;
    }
    WaylandWindow out{info.info.wl.display, info.info.wl.surface, 0, 0};
    SDL_GetRendererOutputSize(renderer_.get(), &out.width, &out.height);
    return out;
}

int SdlSession::kmsdrm_file() const
{
    SDL_SysWMinfo info{};
    SDL_VERSION(&info.version)
    bool const is_one =
        SDL_GetWindowWMInfo(window_.get(), &info) == SDL_TRUE && info.subsystem == SDL_SYSWM_KMSDRM;
    return is_one ? info.info.kmsdrm.drm_fd : -1;
}

int SdlSession::swap_interval() const
{
    return draw_path_ == DrawPath::graphics ? SDL_GL_GetSwapInterval() : 0;
}

std::function<void()> SdlSession::finish_drawing() const
{
    using Finish = void (*)();
    bool const has_processor = draw_path_ == DrawPath::graphics;
    return has_processor ? reinterpret_cast<Finish>(SDL_GL_GetProcAddress("glFinish")) : nullptr;
}

void SdlSession::show_blank()
{
    SDL_SetRenderDrawColor(renderer_.get(), 0, 0, 0, SDL_ALPHA_OPAQUE);
    SDL_RenderClear(renderer_.get());
    SDL_RenderPresent(renderer_.get());
}

int SdlSession::reported_rate() const
{
    SDL_DisplayMode mode{};
    int const display = SDL_GetWindowDisplayIndex(window_.get());
    return display >= 0 && SDL_GetCurrentDisplayMode(display, &mode) == 0 ? mode.refresh_rate : 0;
}

std::string SdlSession::describe() const
{
    char const* const monitor = SDL_GetDisplayName(monitor_);
    return "{\"driver\":" + quoted(SDL_GetCurrentVideoDriver()) + ",\"drawn_by\":" +
           (draw_path_ == DrawPath::graphics ? quoted(graphics_) : "\"software\"") +
           ",\"monitor\":" + std::to_string(monitor_) +
           ",\"monitor_name\":" + quoted(monitor != nullptr ? monitor : "") +
           ",\"reported_hz\":" + (reported_rate() > 0 ? std::to_string(reported_rate()) : "null") +
           ",\"fullscreen\":" + (fullscreen_ ? "true" : "false") + "}";
}

} // namespace securebase::devices
