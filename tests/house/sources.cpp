// SPDX-License-Identifier: MIT
// Finding the sources and blanking what is not code.
#include "house/sources.h"

#include "base/text.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <stdexcept>

namespace securebase::house {

namespace {

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Walks over a source and blanks what it is told to.
class Blanker {
public:
    explicit Blanker(std::string_view source) : text_(source) {}

    std::string run()
    {
        while (at_ < text_.size()) {
            std::string_view const rest = std::string_view(text_).substr(at_);
            if (rest.starts_with("//")) {
                blank_to(text_.find('\n', at_));
            } else if (rest.starts_with("/*")) {
                blank_past("*/", at_ + 2);
            } else if (rest.starts_with("R\"") && !follows_word()) {
                std::size_t const open = text_.find('(', at_);
                std::string const close = ")" + text_.substr(at_ + 2, open - at_ - 2) + '"';
                blank_past(close, open);
            } else if (text_[at_] == '"' || (text_[at_] == '\'' && !within_number())) {
                blank_quoted(text_[at_]);
            } else {
                ++at_;
            }
        }
        return std::move(text_);
    }

private:
    bool follows_word() const { return at_ > 0 && is_word(text_[at_ - 1]); }

    /// The ' of 1'000.
    bool within_number() const
    {
        std::size_t first = at_;
        while (first > 0 && (is_word(text_[first - 1]) || text_[first - 1] == '\'')) {
            --first;
        }
        return first < at_ && std::isdigit(static_cast<unsigned char>(text_[first])) != 0;
    }

    void blank_to(std::size_t end)
    {
        for (end = std::min(end, text_.size()); at_ < end; ++at_) {
            if (text_[at_] != '\n') {
                text_[at_] = ' ';
            }
        }
    }

    void blank_past(std::string const& close, std::size_t from)
    {
        std::size_t const end = text_.find(close, from);
        blank_to(end == std::string::npos ? end : end + close.size());
    }

    void blank_quoted(char quote)
    {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
            end += text_[end] == '\\' ? std::size_t{2} : 1;
        }
        ++at_; // the quotes stay, to show that something was there
        blank_to(end);
        ++at_;
    }

    std::string text_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<SourceFile> read_sources(std::string const& root)
{
    namespace fs = std::filesystem;
    std::vector<SourceFile> files;
    for (fs::directory_entry const& entry :
         fs::recursive_directory_iterator(fs::path(root) / "src")) {
        std::string const ending = entry.path().extension().string();
        if (!entry.is_regular_file() || (ending != ".h" && ending != ".cpp")) {
            continue;
        }
        auto text = base::load_file(entry.path().string());
        if (!text) {
            throw std::runtime_error(entry.path().string() + ": " + text.error().what);
        }
        files.push_back({fs::relative(entry.path(), root).generic_string(), std::move(*text)});
    }
    std::sort(
        files.begin(), files.end(), [](auto const& a, auto const& b) { return a.path < b.path; });
    return files;
}

std::string without_comments_and_texts(std::string_view source)
{
    return Blanker(source).run();
}

std::string to_text(std::vector<Breach> const& breaches)
{
    std::string text;
    for (Breach const& breach : breaches) {
        text += breach.file + ':' + std::to_string(breach.line) + ": " + breach.what + '\n';
    }
    return text;
}

} // namespace securebase::house
