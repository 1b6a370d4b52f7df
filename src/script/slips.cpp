// SPDX-License-Identifier: MIT
// One function for each slip, each with its usual cause and cure.
#include "script/slips.h"

#include "base/text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::script {

using base::Diagnostic;
using base::Place;
using base::Severity;

namespace {

bool is_hex_colour(std::string_view digits)
{
    bool const length = digits.size() == 3 || digits.size() == 6 || digits.size() == 8;
    return length && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Blanks that look like the ordinary one, and marks that look like nothing.
bool is_odd_in_key(char32_t c)
{
    return c < 0x20 || c == 0xA0 || c == 0x3000 || c == 0x202F || c == 0x205F || c == 0xAD ||
           (c >= 0x2000 && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F);
}

/// Offset of the first byte from `at` that is neither blank nor in a comment.
std::size_t skip_blank(std::string_view bytes, std::size_t at)
{
    while (at < bytes.size()) {
        if (bytes[at] == '#') {
            at = std::min(bytes.find_first_of("\r\n", at), bytes.size());
        } else if (is_blank(bytes[at]) || bytes[at] == '\r' || bytes[at] == '\n') {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

/// What stands behind the blanks and the # from `at` on, when no blank is behind the #.
std::string_view comment_without_blank(std::string_view line, std::size_t at)
{
    if (at >= line.size() || !is_blank(line[at])) {
        return {};
    }
    at = std::min(line.find_first_not_of(" \t", at), line.size());
    bool const odd =
        at + 1 < line.size() && line[at] == '#' && !is_blank(line[at + 1]) && line[at + 1] != '#';
    return odd ? line.substr(at) : std::string_view();
}

} // namespace

bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

Diagnostic slip(Place place, std::string code, std::string what, std::string hint)
{
    return {Severity::error,
            std::move(place),
            std::move(what),
            std::move(hint),
            std::move(code),
            std::nullopt,
            {}};
}

std::optional<Diagnostic> slip_at_head(Source const& source)
{
    std::size_t const at = skip_blank(source.bytes(), 0);
    if (at >= source.bytes().size()) {
        return slip({source.file(), 0, 0, 1}, "script-empty", "the script is empty", "");
    }
    Point const point = source.point(at);
    if (source.bytes()[at] == '%' && point.column == 1) {
        return slip(source.place(point, Point{point.line + 1, 1}),
                    "directive",
                    "directives such as %YAML and %TAG are not supported",
                    "delete the line");
    }
    return std::nullopt;
}

std::optional<Diagnostic> slip_after_document(Source const& source, Point end)
{
    std::string_view const bytes = source.bytes();
    std::size_t at = skip_blank(bytes, source.offset(end));
    while (bytes.substr(at).starts_with("...")) {
        at = skip_blank(bytes, at + 3);
    }
    if (at >= bytes.size()) {
        return std::nullopt;
    }
    Point const point = source.point(at);
    Place const place = source.place(point, Point{point.line + 1, 1});
    if (bytes.substr(at).starts_with("---")) {
        return slip(source.place(point, 3),
                    "second-document",
                    "'---' begins a second document, and a script has only one",
                    "delete it, or indent it if it belongs to the text above");
    }
    if (bytes[at] == '%') {
        return slip(place, "directive", "text cannot begin with '%'", "put it in quotes");
    }
    return slip(place,
                "yaml-syntax",
                "this stands outside the script above",
                "begin all top-level keys in the same column");
}

std::optional<Diagnostic> slip_of_tag(Source const& source, Event const& event)
{
    if (event.tag.empty()) {
        return std::nullopt;
    }
    std::string_view const bytes = source.bytes();
    std::size_t const at = std::min(bytes.find('!', source.offset(event.start)), bytes.size());
    std::size_t const end = std::min(bytes.find_first_of(" \t\r\n,[]{}", at), bytes.size());
    std::string_view const tag = bytes.substr(at, end - at);
    return slip(source.place(source.point(at), base::count_code_points(tag)),
                "tag",
                "tags such as '" + base::shorten(tag) + "' are not supported",
                "delete it; text that begins with ! must be in quotes");
}

std::optional<Diagnostic>
slip_of_comment(Source const& source, Event const& event, Part const& part)
{
    std::string_view const line = source.line(event.end.line);
    std::size_t const line_start = source.offset({event.end.line, 1});
    std::string_view const comment =
        comment_without_blank(line, source.offset(event.end) - line_start);
    if (part.quoted || comment.empty()) {
        return std::nullopt;
    }
    std::string_view const word = comment.substr(0, comment.find_first_of(" \t,]}"));
    std::size_t const start = line_start + line.size() - comment.size();
    Place const place = source.place(source.point(start), base::count_code_points(word));
    if (part.kind == NodeKind::null && is_hex_colour(word.substr(1))) {
        return slip(place,
                    "comment-value",
                    "'" + std::string(word) +
                        "' is read as a comment here, so the value is missing",
                    "put it in quotes: \"" + std::string(word) + "\"");
    }
    Diagnostic doubt =
        slip(place,
             "comment-without-blank",
             "'" + base::shorten(comment) + "' is read as a comment",
             "put the value in quotes if this belongs to it, else write a blank after the #");
    doubt.severity = Severity::warning;
    return doubt;
}

std::optional<Diagnostic> slip_of_key(Part const& key, Place const& place)
{
    if (key.kind != NodeKind::scalar || key.text.empty()) {
        return slip(place, "odd-key", "empty key", "write a word before the ':'");
    }
    if (key.text == "<<" && !key.quoted) {
        return slip(place,
                    "merge-key",
                    "merge key '<<' is not supported",
                    "write the keys out, or use a whole map again with &name and *name");
    }
    std::vector<char32_t> const points = base::code_points(key.text);
    if (std::any_of(points.begin(), points.end(), is_odd_in_key) || key.text.front() == ' ' ||
        key.text.back() == ' ') {
        return slip(
            place,
            "odd-key",
            "key '" + base::shorten(key.text) + "' holds blanks or marks that cannot be seen",
            "type it anew; text copied from a web page or word processor often brings them along");
    }
    return std::nullopt;
}

} // namespace securebase::script
