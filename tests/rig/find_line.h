// SPDX-License-Identifier: MIT
// The line of a name among others.
#pragma once

#include "rig/line.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace securebase::testing {

inline rig::Line line_of(std::vector<rig::Line> const& lines, std::string const& id)
{
    auto const found = std::ranges::find(lines, id, &rig::Line::id);
    BOOST_REQUIRE_MESSAGE(found != lines.end(), "there is no line " << id);
    return *found;
}

inline std::string verdict_of(std::vector<rig::Line> const& lines, std::string const& id)
{
    return std::string(rig::name_of(line_of(lines, id).verdict));
}

} // namespace securebase::testing
