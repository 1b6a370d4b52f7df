// SPDX-License-Identifier: MIT
// `securebase export`: a study as tidy tables.
#include "app/commands.h"
#include "app/progress.h"
#include "app/say.h"
#include "app/scored_study.h"
#include "base/diagnostics.h"
#include "report/formats.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace securebase::app {

namespace {

report::PersonCell cell_of(std::optional<double> const& value)
{
    if (value) {
        return *value;
    }
    return std::monostate();
}

report::PersonCell cell_of(std::string const& word)
{
    if (word.empty()) {
        return std::monostate();
    }
    return word;
}

/// Scores as any format takes them. A style label, when asked for, stands beside its rule.
report::PersonTable to_report(score::PersonTable const& scored, bool with_style)
{
    report::PersonTable table;
    table.columns = {
        {"source", "real, virtual (a program on a real display) or simulated", "", true},
        {"outcome", "how the person's sessions ended", "", true},
        {"sessions", "sessions joined in this row", "count", false},
        {"trials", "complete trials", "count", false}};
    for (score::PersonColumn const& column : scored.columns) {
        table.columns.push_back({column.name, column.description, column.unit, false});
    }
    if (with_style) {
        table.columns.push_back(
            {"style",
             "label under the rule beside it; a description of two scores, no diagnosis",
             "",
             true});
        table.columns.push_back({"style_rule", "name of the rule", "", true});
    }
    for (score::PersonRow const& person : scored.rows) {
        report::PersonRow row{person.participant, person.visit, {}};
        row.cells = {person.source,
                     person.outcome,
                     static_cast<double>(person.sessions),
                     static_cast<double>(person.trials)};
        for (auto const& value : person.values) {
            row.cells.push_back(cell_of(value));
        }
        if (with_style) {
            row.cells.push_back(cell_of(person.style));
            row.cells.push_back(cell_of(person.style_rule));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

base::Result<report::TrialSource> source_of(record::Store const& store)
{
    auto const names = store.column_names();
    auto const count = store.row_count();
    if (!names || !count) {
        return names ? count.error() : names.error();
    }
    return report::TrialSource{
        names->conditions,
        names->critical_stages,
        *count,
        [&store](report::TrialSource::Visit const& visit) { return store.for_each(visit); }};
}

} // namespace

ExitCode export_data(ExportArguments const& arguments)
{
    if (auto const known = known_style(arguments.style); !known) {
        return failed(known.error(), ExitCode::usage);
    }
    std::vector<report::Format> const formats = report::all_formats();
    auto const format = std::ranges::find(formats, arguments.format, &report::Format::name);
    if (format == formats.end()) {
        std::vector<std::string> names;
        std::ranges::transform(formats, std::back_inserter(names), &report::Format::name);
        return failed({"unknown format '" + arguments.format + "'",
                       base::nearest_hint(arguments.format, names)},
                      ExitCode::usage);
    }
    if (auto const admitted = format->admit(arguments.out); !admitted) {
        return failed(admitted.error(), ExitCode::refused);
    }
    auto study = open_scored_study(arguments.data, arguments.style, arguments.quiet);
    if (!study) {
        return failed(study.error());
    }
    auto source = source_of(study->store);
    if (!source) {
        return failed(source.error());
    }
    std::error_code error;
    std::filesystem::create_directories(arguments.out, error);
    if (error) {
        return failed({"cannot make the folder '" + arguments.out + "': " + error.message(),
                       "name another with --out"});
    }
    Progress progress("exported rows:", arguments.quiet);
    auto const tell_progress = [&](std::uint64_t done, std::uint64_t total) {
        progress.tell(done, total);
    };
    report::ExportInput const input{std::move(*source),
                                    to_report(study->persons, !arguments.style.empty()),
                                    SECUREBASE_VERSION,
                                    tell_progress};
    auto const written = format->write(input, arguments.out);
    if (!written) {
        return failed(written.error());
    }
    for (report::ExportedFile const& file : written->files) {
        std::cout << file.path;
        if (file.rows > 0) {
            std::cout << "  " << file.rows << " rows";
        }
        std::cout << '\n';
    }
    if (written->withdrawn > 0) {
        std::cout << "left out: " << written->withdrawn << " withdrawn sessions, not erased yet\n";
    }
    std::cout << support_line(study->support) << withdrawn_line(study->withdrawn);
    return ExitCode::done;
}

} // namespace securebase::app
