// SPDX-License-Identifier: MIT
// Frames kept by an X server as pixmaps and shown by its Present extension.
#pragma once

#include "base/result.h"
#include "ports/clock.h"
#include "ports/frame_keeper.h"

#include <cstdint>
#include <memory>
#include <string>

namespace securebase::devices {

/// Shows pixmaps in somebody's window at refreshes the server counts, on a connection of its own;
/// completions are heard in a thread of its own. What is claimed is said in
/// docs/decisions/0006-x-present.md.
/// Thread: main; listens in its own.
class PresentKeeper final : public ports::FrameKeeper {
public:
    /// Whose refreshes frames follow: the server's, but where it makes them up, steadier ones of
    /// ours; or always the server's.
    enum class Pace : std::uint8_t { steadiest, of_the_server };
    struct Options {
        std::string display{}; ///< As in $DISPLAY; empty: that one.
        Pace pace = Pace::steadiest;
        bool is_guest = false; ///< In a machine that is a program no flip is believed.
    };

    /// Watches the server's refresh and shows a few blank frames: about half a second. The clock
    /// must outlive the keeper. Errors: whatever is missing.
    static base::Result<PresentKeeper>
    open(std::uint32_t window, ports::Clock const& clock, Options const& options);
    ~PresentKeeper() override;
    PresentKeeper(PresentKeeper&& other) noexcept;
    PresentKeeper& operator=(PresentKeeper&& other) noexcept;

    ports::DisplayFacts describe() const override;
    ports::Pixels pixels() noexcept override;
    std::size_t places() const noexcept override;
    bool keep(std::size_t place) noexcept override;
    void follow(ports::Following const& following) noexcept override;
    ports::FrameReport
    show(std::size_t place, ports::Box const& changed, base::Instant not_before) noexcept override;
    ports::FrameReport followed() noexcept override;

private:
    struct Pacing; ///< Keeps X's own names out of this header.
    explicit PresentKeeper(std::unique_ptr<Pacing> pacing);
    std::unique_ptr<Pacing> pacing_;
};

} // namespace securebase::devices
