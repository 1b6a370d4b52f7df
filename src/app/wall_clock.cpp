// SPDX-License-Identifier: MIT
// The wall clock.
#include "app/wall_clock.h"

#include <chrono>
#include <ctime>

namespace securebase::app {

std::string utc_now()
{
    std::time_t const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

std::string utc_today()
{
    return utc_now().substr(0, 10);
}

} // namespace securebase::app
