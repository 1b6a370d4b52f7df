// SPDX-License-Identifier: MIT
// Text as UTF-8: checking, counting, distances, numbers without a locale.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::base {

/// Byte offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and values
/// above U+10FFFF are invalid), or nothing when all is well.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// In these two a byte that is not valid UTF-8 counts as one code point, U+FFFD.
std::size_t count_code_points(std::string_view utf8);
std::vector<char32_t> code_points(std::string_view utf8);
void append_utf8(std::string& out, char32_t code_point);

/// The text itself, or its first `most` - 1 code points and `…` when it is longer: for naming a
/// token in a message, however long the author made it.
std::string shorten(std::string_view utf8, std::size_t most = 60);

/// Optimal string alignment distance (insert, delete, change, swap of neighbours) in code points.
std::size_t edit_distance(std::string_view a, std::string_view b);

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::vector<std::string> const& parts, std::string_view separator);
std::string to_lower_ascii(std::string_view text);

/// With blanks before it, so that it ends at that column (in bytes).
std::string align_right(std::string_view text, std::size_t width);

/// A whole-string decimal number ("12", "-0.5", "1e3"; no spaces, no locale, no inf or nan).
std::optional<double> parse_number(std::string_view text);
std::optional<std::int64_t> parse_integer(std::string_view text);

/// Shortest decimal that reads back as the same double; whole numbers without a point, an exponent
/// only below 1e-6 and from 1e15. Not a number is "NA"; the infinities are "Inf" and "-Inf".
std::string format_number(double value);
/// Fixed number of decimals, dot, never "-0".
std::string format_fixed(double value, int decimals);

/// The last `digits` hexadecimal digits of a value, in capitals, as in U+00E9.
std::string format_hex(std::uint64_t value, unsigned digits);

/// Whole file as bytes, or why not: absent, a folder, a pipe or device, not readable, above `limit`
/// bytes. The error does not repeat the path.
Result<std::string> load_file(std::string const& path, std::size_t limit = std::size_t{64} << 20U);
/// The same when nobody needs the reason.
std::optional<std::string> read_file(std::string const& path,
                                     std::size_t limit = std::size_t{64} << 20U);

} // namespace securebase::base
