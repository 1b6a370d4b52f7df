// SPDX-License-Identifier: MIT
// Reads durations, lengths, colours and percentages as scripts write them.
#pragma once

#include "model/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// What is wrong with a written value and what to write instead.
struct Complaint {
    std::string why;  ///< Names the value, lower case, no full stop.
    std::string hint; ///< May be empty.
};

/// `500 ms`, `1.5 s`, `2 frames`, `500..1000 ms`: above 0 and at most a day, ranges in whole units.
std::optional<TimeRange> read_time(std::string_view text, Complaint& complaint);
/// `200..1500 ms`: two times in milliseconds, the first may be 0.
std::optional<TimeRange> read_time_window(std::string_view text, Complaint& complaint);
/// `6 %` or `40 px`.
std::optional<Length> read_length(std::string_view text, Complaint& complaint);
/// `white` or `#rrggbb`.
std::optional<Rgb> read_color(std::string_view text, Complaint& complaint);
/// `70 %` as 0.7; from 0 to 100 %.
std::optional<double> read_percent(std::string_view text, Complaint& complaint);
/// `yes` or `no` (`true` and `false` are understood).
std::optional<bool> read_truth(std::string_view text, Complaint& complaint);

/// 'text', for messages.
std::string quoted(std::string_view text);

} // namespace securebase::model
