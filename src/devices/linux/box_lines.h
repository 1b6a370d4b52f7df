// SPDX-License-Identifier: MIT
// What a button box says, line by line: docs/formats/button_box.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace securebase::devices {

struct BoxLine {
    enum class What : std::uint8_t { greeting, down, up, time };
    What what = What::greeting;
    std::uint64_t number = 0; ///< Of the protocol, the button (from 1), or the question.
    std::uint64_t value = 0;  ///< Buttons there are, or the box's microseconds.
    bool operator==(BoxLine const&) const = default;
};

/// A line without its end. Empty when it is none of the protocol's.
std::optional<BoxLine> read_box_line(std::string_view line) noexcept;

} // namespace securebase::devices
