// SPDX-License-Identifier: MIT
// One function for each common slip; the first that recognises its slip speaks.
#include "script/syntax.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace securebase::script {

namespace {

using base::Diagnostic;
using base::Place;
using base::Severity;

constexpr std::string_view blanks = " \t";

Diagnostic told(Place place, std::string code, std::string what, std::string hint)
{
    return {Severity::error,
            std::move(place),
            std::move(what),
            std::move(hint),
            std::move(code),
            std::nullopt,
            {}};
}

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// The fault with what surrounds it, gathered once.
struct Scene {
    Source const& source;
    SyntaxFault const& fault;
    LastRead const& last;
    std::string_view line;   ///< The faulty line.
    std::string_view before; ///< Its part before the fault.
    std::string_view after;  ///< Its part from the fault on.
    bool at_end = false;     ///< Nothing but blanks from the fault to the end of the file.
};

Scene look(Source const& source, SyntaxFault const& fault, LastRead const& last)
{
    Scene scene{source, fault, last, source.line(fault.at.line), {}, {}, false};
    std::size_t const at = source.offset(fault.at);
    std::size_t const column = std::min(at - source.offset({fault.at.line, 1}), scene.line.size());
    scene.before = scene.line.substr(0, column);
    scene.after = scene.line.substr(column);
    scene.at_end = base::trim(source.bytes().substr(at)).empty();
    return scene;
}

std::size_t indent_of(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

/// Where the text of a line begins behind its indentation and the dashes of list entries.
std::size_t text_indent(std::string_view line)
{
    std::size_t at = indent_of(line);
    while (line.substr(at).starts_with("- ")) {
        at += 2 + indent_of(line.substr(at + 2));
    }
    return at;
}

/// `-entry`: a dash that was meant to begin a list entry.
std::optional<std::size_t> dash_without_blank(std::string_view line)
{
    std::size_t const at = indent_of(line);
    bool const dash = at + 1 < line.size() && line[at] == '-' && line[at + 1] != ' ' &&
                      line[at + 1] != '-' && !(line[at + 1] >= '0' && line[at + 1] <= '9');
    return dash ? std::optional(at) : std::nullopt;
}

bool is_blank_or_comment(std::string_view line)
{
    std::string_view const text = base::trim(line);
    return text.empty() || text.front() == '#';
}

/// The line above that holds anything; 0 when there is none.
std::uint32_t line_above(Source const& source, std::uint32_t line)
{
    for (--line; line > 0 && is_blank_or_comment(source.line(line)); --line) {
    }
    return line;
}

std::string first_word(std::string_view text)
{
    text = base::trim(text);
    return base::shorten(text.substr(0, text.find_first_of(" \t,]}")), 30);
}

Point at_byte(Source const& source, std::uint32_t line, std::size_t byte_in_line)
{
    return source.point(source.offset({line, 1}) + byte_in_line);
}

/// Byte of a ':' with neither a blank nor the line's end behind it, in a line that has no proper
/// one: `title:Hello`.
std::optional<std::size_t> colon_without_blank(std::string_view line)
{
    std::size_t const colon = line.find(':');
    if (colon == std::string_view::npos || has(line, ": ") || base::trim(line).ends_with(':')) {
        return std::nullopt;
    }
    return colon;
}

Diagnostic missing_blank(Source const& source, std::uint32_t line, std::size_t colon)
{
    return told(source.place(at_byte(source, line, colon)),
                "yaml-syntax",
                "no blank after ':'",
                "write 'key: value' with a blank after the colon");
}

std::optional<Diagnostic> tab(Scene const& s)
{
    bool const scanner_says =
        has(s.fault.problem, "tab character") ||
        (has(s.fault.problem, "cannot start any token") && s.after.starts_with('\t'));
    std::size_t const first = s.line.find_first_not_of(blanks);
    std::size_t const in_indent = s.line.substr(0, first).find('\t');
    if (in_indent == std::string_view::npos && !scanner_says) {
        return std::nullopt;
    }
    Point const at = in_indent == std::string_view::npos
                         ? s.fault.at
                         : at_byte(s.source, s.fault.at.line, in_indent);
    return told(s.source.place(at),
                "tab-indent",
                "tab in the indentation",
                "indent with spaces only; most editors can turn tabs into spaces");
}

std::optional<Diagnostic> unclosed_quote(Scene const& s)
{
    if (!has(s.fault.context, "quoted scalar") ||
        !(has(s.fault.problem, "end of stream") || has(s.fault.problem, "document indicator"))) {
        return std::nullopt;
    }
    char const quote = s.source.bytes()[s.source.offset(s.fault.context_at)];
    Diagnostic d = told(s.source.place(s.fault.context_at),
                        "unclosed-quote",
                        "quote opened here is never closed",
                        std::string("close it with ") + quote + " at the end of its text");
    if (has(s.fault.problem, "document indicator")) {
        d.also = s.source.place(s.fault.at, 3);
        d.also_what = "the text inside the quotes was read as far as here";
    }
    return d;
}

Diagnostic comma(Scene const& s)
{
    return told(s.source.place(s.fault.at),
                "yaml-syntax",
                "comma after a value",
                "delete it; commas divide entries in brackets only");
}

std::optional<Diagnostic> text_after_quote(Scene const& s)
{
    if (s.last.kind != LastRead::Kind::quoted || s.last.end.line != s.fault.at.line) {
        return std::nullopt;
    }
    std::size_t const from = s.source.offset(s.last.end);
    std::size_t const to = s.source.offset(s.fault.at);
    if (to < from || !base::trim(s.source.bytes().substr(from, to - from)).empty()) {
        return std::nullopt;
    }
    char const quote = s.source.bytes()[s.source.offset(s.last.start)];
    if (s.last.start.line != s.last.end.line) {
        Diagnostic d = told(s.source.place(s.last.start),
                            "unclosed-quote",
                            "quote opened here closes only on line " +
                                std::to_string(s.last.end.line) + ", where more text follows it",
                            std::string("close it with ") + quote + " at the end of its text");
        d.also = s.source.place(s.fault.at);
        d.also_what = "the text goes on here";
        return d;
    }
    if (s.after.starts_with(',') && !s.last.open_bracket) {
        return comma(s);
    }
    return told(s.source.place(s.fault.at),
                "yaml-syntax",
                "text after the closing quote",
                quote == '\''
                    ? "put the whole text in quotes; a ' inside single quotes is written ''"
                    : "put the whole text in quotes; a \" inside double quotes is written \\\"");
}

std::optional<Diagnostic> bad_escape(Scene const& s)
{
    if (!has(s.fault.context, "quoted scalar")) {
        return std::nullopt;
    }
    std::size_t const slash = s.before.rfind('\\');
    Point const at = slash == std::string_view::npos && !s.after.starts_with('\\')
                         ? s.fault.at
                         : at_byte(s.source,
                                   s.fault.at.line,
                                   s.after.starts_with('\\') ? s.before.size() : slash);
    return told(s.source.place(at, 2),
                "yaml-syntax",
                "'\\' begins an escape that does not exist",
                "write \\\\ for a backslash, or use single quotes");
}

/// `#` after a blank in the rest of the line that opened a bracket hides its end.
bool comment_hides_end(Scene const& s, Point opener)
{
    std::string_view const line = s.source.line(opener.line);
    std::size_t const byte = s.source.offset(opener) - s.source.offset({opener.line, 1});
    return byte < line.size() && has(line.substr(byte), " #");
}

Diagnostic unclosed_bracket(Scene const& s, Point opener)
{
    bool const list = s.source.bytes()[s.source.offset(opener)] == '[';
    Diagnostic d = told(s.source.place(opener),
                        "unclosed-bracket",
                        std::string(list ? "'['" : "'{'") + " opened here is never closed",
                        std::string("close it with ") + (list ? "']'" : "'}'"));
    if (comment_hides_end(s, opener)) {
        d.hint = "' #' begins a comment that hides the rest of its line; put the text or colour in "
                 "quotes";
    }
    if (!s.at_end) {
        d.also = s.source.place(s.fault.at);
        d.also_what = "read as far as here";
    }
    return d;
}

std::optional<Diagnostic> bracket(Scene const& s)
{
    if (s.at_end && s.last.open_bracket) {
        return unclosed_bracket(s, *s.last.open_bracket);
    }
    bool const list = has(s.fault.problem, "',' or ']'");
    if (!list && !has(s.fault.problem, "',' or '}'")) {
        return std::nullopt;
    }
    Point const opener = s.fault.context_at;
    bool const begins_with_word =
        std::string_view("{}[],\"'").find(base::trim(s.line).front()) == std::string_view::npos;
    if (s.fault.at.line > opener.line && begins_with_word &&
        indent_of(s.line) <= text_indent(s.source.line(opener.line))) {
        return unclosed_bracket(s, opener);
    }
    std::string const open = list ? "'['" : "'{'";
    std::string const close = list ? "']'" : "'}'";
    Diagnostic d = told(s.source.place(s.fault.at),
                        "yaml-syntax",
                        "expected ',' or " + close + " here",
                        "put a comma between two entries; text that holds any of {}[], or ': ' "
                        "must be in quotes");
    std::string const wrong_close = list ? "}" : "]";
    if (s.after.starts_with(wrong_close)) {
        d.what = "'" + wrong_close + "' cannot close " + open;
        d.hint = "close it with " + close;
    }
    d.also = s.source.place(opener);
    d.also_what = open + " opened here";
    return d;
}

Diagnostic no_key(Source const& source, std::uint32_t line)
{
    std::string_view const text = source.line(line);
    Point const start = at_byte(source, line, indent_of(text));
    return told(source.place(start, Point{line + 1, 1}),
                "yaml-syntax",
                "'" + first_word(text) + "' is neither 'key: value' nor part of the text above",
                "write ':' and a blank after a key; indent text that belongs to the line above");
}

Diagnostic too_deep(Scene const& s)
{
    Point const start = at_byte(s.source, s.fault.at.line, indent_of(s.line));
    return told(s.source.place(start, std::max(start, s.fault.at)),
                "yaml-syntax",
                "this line is indented deeper than its neighbours",
                "begin the keys of one map in the same column; the line above has its value "
                "already");
}

std::optional<Diagnostic> colon_in_text(Scene const& s)
{
    if (has(s.fault.problem, "unexpected ':'")) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "':' within a text in brackets",
                    "text that holds ':' must be in quotes there");
    }
    if (!has(s.fault.problem, "mapping values are not allowed")) {
        return std::nullopt;
    }
    if (has(s.before, ": ") || has(s.before, ":\t")) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "second ': ' on one line",
                    "text that holds ': ' must be in quotes");
    }
    std::uint32_t const above = line_above(s.source, s.fault.at.line);
    std::string_view const line = s.source.line(above);
    if (auto const colon = colon_without_blank(line)) {
        return missing_blank(s.source, above, *colon);
    }
    if (above > 0 && !has(line, ":")) {
        return no_key(s.source, above);
    }
    return too_deep(s);
}

