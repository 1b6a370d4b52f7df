// SPDX-License-Identifier: MIT
// How far a command is that takes longer than a moment.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>

namespace securebase::app {

/// Says `DOING 640 of 1000` now and then: on a terminal one line that counts, after half a second;
/// elsewhere a line every two seconds.
/// Thread: any.
class Progress {
public:
    using Now = std::function<base::Duration()>; ///< Since some fixed moment.

    /// To standard error; nothing at all when `quiet`.
    Progress(std::string doing, bool quiet);
    /// The same with everything given, for tests.
    Progress(std::string doing, std::ostream& out, bool terminal, Now now);
    ~Progress(); ///< Ends the line that counts when it did not come to its end.
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    void tell(std::uint64_t done, std::uint64_t total);

private:
    std::mutex mutex_;
    std::string doing_;
    std::ostream* out_; ///< Null when quiet.
    bool terminal_;
    Now now_;
    base::Duration due_; ///< When it may speak next.
    bool line_is_open_ = false;
};

} // namespace securebase::app
