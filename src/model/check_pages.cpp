// SPDX-License-Identifier: MIT
// Markdown pages of an experiment.
#include "model/check_pages.h"

#include "base/text.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

namespace {

std::size_t count_words(std::string_view line)
{
    std::size_t words = 0;
    bool inside = false;
    for (char const c : line) {
        bool const letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
        bool const blank = c == ' ' || c == '\t';
        words += letter && !inside ? 1 : 0;
        inside = letter || (inside && !blank);
    }
    return words;
}

/// Calls `found(first line, words)` for every page that is too long.
template <class Found> void find_long_pages(std::string_view text, Found found)
{
    std::uint32_t line = 0;
    std::uint32_t first = 1;
    std::size_t words = 0;
    auto const end_page = [&] {
        if (words > comfortable_words) {
            found(first, words);
        }
        words = 0;
        first = line + 1;
    };
    for (std::string const& one : base::split(text, '\n')) {
        ++line;
        if (base::trim(one) == "---") {
            end_page();
        } else {
            first = words == 0 && base::trim(one).empty() ? line + 1 : first;
            words += count_words(one);
        }
    }
    end_page();
}

void warn(Checking& checking, base::Place place, std::size_t words)
{
    checking.warning(std::move(place),
                     "long-page",
                     "this page has " + std::to_string(words) + " words",
                     "up to " + std::to_string(comfortable_words) +
                         " read well; a line --- begins a new page");
}

} // namespace

void check_page_lengths(Checking& checking, std::string_view text, std::string const& file)
{
    find_long_pages(text, [&](std::uint32_t line, std::size_t words) {
        warn(checking, {file, line, 1, 1}, words);
    });
}

void check_page_lengths(Checking& checking, script::Node const& text)
{
    find_long_pages(text.text,
                    [&](std::uint32_t, std::size_t words) { warn(checking, text.place, words); });
}

base::Place place_of_byte(std::string const& file, std::string_view bytes, std::size_t byte)
{
    base::Place place{file, 1, 1, 1};
    std::size_t start = 0;
    for (std::size_t at = 0; at < byte; ++at) {
        bool const lone_return =
            bytes[at] == '\r' && (at + 1 == bytes.size() || bytes[at + 1] != '\n');
        if (bytes[at] == '\n' || lone_return) {
            ++place.line;
            start = at + 1;
        }
    }
    place.column +=
        static_cast<std::uint32_t>(base::count_code_points(bytes.substr(start, byte - start)));
    return place;
}

std::optional<std::string> load_page(Checking& checking,
                                     Source const& source,
                                     std::string const& name,
                                     base::Place const& place)
{
    Complaint complaint;
    auto const path = checking.files.find(source.folder, name, complaint);
    auto bytes = path ? checking.files.read(*path, complaint) : std::nullopt;
    if (!bytes) {
        checking.error(place, "file-missing", complaint.why, complaint.hint);
        return std::nullopt;
    }
    if (bytes->starts_with("\xEF\xBB\xBF")) {
        bytes->erase(0, 3);
    }
    if (auto const bad = base::first_invalid_utf8(*bytes)) {
        checking.error(place_of_byte(*path, *bytes, *bad),
                       "not-utf8",
                       quoted(name) + " is not UTF-8 from here on",
                       "save it as UTF-8");
        return std::nullopt;
    }
    std::erase(*bytes, '\r');
    if (base::trim(*bytes).empty()) {
        checking.error(place,
                       "empty-page",
                       quoted(name) + " is empty",
                       "write what participants are to read into it");
        return std::nullopt;
    }
    check_page_lengths(checking, *bytes, *path);
    return bytes;
}

} // namespace securebase::model
