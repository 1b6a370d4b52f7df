// SPDX-License-Identifier: MIT
// xoshiro256**, SplitMix64 seeding, unbiased bounds, sub-seeds by name.
#include "base/random.h"

#include "base/assert.h"

#include <bit>
#include <cmath>

namespace securebase::base {

namespace {

constexpr std::uint64_t golden_gamma = 0x9E3779B97F4A7C15U;

/// The finaliser of SplitMix64: a bijection in which every input bit reaches every output bit.
/// Source: Steele, Lea & Flood 2014, Fast splittable pseudorandom number generators, OOPSLA.
constexpr std::uint64_t finalise(std::uint64_t z)
{
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

constexpr std::uint64_t fnv1a(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (char const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3U;
    }
    return hash;
}

struct Wide {
    std::uint64_t high;
    std::uint64_t low;
};

/// All 128 bits of a product, without a compiler's own wide type.
constexpr Wide multiply(std::uint64_t a, std::uint64_t b)
{
    constexpr std::uint64_t mask = 0xFFFFFFFFU;
    std::uint64_t const low = (a & mask) * (b & mask);
    std::uint64_t const cross = (a >> 32U) * (b & mask) + (low >> 32U);
    std::uint64_t const middle = (a & mask) * (b >> 32U) + (cross & mask);
    return {(a >> 32U) * (b >> 32U) + (cross >> 32U) + (middle >> 32U),
            (middle << 32U) | (low & mask)};
}

} // namespace

std::uint64_t mix(std::uint64_t seed, std::string_view name)
{
    return finalise(finalise(seed + golden_gamma) ^ fnv1a(name));
}

Random::Random(std::uint64_t seed)
{
    for (std::uint64_t& word : state_) {
        seed += golden_gamma;
        word = finalise(seed);
    }
}

Random::Random(std::uint64_t seed, std::string_view name) : Random(mix(seed, name)) {}

std::uint64_t Random::next()
{
    std::uint64_t const result = std::rotl(state_[1] * 5, 7) * 9;
    std::uint64_t const shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound)
{
    SECUREBASE_ASSERT(bound > 0, "a bound of 0 leaves nothing to choose from");
    Wide product = multiply(next(), bound);
    if (product.low < bound) {
        // 2^64 mod bound: the low parts under it belong to values that come once too often.
        std::uint64_t const surplus = (0 - bound) % bound;
        while (product.low < surplus) {
            product = multiply(next(), bound);
        }
    }
    return product.high;
}

double Random::uniform()
{
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

double Random::normal()
{
    for (;;) {
        double const u = 2 * uniform() - 1;
        double const v = 2 * uniform() - 1;
        double const s = u * u + v * v;
        if (s > 0 && s < 1) {
            return u * std::sqrt(-2 * std::log(s) / s); // the second value is not kept
        }
    }
}

double Random::exponential()
{
    return -std::log1p(-uniform());
}

} // namespace securebase::base
