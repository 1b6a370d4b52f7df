// SPDX-License-Identifier: MIT
// The members of a JSON object as the bytes they were written with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::events {

struct JsonMember {
    std::string_view name;  ///< Between the quotes, escapes left as they are.
    std::string_view value; ///< Raw, from the first to the last byte of the value.
};

/// In the order written. Nothing when `json` is not an object, or a name occurs twice.
std::optional<std::vector<JsonMember>> json_members(std::string_view json);

/// The items of a JSON list, raw. Nothing when `json` is not a list.
std::optional<std::vector<std::string_view>> json_items(std::string_view json);

/// True when `text` can stand inside a line as it is: a JSON object or list without line breaks.
bool is_embeddable_json(std::string_view text);

/// A JSON string as plain text. Nothing when `value` is no JSON string.
std::optional<std::string> json_text(std::string_view value);

/// Appends `text` as a JSON string; bytes that are not UTF-8 become U+FFFD.
void append_json_text(std::string& out, std::string_view text);

} // namespace securebase::events
