// SPDX-License-Identifier: MIT
// The sources of the house as lines, for rules that are read off the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace securebase::house {

/// A rule broken on a line.
struct Breach {
    std::string file; ///< From the root, such as src/base/csv.cpp.
    int line = 0;     ///< From 1.
    std::string what;
    bool operator==(Breach const&) const = default;
};

struct SourceFile {
    std::string path; ///< From the root, with '/'.
    std::string text;
};

/// All .h and .cpp files under `root`/src, by path.
std::vector<SourceFile> read_sources(std::string const& root);

/// The text with the inside of comments, strings and characters turned to blanks; lines stay lines.
std::string without_comments_and_texts(std::string_view source);

std::string to_text(std::vector<Breach> const& breaches);

} // namespace securebase::house
