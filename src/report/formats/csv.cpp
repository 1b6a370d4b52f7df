// SPDX-License-Identifier: MIT
// The format csv: trials.csv, persons.csv, sessions.csv, triggers.csv and dictionary.json.
#include "base/text.h"
#include "report/atomic_file.h"
#include "report/dictionary.h"
#include "report/formats.h"
#include "report/persons_columns.h"
#include "report/session_columns.h"
#include "report/trial_columns.h"
#include "report/trigger_columns.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>

namespace securebase::report {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 20U; ///< Bytes kept before they are written.
constexpr std::array<std::string_view, 5> names{
    "trials.csv", "persons.csv", "sessions.csv", "triggers.csv", "dictionary.json"};

bool exists(std::string const& path)
{
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0;
}

/// An older export may be replaced; a file of the same name that is none may be somebody's work.
base::Result<void> check_folder(std::string const& folder)
{
    auto const dictionary = base::read_file(folder + "/dictionary.json");
    if (dictionary && is_dictionary(*dictionary)) {
        return {};
    }
    for (std::string_view const name : names) {
        std::string const path = folder + "/" + std::string(name);
        if (exists(path)) {
            return base::Error{"'" + path + "' is there and no export made it",
                               "move it away, or choose another folder with --out"};
        }
    }
    return {};
}

void write_names(std::string& out, std::vector<std::string> const& columns)
{
    Line line(out);
    for (std::string const& name : columns) {
        line.text(name);
    }
    line.end();
}

std::vector<std::string> names_of(std::vector<Column> const& columns)
{
    std::vector<std::string> all;
    all.reserve(columns.size());
    for (Column const& column : columns) {
        all.push_back(column.name);
    }
    return all;
}

/// trials.csv as it grows.
class TrialsWriter {
public:
    TrialsWriter(ExportInput const& input, AtomicFile& file)
        : input_(input), file_(file), columns_(input.trials)
    {
        buffer_.reserve(chunk + chunk / 8);
        write_names(buffer_, columns_.names());
        write_names(sessions_, names_of(session_columns()));
        write_names(triggers_, names_of(trigger_columns()));
    }

    base::Result<void> take(events::SessionRows const& session)
    {
        if (session.outcome == "withdrawn") {
            ++summary_.withdrawn;
            return {};
        }
        ++summary_.sessions;
        Line of_session(sessions_);
        write_session(of_session, session);
        auto const meanings = code_meanings(session.header);
        for (std::size_t i = 0; i < session.triggers.size(); ++i) {
            Line of_trigger(triggers_);
            write_trigger(of_trigger, session, meanings, i);
            ++trigger_rows_;
        }
        base::Instant const start = first_onset(session);
        for (events::ResponseRow const& row : session.rows) {
            Line line(buffer_);
            columns_.write(line, {session, row, start});
            ++rows_;
            if (buffer_.size() >= chunk) {
                if (auto written = flush(); !written) {
                    return written;
                }
            }
        }
        return {};
    }

    base::Result<void> flush()
    {
        auto written = file_.write(buffer_);
        buffer_.clear();
        if (input_.progress) {
            input_.progress(rows_, std::max(rows_, input_.trials.row_count));
        }
        return written;
    }

    ExportSummary summary() const { return summary_; }
    std::string const& sessions() const { return sessions_; }
    std::string const& triggers() const { return triggers_; }
    TableDoc sessions_doc() const
    {
        return {std::string(names[2]), "one row per session", summary_.sessions, session_columns()};
    }
    TableDoc triggers_doc() const
    {
        return {std::string(names[3]),
                "one row per code that other machines were told",
                trigger_rows_,
                trigger_columns()};
    }
    TableDoc doc() const
    {
        return {std::string(names[0]),
                "one row per question asked in a trial that was completed",
                rows_,
                columns_.describe()};
    }

private:
    ExportInput const& input_;
    AtomicFile& file_;
    TrialColumns columns_;
    std::string buffer_;
    std::string sessions_; ///< sessions.csv, which is short.
    std::string triggers_; ///< triggers.csv, which is narrow.
    ExportSummary summary_;
    std::uint64_t rows_ = 0;
    std::uint64_t trigger_rows_ = 0;
};

TableDoc write_persons(PersonTable const& table, std::string& out)
{
    TableDoc doc{std::string(names[1]),
                 "one row per person and visit",
                 table.rows.size(),
                 person_columns(table)};
    write_names(out, names_of(doc.columns));
    Line line(out);
    for (PersonRow const& row : table.rows) {
        write_person(line, table, row);
    }
    return doc;
}

base::Result<void> commit(std::vector<AtomicFile>& files, std::string const& folder)
{
    for (AtomicFile& file : files) {
        if (auto finished = file.finish(); !finished) {
            return finished;
        }
    }
    // Only now, when nothing can be too long for the disk any more. The dictionary comes first: an
    // export cut off between two names is still known as one.
    for (auto file = files.rbegin(); file != files.rend(); ++file) {
        if (auto committed = file->commit(); !committed) {
            return committed;
        }
    }
    return sync_names(folder);
}

base::Result<ExportSummary> write_csv(ExportInput const& input, std::string const& folder)
{
    if (auto const checked = check_folder(folder); !checked) {
        return checked.error();
    }
    std::vector<AtomicFile> files;
    files.reserve(names.size());
    for (std::string_view const name : names) {
        auto file = AtomicFile::create(folder + "/" + std::string(name));
        if (!file) {
            return file.error();
        }
        files.push_back(std::move(*file));
    }
    TrialsWriter trials(input, files[0]);
    auto written = input.trials.for_each(
        [&](events::SessionRows const& session) { return trials.take(session); });
    if (written) {
        written = trials.flush();
    }
    std::string persons;
    std::vector<TableDoc> const docs{trials.doc(),
                                     write_persons(input.persons, persons),
                                     trials.sessions_doc(),
                                     trials.triggers_doc()};
    std::string const dictionary = to_dictionary(docs, input.version);
    std::array<std::string_view, names.size() - 1> const texts{
        persons, trials.sessions(), trials.triggers(), dictionary};
    for (std::size_t i = 0; written && i < texts.size(); ++i) {
        written = files[i + 1].write(texts[i]);
    }
    if (written) {
        written = commit(files, folder);
    }
    if (!written) {
        return written.error();
    }
    ExportSummary summary = trials.summary();
    for (std::size_t i = 0; i < names.size(); ++i) {
        summary.files.push_back(
            {folder + "/" + std::string(names[i]), i < docs.size() ? docs[i].rows : 0});
    }
    return summary;
}

} // namespace

Format csv_format()
{
    return {"csv",
            "trials.csv, persons.csv, sessions.csv, triggers.csv and dictionary.json, as "
            "docs/formats/export.md "
            "describes them",
            check_folder,
            write_csv};
}

} // namespace securebase::report
