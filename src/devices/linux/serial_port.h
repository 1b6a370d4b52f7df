// SPDX-License-Identifier: MIT
// A serial line, raw, at 115200 baud.
#pragma once

#include "base/result.h"
#include "devices/linux/file.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace securebase::devices {

/// Thread: one at a time.
class SerialPort {
public:
    /// Errors: not there, not allowed, no serial line.
    static base::Result<SerialPort> open(std::string const& path);

    int file() const noexcept { return file_.get(); }
    /// What has come, possibly nothing; empty when the line is gone.
    std::optional<std::size_t> read(std::span<char> room) noexcept;
    /// False when it could not be taken whole and at once.
    bool write(std::string_view bytes) noexcept;

private:
    explicit SerialPort(File file) : file_(std::move(file)) {}
    File file_;
};

} // namespace securebase::devices
