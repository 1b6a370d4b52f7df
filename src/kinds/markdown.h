// SPDX-License-Identifier: MIT
// Reads the Markdown that pages are written in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::kinds {

/// Bytes [begin, end) of a text.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(Range const&) const = default;
};

/// A text without its marks, and which parts of it are bold; parts are in order and apart.
struct StyledText {
    std::string text;
    std::vector<Range> bold;
    bool operator==(StyledText const&) const = default;
};

enum class BlockKind : std::uint8_t { heading, subheading, paragraph, bullet };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    StyledText content;
    bool operator==(Block const&) const = default;
};

/// `**` begins and ends bold; a backslash takes the punctuation after it as it is. A `**` without
/// its second stays as it is.
StyledText read_styled(std::string_view text);

/// Pages (divided by lines of three or more `-`) of blocks. Empty pages are left out.
std::vector<std::vector<Block>> read_markdown(std::string_view text);

} // namespace securebase::kinds
