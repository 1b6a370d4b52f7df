// SPDX-License-Identifier: MIT
// The JSON texts of part, trial and answer events as values.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::events {

struct PartFacts {
    std::string name;
    std::string kind;
};

struct StageFacts {
    std::string name;
    std::optional<double> ms;
    std::optional<std::int32_t> frames;
    bool critical = false;
    std::string kind; ///< Empty when it asks nothing.
};

struct TrialFacts {
    std::string name;
    std::int64_t block = 0;
    std::int64_t in_block = 0;
    bool practice = false;
    std::optional<std::uint32_t> repeats; ///< The trial, missed, that this one repeats.
    std::map<std::string, std::string> conditions;
    std::vector<StageFacts> stages;
};

struct AnswerFacts {
    std::optional<std::string> value; ///< Empty when null.
    std::optional<bool> correct;
    std::vector<double> parts_ms;
};

/// Errors of all: not JSON, or a member that is missing, unknown or of the wrong type.
base::Result<PartFacts> part_facts(std::string_view json);
base::Result<TrialFacts> trial_facts(std::string_view json);
/// Of change and response.
base::Result<AnswerFacts> answer_facts(std::string_view json);
/// Of no_response, whose text may be empty.
base::Result<std::optional<bool>> missed_correct(std::string_view json);

} // namespace securebase::events
