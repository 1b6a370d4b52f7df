// SPDX-License-Identifier: MIT
// Upper and lower case without a locale (private to the room).
#pragma once

#include <string>
#include <string_view>

namespace securebase::model {

/// Letter by letter, for Latin, Greek and Cyrillic; letters whose other case is not one letter
/// (such as ß) and other scripts stay as they are.
std::string to_upper(std::string_view utf8);
std::string to_lower(std::string_view utf8);

} // namespace securebase::model
