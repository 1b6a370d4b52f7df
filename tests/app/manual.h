// SPDX-License-Identifier: MIT
// A page of the manual as what it asks its reader to do: files to write, commands to type.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::testing {

/// One fenced block.
struct Step {
    enum class Kind { file, commands, text };
    Kind kind = Kind::text;
    std::size_t line = 0;  ///< Of its first fence, from 1.
    std::string name;      ///< Of a file.
    std::string body;      ///< Its content, or the commands.
    int exit_code = 0;     ///< Of commands: what the page says ("sh exit=1").
    std::string printed;   ///< Of commands: the text block right after them; empty when none.
    bool is_shown = false; ///< Whether there is one.
};

/// A file is a block after a line that holds its name alone: `` `folder/name.yaml`: ``. Commands
/// are a block of `sh`; a block of `text` after them is what they print. Any other block has the
/// kind text.
std::vector<Step> read_manual(std::string_view page);

/// Whether the text is what the page shows; `...` there stands for anything.
bool is_as_shown(std::string_view shown, std::string_view text);

} // namespace securebase::testing
