// SPDX-License-Identifier: MIT
// A serial line, raw, at 115200 baud.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace securebase::devices {

/// Thread: one at a time.
class SerialPort {
public:
    /// Errors: not there, not allowed, no serial line.
    static base::Result<SerialPort> open(std::string const& path);
    ~SerialPort();
    SerialPort(SerialPort&& other) noexcept;
    SerialPort& operator=(SerialPort&& other) noexcept;
    SerialPort(SerialPort const&) = delete;
    SerialPort& operator=(SerialPort const&) = delete;

    int file() const noexcept { return file_; }
    /// What has come, possibly nothing; empty when the line is gone.
    std::optional<std::size_t> read(std::span<char> room) noexcept;
    /// False when it could not be taken whole and at once.
    bool write(std::string_view bytes) noexcept;

private:
    explicit SerialPort(int file) : file_(file) {}
    int file_ = -1;
};

} // namespace securebase::devices
