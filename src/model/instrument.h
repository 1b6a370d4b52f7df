// SPDX-License-Identifier: MIT
// A questionnaire as data: items, scale, key, missing rule, test vectors.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "model/expression.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

struct Item {
    std::string id;
    std::string text;
    bool operator==(Item const&) const = default;
};

struct Subscale {
    std::string name;
    std::vector<std::string> items;
    std::vector<std::string> reverse; ///< A part of items: scored as least + most - answer.
    bool operator==(Subscale const&) const = default;
};

/// A score computed from subscale scores, such as a model of self.
struct DerivedScore {
    std::string name;
    std::string formula; ///< An expression over subscale names.
    bool operator==(DerivedScore const&) const = default;
};

/// Hand-worked answers and what they must give.
struct TestVector {
    std::string name;
    std::map<std::string, double> answers;               ///< Absent: not answered.
    std::map<std::string, std::optional<double>> expect; ///< Empty: NA.
    bool operator==(TestVector const&) const = default;
};

struct Instrument {
    std::string id;
    std::string title;
    std::string status; ///< own-worded, verified, by source, from memory.
    std::string label;  ///< Shown to authors and in exports.
    std::string language = "en";
    std::string instructions;
    std::int64_t least = 1; ///< Lowest answer.
    std::int64_t most = 7;  ///< Highest answer.
    std::string low;        ///< Anchors; middle may be empty.
    std::string middle;
    std::string high;
    bool shuffle = false;
    double least_answered = 0.8; ///< Share of a subscale's items that must be answered for a mean.
    std::vector<Item> items;
    std::vector<Subscale> subscales;
    std::vector<DerivedScore> derived;
    std::vector<TestVector> vectors;
    bool operator==(Instrument const&) const = default;
};

/// Reads and checks one instrument file; faults at their place.
std::optional<Instrument> read_instrument(std::string const& file, base::Diagnostics& diagnostics);

} // namespace securebase::model
