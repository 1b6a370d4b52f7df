// SPDX-License-Identifier: MIT
// A study with its index up to date and every session scored: what `score` and `export` share.
#pragma once

#include "base/result.h"
#include "record/store.h"
#include "report/support.h"
#include "score/persons.h"

#include <cstdint>
#include <string>

namespace securebase::app {

struct ScoredStudy {
    record::Store store;
    score::PersonTable persons;
    report::SupportFacts support; ///< Of all sessions that were read.
    std::uint64_t withdrawn = 0;  ///< Sessions of which only a stub is kept.
};

/// Says on standard error what is the matter with sessions. Errors: the index, or a session that
/// cannot be scored.
base::Result<ScoredStudy> open_scored_study(std::string const& data_folder,
                                            std::string const& style_rule,
                                            bool quiet = false);

/// Brings the index up to date and says what is the matter in the study.
base::Result<record::RefreshReport> refresh(record::Store& store, bool quiet = false);

/// Says which withdrawn sessions were erased now, and which could not be.
void tell_erasing(record::RefreshReport const& report);

/// What the data support, as a line; empty when there are none.
std::string support_line(report::SupportFacts const& facts);

/// "2 sessions withdrawn; nothing of them is kept" as a line; empty for none.
std::string withdrawn_line(std::uint64_t sessions);

/// Nothing when there is such a rule or none was asked for. Errors: the nearest one as a hint.
base::Result<void> known_style(std::string const& style_rule);

} // namespace securebase::app
