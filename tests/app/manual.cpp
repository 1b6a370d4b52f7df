// SPDX-License-Identifier: MIT
// A page of the manual as what it asks its reader to do.
#include "app/manual.h"

#include "base/text.h"

namespace securebase::testing {

namespace {

constexpr std::string_view fence = "```";

/// The name in a line like `` `folder/name.yaml`: ``, or nothing.
std::string file_name(std::string_view line)
{
    bool const named = line.size() > 3 && line.starts_with('`') && line.ends_with("`:") &&
                       line.find('`', 1) == line.size() - 2;
    return named ? std::string(line.substr(1, line.size() - 3)) : std::string();
}

Step make_step(std::string_view info, std::string_view before, std::size_t line)
{
    Step step;
    step.line = line;
    step.name = file_name(before);
    if (!step.name.empty()) {
        step.kind = Step::Kind::file;
    } else if (info == "sh" || info.starts_with("sh exit=")) {
        step.kind = Step::Kind::commands;
        step.exit_code = info == "sh" ? 0 : std::stoi(std::string(info.substr(8)));
    }
    return step;
}

/// What commands print is theirs.
void add(std::vector<Step>& steps, Step step, std::string_view info)
{
    if (info == "text" && !steps.empty() && steps.back().kind == Step::Kind::commands &&
        !steps.back().is_shown) {
        steps.back().printed = step.body;
        steps.back().is_shown = true;
        return;
    }
    steps.push_back(std::move(step));
}

} // namespace

std::vector<Step> read_manual(std::string_view page)
{
    std::vector<Step> steps;
    std::string before;
    std::string info;
    Step step;
    bool inside = false;
    std::size_t number = 0;
    for (std::string const& line : base::split(page, '\n')) {
        ++number;
        if (line.starts_with(fence) && !inside) {
            info = line.substr(fence.size());
            step = make_step(info, before, number);
            before.clear();
            inside = true;
        } else if (line.starts_with(fence)) {
            add(steps, std::move(step), info);
            inside = false;
        } else if (inside) {
            step.body += line + '\n';
        } else if (!line.empty()) {
            before = line;
        }
    }
    return steps;
}

bool is_as_shown(std::string_view shown, std::string_view text)
{
    constexpr std::string_view anything = "...";
    std::size_t gap = shown.find(anything);
    if (gap == std::string_view::npos) {
        return shown == text;
    }
    if (!text.starts_with(shown.substr(0, gap))) {
        return false;
    }
    text.remove_prefix(gap);
    while (gap != std::string_view::npos) {
        shown.remove_prefix(gap + anything.size());
        gap = shown.find(anything);
        std::string_view const piece = shown.substr(0, gap);
        if (gap == std::string_view::npos) {
            return text.size() >= piece.size() && text.ends_with(piece);
        }
        std::size_t const found = text.find(piece);
        if (found == std::string_view::npos) {
            return false;
        }
        text.remove_prefix(found + piece.size());
    }
    return true;
}

} // namespace securebase::testing
