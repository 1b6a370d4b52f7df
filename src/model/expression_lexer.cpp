// SPDX-License-Identifier: MIT
// Cuts an expression into words and signs; what other languages write is named with our way of
// writing it.
#include "model/expression_lexer.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace securebase::model {

namespace {

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool continues_name(char c)
{
    return starts_name(c) || is_digit(c);
}

struct Foreign {
    std::string_view written;
    std::string_view what;
    std::string_view hint;
};

/// Longest first, so that `===` is not taken for `==`. Signs of word processors are letters to
/// UTF-8, so they are looked for before names.
constexpr std::array foreign_signs = {
    Foreign{"===", "'===' is not an operator here", "write == to compare"},
    Foreign{"!==", "'!==' is not an operator here", "write != for 'is not equal'"},
    Foreign{"&&", "'&&' is not an operator here", "write and"},
    Foreign{"||", "'||' is not an operator here", "write or"},
    Foreign{"<>", "'<>' is not an operator here", "write != for 'is not equal'"},
    Foreign{"=<", "'=<' is not an operator here", "write <="},
    Foreign{"=>", "'=>' is not an operator here", "write >="},
    Foreign{
        "**", "'**' is not an operator here", "there is no power: multiply, or use sqrt or exp"},
    Foreign{"++", "'++' is not an operator here", "expressions cannot change anything"},
    Foreign{"+=", "'+=' is not an operator here", "expressions cannot change anything"},
    Foreign{"-=", "'-=' is not an operator here", "expressions cannot change anything"},
    Foreign{"..",
            "'..' is not an operator here",
            "write a <= x and x <= b; a range of time is written without $"},
    Foreign{"“", "'“' is a quote of a word processor", "write straight quotes: ' or \""},
    Foreign{"”", "'”' is a quote of a word processor", "write straight quotes: ' or \""},
    Foreign{"„", "'„' is a quote of a word processor", "write straight quotes: ' or \""},
    Foreign{"‘", "'‘' is a quote of a word processor", "write straight quotes: ' or \""},
    Foreign{"’", "'’' is a quote of a word processor", "write straight quotes: ' or \""},
    Foreign{"«", "'«' is not a quote here", "write straight quotes: ' or \""},
    Foreign{"»", "'»' is not a quote here", "write straight quotes: ' or \""},
    Foreign{"−", "'−' is a dash, not a minus", "write -"},
    Foreign{"–", "'–' is a dash, not a minus", "write -"},
    Foreign{"×", "'×' is not an operator here", "write *"},
    Foreign{"÷", "'÷' is not an operator here", "write /"},
    Foreign{"≤", "'≤' is not an operator here", "write <="},
    Foreign{"≥", "'≥' is not an operator here", "write >="},
    Foreign{"≠", "'≠' is not an operator here", "write !="},
    Foreign{"\xC2\xA0", "a space that does not break stands here", "write an ordinary space"},
    Foreign{"=", "'=' compares nothing here", "write == to compare"},
    Foreign{"!", "'!' is not an operator here", "write not"},
    Foreign{"&", "'&' is not an operator here", "write and"},
    Foreign{"|", "'|' is not an operator here", "write or"},
    Foreign{"^", "'^' is not an operator here", "there is no power: multiply, or use sqrt or exp"},
    Foreign{"?", "'?' is not an operator here", "write if(condition, a, b)"},
    Foreign{":", "':' has no meaning here", "write if(condition, a, b) to choose"},
    Foreign{"$", "'$' stands only before a whole expression", "leave it out"},
    Foreign{"{", "'{' has no meaning here", "group with ( )"},
    Foreign{"}", "'}' has no meaning here", "group with ( )"},
    Foreign{";", "';' has no meaning here", "an expression is one formula"},
    Foreign{"`", "'`' is not a quote here", "write straight quotes: ' or \""},
};

constexpr std::array<std::string_view, 17> signs = {
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "."};

constexpr bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Foreign const* foreign_at(std::string_view rest)
{
    auto const* const found =
        std::find_if(foreign_signs.begin(), foreign_signs.end(), [rest](Foreign const& sign) {
            return rest.starts_with(sign.written);
        });
    return found == foreign_signs.end() ? nullptr : found;
}

Token fault(std::string_view source,
            std::size_t begin,
            std::size_t length,
            std::string what,
            std::string hint)
{
    return {TokenKind::fault,
            begin,
            begin + length,
            source.substr(begin, length),
            std::move(what),
            std::move(hint)};
}

Token quoted(std::string_view source, std::size_t begin)
{
    char const quote = source[begin];
    std::size_t const close = source.find(quote, begin + 1);
    if (close == std::string_view::npos) {
        std::string const sign(1, quote);
        return fault(source,
                     begin,
                     1,
                     "the quote " + sign + " is never closed",
                     quote == '\''
                         ? "put ' after the text; a text with ' in it is written in \" \""
                         : "put \" after the text; a text with \" in it is written in ' '");
    }
    return {TokenKind::text, begin, close + 1, source.substr(begin + 1, close - begin - 1), {}, {}};
}

std::size_t skip_digits(std::string_view source, std::size_t at)
{
    while (at < source.size() && is_digit(source[at])) {
        ++at;
    }
    return at;
}

/// Digits, a fraction, an exponent; a letter directly after them belongs to what the author meant.
Token number(std::string_view source, std::size_t begin)
{
    std::size_t end = skip_digits(source, begin);
    if (end + 1 < source.size() && source[end] == '.' && is_digit(source[end + 1])) {
        end = skip_digits(source, end + 1);
    }
    if (end < source.size() && (source[end] == 'e' || source[end] == 'E')) {
        std::size_t const sign = end + 1;
        std::size_t const digits =
            sign < source.size() && (source[sign] == '+' || source[sign] == '-') ? sign + 1 : sign;
        end = skip_digits(source, digits) > digits ? skip_digits(source, digits) : end;
    }
    std::size_t word = end;
    while (word < source.size() && continues_name(source[word])) {
        ++word;
    }
    std::string const written(source.substr(begin, word - begin));
    if (word > end) {
        return fault(source,
                     begin,
                     word - begin,
                     "'" + written + "' is neither a number nor a name",
                     "quote a value with a unit: '" +
                         std::string(source.substr(begin, end - begin)) + ' ' +
                         std::string(source.substr(end, word - end)) + "'");
    }
    if (!base::parse_number(written)) {
        return fault(source, begin, end - begin, "the number " + written + " is out of range", {});
    }
    return {TokenKind::number, begin, end, source.substr(begin, end - begin), {}, {}};
}

/// Letters, digits and single dots between them: `pair.word`.
Token name(std::string_view source, std::size_t begin)
{
    std::size_t end = begin;
    while (end < source.size() && foreign_at(source.substr(end)) == nullptr &&
           (continues_name(source[end]) ||
            (source[end] == '.' && end + 1 < source.size() && starts_name(source[end + 1])))) {
        ++end;
    }
    return {TokenKind::name, begin, end, source.substr(begin, end - begin), {}, {}};
}

} // namespace

