// SPDX-License-Identifier: MIT
// One experiment file from its first line to its last (private to the room).
#pragma once

#include "model/check_context.h"
#include "model/check_session.h"

#include <string>

namespace securebase::model {

/// What an including experiment says about an included one.
struct Inclusion {
    script::Node const* set = nullptr; ///< Its `set` map.
    Scope const* scope = nullptr;      ///< Names that `set` may use.
    Standing standing;                 ///< Suffix, conditions and outer parts only.
    std::vector<std::string> chain;    ///< Real paths of the files that led here.
};

/// Reads the experiment in `folder` and appends its parts and measures. `inclusion` is none for the
/// session's own script.
void read_source(Checking& checking,
                 std::string const& folder,
                 std::string const& file,
                 Inclusion const* inclusion);

/// `set` of an inclusion over the parameters as the script declares them.
void read_parameters(Checking& checking,
                     Source& source,
                     script::Node const* parameters,
                     Inclusion const* inclusion);
void read_between(Checking& checking, Source& source, script::Node const& between);
void read_screen(Checking& checking, Source& source, script::Node const& screen, ScreenSpec& into);
void read_places(Checking& checking, Source& source, script::Node const& places);
void read_texts(Checking& checking, Source& source, script::Node const& texts);
void read_measures(Checking& checking, Source& source, script::Node const& measures);
/// Warns of tables, trials and parameters that nothing uses.
void warn_of_unused(Checking& checking, Source& source);

} // namespace securebase::model
