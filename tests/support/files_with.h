// SPDX-License-Identifier: MIT
// Which files below a folder hold these bytes: what is erased must be in none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::support {

/// Paths relative to the folder, sorted.
inline std::vector<std::string> files_with(std::string const& folder, std::string_view bytes)
{
    std::vector<std::string> found;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        std::ifstream file(entry.path(), std::ios::binary);
        std::string const all{std::istreambuf_iterator<char>(file), {}};
        if (all.find(bytes) != std::string::npos) {
            found.push_back(std::filesystem::relative(entry.path(), folder).string());
        }
    }
    std::ranges::sort(found);
    return found;
}

/// As a SQLite file holds a whole number of that many bytes.
inline std::string big_endian(std::int64_t number, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out += static_cast<char>((number >> shift) & 0xFF);
    }
    return out;
}

} // namespace securebase::support
