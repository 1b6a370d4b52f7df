// SPDX-License-Identifier: MIT
// Where sentences end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace securebase::kinds {

/// The sentences of a text, without spaces around them. A sentence ends after `.`, `!`, `?` or `…`
/// and closing quotes, before a space or the text's end, and at every line break. It does not end
/// after a common abbreviation or an initial, or before a small letter. Full-width `。！？` need no
/// space after them.
std::vector<std::string> split_sentences(std::string_view text);

} // namespace securebase::kinds