Token next_token(std::string_view source, std::size_t from)
{
    std::size_t begin = from;
    while (begin < source.size() && is_space(source[begin])) {
        ++begin;
    }
    if (begin == source.size()) {
        return {TokenKind::end, begin, begin, {}, {}, {}};
    }
    std::string_view const rest = source.substr(begin);
    if (rest.front() == '\'' || rest.front() == '"') {
        return quoted(source, begin);
    }
    if (is_digit(rest.front())) {
        return number(source, begin);
    }
    Foreign const* const strange = foreign_at(rest);
    auto const* const sign = std::find_if(
        signs.begin(), signs.end(), [rest](std::string_view s) { return rest.starts_with(s); });
    if (strange != nullptr && (sign == signs.end() || strange->written.size() > sign->size())) {
        return fault(source,
                     begin,
                     strange->written.size(),
                     std::string(strange->what),
                     std::string(strange->hint));
    }
    if (sign != signs.end()) {
        if (*sign == "." && rest.size() > 1 && is_digit(rest[1])) {
            return fault(source, begin, 1, "a number cannot begin with '.'", "write 0 before it");
        }
        return {TokenKind::sign,
                begin,
                begin + sign->size(),
                source.substr(begin, sign->size()),
                {},
                {}};
    }
    if (starts_name(rest.front())) {
        return name(source, begin);
    }
    return fault(
        source, begin, 1, "'" + std::string(1, rest.front()) + "' has no meaning here", {});
}

} // namespace securebase::model
