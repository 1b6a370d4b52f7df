// SPDX-License-Identifier: MIT
// Collecting an author's mistakes and showing them under the line they stand on.
#include "base/diagnostics.h"

#include "base/text.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace securebase::base {

namespace {

constexpr std::size_t widest_line = 160; ///< Code points of a source line shown at once.
constexpr std::size_t lead_in = 40;      ///< Code points kept before the caret of a longer line.

std::string_view to_word(Severity severity)
{
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::note:
        break;
    }
    return "note";
}

/// What a terminal may be given: control characters and the marks that turn the direction of text
/// could make a message say something else than it does.
char32_t printable(char32_t c)
{
    if (c == '\t' || c == 0x2028 || c == 0x2029) {
        return ' ';
    }
    bool const control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    bool const turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return control || turns || c == 0xFEFF ? 0xFFFD : c;
}

void append_printable(std::string& out, std::span<char32_t const> points)
{
    for (char32_t const c : points) {
        append_utf8(out, printable(c));
    }
}

void append_printable(std::string& out, std::string_view text)
{
    append_printable(out, std::span<char32_t const>(code_points(text)));
}

std::vector<std::string> to_lines(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    std::vector<std::string> lines(1);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n' || bytes[i] == '\r') {
            if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') {
                ++i;
            }
            lines.emplace_back();
        } else {
            lines.back() += bytes[i];
        }
    }
    return lines;
}

/// The lines of the files named, each file read once.
class Sources {
public:
    std::string const* line(Place const& place)
    {
        if (place.line == 0) {
            return nullptr;
        }
        auto found = files_.find(place.file);
        if (found == files_.end()) {
            std::optional<std::string> const bytes = read_file(place.file);
            auto lines = bytes ? to_lines(*bytes) : std::vector<std::string>{};
            found = files_.emplace(place.file, std::move(lines)).first;
        }
        auto const& lines = found->second;
        return place.line <= lines.size() ? &lines[place.line - 1] : nullptr;
    }

private:
    std::map<std::string, std::vector<std::string>> files_;
};

void append_head(std::string& out, Place const& place, Severity severity, std::string_view what)
{
    append_printable(out, place.file);
    if (place.line > 0) {
        out += ':' + std::to_string(place.line);
        if (place.column > 0) {
            out += ':' + std::to_string(place.column);
        }
    }
    out += ": ";
    out += to_word(severity);
    out += ": ";
    append_printable(out, what);
    out += '\n';
}

void append_source(std::string& out, Place const& place, std::string const& line)
{
    std::vector<char32_t> const points = code_points(line);
    std::size_t const size = points.size();
    std::size_t const caret = std::min<std::size_t>(place.column > 0 ? place.column - 1 : 0, size);
    std::size_t first = 0;
    if (size > widest_line && caret > lead_in) {
        first = std::min(caret - lead_in, size - widest_line);
    }
    std::size_t const last = std::min(size, first + widest_line);

    std::string const number = std::to_string(place.line);
    std::string const gutter(std::max<std::size_t>(5, number.size()), ' ');
    out += gutter.substr(number.size()) + number + " | ";
    out += first > 0 ? "…" : "";
    append_printable(out, std::span(points).subspan(first, last - first));
    out += last < size ? "…\n" : "\n";
    if (place.column == 0) {
        return;
    }
    std::size_t const room = last > caret ? last - caret : 1;
    std::size_t const under = std::clamp<std::size_t>(place.length, 1, room);
    out += gutter + " | " + std::string(caret - first + (first > 0 ? 1 : 0), ' ');
    out += '^' + std::string(under - 1, '~') + '\n';
}

/// Bytes that two words have in common, wherever they stand.
std::size_t letters_shared(std::string_view one, std::string_view other)
{
    std::string left(other);
    std::size_t shared = 0;
    for (char const c : one) {
        std::size_t const at = left.find(c);
        if (at != std::string::npos) {
            left.erase(at, 1);
            ++shared;
        }
    }
    return shared;
}

} // namespace

