// SPDX-License-Identifier: MIT
// Words the sources must not say.
#pragma once

#include "house/sources.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::house {

struct Banned {
    std::string word;
    bool any_before = false; ///< Written with a * in front: anything may stand before the word.
    std::string instead;
    std::vector<std::string> exempt; ///< Files, or folders ending in '/', from the root.
};

/// Lines `word -> what to use instead -> exempt paths`; the last part may be missing; # begins a
/// comment line. Errors: a line of another form throws std::runtime_error with its number.
std::vector<Banned> read_banned(std::string_view text);

std::vector<Breach> check_words(std::vector<SourceFile> const& files,
                                std::vector<Banned> const& banned);

/// Exempt paths in which the word does not occur, as `word: path`; they should go.
std::vector<std::string> idle_exemptions(std::vector<SourceFile> const& files,
                                         std::vector<Banned> const& banned);

} // namespace securebase::house
