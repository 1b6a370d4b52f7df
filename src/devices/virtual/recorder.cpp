// SPDX-License-Identifier: MIT
// Facts kept in memory.
#include "devices/virtual/recorder.h"

namespace securebase::devices {

void MemoryRecorder::note(events::Event const& event, std::string_view text) noexcept
{
    if (events_.size() == capacity_) {
        ++lost_;
        return;
    }
    events_.push_back({events_.size(), event, std::string(text)});
}

base::Result<void> MemoryRecorder::settle()
{
    if (lost_ != 0) {
        return base::Error{std::to_string(lost_) + " facts were lost: the memory recorder is full",
                           {}};
    }
    return {};
}

} // namespace securebase::devices
