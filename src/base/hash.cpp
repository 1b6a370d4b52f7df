// SPDX-License-Identifier: MIT
// BLAKE2b and random bytes through libsodium.
#include "base/hash.h"

#include "base/assert.h"

#include <sodium.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <span>
#include <vector>

namespace securebase::base {

namespace {

std::string to_hex(std::span<unsigned char const> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (unsigned char const byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 0x0FU];
    }
    return text;
}

/// One running BLAKE2b of `length` bytes of output.
class Blake {
public:
    explicit Blake(std::size_t length) : length_(length)
    {
        SECUREBASE_ASSERT(sodium_init() >= 0, "libsodium cannot start");
        SECUREBASE_ASSERT(crypto_generichash_init(&state_, nullptr, 0, length_) == 0,
                          "libsodium refused the hash length");
    }

    void update(std::string_view bytes)
    {
        if (bytes.empty()) {
            return; // an empty view may point nowhere
        }
        // Bytes as unsigned char are the one cast the language allows for any object.
        auto const* data = reinterpret_cast<unsigned char const*>(bytes.data());
        crypto_generichash_update(&state_, data, bytes.size());
    }

    std::string finish()
    {
        std::array<unsigned char, crypto_generichash_BYTES> out{};
        crypto_generichash_final(&state_, out.data(), length_);
        return to_hex(std::span(out).first(length_));
    }

private:
    crypto_generichash_state state_{};
    std::size_t length_;
};

constexpr std::size_t full_length = crypto_generichash_BYTES; // 32 bytes
constexpr std::size_t chain_length = 8;

} // namespace

std::string hash_hex(std::string_view bytes)
{
    Blake blake(full_length);
    blake.update(bytes);
    return blake.finish();
}

Result<std::string> hash_file(std::string const& path)
{
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault)) {
        return Error{"cannot read '" + path + "'", "name an existing file"};
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return Error{"cannot read '" + path + "'", "check the file's permissions"};
    }
    Blake blake(full_length);
    std::vector<char> chunk(std::size_t{64} << 10U);
    while (in) {
        in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        blake.update({chunk.data(), static_cast<std::size_t>(in.gcount())});
    }
    if (in.bad()) {
        return Error{"reading '" + path + "' failed half way", "check the disk"};
    }
    return blake.finish();
}

std::string chain_hex(std::string_view previous, std::string_view bytes)
{
    Blake blake(chain_length);
    blake.update(previous);
    blake.update(bytes);
    return blake.finish();
}

std::string random_hex(std::size_t bytes)
{
    SECUREBASE_ASSERT(sodium_init() >= 0, "libsodium cannot start");
    std::vector<unsigned char> buffer(bytes);
    if (bytes > 0) {
        randombytes_buf(buffer.data(), buffer.size());
    }
    return to_hex(buffer);
}

} // namespace securebase::base
