// SPDX-License-Identifier: MIT
// Ports: who puts faults into virtual sessions is told here what is about to be shown.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string_view>

namespace securebase::ports {

/// Real sessions have none.
class Witness {
public:
    virtual ~Witness() = default;
    /// The stage's picture is handed to the display next; `stage` is empty for the screen after the
    /// last. Trials count from 1; screens of the program's own are not told.
    virtual void about_to_show(std::uint32_t trial, std::string_view stage) noexcept = 0;
    /// It was, and this is what the display said of it.
    virtual void has_shown(std::uint32_t trial,
                           std::string_view stage,
                           base::Timestamp const& said) noexcept = 0;
};

} // namespace securebase::ports
