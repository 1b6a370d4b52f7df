// SPDX-License-Identifier: MIT
// Moments on the one session clock, spans between them, and how sure we are of a moment.
#pragma once

#include <chrono>
#include <cstdint>

namespace securebase::base {

/// CLOCK_MONOTONIC in the real world, a counter in virtual time. Only the Clock port reads it.
struct SessionClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::duration<rep, period>;
    using time_point = std::chrono::time_point<SessionClock, duration>;
    static constexpr bool is_steady = true;
};

using Duration = SessionClock::duration;  ///< Nanoseconds.
using Instant = SessionClock::time_point; ///< Nanoseconds since an arbitrary start.

constexpr Instant instant_from_ns(std::int64_t ns)
{
    return Instant(Duration(ns));
}
constexpr std::int64_t to_ns(Instant when)
{
    return when.time_since_epoch().count();
}
constexpr std::int64_t to_ns(Duration span)
{
    return span.count();
}
constexpr double to_ms(Duration span)
{
    return static_cast<double>(span.count()) / 1e6;
}
constexpr Duration from_ms(double ms)
{
    double const ns = ms * 1e6;
    return Duration(static_cast<std::int64_t>(ns < 0 ? ns - 0.5 : ns + 0.5));
}

/// Who vouches for a moment, better evidence before worse. Names are part of the data format.
enum class TimeSource : std::uint8_t {
    unknown,        ///< Nobody: the moment must not be used.
    simulated,      ///< Virtual time: exact by construction.
    hardware,       ///< A device stamped it on our clock.
    driver,         ///< A kernel or compositor stamped it.
    x_server,       ///< An X server stamped it, in whole milliseconds of our clock.
    drm_flip,       ///< The kernel flipped our own picture at a vertical blank, and stamped it.
    wp_hardware,    ///< A Wayland compositor's hardware said when our picture was on scan-out.
    x_present_flip, ///< An X server put our own picture on scan-out at a vertical blank.
    x_present_copy, ///< An X server copied our picture at a vertical blank; light follows.
    oml,            ///< A graphics driver stamped the refresh of our picture; light follows.
    poll,           ///< Between two looks at a queue.
    gl_finish,      ///< When a present and the drawing behind it were done; light may follow.
    present_return, ///< When a present call came back on a display whose refresh was measured.
    wp_software,    ///< A Wayland compositor said that it showed it; its refreshes are made up.
    software,       ///< When a present call came back; nothing is known of the display.
};

/// A moment known to lie in [earliest, latest].
struct Timestamp {
    Instant earliest{};
    Instant latest{};
    TimeSource source = TimeSource::unknown;
    Duration lean{}; ///< How much later than the middle it most likely was.

    static constexpr Timestamp exact(Instant when, TimeSource source)
    {
        return {when, when, source};
    }
    /// `likely` lies in [earliest, latest].
    static constexpr Timestamp
    about(Instant likely, Instant earliest, Instant latest, TimeSource source)
    {
        return {earliest, latest, source, likely - (earliest + (latest - earliest) / 2)};
    }
    constexpr bool is_known() const { return source != TimeSource::unknown; }
    /// Where one number must stand for the moment.
    constexpr Instant likely() const { return earliest + (latest - earliest) / 2 + lean; }
    bool operator==(Timestamp const&) const = default;
};

/// A span known to lie in [least, most]; the difference of two timestamps.
struct Span {
    Duration least{};
    Duration most{};
    Duration lean{}; ///< How much longer than the middle it most likely was.

    /// `likely` lies in [least, most].
    static constexpr Span about(Duration likely, Duration least, Duration most)
    {
        return {least, most, likely - (least + (most - least) / 2)};
    }
    constexpr Duration likely() const { return least + (most - least) / 2 + lean; }
    bool operator==(Span const&) const = default;
};

constexpr Span between(Timestamp const& from, Timestamp const& to)
{
    return Span::about(
        to.likely() - from.likely(), to.earliest - from.latest, to.latest - from.earliest);
}

} // namespace securebase::base
