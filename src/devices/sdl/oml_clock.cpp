// SPDX-License-Identifier: MIT
// Asking the graphics driver.
#include "devices/sdl/oml_clock.h"

#include <SDL_syswm.h>

#include <string_view>
#include <utility>

namespace securebase::devices {

namespace {

using namespace std::chrono_literals;

/// Stamps further from now than this are of another clock.
constexpr base::Duration clock_patience = 1s;
/// The stamp of a refresh may mean its first line, which comes a little later.
constexpr base::Duration ahead = 5ms;

using AskExtensions = char const* (*)(Display*, int);
using GetSyncValues = int (*)(Display*, unsigned long, std::int64_t*, std::int64_t*, std::int64_t*);
using WaitForSbc =
    int (*)(Display*, unsigned long, std::int64_t, std::int64_t*, std::int64_t*, std::int64_t*);

template <class Function> Function function(char const* name)
{
    return reinterpret_cast<Function>(SDL_GL_GetProcAddress(name));
}

/// Whether a list of words has this one.
bool has_word(std::string_view words, std::string_view wanted)
{
    std::size_t at = words.find(wanted);
    while (at != std::string_view::npos) {
        std::size_t const end = at + wanted.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) {
            return true;
        }
        at = words.find(wanted, end);
    }
    return false;
}

} // namespace

/// Names are found even where nothing stands behind them: the list of extensions decides.
base::Result<OmlDriver> oml_driver(SdlSession const& session)
{
    SDL_SysWMinfo info{};
    SDL_VERSION(&info.version)
    if (SDL_GetWindowWMInfo(&session.window(), &info) != SDL_TRUE ||
        info.subsystem != SDL_SYSWM_X11) {
        return base::Error{"the window is no X window", {}};
    }
    Display* const display = info.info.x11.display;
    unsigned long const window = info.info.x11.window;
    auto* const ask = function<AskExtensions>("glXQueryExtensionsString");
    char const* const extensions = ask != nullptr ? ask(display, DefaultScreen(display)) : nullptr;
    auto* const get = function<GetSyncValues>("glXGetSyncValuesOML");
    auto* const wait = function<WaitForSbc>("glXWaitForSbcOML");
    if (extensions == nullptr || !has_word(extensions, "GLX_OML_sync_control") || get == nullptr ||
        wait == nullptr) {
        return base::Error{"the graphics driver does not tell (no GLX_OML_sync_control)", {}};
    }
    return OmlDriver{[=](OmlCounters& told) {
                         return get(display, window, &told.ust, &told.msc, &told.sbc) != 0;
                     },
                     [=](OmlCounters& told) {
                         return wait(display, window, 0, &told.ust, &told.msc, &told.sbc) != 0;
                     }};
}

OmlClock::OmlClock(OmlDriver driver, ports::Clock& clock, bool composed)
    : driver_(std::move(driver)), clock_(&clock), composed_(composed)
{}

base::Result<OmlClock> OmlClock::open(OmlDriver driver, ports::Clock& clock, bool composed)
{
    OmlClock made(std::move(driver), clock, composed);
    if (auto const measured = made.measure_period(); !measured) {
        return measured.error();
    }
    return made;
}

base::Result<void> OmlClock::measure_period()
{
    OmlCounters told;
    if (!driver_.get_values(told) || told.ust == 0 || told.msc == 0) {
        return base::Error{"the graphics driver does not count refreshes", {}};
    }
    auto const first = refresh_of(told);
    clock_->sleep_until(clock_->now() + 100ms);
    auto const last = latest();
    if (!first || !last) {
        return base::Error{"the graphics driver stamps refreshes by another clock", {}};
    }
    if (last->msc <= first->msc || last->at <= first->at) {
        return base::Error{"the graphics driver's count of refreshes stands still", {}};
    }
    period_ = (last->at - first->at) / static_cast<std::int64_t>(last->msc - first->msc);
    if (period_ < 1ms || period_ > 50ms) {
        return base::Error{"the graphics driver's refreshes keep no period of a display", {}};
    }
    return {};
}

std::string OmlClock::describe() const
{
    return std::string(R"({"composed":)") + (composed_ ? "true" : "false") + '}';
}

/// Empty when it is no refresh, or one of another clock.
std::optional<ports::Refresh> OmlClock::refresh_of(OmlCounters const& counters) const
{
    if (counters.ust <= 0 || counters.msc <= 0) {
        return std::nullopt;
    }
    base::Instant const at = base::instant_from_ns(counters.ust * 1'000);
    base::Duration const age = clock_->now() - at;
    if (age <= -ahead || age >= clock_patience) {
        return std::nullopt;
    }
    return ports::Refresh{static_cast<std::uint64_t>(counters.msc), at};
}

std::optional<ports::Refresh> OmlClock::latest() noexcept
{
    OmlCounters told;
    return driver_.get_values(told) ? refresh_of(told) : std::nullopt;
}

void OmlClock::handing_over() noexcept
{
    OmlCounters told;
    before_ = driver_.get_values(told) ? std::optional(told) : std::nullopt;
}

std::optional<ports::FlipEvidence> OmlClock::handed_over(base::Instant until) noexcept
{
    static_cast<void>(until);
    OmlCounters told;
    if (!before_ || !driver_.wait_for_frames(told) || told.sbc <= before_->sbc ||
        told.msc <= before_->msc) {
        return std::nullopt; // That was an earlier frame's, or nobody's.
    }
    auto const refresh = refresh_of(told);
    if (!refresh) {
        return std::nullopt;
    }
    return ports::FlipEvidence{
        {refresh->at, refresh->at + (composed_ ? 2 : 1) * period_, base::TimeSource::oml}, refresh};
}

} // namespace securebase::devices
