// SPDX-License-Identifier: MIT
// The members of a JSON object as the bytes they were written with.
#include "events/json_members.h"

#include "base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace securebase::events {

namespace {

using nlohmann::json;

// What follows walks JSON that the library has found valid: it need not look for faults.

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skip_spaces(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_space(text[at])) {
        ++at;
    }
    return at;
}

/// `at` is on the opening quote; returns the place after the closing one.
std::size_t skip_string(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') {
            ++at;
        }
    }
    return at + 1;
}

std::size_t skip_nest(std::string_view text, std::size_t at)
{
    std::size_t depth = 0;
    do {
        char const c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
        ++at;
    } while (depth > 0 && at < text.size());
    return at;
}

std::size_t skip_value(std::string_view text, std::size_t at)
{
    if (text[at] == '"') {
        return skip_string(text, at);
    }
    if (text[at] == '{' || text[at] == '[') {
        return skip_nest(text, at);
    }
    while (at < text.size() && text[at] != ',' && text[at] != '}' && text[at] != ']' &&
           !is_space(text[at])) {
        ++at;
    }
    return at;
}

/// The place after the opening bracket and spaces, or nothing when `text` opens otherwise or is no
/// JSON.
std::optional<std::size_t> enter(std::string_view text, char bracket)
{
    std::size_t const at = skip_spaces(text, 0);
    if (at >= text.size() || text[at] != bracket || !json::accept(text)) {
        return std::nullopt;
    }
    return skip_spaces(text, at + 1);
}

std::size_t skip_comma(std::string_view text, std::size_t at)
{
    at = skip_spaces(text, at);
    return text[at] == ',' ? skip_spaces(text, at + 1) : at;
}

} // namespace

std::optional<std::vector<JsonMember>> json_members(std::string_view json)
{
    auto const entered = enter(json, '{');
    if (!entered) {
        return std::nullopt;
    }
    std::vector<JsonMember> members;
    for (std::size_t at = *entered; json[at] != '}';) {
        std::size_t const name_end = skip_string(json, at);
        std::string_view const name = json.substr(at + 1, name_end - at - 2);
        if (std::ranges::find(members, name, &JsonMember::name) != members.end()) {
            return std::nullopt;
        }
        std::size_t const value = skip_spaces(json, skip_spaces(json, name_end) + 1);
        std::size_t const value_end = skip_value(json, value);
        members.push_back({name, json.substr(value, value_end - value)});
        at = skip_comma(json, value_end);
    }
    return members;
}

std::optional<std::vector<std::string_view>> json_items(std::string_view json)
{
    auto const entered = enter(json, '[');
    if (!entered) {
        return std::nullopt;
    }
    std::vector<std::string_view> items;
    for (std::size_t at = *entered; json[at] != ']';) {
        std::size_t const end = skip_value(json, at);
        items.push_back(json.substr(at, end - at));
        at = skip_comma(json, end);
    }
    return items;
}

bool is_embeddable_json(std::string_view text)
{
    bool const bracketed = text.size() >= 2 && ((text.front() == '{' && text.back() == '}') ||
                                                (text.front() == '[' && text.back() == ']'));
    return bracketed && text.find_first_of("\r\n") == std::string_view::npos && json::accept(text);
}

std::optional<std::string> json_text(std::string_view value)
{
    if (value.size() < 2 || value.front() != '"') {
        return std::nullopt;
    }
    if (value.find('\\') == std::string_view::npos) {
        std::string_view const inside = value.substr(1, value.size() - 2);
        bool const plain = value.back() == '"' && inside.find('"') == std::string_view::npos;
        return plain ? std::optional(std::string(inside)) : std::nullopt;
    }
    json const parsed = json::parse(value, nullptr, false);
    if (!parsed.is_string()) {
        return std::nullopt;
    }
    return parsed.get<std::string>();
}

void append_json_text(std::string& out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    while (true) {
        auto const invalid = base::first_invalid_utf8(text);
        for (char const c : text.substr(0, invalid.value_or(text.size()))) {
            auto const byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out += '\\';
                out += c;
            } else if (c == '\n') {
                out += "\\n";
            } else if (c == '\t') {
                out += "\\t";
            } else if (byte < 0x20U) {
                out += "\\u00";
                out += digits[byte >> 4U];
                out += digits[byte & 0x0fU];
            } else {
                out += c;
            }
        }
        if (!invalid) {
            break;
        }
        out += "\xEF\xBF\xBD";
        text.remove_prefix(*invalid + 1);
    }
    out += '"';
}

} // namespace securebase::events
