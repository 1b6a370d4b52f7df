// SPDX-License-Identifier: MIT
// How much room a disk has and how fast it makes things durable.
#pragma once

#include "base/result.h"
#include "ports/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::devices {

/// Bytes this account may still write below a folder.
std::optional<std::uint64_t> free_bytes(std::string const& folder);

/// Appends a few KB to a nameless file in a folder and makes them durable, so often; tells how many
/// ms each time took. Nothing stays. Errors: the folder takes no file, or the disk refused.
base::Result<std::vector<double>>
sync_delays(std::string const& folder, ports::Clock const& clock, std::size_t tries);

} // namespace securebase::devices
