// SPDX-License-Identifier: MIT
// Benchmarks: `--name value` options, all whole numbers or words.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace securebase::benchmarks {

class Options {
public:
    /// Exits with 2 and a sentence when the line is not a row of `--name value`.
    Options(int argc, char** argv);

    /// Exits with 2 when it is no whole number.
    std::int64_t number(std::string const& name, std::int64_t fallback) const;
    std::string word(std::string const& name, std::string const& fallback) const;

private:
    std::map<std::string, std::string> given_;
};

} // namespace securebase::benchmarks
