// SPDX-License-Identifier: MIT
// What a new stub says of a session; private to this room.
#pragma once

#include "record/stub.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>

namespace securebase::record {

/// From the journal as far as it can be read, else from the index. Without a day it is the day of
/// the journal's last change.
Stub new_stub(std::string const& data_folder,
              SQLite::Database const& database,
              std::string const& session,
              WithdrawnBy by,
              std::optional<std::string> const& day);

} // namespace securebase::record
