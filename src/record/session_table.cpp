// SPDX-License-Identifier: MIT
// A session's rows go into the index and come out again as they were.
#include "record/session_table.h"

#include "events/text_form.h"
#include "record/sqlite.h"

#include <nlohmann/json.hpp>

#include <array>
#include <set>

namespace securebase::record {

namespace {

using nlohmann::json;

std::string to_text(json const& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string insert_into(std::string const& table, int columns)
{
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (int i = 1; i < columns; ++i) {
        sql += ", ?";
    }
    return sql + ")";
}

/// A list of texts, or of numbers.
template <class Items> void read_list(std::string const& text, Items& items)
{
    using Item = typename Items::value_type;
    for (json const& item : json::parse(text, nullptr, false)) {
        if (std::is_same_v<Item, std::string> ? item.is_string() : item.is_number()) {
            items.push_back(item.template get<Item>());
        }
    }
}

void put_onsets(Binder& binder, events::Onsets const& onsets)
{
    for (std::uint64_t const count :
         {onsets.planned, onsets.missed, onsets.missed_frames, onsets.unknown}) {
        binder.put(static_cast<std::int64_t>(count));
    }
}

events::Onsets get_onsets(Columns& columns)
{
    events::Onsets onsets;
    for (std::uint64_t* count :
         {&onsets.planned, &onsets.missed, &onsets.missed_frames, &onsets.unknown}) {
        *count = columns.number_as<std::uint64_t>();
    }
    return onsets;
}

void put_flag(Binder& binder, std::optional<bool> const& flag)
{
    binder.put(flag ? std::optional<std::int64_t>(*flag) : std::nullopt);
}

std::optional<bool> get_flag(Columns& columns)
{
    auto const number = columns.maybe_number();
    return number ? std::optional(*number != 0) : std::nullopt;
}

void put_presses(Binder& binder, std::optional<events::Presses> const& presses)
{
    using Count = std::optional<std::int64_t>;
    binder.put(presses ? Count(presses->before) : Count())
        .put(presses ? presses->open : Count())
        .put(presses ? Count(presses->after) : Count())
        .put(presses ? Count(presses->late) : Count());
}

std::optional<events::Presses> get_presses(Columns& columns)
{
    auto const before = columns.maybe_number();
    auto const open = columns.maybe_number();
    auto const after = columns.maybe_number();
    auto const late = columns.maybe_number();
    if (!before || !after || !late) {
        return std::nullopt;
    }
    return events::Presses{*before, open, *after, *late};
}

void put_moment(Binder& binder, std::optional<base::Timestamp> const& when)
{
    if (!when) {
        std::optional<std::int64_t> const absent;
        binder.put(absent).put(absent).put(absent).put(std::optional<std::string>());
        return;
    }
    binder.put(base::to_ns(when->earliest)).put(base::to_ns(when->likely()));
    binder.put(base::to_ns(when->latest));
    binder.put(events::name_of(when->source));
}

void put_span(Binder& binder, std::optional<base::Span> const& span)
{
    binder.put(span ? std::optional(base::to_ns(span->least)) : std::nullopt);
    binder.put(span ? std::optional(base::to_ns(span->likely())) : std::nullopt);
    binder.put(span ? std::optional(base::to_ns(span->most)) : std::nullopt);
}

std::optional<base::Timestamp> get_moment(Columns& columns)
{
    auto const lo = columns.maybe_number();
    auto const at = columns.maybe_number();
    auto const hi = columns.maybe_number();
    auto const name = columns.maybe_text();
    if (!lo || !at || !hi || !name) {
        return std::nullopt;
    }
    return base::Timestamp::about(base::instant_from_ns(*at),
                                  base::instant_from_ns(*lo),
                                  base::instant_from_ns(*hi),
                                  events::source_named(*name).value_or(base::TimeSource::unknown));
}

std::optional<base::Span> get_span(Columns& columns)
{
    auto const lo = columns.maybe_number();
    auto const at = columns.maybe_number();
    auto const hi = columns.maybe_number();
    if (!lo || !at || !hi) {
        return std::nullopt;
    }
    return base::Span::about(base::Duration(*at), base::Duration(*lo), base::Duration(*hi));
}

void put_duration(Binder& binder, std::optional<base::Duration> const& span)
{
    binder.put(span ? std::optional<std::int64_t>(span->count()) : std::nullopt);
}

std::optional<base::Duration> get_duration(Columns& columns)
{
    auto const ns = columns.maybe_number();
    return ns ? std::optional(base::Duration(*ns)) : std::nullopt;
}

events::Grade grade_named(std::string_view name)
{
    using events::Grade;
    for (Grade const grade : {Grade::a, Grade::b, Grade::c, Grade::v}) {
        if (events::name_of(grade) == name) {
            return grade;
        }
    }
    return Grade::x;
}

events::ResponseRow row_from(SQLite::Statement const& statement)
{
    Columns columns(statement);
    events::ResponseRow row;
    row.part = columns.number_as<std::uint16_t>();
    row.part_name = columns.text();
    row.part_kind = columns.text();
    row.block = columns.number();
    row.trial = columns.number_as<std::uint32_t>();
    row.in_block = columns.number();
    row.trial_name = columns.text();
    row.practice = columns.number() != 0;
    row.stage = columns.text();
    row.response_kind = columns.text();
    // Another program may have changed these: what is not as expected is not there.
    json const conditions = json::parse(columns.text(), nullptr, false);
    for (auto const& [name, value] : conditions.items()) {
        if (value.is_string()) {
            row.conditions.emplace(name, value.get<std::string>());
        }
    }
    row.response = columns.maybe_text();
    row.correct = get_flag(columns);
    row.onset = get_moment(columns).value_or(base::Timestamp{});
    row.onset_late = columns.maybe_int();
    row.onset_target = columns.maybe_number();
    row.onset_refresh = columns.maybe_number();
    row.offset = get_moment(columns);
    row.answered = get_moment(columns);
    row.rt = get_span(columns);
    row.first_rt = get_span(columns);
    row.changes = columns.number();
    read_list(columns.text(), row.parts_ms);
    row.answered_by = columns.maybe_text();
    read_list(columns.text(), row.doubts);
    row.presses = get_presses(columns);
    row.held = columns.maybe_number();
    row.anticipated = get_flag(columns);
    row.longest_gap = get_duration(columns);
    row.input_gap = get_duration(columns);
    if (auto const repeats = columns.maybe_number()) {
        row.repeats = static_cast<std::uint32_t>(*repeats);
    }
    row.verdict = columns.text();
    row.grade = grade_named(columns.text());
    return row;
}

events::TriggerRow trigger_from(SQLite::Statement const& statement)
{
    Columns columns(statement);
    events::TriggerRow trigger;
    trigger.trial = columns.number_as<std::uint32_t>();
    trigger.trial_name = columns.text();
    trigger.block = columns.number();
    trigger.in_block = columns.number();
    trigger.complete = columns.number() != 0;
    trigger.stage = columns.text();
    trigger.code = columns.number();
    trigger.onset = get_moment(columns).value_or(base::Timestamp{});
    trigger.sent = get_moment(columns).value_or(base::Timestamp{});
    return trigger;
}

} // namespace

SessionWriter::SessionWriter(SQLite::Database& database)
    : remove_(database, "DELETE FROM session WHERE session = ?"),
      session_(database, insert_into("session", 30)),
      response_(database, insert_into("response", 51)),
      exposure_(database, insert_into("exposure", 11)),
      trigger_(database, insert_into("trigger_sent", 17)),
      quality_(database, insert_into("quality", 3)),
      name_(database, insert_into("session_column", 3))
{}

void SessionWriter::put(events::SessionRows const& rows, JournalFacts const& journal)
{
    events::Header const& header = rows.header;
    std::string const& session = header.session;
    Binder(remove_).put(session).run();
    Binder binder(session_);
    binder.put(session)
        .put(events::to_json(header))
        .put(header.experiment)
        .put(header.title)
        .put(header.participant)
        .put(header.number)
        .put(header.visit)
        .put(header.attempt)
        .put(header.source)
        .put(std::to_string(header.seed))
        .put(header.started_utc)
        .put(header.version)
        .put(header.build)
        .put(header.frame_ns)
        .put(rows.outcome)
        .put(static_cast<std::int64_t>(rows.event_count))
        .put(static_cast<std::int64_t>(rows.trial_count));
    put_onsets(binder, rows.critical);
    put_onsets(binder, rows.others);
    binder.put(journal.state)
        .put(journal.says)
        .put(journal.bytes)
        .put(journal.mtime_ns)
        .put(journal.hash)
        .run();
    std::int64_t index = 0;
    for (events::ResponseRow const& row : rows.rows) {
        put_row(session, index++, row);
    }
    index = 0;
    for (events::TriggerRow const& trigger : rows.triggers) {
        put_trigger(session, index++, trigger);
    }
    index = 0;
    for (std::string const& what : rows.quality) {
        Binder(quality_).put(session).put(index++).put(what).run();
    }
    put_names(rows);
}

void SessionWriter::put_row(std::string const& session,
                            std::int64_t index,
                            events::ResponseRow const& row)
{
    Binder binder(response_);
    binder.put(session)
        .put(index)
        .put(std::int64_t{row.part})
        .put(row.part_name)
        .put(row.part_kind)
        .put(row.block)
        .put(std::int64_t{row.trial})
        .put(row.in_block)
        .put(row.trial_name)
        .put(std::int64_t{row.practice})
        .put(row.stage)
        .put(row.response_kind)
        .put(to_text(json(row.conditions)))
        .put(row.response);
    put_flag(binder, row.correct);
    put_moment(binder, row.onset);
    binder.put(row.onset_late).put(row.onset_target).put(row.onset_refresh);
    put_moment(binder, row.offset);
    put_moment(binder, row.answered);
    put_span(binder, row.rt);
    put_span(binder, row.first_rt);
    binder.put(row.changes)
        .put(to_text(json(row.parts_ms)))
        .put(row.answered_by)
        .put(to_text(json(row.doubts)));
    put_presses(binder, row.presses);
    binder.put(row.held);
    put_flag(binder, row.anticipated);
    put_duration(binder, row.longest_gap);
    put_duration(binder, row.input_gap);
    binder.put(row.repeats ? std::optional<std::int64_t>(*row.repeats) : std::nullopt);
    binder.put(row.verdict).put(events::name_of(row.grade)).run();

    std::int64_t position = 0;
    for (events::Exposure const& exposure : row.exposures) {
        Binder(exposure_)
            .put(session)
            .put(index)
            .put(position++)
            .put(exposure.stage)
            .put(exposure.requested_ms)
            .put(exposure.achieved_ms)
            .put(exposure.planned_frames)
            .put(exposure.achieved_frames)
            .put(exposure.late_frames)
            .put(exposure.target_refresh)
            .put(exposure.refresh)
            .run();
    }
}

void SessionWriter::put_trigger(std::string const& session,
                                std::int64_t index,
                                events::TriggerRow const& trigger)
{
    Binder binder(trigger_);
    binder.put(session)
        .put(index)
        .put(std::int64_t{trigger.trial})
        .put(trigger.trial_name)
        .put(trigger.block)
        .put(trigger.in_block)
        .put(std::int64_t{trigger.complete})
        .put(trigger.stage)
        .put(trigger.code);
    put_moment(binder, trigger.onset);
    put_moment(binder, trigger.sent);
    binder.run();
}

void SessionWriter::put_names(events::SessionRows const& rows)
{
    std::set<std::string> conditions;
    std::set<std::string> critical;
    for (events::ResponseRow const& row : rows.rows) {
        for (auto const& [name, value] : row.conditions) {
            conditions.insert(name);
        }
        for (events::Exposure const& exposure : row.exposures) {
            critical.insert(exposure.stage);
        }
    }
    for (std::string const& name : conditions) {
        Binder(name_).put(rows.header.session).put("condition").put(name).run();
    }
    for (std::string const& name : critical) {
        Binder(name_).put(rows.header.session).put("critical").put(name).run();
    }
}

SessionReader::SessionReader(SQLite::Database const& database)
    : session_(
          database,
          "SELECT header, outcome, event_count, trial_count, critical_planned, critical_missed, "
          "critical_missed_frames, critical_unknown, others_planned, others_missed, "
          "others_missed_frames, others_unknown FROM session WHERE session = ?"),
      response_(
          database,
          "SELECT part, part_name, part_kind, block, trial, in_block, trial_name, practice, "
          "stage, response_kind, conditions, response, correct, onset_lo, onset_at, onset_hi, "
          "onset_source, onset_late, onset_target, onset_refresh, offset_lo, offset_at, offset_hi, "
          "offset_source, "
          "answered_lo, answered_at, answered_hi, "
          "answered_source, rt_lo, rt_at, rt_hi, "
          "first_rt_lo, first_rt_at, first_rt_hi, changes, parts_ms, answered_by, doubts, "
          "presses_before, "
          "presses_open, presses_after, presses_late, held, anticipated, longest_gap, "
          "input_gap, repeats, verdict, grade "
          "FROM response WHERE session = ? ORDER BY row"),
      exposure_(database,
                "SELECT row, stage, requested_ms, achieved_ms, planned_frames, achieved_frames, "
                "late_frames, target_refresh, refresh FROM exposure WHERE session = ? ORDER BY "
                "row, position"),
      trigger_(database,
               "SELECT trial, trial_name, block, in_block, complete, stage, code, onset_lo, "
               "onset_at, onset_hi, onset_source, sent_lo, sent_at, sent_hi, sent_source "
               "FROM trigger_sent WHERE session = ? ORDER BY position"),
      quality_(database, "SELECT what FROM quality WHERE session = ? ORDER BY position")
{}

base::Result<events::SessionRows> SessionReader::get(std::string const& session)
{
    for (SQLite::Statement* statement : {&session_, &response_, &exposure_, &trigger_, &quality_}) {
        statement->reset();
        statement->bind(1, session);
    }
    if (!session_.executeStep()) {
        return base::Error{"the index holds no session '" + session + "'", ""};
    }
    Columns columns(session_);
    auto header = events::header_from_json(columns.text());
    if (!header) {
        return header.error();
    }
    events::SessionRows out;
    out.header = std::move(*header);
    out.outcome = columns.text();
    out.event_count = columns.number_as<std::uint64_t>();
    out.trial_count = columns.number_as<std::uint64_t>();
    out.critical = get_onsets(columns);
    out.others = get_onsets(columns);
    while (response_.executeStep()) {
        out.rows.push_back(row_from(response_));
    }
    while (exposure_.executeStep()) {
        Columns of(exposure_);
        auto const row = of.number_as<std::size_t>();
        if (row < out.rows.size()) {
            events::Exposure& exposure = out.rows[row].exposures.emplace_back();
            exposure.stage = of.text();
            exposure.requested_ms = of.maybe_real();
            exposure.achieved_ms = of.maybe_real();
            exposure.planned_frames = of.maybe_int();
            exposure.achieved_frames = of.maybe_int();
            exposure.late_frames = of.maybe_int();
            exposure.target_refresh = of.maybe_number();
            exposure.refresh = of.maybe_number();
        }
    }
    while (trigger_.executeStep()) {
        out.triggers.push_back(trigger_from(trigger_));
    }
    while (quality_.executeStep()) {
        out.quality.push_back(Columns(quality_).text());
    }
    return out;
}

} // namespace securebase::record
