// SPDX-License-Identifier: MIT
// Fingerprints of bytes and files (BLAKE2b through libsodium).
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace securebase::base {

/// BLAKE2b-256 as 64 lower-case hexadecimal digits.
std::string hash_hex(std::string_view bytes);
/// The same of a file's content.
Result<std::string> hash_file(std::string const& path);
/// BLAKE2b with 8 bytes of output as 16 hexadecimal digits, of `previous` followed by `bytes`.
std::string chain_hex(std::string_view previous, std::string_view bytes);
/// Random bytes from the operating system as hexadecimal digits (for identifiers, not for plans).
std::string random_hex(std::size_t bytes);

} // namespace securebase::base
