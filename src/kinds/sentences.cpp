// SPDX-License-Identifier: MIT
// Where sentences end.
#include "kinds/sentences.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace securebase::kinds {

namespace {

constexpr std::u32string_view ends = U".!?…";
constexpr std::u32string_view wide_ends = U"。！？";
constexpr std::u32string_view closing = U"\"'”’»)]」』）";
constexpr std::u32string_view opening = U"\"'“‘„«([";

/// Those that stand before a capital letter; before a small one no sentence ends anyway.
constexpr std::array<std::u32string_view, 24> abbreviations{
    U"mr", U"mrs", U"ms", U"dr",  U"prof", U"st",  U"jr",  U"vs", U"cf",  U"e.g",  U"i.e", U"no",
    U"nr", U"fr",  U"hr", U"z.b", U"d.h",  U"u.a", U"bzw", U"ca", U"mme", U"mlle", U"sr",  U"sra"};

bool is_one_of(std::u32string_view set, char32_t c)
{
    return set.find(c) != std::u32string_view::npos;
}

bool is_space(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0;
}

bool is_small(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
           (c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x45F);
}

bool is_capital(char32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

char32_t small(char32_t c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/// The word that ends before `end`, in small letters, without quotes before it.
std::u32string word_before(std::u32string_view text, std::size_t end)
{
    std::size_t begin = end;
    while (begin > 0 && !is_space(text[begin - 1]) && text[begin - 1] != '\n' &&
           !is_one_of(opening, text[begin - 1])) {
        --begin;
    }
    std::u32string word(text.substr(begin, end - begin));
    std::ranges::transform(word, word.begin(), small);
    return word;
}

bool is_abbreviation(std::u32string_view text, std::size_t dot)
{
    std::u32string const word = word_before(text, dot);
    // An initial; "I" is a word.
    if (word.size() == 1 && is_capital(text[dot - 1]) && text[dot - 1] != 'I') {
        return true;
    }
    return std::ranges::find(abbreviations, std::u32string_view(word)) != abbreviations.end();
}

/// Whether the sentence ends with what ends before `after`; `mark` is its last mark.
bool ends_between(std::u32string_view text, std::size_t mark, std::size_t after)
{
    if (after == text.size() || text[after] == '\n') {
        return true;
    }
    if (is_one_of(wide_ends, text[mark])) {
        return true;
    }
    if (!is_space(text[after]) || (text[mark] == '.' && is_abbreviation(text, mark))) {
        return false;
    }
    std::size_t next = after;
    while (next < text.size() && (is_space(text[next]) || is_one_of(opening, text[next]))) {
        ++next;
    }
    return next == text.size() || !is_small(text[next]);
}

} // namespace

std::vector<std::string> split_sentences(std::string_view utf8)
{
    std::vector<char32_t> const points = base::code_points(utf8);
    std::u32string_view const text(points.data(), points.size());
    std::vector<std::string> sentences;
    std::string sentence;
    auto const finish = [&] {
        std::string_view const trimmed = base::trim(sentence);
        if (!trimmed.empty()) {
            sentences.emplace_back(trimmed);
        }
        sentence.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            finish();
            continue;
        }
        base::append_utf8(sentence, text[i]);
        bool const mark = is_one_of(ends, text[i]) || is_one_of(wide_ends, text[i]);
        bool const goes_on = i + 1 < text.size() &&
                             (is_one_of(ends, text[i + 1]) || is_one_of(wide_ends, text[i + 1]));
        if (!mark || goes_on) {
            continue;
        }
        std::size_t after = i + 1;
        while (after < text.size() && is_one_of(closing, text[after])) {
            ++after;
        }
        if (ends_between(text, i, after)) {
            for (std::size_t k = i + 1; k < after; ++k) {
                base::append_utf8(sentence, text[k]);
            }
            i = after - 1;
            finish();
        }
    }
    finish();
    return sentences;
}

} // namespace securebase::kinds
