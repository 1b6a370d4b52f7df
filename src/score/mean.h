// SPDX-License-Identifier: MIT
// A running mean.
#pragma once

#include <cstdint>
#include <optional>

namespace securebase::score {

class Mean {
public:
    void add(double value)
    {
        sum_ += value;
        ++n_;
    }
    std::int64_t n() const { return n_; }
    std::optional<double> value() const
    {
        return n_ == 0 ? std::nullopt : std::optional(sum_ / static_cast<double>(n_));
    }

private:
    double sum_ = 0;
    std::int64_t n_ = 0;
};

} // namespace securebase::score
