// SPDX-License-Identifier: MIT
// Greedy breaking of text into lines.
#include "ports/wrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace securebase::ports {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t N> bool within(std::array<Range, N> const& ranges, char32_t code_point)
{
    return std::ranges::any_of(ranges, [&](Range const& range) {
        return code_point >= range.first && code_point <= range.last;
    });
}

constexpr std::array wide_ranges{Range{0x1100, 0x115F},
                                 Range{0x2E80, 0x303E},
                                 Range{0x3041, 0x33FF},
                                 Range{0x3400, 0x4DBF},
                                 Range{0x4E00, 0x9FFF},
                                 Range{0xA960, 0xA97F},
                                 Range{0xAC00, 0xD7A3},
                                 Range{0xF900, 0xFAFF},
                                 Range{0xFE30, 0xFE4F},
                                 Range{0xFF01, 0xFF60},
                                 Range{0x20000, 0x3FFFD}};

constexpr std::array joining_ranges{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x05BF, 0x05C7},
    Range{0x0610, 0x061A}, Range{0x064B, 0x065F}, Range{0x0670, 0x0670}, Range{0x06D6, 0x06DC},
    Range{0x0900, 0x0903}, Range{0x093A, 0x093C}, Range{0x093E, 0x094F}, Range{0x0951, 0x0957},
    Range{0x0981, 0x0983}, Range{0x09BC, 0x09CD}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A},
    Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200C, 0x200D},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}};

/// Punctuation that may not begin a line, and that may not end one.
constexpr std::u32string_view closing =
    U"、。，．・：；？！）］｝」』】〉》〕’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";
constexpr std::u32string_view opening = U"（［｛「『【〈《〔‘“";

/// One code point of text that is known to be valid UTF-8; a stray byte stands for itself.
struct Character {
    char32_t code_point = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

Character character_at(std::string_view text, std::size_t begin)
{
    auto const byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    char32_t const lead = byte(begin);
    std::size_t const length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1 || begin + length > text.size()) {
        return {lead, begin, begin + 1};
    }
    char32_t code_point = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        code_point = (code_point << 6U) | (byte(begin + i) & 0x3FU);
    }
    return {code_point, begin, begin + length};
}

bool is_one_of(std::u32string_view set, char32_t code_point)
{
    return set.find(code_point) != std::u32string_view::npos;
}

bool is_space(char32_t code_point)
{
    return code_point == ' ' || code_point == '\t' || code_point == 0x3000;
}

bool may_break_between(char32_t before, char32_t after)
{
    if (is_space(after)) {
        return false;
    }
    if (is_space(before) || before == 0x200B) {
        return true;
    }
    bool const next_to_wide = is_wide(before) || is_wide(after);
    return next_to_wide && !joins_previous(after) && !is_one_of(closing, after) &&
           !is_one_of(opening, before);
}

std::string_view without_end_spaces(std::string_view line)
{
    auto const last = line.find_last_not_of(" \t");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Bytes of the longest beginning of `word` that fits; at least one character with its marks.
std::size_t
fitting_prefix(std::string_view word, std::int32_t max_width, MeasureText const& measure)
{
    std::size_t fits = 0;
    for (std::size_t at = 0; at < word.size();) {
        Character character = character_at(word, at);
        while (character.end < word.size() &&
               joins_previous(character_at(word, character.end).code_point)) {
            character.end = character_at(word, character.end).end;
        }
        if (fits != 0 && measure(word.substr(0, character.end)) > max_width) {
            break;
        }
        fits = character.end;
        at = character.end;
    }
    return fits;
}

/// Where a line may end: byte offsets after `from`, the last being the paragraph's end.
std::size_t next_break(std::string_view paragraph, std::size_t from)
{
    for (Character character = character_at(paragraph, from); character.end < paragraph.size();) {
        Character const next = character_at(paragraph, character.end);
        if (may_break_between(character.code_point, next.code_point)) {
            return character.end;
        }
        character = next;
    }
    return paragraph.size();
}

/// The bytes of the paragraph, from its beginning, that make the next line.
std::size_t line_end(std::string_view rest, std::int32_t max_width, MeasureText const& measure)
{
    std::size_t fits = 0;
    while (fits < rest.size()) {
        std::size_t const candidate = next_break(rest, fits);
        if (measure(without_end_spaces(rest.substr(0, candidate))) > max_width) {
            return fits != 0 ? fits : fitting_prefix(rest.substr(0, candidate), max_width, measure);
        }
        fits = candidate;
    }
    return fits;
}

} // namespace

std::int32_t line_height(std::int32_t size)
{
    return static_cast<std::int32_t>(std::lround(size * line_height_em));
}

bool is_wide(char32_t code_point)
{
    return code_point >= 0x1100 && within(wide_ranges, code_point);
}

bool joins_previous(char32_t code_point)
{
    return code_point >= 0x0300 && within(joining_ranges, code_point);
}

std::vector<std::string_view>
wrap(std::string_view text, std::int32_t max_width, MeasureText const& measure)
{
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        std::size_t const end = std::min(text.find('\n', begin), text.size());
        std::string_view rest = text.substr(begin, end - begin);
        begin = end + 1;
        do {
            std::size_t const taken =
                max_width > 0 ? line_end(rest, max_width, measure) : rest.size();
            lines.push_back(without_end_spaces(rest.substr(0, taken)));
            rest.remove_prefix(taken);
        } while (!rest.empty());
    }
    return lines;
}

} // namespace securebase::ports