void Diagnostics::add(Diagnostic diagnostic)
{
    all_.push_back(std::move(diagnostic));
}

void Diagnostics::error(Place place, std::string code, std::string what, std::string hint)
{
    add({Severity::error,
         std::move(place),
         std::move(what),
         std::move(hint),
         std::move(code),
         std::nullopt,
         {}});
}

void Diagnostics::warning(Place place, std::string code, std::string what, std::string hint)
{
    add({Severity::warning,
         std::move(place),
         std::move(what),
         std::move(hint),
         std::move(code),
         std::nullopt,
         {}});
}

void Diagnostics::append(Diagnostics const& other)
{
    std::vector<Diagnostic> const copy = other.all_; // `other` may be this very object
    all_.insert(all_.end(), copy.begin(), copy.end());
}

bool Diagnostics::has_errors() const
{
    return error_count() > 0;
}

std::size_t Diagnostics::error_count() const
{
    return static_cast<std::size_t>(std::count_if(
        all_.begin(), all_.end(), [](auto const& d) { return d.severity == Severity::error; }));
}

std::size_t Diagnostics::warning_count() const
{
    return static_cast<std::size_t>(std::count_if(
        all_.begin(), all_.end(), [](auto const& d) { return d.severity == Severity::warning; }));
}

void Diagnostics::sort()
{
    auto const key = [](Diagnostic const& d) {
        return std::tie(d.place.file, d.place.line, d.place.column);
    };
    std::stable_sort(
        all_.begin(), all_.end(), [&key](auto const& a, auto const& b) { return key(a) < key(b); });
    std::vector<Diagnostic> kept;
    for (Diagnostic& d : all_) {
        // Repeats share a place, so they can only be among the last few kept.
        auto const same_place = std::find_if(
            kept.rbegin(), kept.rend(), [&](auto const& k) { return key(k) != key(d); });
        if (std::find(kept.rbegin(), same_place, d) == same_place) {
            kept.push_back(std::move(d));
        }
    }
    all_ = std::move(kept);
}

std::string to_text(Diagnostics const& diagnostics)
{
    std::string out;
    Sources sources;
    for (Diagnostic const& d : diagnostics.all()) {
        append_head(out, d.place, d.severity, d.what);
        if (std::string const* line = sources.line(d.place)) {
            append_source(out, d.place, *line);
        }
        if (!d.hint.empty()) {
            out += "hint: ";
            append_printable(out, d.hint);
            out += '\n';
        }
        if (d.also) {
            append_head(out, *d.also, Severity::note, d.also_what);
        }
    }
    return out;
}

std::optional<std::string> nearest_name(std::string_view word,
                                        std::vector<std::string> const& known)
{
    std::size_t const length = count_code_points(word);
    // One above the distance allowed; nothing is near to a word when every letter would change.
    std::size_t best = length <= 3 ? std::min<std::size_t>(length, 2) : 3;
    std::string const* nearest = nullptr;
    for (std::string const& name : known) {
        if (to_lower_ascii(name) == to_lower_ascii(word)) {
            return name;
        }
        std::size_t const other = count_code_points(name);
        if (std::max(length, other) - std::min(length, other) > best) {
            continue;
        }
        std::size_t const distance = edit_distance(word, name);
        bool const tie = nearest != nullptr && distance == best;
        if (distance < best ||
            (tie && letters_shared(word, name) > letters_shared(word, *nearest))) {
            best = distance;
            nearest = &name;
        }
    }
    return nearest == nullptr ? std::nullopt : std::optional(*nearest);
}

std::string nearest_hint(std::string_view word, std::vector<std::string> const& known)
{
    constexpr std::size_t longest_list = 16;
    if (auto const nearest = nearest_name(word, known)) {
        return "did you mean '" + *nearest + "'?";
    }
    if (known.empty() || known.size() > longest_list) {
        return {};
    }
    return "one of: " + join(known, ", ");
}

} // namespace securebase::base
