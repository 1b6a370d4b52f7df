// SPDX-License-Identifier: MIT
// Presses real keys at given moments: the hands of a virtual participant in a real session.
#pragma once

#include "base/result.h"
#include "ports/input.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace securebase::devices {

/// An act and the two moments between which the X server did it.
struct DoneAct {
    ports::InputEvent event;
    base::Instant before{};
    base::Instant after{};
};

/// Moves keyboard and pointer of an X server through XTEST, in a thread of its own.
/// Thread: any for all methods.
class Injector {
public:
    /// `display` as in $DISPLAY; empty: that one. Errors: no such display, no XTEST.
    static base::Result<Injector> open(std::string const& display = {});
    /// Lets go of every key still held.
    ~Injector();
    Injector(Injector&& other) noexcept;
    Injector& operator=(Injector&& other) noexcept;

    /// Adds acts, each to be done at the middle of its `when` on CLOCK_MONOTONIC, at once when that
    /// has passed. Keys, pointer (pixels from the screen's top left corner) and text; what no hand
    /// can do is left out.
    void schedule(std::vector<ports::InputEvent> const& events);
    /// Forgets the acts that are to come, but not the release of what is held.
    void cancel();

    /// Acts still to come.
    std::size_t left() const;
    /// Everything done so far, for tests that know the truth.
    std::vector<DoneAct> done() const;

private:
    struct Hand;
    explicit Injector(std::unique_ptr<Hand> hand);
    std::unique_ptr<Hand> hand_;
};

} // namespace securebase::devices
