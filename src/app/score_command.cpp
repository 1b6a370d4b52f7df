// SPDX-License-Identifier: MIT
// `securebase score` and `securebase index`: from journals to scores.
#include "app/commands.h"
#include "app/say.h"
#include "app/scored_study.h"
#include "score/summary.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace securebase::app {

namespace {

nlohmann::json to_json(ScoredStudy const& study)
{
    score::PersonTable const& table = study.persons;
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
    return {{"people", people},
            {"notes", table.notes},
            {"support", report::support_of(study.support)},
            {"withdrawn", study.withdrawn}};
}

} // namespace

ExitCode score(ScoreArguments const& arguments)
{
    if (auto const known = known_style(arguments.style); !known) {
        return failed(known.error(), ExitCode::usage);
    }
    auto const study = open_scored_study(arguments.data, arguments.style);
    if (!study) {
        return failed(study.error());
    }
    if (arguments.json) {
        std::cout << to_json(*study).dump(2) << '\n';
    } else {
        std::cout << score::to_summary(study->persons) << support_line(study->support)
                  << withdrawn_line(study->withdrawn);
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
    auto const report = refresh(*store);
    if (!report) {
        return failed(report.error());
    }
    std::cout << "indexed: " << report->added.size() << " new, " << report->updated.size()
              << " changed\n"
              << withdrawn_line(report->withdrawn);
    return ExitCode::done;
}

} // namespace securebase::app
