// SPDX-License-Identifier: MIT
// Looking for banned words in code.
#include "house/words.h"

#include "base/text.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace securebase::house {

namespace {

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// `= delete` forbids a function; it deletes nothing.
bool is_deleted_function(std::string_view line, std::size_t at)
{
    std::string_view const before = base::trim(line.substr(0, at));
    return line.substr(at).starts_with("delete") && before.ends_with('=');
}

bool says(std::string_view line, Banned const& banned)
{
    std::string const& word = banned.word;
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
        std::size_t const end = at + word.size();
        bool const before =
            banned.any_before || at == 0 || !is_word(line[at - 1]) || !is_word(word.front());
        bool const after = end == line.size() || !is_word(line[end]) || !is_word(word.back());
        if (before && after && !is_deleted_function(line, at)) {
            return true;
        }
    }
    return false;
}

bool is_exempt(std::string const& path, std::string const& exemption)
{
    return exemption.ends_with('/') ? path.starts_with(exemption) : path == exemption;
}

/// Lines of a file, from 1, that say the word.
std::vector<int> lines_that_say(SourceFile const& code, Banned const& banned)
{
    std::vector<int> lines;
    int number = 0;
    for (std::string const& line : base::split(code.text, '\n')) {
        ++number;
        if (!base::trim(line).starts_with('#') && says(line, banned)) { // <new> is a header
            lines.push_back(number);
        }
    }
    return lines;
}

std::vector<std::string> split_at_arrows(std::string_view line)
{
    std::vector<std::string> parts;
    for (std::size_t arrow = line.find("->"); arrow != std::string_view::npos;
         arrow = line.find("->")) {
        parts.emplace_back(base::trim(line.substr(0, arrow)));
        line.remove_prefix(arrow + 2);
    }
    parts.emplace_back(base::trim(line));
    return parts;
}

std::vector<SourceFile> to_code(std::vector<SourceFile> files)
{
    for (SourceFile& file : files) {
        file.text = without_comments_and_texts(file.text);
    }
    return files;
}

} // namespace

std::vector<Banned> read_banned(std::string_view text)
{
    std::vector<Banned> banned;
    int number = 0;
    for (std::string const& line : base::split(text, '\n')) {
        ++number;
        if (base::trim(line).empty() || line.front() == '#') {
            continue;
        }
        std::vector<std::string> const parts = split_at_arrows(line);
        if (parts.size() < 2 || parts.size() > 3 || parts[0].empty() || parts[1].empty()) {
            throw std::runtime_error("banned.txt:" + std::to_string(number) +
                                     ": expected word -> instead [-> paths]");
        }
        Banned one{parts[0], parts[0].starts_with('*'), parts[1], {}};
        one.word.erase(0, one.any_before ? 1 : 0);
        for (std::string const& path : base::split(parts.size() == 3 ? parts[2] : "", ' ')) {
            if (!path.empty()) {
                one.exempt.push_back(path);
            }
        }
        banned.push_back(std::move(one));
    }
    return banned;
}

std::vector<Breach> check_words(std::vector<SourceFile> const& files,
                                std::vector<Banned> const& banned)
{
    std::vector<Breach> breaches;
    for (SourceFile const& code : to_code(files)) {
        for (Banned const& one : banned) {
            if (std::any_of(one.exempt.begin(), one.exempt.end(), [&code](auto const& path) {
                    return is_exempt(code.path, path);
                })) {
                continue;
            }
            for (int const line : lines_that_say(code, one)) {
                breaches.push_back({code.path, line, "'" + one.word + "': " + one.instead});
            }
        }
    }
    return breaches;
}

std::vector<std::string> idle_exemptions(std::vector<SourceFile> const& files,
                                         std::vector<Banned> const& banned)
{
    std::vector<SourceFile> const codes = to_code(files);
    std::vector<std::string> idle;
    for (Banned const& one : banned) {
        for (std::string const& path : one.exempt) {
            if (std::none_of(codes.begin(), codes.end(), [&](SourceFile const& code) {
                    return is_exempt(code.path, path) && !lines_that_say(code, one).empty();
                })) {
                idle.push_back(one.word + ": " + path);
            }
        }
    }
    return idle;
}

} // namespace securebase::house
