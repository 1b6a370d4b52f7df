// SPDX-License-Identifier: MIT
// What scoring yields: named numbers that say how many answers they rest on, or why they are
// missing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace securebase::score {

struct Score {
    std::string name;            ///< Column name: `attention_attachment_threat_bias`.
    std::optional<double> value; ///< Empty: NA, see why_missing.
    std::int64_t n_used = 0;     ///< Answers it rests on.
    std::string description;     ///< One sentence with the direction in words.
    std::string unit;            ///< "ms", "1-7", "share", "count".
    std::string why_missing;
    bool operator==(Score const&) const = default;
};

/// One measure or instrument of one session.
struct Scores {
    std::string name; ///< Of the measure or instrument.
    std::vector<Score> scores;
    std::map<std::string, std::int64_t> excluded; ///< Reason to number of answers left out.
    bool is_task = true;                          ///< False for a questionnaire.
    std::vector<std::string> refused; ///< Answers that cannot be right, one sentence each.
};

} // namespace securebase::score