std::optional<Diagnostic> missing_colon(Scene const& s)
{
    if (!has(s.fault.problem, "could not find expected ':'")) {
        return std::nullopt;
    }
    std::string_view const line = s.source.line(s.fault.context_at.line);
    if (auto const colon = colon_without_blank(line)) {
        return missing_blank(s.source, s.fault.context_at.line, *colon);
    }
    return no_key(s.source, s.fault.context_at.line);
}

std::optional<Diagnostic> bad_first_character(Scene const& s)
{
    std::string const in_quotes = " must be in quotes";
    if (has(s.fault.problem, "cannot start any token") && !s.after.empty()) {
        std::string const sign(1, s.after.front());
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "text cannot begin with '" + sign + "'",
                    "text that begins with " + sign + in_quotes);
    }
    if (has(s.fault.problem, "mapping keys are not allowed")) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "text cannot begin with '? '",
                    "text that begins with ? and a blank" + in_quotes);
    }
    if (has(s.fault.problem, "tag handle")) {
        return told(s.source.place(s.fault.at),
                    "tag",
                    "tags such as '" + first_word(s.after) + "' are not supported",
                    "delete it; text that begins with !" + in_quotes);
    }
    if (has(s.fault.context, "a directive")) {
        return told(s.source.place(s.fault.context_at),
                    "directive",
                    "text cannot begin with '%'",
                    "text that begins with %" + in_quotes);
    }
    for (auto const& [thing, sign, name] : {std::array<std::string, 3>{"an alias", "*", "an alias"},
                                            {"an anchor", "&", "an anchor"},
                                            {"a tag", "!", "a tag"}}) {
        if (has(s.fault.context, thing)) {
            return told(s.source.place(s.fault.context_at, s.fault.at),
                        "yaml-syntax",
                        "'" + sign + "' begins " + name + ", and this is none",
                        "text that begins with " + sign + in_quotes);
        }
    }
    if (s.last.kind == LastRead::Kind::alias && s.last.end.line == s.fault.at.line) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "text after an alias",
                    "text that begins with *" + in_quotes);
    }
    if (has(s.fault.context, "block scalar")) {
        std::string const sign(1, s.source.bytes()[s.source.offset(s.fault.context_at)]);
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "text on the same line as '" + sign + "'",
                    "begin the text on the next line; text that begins with " + sign + in_quotes);
    }
    return std::nullopt;
}

