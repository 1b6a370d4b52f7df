// SPDX-License-Identifier: MIT
// `securebase score` and `securebase index`: from journals to scores.
#include "app/commands.h"
#include "base/diagnostics.h"
#include "record/store.h"
#include "score/persons.h"
#include "score/styles.h"
#include "score/summary.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace securebase::app {

namespace {

ExitCode failed(base::Error const& error)
{
    std::cerr << "securebase: " << error.what << '\n';
    if (!error.hint.empty()) {
        std::cerr << "hint: " << error.hint << '\n';
    }
    return ExitCode::world_failed;
}

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

void tell(record::RefreshReport const& report)
{
    tell("unfinished", report.unfinished);
    tell("torn", report.torn);
    tell("broken", report.broken);
    tell("unreadable", report.unreadable);
    tell("missing", report.missing);
}

nlohmann::json to_json(score::PersonTable const& table)
{
    nlohmann::json people = nlohmann::json::array();
    for (score::PersonRow const& row : table.rows) {
        nlohmann::json person{{"participant", row.participant},
                              {"visit", row.visit},
                              {"source", row.source},
                              {"outcome", row.outcome},
                              {"trials", row.trials}};
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            person["scores"][table.columns[i].name] =
                row.values[i] ? nlohmann::json(*row.values[i]) : nlohmann::json(nullptr);
        }
        if (!row.style.empty()) {
            person["style"] = row.style;
            person["style_rule"] = row.style_rule;
        }
        people.push_back(std::move(person));
    }
    return {{"people", people}, {"notes", table.notes}};
}

} // namespace

ExitCode score(ScoreArguments const& arguments)
{
    if (!arguments.style.empty() &&
        std::ranges::count(score::style_rules(), arguments.style) == 0) {
        std::cerr << "securebase: unknown style rule '" << arguments.style
                  << "'\nhint: " << base::nearest_hint(arguments.style, score::style_rules())
                  << '\n';
        return ExitCode::usage;
    }
    auto store = record::Store::open(arguments.data, record::StoreMode::read_write);
    if (!store) {
        return failed(store.error());
    }
    auto const report = store->refresh();
    if (!report) {
        return failed(report.error());
    }
    tell(*report);
    std::vector<score::SessionScores> sessions;
    auto const read = store->for_each([&](events::SessionRows const& rows) -> base::Result<void> {
        auto scored = score::score_session(rows);
        if (!scored) {
            return scored.error();
        }
        sessions.push_back(std::move(*scored));
        return {};
    });
    if (!read) {
        return failed(read.error());
    }
    score::PersonTable const table = score::persons(sessions, arguments.style);
    if (arguments.json) {
        std::cout << to_json(table).dump(2) << '\n';
    } else {
        std::cout << score::to_summary(table);
    }
    return ExitCode::done;
}

ExitCode index(IndexArguments const& arguments)
{
    auto store = record::Store::open(arguments.data,
                                     arguments.rebuild ? record::StoreMode::rebuild
                                                       : record::StoreMode::read_write);
    if (!store) {
        return failed(store.error());
    }
    auto const report = store->refresh();
    if (!report) {
        return failed(report.error());
    }
    tell(*report);
    std::cout << "indexed: " << report->added.size() << " new, " << report->updated.size()
              << " changed\n";
    return ExitCode::done;
}

} // namespace securebase::app
