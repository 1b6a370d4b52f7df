// SPDX-License-Identifier: MIT
// A file that appears complete under its name, or not at all.
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace securebase::report {

/// Written as `NAME.partial`, readable by its owner alone; gone again unless committed.
/// Thread: one. Owner: moved, not copied.
class AtomicFile {
public:
    static base::Result<AtomicFile> create(std::string path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    AtomicFile(AtomicFile const&) = delete;
    AtomicFile& operator=(AtomicFile const&) = delete;
    ~AtomicFile();

    base::Result<void> write(std::string_view bytes);
    /// Makes the content durable; nothing may be written after it.
    base::Result<void> finish();
    /// Gives the file its name, in the place of an older one.
    base::Result<void> commit();

private:
    AtomicFile(int file, std::string path);
    base::Error error(std::string_view doing, int number) const;

    int file_ = -1;
    std::string path_;
    bool waiting_ = true; ///< The partial file is there.
};

/// Makes the names in a folder durable.
base::Result<void> sync_names(std::string const& folder);

} // namespace securebase::report