std::optional<Diagnostic> text_after_bracket(Scene const& s)
{
    bool const closer = s.after.starts_with(']') || s.after.starts_with('}');
    if (closer && !has(s.fault.context, "flow")) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "'" + std::string(1, s.after.front()) + "' closes nothing",
                    "delete it, or open it before; text that begins with it must be in quotes");
    }
    if (s.last.kind != LastRead::Kind::flow_end || s.last.end.line != s.fault.at.line) {
        return std::nullopt;
    }
    if (s.after.starts_with(',')) {
        return comma(s);
    }
    char const open = s.source.bytes()[s.source.offset(s.last.start)];
    std::string const close = open == '{' ? "}" : "]";
    return told(s.source.place(s.fault.at),
                "yaml-syntax",
                "text after the closing '" + close + "'",
                std::string("text that begins with ") + open +
                    ", such as a {slot}, must be in quotes");
}

Diagnostic missing_blank_after_dash(Source const& source, std::uint32_t line, std::size_t dash)
{
    return told(source.place(at_byte(source, line, dash)),
                "yaml-syntax",
                "no blank after '-'",
                "write '- ' before each entry of a list");
}

std::optional<Diagnostic> indentation(Scene const& s)
{
    bool const begins_line = base::trim(s.before).empty();
    bool const entry = s.after.starts_with("- ") || s.after == "-";
    if (has(s.fault.problem, "block sequence entries are not allowed")) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "a list cannot begin on the line of its key",
                    "begin the list on the next line, each entry with '- '; text that begins with "
                    "'- ' must be in quotes");
    }
    bool const within = has(s.fault.problem, "expected '-' indicator") ||
                        (has(s.fault.problem, "expected key") && begins_line);
    std::string_view const context_line = s.source.line(s.fault.context_at.line);
    if (auto const dash = dash_without_blank(s.line); within && dash) {
        return missing_blank_after_dash(s.source, s.fault.at.line, *dash);
    }
    if (auto const dash = dash_without_blank(context_line); within && entry && dash) {
        return missing_blank_after_dash(s.source, s.fault.context_at.line, *dash);
    }
    if (has(s.fault.problem, "expected '-' indicator")) {
        return told(
            s.source.place(s.fault.at),
            "yaml-syntax",
            "this line stands among the entries of a list but is none",
            "begin each entry with '- ', or indent the line if it belongs to the entry above");
    }
    if (!has(s.fault.problem, "expected key") || !begins_line) {
        return std::nullopt;
    }
    if (entry) {
        return told(s.source.place(s.fault.at),
                    "yaml-syntax",
                    "list entry among the keys of a map",
                    "give a list a key of its own, and begin its entries in one column");
    }
    std::uint32_t const above = line_above(s.source, s.fault.at.line);
    if (indent_of(s.line) > text_indent(s.source.line(above))) {
        return too_deep(s);
    }
    return told(s.source.place(s.fault.at),
                "yaml-syntax",
                "the indentation of this line fits no line above",
                "begin the keys of one map in the same column");
}

