// SPDX-License-Identifier: MIT
// A Wayland compositor without a screen, whose refreshes, flags and keys are the test's.
#pragma once

#include "base/time.h"
#include "devices/wayland/handles.h"

#include <cstdint>
#include <memory>

namespace securebase::contract {

/// How it behaves from now on.
struct Manner {
    std::uint32_t flags = 0; ///< Of its feedback.
    base::Duration refresh = std::chrono::milliseconds(8);
    base::Duration said_refresh{}; ///< 0: as it is.
    std::uint32_t count_step = 1;  ///< What a refresh adds to the count; 0: none is given.
    bool discards = false;         ///< Says that no picture was shown.
    bool is_silent = false;        ///< Says nothing at all.
};

/// What it has, from the beginning.
struct Outfit {
    bool tells_presentation = true;
    std::uint32_t clock_id = 1; ///< CLOCK_MONOTONIC.
    bool stamps_input = true;
    bool has_keyboard = true;
};

/// Runs in a thread of its own and speaks with one client, in the same process.
/// Thread: main.
class PretendedCompositor {
public:
    explicit PretendedCompositor(Manner const& manner, Outfit const& outfit = {});
    ~PretendedCompositor();
    PretendedCompositor(PretendedCompositor const&) = delete;
    PretendedCompositor& operator=(PretendedCompositor const&) = delete;

    wl_display& connection();
    wl_surface& surface();
    void behave(Manner const& manner);
    /// Closes the connection.
    void die();
    /// Moves a key of the kernel's number, stamped so.
    void move_key(unsigned number, bool down, std::int64_t stamp_ns);
    /// The same, after doing nothing else for so long: stamped then.
    void move_key_later(unsigned number, bool down, base::Duration busy);

    std::uint64_t presented() const; ///< Commits that it said it had shown.
    std::uint64_t discarded() const;
    std::uint32_t first_pixel() const; ///< 0xXXRRGGBB of the picture shown last.

private:
    void ring();
    struct Server;
    std::unique_ptr<Server> server_;
    wl_display* client_ = nullptr;
    wl_compositor* compositor_ = nullptr;
    wl_surface* surface_ = nullptr;
};

} // namespace securebase::contract
