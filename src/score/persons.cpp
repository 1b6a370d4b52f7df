// SPDX-License-Identifier: MIT
// One row per person and visit.
#include "score/persons.h"

#include "base/text.h"
#include "model/check.h"
#include "score/attachment.h"
#include "score/rules.h"
#include "score/styles.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace securebase::score {

namespace {

void grade_timing(events::SessionRows const& session, SessionScores& scores)
{
    std::int64_t valid = 0;
    for (events::ResponseRow const& row : session.rows) {
        if (row.part_kind != "block" || row.practice || !row.rt || row.exposures.empty()) {
            continue;
        }
        ++scores.timed_rows;
        bool const good = row.grade == events::Grade::a || row.grade == events::Grade::b ||
                          row.grade == events::Grade::v;
        valid += good ? 1 : 0;
    }
    if (scores.timed_rows > 0) {
        scores.share_valid_timing =
            static_cast<double>(valid) / static_cast<double>(scores.timed_rows);
    }
}

/// Which session of a person and visit counts for one experiment.
bool counts_more(SessionScores const& a, SessionScores const& b)
{
    return std::tuple(a.outcome == "complete", a.attempt) >
           std::tuple(b.outcome == "complete", b.attempt);
}

using Key = std::pair<std::string, std::int64_t>;

std::map<Key, std::vector<SessionScores const*>>
chosen_sessions(std::span<SessionScores const> sessions, std::vector<std::string>& notes)
{
    std::map<Key, std::vector<SessionScores const*>> people;
    for (SessionScores const& session : sessions) {
        std::string const who = session.participant + ", visit " + std::to_string(session.visit);
        if (session.outcome == "withdrawn") {
            notes.push_back(who + ": a withdrawn session was left out");
            continue;
        }
        auto& chosen = people[{session.participant, session.visit}];
        auto const same = std::ranges::find(chosen, session.experiment, &SessionScores::experiment);
        if (same == chosen.end()) {
            chosen.push_back(&session);
            continue;
        }
        if (counts_more(session, **same)) {
            *same = &session;
        }
        notes.push_back(who + ": of several attempts at " + session.experiment + " attempt " +
                        std::to_string((*same)->attempt) + " (" + (*same)->outcome + ") counts");
    }
    return people;
}

class TableMaker {
public:
    void add_value(PersonRow& row,
                   PersonColumn const& column,
                   std::optional<double> value,
                   std::string const& why)
    {
        auto const found = std::ranges::find(table_.columns, column.name, &PersonColumn::name);
        std::size_t const index = static_cast<std::size_t>(found - table_.columns.begin());
        if (found == table_.columns.end()) {
            table_.columns.push_back(column);
        }
        if (row.values.size() <= index) {
            row.values.resize(index + 1);
            row.why_missing.resize(index + 1, "not in this session");
        }
        row.values[index] = value;
        row.why_missing[index] = why;
    }

    PersonTable finish()
    {
        for (PersonRow& row : table_.rows) {
            row.values.resize(table_.columns.size());
            row.why_missing.resize(table_.columns.size(), "not in this session");
        }
        return std::move(table_);
    }

    PersonTable& table() { return table_; }

private:
    PersonTable table_;
};

std::optional<double> value_named(PersonTable const& table,
                                  PersonRow const& row,
                                  std::string_view ending,
                                  std::string& stem)
{
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        std::string const& name = table.columns[i].name;
        if (name.ends_with(ending) && row.values[i]) {
            stem = table.columns[i].unit;
            return row.values[i];
        }
    }
    return std::nullopt;
}

void add_style(PersonTable const& table, PersonRow& row, std::string const& rule)
{
    std::string scale;
    auto const anxiety = value_named(table, row, "_anxiety", scale);
    auto const avoidance = value_named(table, row, "_avoidance", scale);
    auto const ends = base::split(scale, '-');
    auto const least = ends.size() == 2 ? base::parse_number(ends[0]) : std::nullopt;
    auto const most = ends.size() == 2 ? base::parse_number(ends[1]) : std::nullopt;
    if (anxiety && avoidance && least && most) {
        if (auto const style = style_by(rule, *anxiety, *avoidance, *least, *most)) {
            row.style = style->label;
            row.style_rule = style->rule;
        }
    }
}

void fill_row(TableMaker& maker, PersonRow& row, std::vector<SessionScores const*> const& sessions)
{
    row.source = sessions.front()->source;
    row.outcome = sessions.front()->outcome;
    row.sessions = static_cast<std::int64_t>(sessions.size());
    for (SessionScores const* session : sessions) {
        row.trials += session->trials;
        row.outcome = session->outcome == "complete" ? row.outcome : session->outcome;
        for (Scores const& part : session->parts) {
            for (Score const& score : part.scores) {
                maker.add_value(row,
                                {score.name, score.description, score.unit},
                                score.value,
                                score.why_missing);
            }
            std::int64_t excluded = 0;
            for (auto const& [reason, count] : part.excluded) {
                excluded += count;
            }
            if (part.is_task) {
                maker.add_value(
                    row,
                    {part.name + "_n_excluded", "answers left out of " + part.name, "count"},
                    static_cast<double>(excluded),
                    "");
            }
        }
        if (session->timed_rows > 0) {
            maker.add_value(row,
                            {session->experiment + "_share_valid_timing",
                             "share of timed answers graded A, B or V (virtual)",
                             "share"},
                            session->share_valid_timing,
                            "");
        }
    }
}

} // namespace

base::Result<SessionScores> score_session(events::SessionRows const& session)
{
    auto const instruments = model::instruments_from_json(session.header.instruments);
    if (!instruments) {
        return instruments.error();
    }
    auto const measures = model::measures_from_json(session.header.measures);
    if (!measures) {
        return measures.error();
    }
    events::Header const& header = session.header;
    SessionScores scores{header.session,
                         header.experiment,
                         header.participant,
                         header.visit,
                         header.attempt,
                         header.source,
                         session.outcome,
                         session.trial_count,
                         0,
                         {},
                         {}};
    grade_timing(session, scores);
    for (model::Instrument const& instrument : *instruments) {
        scores.parts.push_back(score_answers(instrument, answers_in(session.rows, instrument.id)));
    }
    std::vector<Rule> const rules = all_rules();
    for (model::MeasureSpec const& measure : *measures) {
        auto const rule = std::ranges::find_if(
            rules, [&](Rule const& one) { return one.declaration.name == measure.rule; });
        if (rule == rules.end()) {
            return base::Error{"the session was recorded with the scoring rule '" + measure.rule +
                                   "', which this version does not know",
                               "use a version at least as new as the one that recorded it"};
        }
        scores.parts.push_back(rule->apply(measure, session.rows));
    }
    return scores;
}

PersonTable persons(std::span<SessionScores const> sessions, std::string const& style_rule)
{
    TableMaker maker;
    for (auto const& [key, chosen] : chosen_sessions(sessions, maker.table().notes)) {
        PersonRow row;
        row.participant = key.first;
        row.visit = key.second;
        fill_row(maker, row, chosen);
        maker.table().rows.push_back(std::move(row));
    }
    PersonTable table = maker.finish();
    if (!style_rule.empty()) {
        for (PersonRow& row : table.rows) {
            add_style(table, row, style_rule);
        }
    }
    return table;
}

} // namespace securebase::score
