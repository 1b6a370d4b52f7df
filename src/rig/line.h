// SPDX-License-Identifier: MIT
// One judged fact of a machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::rig {

enum class Verdict : std::uint8_t {
    good,
    look,    ///< Sessions are worse for it than they need be.
    refuse,  ///< Times measured here mean nothing.
    unknown, ///< Could not be measured here: may be anything.
};

std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);

struct Line {
    std::string id;    ///< For programs; never changes its meaning.
    std::string group; ///< "screen", "keys", "machine", "disk and clock".
    std::string what;
    std::string value;            ///< As measured, with its unit, in words.
    std::optional<double> number; ///< The same for programs, in the limit's unit.
    std::string limit;            ///< What is good, in words; empty where nothing is wrong.
    Verdict verdict = Verdict::unknown;
    std::string fix; ///< What to do, or what it means; empty when good.
    bool operator==(Line const&) const = default;
};

/// refuse when one line refuses; else look when one is anything but good: what could not be
/// measured may be anything.
Verdict overall(std::vector<Line> const& lines);

std::vector<Line> lines_of(std::vector<Line> const& lines, Verdict verdict);

} // namespace securebase::rig
