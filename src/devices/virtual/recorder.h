// SPDX-License-Identifier: MIT
// A recorder that keeps everything in memory, for tests and previews.
#pragma once

#include "ports/recorder.h"

#include <cstddef>
#include <vector>

namespace securebase::devices {

/// Facts last as long as this object; a save is done as soon as it is asked for.
class MemoryRecorder final : public ports::Recorder {
public:
    /// Facts beyond `capacity` are lost, counted, and make settle() fail, as on a full queue.
    explicit MemoryRecorder(std::size_t capacity = std::size_t{1} << 20U) : capacity_(capacity) {}

    using ports::Recorder::note;
    void note(events::Event const& event, std::string_view text) noexcept override;
    void request_save() noexcept override { ++requested_; }
    std::uint64_t requested() const noexcept override { return requested_; }
    std::uint64_t saved() const noexcept override { return requested_; }
    base::Result<void> settle() override;

    std::vector<events::StoredEvent> const& events() const { return events_; }
    std::size_t lost() const { return lost_; }

private:
    std::size_t capacity_;
    std::vector<events::StoredEvent> events_;
    std::uint64_t requested_ = 0;
    std::size_t lost_ = 0;
};

} // namespace securebase::devices
