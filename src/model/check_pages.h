// SPDX-License-Identifier: MIT
// Markdown pages of an experiment (private to the room).
#pragma once

#include "model/check_context.h"

#include <optional>
#include <string>

namespace securebase::model {

/// The text of the Markdown file `name`, as it is. Faults are added: the file's at `place`, where
/// the script names it, the text's in the file. Warns of pages too long to be read with ease.
std::optional<std::string> load_page(Checking& checking,
                                     Source const& source,
                                     std::string const& name,
                                     base::Place const& place);

/// A page longer than this is hard to read from a screen.
inline constexpr std::size_t comfortable_words = 130;

/// Warns of every page of `text` (pages are divided by lines `---`) that is too long.
void check_page_lengths(Checking& checking, std::string_view text, std::string const& file);
/// The same of a text in the script; the warning stands at its node.
void check_page_lengths(Checking& checking, script::Node const& text);

/// The place of a byte of a file.
base::Place place_of_byte(std::string const& file, std::string_view bytes, std::size_t byte);

} // namespace securebase::model
