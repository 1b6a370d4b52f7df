// SPDX-License-Identifier: MIT
// Reads the Markdown that pages are written in.
#include "kinds/markdown.h"

#include "base/text.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

constexpr std::string_view bold_mark = "**";
constexpr std::string_view punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

bool is_escape(std::string_view text, std::size_t at)
{
    return text[at] == '\\' && at + 1 < text.size() &&
           punctuation.find(text[at + 1]) != std::string_view::npos;
}

std::size_t count_bold_marks(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_escape(text, i)) {
            ++i;
        } else if (text.substr(i, 2) == bold_mark) {
            ++count;
            ++i;
        }
    }
    return count;
}

bool is_page_end(std::string_view line)
{
    return line.size() >= 3 && line.find_first_not_of('-') == std::string_view::npos;
}

/// Lines are gathered into blocks, blocks into pages.
class Reader {
public:
    void line(std::string_view whole)
    {
        std::string_view const line = base::trim(whole);
        if (is_page_end(line)) {
            end_page();
        } else if (line.empty()) {
            end_block();
        } else if (line.starts_with("# ")) {
            single(BlockKind::heading, line.substr(2));
        } else if (line.starts_with("## ") || line.starts_with("### ")) {
            single(BlockKind::subheading, line.substr(line.find(' ')));
        } else if (line.starts_with("- ") || line.starts_with("* ")) {
            end_block();
            open_ = BlockKind::bullet;
            text_ = base::trim(line.substr(2));
        } else {
            text_ += (text_.empty() ? "" : " ") + std::string(line);
        }
    }

    std::vector<std::vector<Block>> finish()
    {
        end_page();
        return std::move(pages_);
    }

private:
    void single(BlockKind kind, std::string_view text)
    {
        end_block();
        open_ = kind;
        text_ = base::trim(text);
        end_block();
    }

    void end_block()
    {
        if (!text_.empty()) {
            page_.push_back({open_, read_styled(text_)});
        }
        text_.clear();
        open_ = BlockKind::paragraph;
    }

    void end_page()
    {
        end_block();
        if (!page_.empty()) {
            pages_.push_back(std::move(page_));
        }
        page_.clear();
    }

    std::vector<std::vector<Block>> pages_;
    std::vector<Block> page_;
    BlockKind open_ = BlockKind::paragraph;
    std::string text_;
};

} // namespace

StyledText read_styled(std::string_view text)
{
    StyledText made;
    std::size_t const paired = count_bold_marks(text) / 2 * 2;
    std::size_t seen = 0;
    std::size_t bold_since = 0; // While an odd number of marks has been seen.
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_escape(text, i)) {
            made.text += text[++i];
        } else if (text.substr(i, 2) == bold_mark && seen < paired) {
            ++seen;
            ++i;
            if (seen % 2 == 0) {
                made.bold.push_back({bold_since, made.text.size()});
            }
            bold_since = made.text.size();
        } else {
            made.text += text[i];
        }
    }
    return made;
}

std::vector<std::vector<Block>> read_markdown(std::string_view text)
{
    Reader reader;
    for (std::string const& line : base::split(text, '\n')) {
        reader.line(line);
    }
    return reader.finish();
}

} // namespace securebase::kinds
