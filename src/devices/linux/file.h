// SPDX-License-Identifier: MIT
// An open file that closes itself.
#pragma once

#include <unistd.h>

#include <utility>

namespace securebase::devices {

/// Owns a file as open() gives it; less than 0: none.
class File {
public:
    explicit File(int file) : file_(file) {}
    ~File()
    {
        if (file_ >= 0) {
            close(file_);
        }
    }
    File(File&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    File& operator=(File&& other) noexcept
    {
        std::swap(file_, other.file_);
        return *this;
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    int get() const { return file_; }

private:
    int file_;
};

} // namespace securebase::devices
