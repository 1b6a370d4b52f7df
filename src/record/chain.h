// SPDX-License-Identifier: MIT
// How the lines of a journal hang together: each carries a hash over itself and the one before.
#pragma once

#include <cstddef>
#include <string_view>

namespace securebase::record {

/// Stands for the hash before the first line.
inline constexpr std::string_view chain_start = "0000000000000000";
inline constexpr std::size_t chain_digits = chain_start.size();
/// A line is BODY + chain_open + hash + chain_close, where BODY is an event's JSON without its
/// closing brace.
inline constexpr std::string_view chain_open = ",\"h\":\"";
inline constexpr std::string_view chain_close = "\"}";

} // namespace securebase::record
