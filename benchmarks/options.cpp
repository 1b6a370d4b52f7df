// SPDX-License-Identifier: MIT
// Benchmarks: `--name value` options.
#include "benchmarks/options.h"

#include <charconv>
#include <cstdlib>
#include <iostream>

namespace securebase::benchmarks {

namespace {

[[noreturn]] void refuse(std::string const& why)
{
    std::cerr << why << '\n';
    std::exit(2);
}

} // namespace

Options::Options(int argc, char** argv)
{
    for (int i = 1; i < argc; i += 2) {
        std::string const name = argv[i];
        if (!name.starts_with("--") || i + 1 >= argc) {
            refuse("options are written --name value, not " + name);
        }
        given_[name.substr(2)] = argv[i + 1];
    }
}

std::int64_t Options::number(std::string const& name, std::int64_t fallback) const
{
    auto const found = given_.find(name);
    if (found == given_.end()) {
        return fallback;
    }
    std::string const& text = found->second;
    std::int64_t value = 0;
    auto const done = std::from_chars(text.data(), text.data() + text.size(), value);
    if (done.ec != std::errc() || done.ptr != text.data() + text.size()) {
        refuse("--" + name + " takes a whole number, not " + text);
    }
    return value;
}

std::string Options::word(std::string const& name, std::string const& fallback) const
{
    auto const found = given_.find(name);
    return found == given_.end() ? fallback : found->second;
}

} // namespace securebase::benchmarks
