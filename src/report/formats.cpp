// SPDX-License-Identifier: MIT
// The list of formats.
#include "report/formats.h"

namespace securebase::report {

std::vector<Format> all_formats()
{
    return {csv_format()};
}

} // namespace securebase::report
