// SPDX-License-Identifier: MIT
// UTF-8, edit distance, numbers without a locale, and reading a whole file.
#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <system_error>

namespace securebase::base {

namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned byte_at(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

/// Length of a well-formed sequence's lead byte, 0 for a byte that cannot lead.
std::size_t sequence_length(unsigned lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

struct Decoded {
    char32_t code_point = replacement;
    std::size_t length = 1;
    bool valid = false;
};

/// The code point at byte `at`. An invalid byte stands for itself alone, as U+FFFD.
Decoded decode(std::string_view text, std::size_t at)
{
    unsigned const lead = byte_at(text, at);
    std::size_t const length = sequence_length(lead);
    if (length == 0 || at + length > text.size()) {
        return {};
    }
    constexpr std::array<unsigned, 5> lead_mask = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t value = lead & lead_mask.at(length);
    for (std::size_t i = 1; i < length; ++i) {
        unsigned const next = byte_at(text, at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    bool const overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) {
        return {};
    }
    return {value, length, true};
}

} // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (byte_at(text, at) < 0x80) {
            ++at;
            continue;
        }
        Decoded const here = decode(text, at);
        if (!here.valid) {
            return at;
        }
        at += here.length;
    }
    return std::nullopt;
}

std::size_t count_code_points(std::string_view utf8)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++count) {
        at += decode(utf8, at).length;
    }
    return count;
}

std::vector<char32_t> code_points(std::string_view utf8)
{
    std::vector<char32_t> result;
    result.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        Decoded const here = decode(utf8, at);
        result.push_back(here.code_point);
        at += here.length;
    }
    return result;
}

void append_utf8(std::string& out, char32_t code_point)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = replacement;
    }
    auto const put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0U | (code_point >> 6U));
        put(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
        put(0xE0U | (code_point >> 12U));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    } else {
        put(0xF0U | (code_point >> 18U));
        put(0x80U | ((code_point >> 12U) & 0x3FU));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    }
}

std::string shorten(std::string_view utf8, std::size_t most)
{
    std::size_t kept_end = 0; // after most - 1 code points
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++count) {
        if (count + 1 == most) {
            kept_end = at;
        }
        if (count == most) {
            return std::string(utf8.substr(0, kept_end)) + "…";
        }
        at += decode(utf8, at).length;
    }
    return std::string(utf8);
}

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<char32_t> const x = code_points(a);
    std::vector<char32_t> const y = code_points(b);
    std::vector<std::size_t> before_last(y.size() + 1);
    std::vector<std::size_t> last(y.size() + 1);
    std::vector<std::size_t> row(y.size() + 1);
    for (std::size_t j = 0; j <= y.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= x.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= y.size(); ++j) {
            std::size_t const change = last[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[y.size()];
}

std::string_view trim(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    std::size_t const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t at = text.find(separator); at != std::string_view::npos;
         at = text.find(separator, from)) {
        parts.emplace_back(text.substr(from, at - from));
        from = at + 1;
    }
    parts.emplace_back(text.substr(from));
    return parts;
}

std::string join(std::vector<std::string> const& parts, std::string_view separator)
{
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            result += separator;
        }
        result += parts[i];
    }
    return result;
}

std::string align_right(std::string_view text, std::size_t width)
{
    return std::string(width > text.size() ? width - text.size() : 0, ' ').append(text);
}

std::string to_lower_ascii(std::string_view text)
{
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return result;
}

std::optional<double> parse_number(std::string_view text)
{
    if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
        return std::nullopt; // from_chars would take inf and nan
    }
    double value = 0;
    char const* const end = text.data() + text.size();
    auto const [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc() || stop != end) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text)
{
    std::int64_t value = 0;
    char const* const end = text.data() + text.size();
    auto const [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc() || stop != end) {
        return std::nullopt;
    }
    return value;
}

std::string format_number(double value)
{
    if (std::isnan(value)) {
        return "NA";
    }
    if (std::isinf(value)) {
        return value < 0 ? "-Inf" : "Inf";
    }
    if (value == 0) {
        return "0"; // never "-0"
    }
    double const size = std::abs(value);
    auto const form =
        size >= 1e-6 && size < 1e15 ? std::chars_format::fixed : std::chars_format::scientific;
    std::array<char, 64> buffer{};
    auto const done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form);
    return {buffer.data(), done.ptr};
}

std::string format_fixed(double value, int decimals)
{
    if (!std::isfinite(value)) {
        return format_number(value);
    }
    decimals = std::clamp(decimals, 0, 40);
    std::array<char, 400> buffer{}; // 309 digits before the dot at most
    auto const done = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    std::string text(buffer.data(), done.ptr);
    if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos) {
        text.erase(0, 1);
    }
    return text;
}

std::string format_hex(std::uint64_t value, unsigned digits)
{
    std::string text(digits, '0');
    for (unsigned i = 0; i < std::min(digits, 16U); ++i) {
        text[digits - 1 - i] = "0123456789ABCDEF"[(value >> (4 * i)) & 0xFU];
    }
    return text;
}

Result<std::string> load_file(std::string const& path, std::size_t limit)
{
    if (path.find('\0') != std::string::npos) {
        return Error{"the file name holds a null character", ""};
    }
    std::error_code fault;
    auto const status = std::filesystem::status(path, fault);
    if (status.type() == std::filesystem::file_type::not_found) {
        return Error{"no such file", ""};
    }
    if (status.type() == std::filesystem::file_type::directory) {
        return Error{"this is a folder, not a file", ""};
    }
    if (fault || status.type() == std::filesystem::file_type::none) {
        return Error{"cannot be read", "check the file's permissions"};
    }
    if (status.type() != std::filesystem::file_type::regular) {
        return Error{"not an ordinary file", ""}; // a pipe could block for ever
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return Error{"cannot be read", "check the file's permissions"};
    }
    std::string bytes;
    std::vector<char> chunk(std::size_t{64} << 10U);
    while (in) {
        in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        bytes.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > limit) {
            return Error{"larger than the " + std::to_string(limit) + " bytes allowed", ""};
        }
    }
    if (in.bad()) {
        return Error{"reading failed half way", ""};
    }
    return bytes;
}

std::optional<std::string> read_file(std::string const& path, std::size_t limit)
{
    Result<std::string> bytes = load_file(path, limit);
    if (!bytes) {
        return std::nullopt;
    }
    return std::move(*bytes);
}

} // namespace securebase::base
