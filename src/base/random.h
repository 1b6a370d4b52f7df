// SPDX-License-Identifier: MIT
// Chance that is the same on every machine: own generator, own shuffle, sub-seeds by name.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace securebase::base {

/// xoshiro256** seeded through SplitMix64.
/// Source: Blackman & Vigna 2021, Scrambled linear pseudorandom number generators, ACM TOMS 47(4).
class Random {
public:
    explicit Random(std::uint64_t seed);
    /// An independent stream for one purpose: the same (seed, name) gives the same stream
    /// everywhere.
    Random(std::uint64_t seed, std::string_view name);

    std::uint64_t next();
    /// Uniform in [0, bound), bound > 0, without modulo bias.
    /// Source: Lemire 2019, Fast random integer generation in an interval, ACM TOMACS 29(1).
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [0, 1) with 53 bits.
    double uniform();
    double
    normal(); ///< Mean 0, SD 1 (Marsaglia polar); may differ in the last bit between C libraries.
    double exponential(); ///< Mean 1; likewise.

    /// Fisher-Yates.
    template <class T> void shuffle(std::span<T> items)
    {
        for (std::size_t i = items.size(); i > 1; --i) {
            using std::swap;
            swap(items[i - 1], items[static_cast<std::size_t>(below(i))]);
        }
    }

private:
    std::uint64_t state_[4] = {};
};

/// 64 bits that depend on every bit of both (seeding, not security): FNV-1a of the name,
/// exclusive-or with the seed's first SplitMix64 output, through the SplitMix64 finaliser.
std::uint64_t mix(std::uint64_t seed, std::string_view name);

} // namespace securebase::base
