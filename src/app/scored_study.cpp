// SPDX-License-Identifier: MIT
// A study with its index up to date and every session scored.
#include "app/scored_study.h"

#include "app/progress.h"
#include "base/diagnostics.h"
#include "record/study.h"
#include "score/styles.h"

#include <algorithm>
#include <iostream>
#include <utility>

namespace securebase::app {

namespace {

/// What the operator should hear of the study before any number.
void tell(char const* title, std::vector<record::Finding> const& findings)
{
    for (record::Finding const& finding : findings) {
        std::cerr << title << ": "
                  << (finding.participant.empty() ? finding.session
                                                  : finding.participant + ", " + finding.experiment)
                  << ": " << finding.what << '\n';
    }
}

} // namespace

base::Result<record::RefreshReport> refresh(record::Store& store, bool quiet)
{
    auto const counted = [&] {
        Progress progress("looked at journals:", quiet);
        return store.refresh(
            [&](std::uint64_t done, std::uint64_t total) { progress.tell(done, total); });
    };
    auto report = counted();
    if (report) {
        tell("unfinished", report->unfinished);
        tell("torn", report->torn);
        tell("broken", report->broken);
        tell("unreadable", report->unreadable);
        tell("missing", report->missing);
        tell_erasing(*report);
    }
    return report;
}

void tell_erasing(record::RefreshReport const& report)
{
    tell("erased", report.erased);
    tell("not erased", report.not_erased);
}

std::string support_line(report::SupportFacts const& facts)
{
    return facts.sessions == 0 ? std::string() : "timing: " + report::support_of(facts) + '\n';
}

std::string withdrawn_line(std::uint64_t sessions)
{
    if (sessions == 0) {
        return {};
    }
    return sessions == 1
               ? "1 session withdrawn; nothing of it is kept\n"
               : std::to_string(sessions) + " sessions withdrawn; nothing of them is kept\n";
}

base::Result<void> known_style(std::string const& style_rule)
{
    std::vector<std::string> const rules = score::style_rules();
    if (style_rule.empty() || std::ranges::find(rules, style_rule) != rules.end()) {
        return {};
    }
    return base::Error{"unknown style rule '" + style_rule + "'",
                       base::nearest_hint(style_rule, rules)};
}

base::Result<ScoredStudy>
open_scored_study(std::string const& data_folder, std::string const& style_rule, bool quiet)
{
    auto store = record::Store::open(data_folder, record::StoreMode::read_write);
    if (!store) {
        return store.error();
    }
    auto const report = refresh(*store, quiet);
    if (!report) {
        return report.error();
    }
    std::vector<score::SessionScores> sessions;
    report::SupportFacts support;
    Progress progress("scored sessions:", quiet);
    std::size_t const total = record::list_sessions(data_folder).size();
    auto const read = store->for_each([&](events::SessionRows const& rows) -> base::Result<void> {
        auto scored = score::score_session(rows);
        if (!scored) {
            return scored.error();
        }
        sessions.push_back(std::move(*scored));
        report::add(support, report::support_facts(rows));
        progress.tell(sessions.size(), std::max(total, sessions.size()));
        return {};
    });
    if (!read) {
        return read.error();
    }
    return ScoredStudy{
        std::move(*store), score::persons(sessions, style_rule), support, report->withdrawn};
}

} // namespace securebase::app