/// `color: #ff0000, ...`: what was meant to be a value is a comment, and so is the rest of the
/// line.
std::optional<Diagnostic> value_in_comment(Scene const& s)
{
    std::uint32_t const above = line_above(s.source, s.fault.at.line);
    std::string_view const line = above == 0 ? std::string_view() : s.source.line(above);
    std::size_t const mark = line.find(" #");
    std::string_view const before = base::trim(line.substr(0, mark));
    if (!base::trim(s.before).empty() || mark == std::string_view::npos || before.empty() ||
        std::string_view(":,[{").find(before.back()) == std::string_view::npos) {
        return std::nullopt;
    }
    std::size_t const length = line.find_first_of(" ,]}", mark + 1) - mark - 1;
    std::string_view const word = line.substr(mark + 1).substr(0, length);
    return told(s.source.place(at_byte(s.source, above, mark + 1), base::count_code_points(word)),
                "comment-value",
                "'" + std::string(word) +
                    "' is read as a comment here, and so is the rest of the "
                    "line",
                "put the text or colour in quotes");
}

std::optional<Diagnostic> missing_content(Scene const& s)
{
    if (!has(s.fault.problem, "expected node content")) {
        return std::nullopt;
    }
    if (auto hidden = value_in_comment(s)) {
        return hidden;
    }
    std::string const found =
        s.after.empty() ? "the end of the line" : "'" + std::string(1, s.after.front()) + "'";
    return told(s.source.place(s.fault.at),
                "yaml-syntax",
                "a value is missing before " + found,
                "write the value; text that begins with a sign must be in quotes");
}

} // namespace

Diagnostic explain(Source const& source, SyntaxFault const& fault, LastRead const& last)
{
    Scene const scene = look(source, fault, last);
    for (auto const& slip : {unclosed_quote,
                             bad_escape,
                             tab,
                             text_after_quote,
                             bracket,
                             colon_in_text,
                             missing_colon,
                             bad_first_character,
                             text_after_bracket,
                             indentation,
                             missing_content}) {
        if (std::optional<Diagnostic> d = slip(scene)) {
            return *d;
        }
    }
    std::string what = "not readable as YAML: " + fault.problem;
    if (!fault.context.empty()) {
        what += ' ' + fault.context;
    }
    return told(
        source.place(fault.at),
        "yaml-syntax",
        what,
        "text that holds signs such as : # { } [ ] , & * ! | > ' \" % @ ` belongs in quotes");
}

} // namespace securebase::script
