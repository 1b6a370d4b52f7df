// SPDX-License-Identifier: MIT
// Making lines: the same few shapes again and again.
#pragma once

#include "base/text.h"
#include "rig/line.h"

#include <string>
#include <utility>

namespace securebase::rig {

/// What a line is about; verdict and value follow.
struct Subject {
    std::string id;
    std::string group;
    std::string what;
    std::string limit;
};

inline Line good(Subject const& about, std::string value, std::optional<double> number = {})
{
    return {about.id,
            about.group,
            about.what,
            std::move(value),
            number,
            about.limit,
            Verdict::good,
            {}};
}

inline Line bad(Subject const& about,
                Verdict verdict,
                std::string value,
                std::string fix,
                std::optional<double> number = {})
{
    return {about.id,
            about.group,
            about.what,
            std::move(value),
            number,
            about.limit,
            verdict,
            std::move(fix)};
}

inline Line unknown(Subject const& about, std::string why)
{
    return bad(about, Verdict::unknown, "not measured", std::move(why));
}

/// Good when `fine`; otherwise `verdict` with `fix`.
inline Line line_if(Subject const& about,
                    bool fine,
                    Verdict verdict,
                    std::string value,
                    std::string fix,
                    std::optional<double> number = {})
{
    return fine ? good(about, std::move(value), number)
                : bad(about, verdict, std::move(value), std::move(fix), number);
}

inline std::string ms(double value, int decimals = 3)
{
    return base::format_fixed(value, decimals) + " ms";
}

inline std::string of(std::uint64_t some, std::uint64_t all)
{
    return std::to_string(some) + " of " + std::to_string(all);
}

} // namespace securebase::rig
