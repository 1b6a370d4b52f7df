// SPDX-License-Identifier: MIT
// The columns of trials.csv.
#include "report/trial_columns.h"

#include "events/text_form.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace securebase::report {

namespace {

using Context = TrialContext;

std::vector<std::pair<std::string, std::string>> source_levels()
{
    return {{"hardware", "stamped by a device on the clock of the session"},
            {"driver", "stamped by the kernel or the compositor"},
            {"x_server", "stamped by the X server in whole milliseconds"},
            {"drm_flip", "the kernel flipped the picture at a vertical blank"},
            {"wp_hardware", "the compositor's hardware said when the picture was on scan-out"},
            {"x_present_flip", "the X server put the picture on scan-out at a vertical blank"},
            {"x_present_copy", "the X server copied the picture at a vertical blank"},
            {"oml", "the graphics driver stamped the refresh that the picture came with"},
            {"poll", "between two looks at a queue"},
            {"gl_finish", "when a present and its drawing were done, refresh measured"},
            {"present_return", "when a present call came back, refresh measured"},
            {"wp_software", "the compositor said that it showed it, its refreshes made up"},
            {"software", "when a present call came back, nothing known of the display"},
            {"simulated", "virtual time"},
            {"unknown", "not observed"}};
}

void write_parts(Line& line, Context const& context)
{
    if (context.row.parts_ms.empty()) {
        return line.nothing();
    }
    std::string parts;
    Line inner(parts);
    for (double const ms : context.row.parts_ms) {
        inner.ms(ms);
    }
    std::ranges::replace(parts, ',', ';');
    line.text(parts);
}

void add_identity(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back({{"session", T::text, "", "identifier of the session, 32 hexadecimal digits"},
                   [](Line& l, Context const& c) { l.text(c.session.header.session); }});
    out.push_back({{"experiment", T::text, "", "name of the experiment's folder"},
                   [](Line& l, Context const& c) { l.text(c.session.header.experiment); }});
    out.push_back({{"participant", T::text, "", "code of the participant"},
                   [](Line& l, Context const& c) { l.text(c.session.header.participant); }});
    out.push_back({{"visit", T::integer, "", "which visit of the participant, from 1"},
                   [](Line& l, Context const& c) { l.integer(c.session.header.visit); }});
    out.push_back({{"attempt", T::integer, "", "which attempt at this visit's session, from 1"},
                   [](Line& l, Context const& c) { l.integer(c.session.header.attempt); }});
    out.push_back({{"source",
                    T::text,
                    "",
                    "who answered",
                    {{"real", "a person"},
                     {"virtual", "a program that pressed keys on a real display"},
                     {"simulated", "a program in virtual time"}}},
                   [](Line& l, Context const& c) { l.text(c.session.header.source); }});
    out.push_back({{"outcome",
                    T::text,
                    "",
                    "how the session ended",
                    {{"complete", "to its planned end"},
                     {"stopped", "stopped early by the participant, who let the data be kept"},
                     {"declined", "the participant did not consent"},
                     {"failed", "the program could not go on"},
                     {"unfinished", "cut off: there is no end"}}},
                   [](Line& l, Context const& c) { l.text(c.session.outcome); }});
}

void add_place(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back({{"part", T::integer, "", "which part of the session, from 1"},
                   [](Line& l, Context const& c) { l.integer(c.row.part); }});
    out.push_back({{"part_name", T::text, "", "the part's name in the script"},
                   [](Line& l, Context const& c) { l.text(c.row.part_name); }});
    out.push_back({{"part_kind",
                    T::text,
                    "",
                    "the part's kind",
                    {{"say", "pages to read"},
                     {"consent", "consent"},
                     {"ask", "one question"},
                     {"instrument", "a questionnaire"},
                     {"practice", "trials that are not scored"},
                     {"block", "trials"},
                     {"debrief", "pages at the end"}}},
                   [](Line& l, Context const& c) { l.text(c.row.part_kind); }});
    out.push_back({{"block", T::integer, "", "which block of its part, from 1"},
                   [](Line& l, Context const& c) { l.integer(c.row.block); }});
    out.push_back({{"trial", T::integer, "", "which trial of the session, from 1"},
                   [](Line& l, Context const& c) { l.integer(c.row.trial); }});
    out.push_back({{"repeats_trial",
                    T::integer,
                    "",
                    "the trial that this one repeats, because its timing was missed; NA: none"},
                   [](Line& l, Context const& c) { l.maybe_integer(c.row.repeats); }});
    out.push_back(
        {{"trial_in_block", T::integer, "", "which trial of its block, from 1, in the order shown"},
         [](Line& l, Context const& c) { l.integer(c.row.in_block); }});
    out.push_back({{"trial_name", T::text, "", "the trial's name in the script"},
                   [](Line& l, Context const& c) { l.text(c.row.trial_name); }});
    out.push_back({{"practice", T::flag, "", "1 for practice, 0 for trials that count"},
                   [](Line& l, Context const& c) { l.flag(c.row.practice); }});
    out.push_back({{"stage", T::text, "", "name of the stage that asked the question"},
                   [](Line& l, Context const& c) { l.text(c.row.stage); }});
}

void add_answer(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back({{"response_kind", T::text, "", "how the question was to be answered"},
                   [](Line& l, Context const& c) { l.text(c.row.response_kind); }});
    out.push_back({{"response", T::text, "", "the answer; a list as JSON; NA when there was none"},
                   [](Line& l, Context const& c) {
                       c.row.response ? l.text(*c.row.response) : l.nothing();
                   }});
    out.push_back({{"correct",
                    T::flag,
                    "",
                    "1 when the answer was right, 0 when wrong, NA when the script names none"},
                   [](Line& l, Context const& c) { l.maybe_flag(c.row.correct); }});
    out.push_back({{"changes", T::integer, "", "how often the answer was changed before it stood"},
                   [](Line& l, Context const& c) { l.integer(c.row.changes); }});
    out.push_back({{"parts_ms",
                    T::text,
                    "ms",
                    "time on each sentence or page in turn, separated by semicolons"},
                   write_parts});
    out.push_back(
        {{"answered_by",
          T::text,
          "",
          "the key by its position on a US keyboard, MouseLeft, MouseRight, or pointer (a "
          "touch); NA when nothing was pressed for it"},
         [](Line& l, Context const& c) {
             c.row.answered_by ? l.text(*c.row.answered_by) : l.nothing();
         }});
}

void add_timing(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back(
        {{"rt_ms",
          T::number,
          "ms",
          "time from the question's onset to the answer, the likeliest of what is possible"},
         [](Line& l, Context const& c) { c.row.rt ? l.ms(c.row.rt->likely()) : l.nothing(); }});
    out.push_back(
        {{"rt_lo_ms", T::number, "ms", "the least the time can have been"},
         [](Line& l, Context const& c) { c.row.rt ? l.ms(c.row.rt->least) : l.nothing(); }});
    out.push_back(
        {{"rt_hi_ms", T::number, "ms", "the most the time can have been"},
         [](Line& l, Context const& c) { c.row.rt ? l.ms(c.row.rt->most) : l.nothing(); }});
    out.push_back(
        {{"first_rt_ms",
          T::number,
          "ms",
          "time to the first choice, before any change; the likeliest of what is possible"},
         [](Line& l, Context const& c) {
             c.row.first_rt ? l.ms(c.row.first_rt->likely()) : l.nothing();
         }});
    out.push_back(
        {{"onset_ms", T::number, "ms", "the question's onset after the first onset of the session"},
         [](Line& l, Context const& c) {
             bool const known = c.row.onset.is_known();
             known ? l.ms(c.row.onset.likely() - c.start) : l.nothing();
         }});
    out.push_back({{"onset_half_ms",
                    T::number,
                    "ms",
                    "half the width of the stretch in which that onset lies"},
                   [](Line& l, Context const& c) {
                       base::Timestamp const& onset = c.row.onset;
                       onset.is_known() ? l.ms((onset.latest - onset.earliest) / 2) : l.nothing();
                   }});
    out.push_back({{"onset_source", T::text, "", "who vouches for the onset", source_levels()},
                   [](Line& l, Context const& c) { l.text(events::name_of(c.row.onset.source)); }});
    out.push_back({{"onset_late_frames",
                    T::integer,
                    "frames",
                    "refreshes the question's onset was late, less than 0 when early; NA when it "
                    "had no target or that cannot be known"},
                   [](Line& l, Context const& c) { l.maybe_integer(c.row.onset_late); }});
    out.push_back({{"onset_target_refresh",
                    T::integer,
                    "",
                    "the display's count of the refresh that the question's onset was asked for; "
                    "NA when it had no target or the display counts none"},
                   [](Line& l, Context const& c) { l.maybe_integer(c.row.onset_target); }});
    out.push_back({{"onset_refresh",
                    T::integer,
                    "",
                    "the display's count of the refresh it came with; NA when it counts none"},
                   [](Line& l, Context const& c) { l.maybe_integer(c.row.onset_refresh); }});
    out.push_back({{"key_source",
                    T::text,
                    "",
                    "who vouches for the moment of the answer; NA when there was none",
                    source_levels()},
                   [](Line& l, Context const& c) {
                       auto const& answered = c.row.answered;
                       answered ? l.text(events::name_of(answered->source)) : l.nothing();
                   }});
}

/// The three columns of one moment: the likeliest and the bounds between which it lies.
template <std::optional<base::Timestamp> (*Moment)(Context const&)>
void add_moment(std::vector<BaseColumn>& out, std::string const& name, std::string const& of)
{
    using T = ColumnType;
    static constexpr auto write = [](Line& line, Context const& context, auto part) {
        auto const when = Moment(context);
        when && when->is_known() ? line.integer(base::to_ns(part(*when))) : line.nothing();
    };
    out.push_back(
        {{name + "_ns", T::integer, "ns", of + ", on the session's clock; the likeliest moment"},
         [](Line& l, Context const& c) {
             write(l, c, [](base::Timestamp const& when) { return when.likely(); });
         }});
    out.push_back({{name + "_lo_ns", T::integer, "ns", of + ", the earliest it can have been"},
                   [](Line& l, Context const& c) {
                       write(l, c, [](base::Timestamp const& when) { return when.earliest; });
                   }});
    out.push_back({{name + "_hi_ns", T::integer, "ns", of + ", the latest it can have been"},
                   [](Line& l, Context const& c) {
                       write(l, c, [](base::Timestamp const& when) { return when.latest; });
                   }});
}

std::optional<base::Timestamp> onset_of(Context const& context)
{
    return context.row.onset;
}
std::optional<base::Timestamp> offset_of(Context const& context)
{
    return context.row.offset;
}
std::optional<base::Timestamp> answer_of(Context const& context)
{
    return context.row.answered;
}

void add_moments(std::vector<BaseColumn>& out)
{
    add_moment<onset_of>(out, "onset", "the question's onset");
    add_moment<offset_of>(out, "offset", "the moment another picture took the question's place");
    out.push_back({{"offset_source",
                    ColumnType::text,
                    "",
                    "who vouches for the offset; NA when nothing followed",
                    source_levels()},
                   [](Line& l, Context const& c) {
                       auto const& offset = c.row.offset;
                       offset ? l.text(events::name_of(offset->source)) : l.nothing();
                   }});
    add_moment<answer_of>(out, "key", "the moment of the answer");
}

std::string verdict_doc()
{
    return "why it has that grade, reasons separated by '; '. A: on time. B: doubt above 2 ms. C: "
           "onset not stamped, critical stage 'S' not stamped, input mismatch, doubt above one "
           "frame, doubt above 2 ms and refresh unknown. V: virtual time. X: onset unknown, answer "
           "unknown, input lost, focus lost, or of a critical stage 'S': onset unknown, N frames "
           "late, N frames early, lateness unknown, ended N frames late, ended N frames early, end "
           "unknown, stood N of M frames";
}

void write_doubts(Line& line, Context const& context)
{
    std::string doubts;
    for (std::string const& doubt : context.row.doubts) {
        doubts += (doubts.empty() ? "" : "; ") + doubt;
    }
    line.text(doubts.empty() ? "none" : doubts);
}

void add_grade(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back({{"grade",
                    T::text,
                    "",
                    "how far the row's timing can be trusted",
                    {{"A", "known to 2 ms, onset stamped, nothing critical off its frame"},
                     {"B", "known to one frame, otherwise as A"},
                     {"C", "wider, or the onset known only from a present call"},
                     {"X",
                      "a critical stage was off its frame, a moment is not known, or input or "
                      "focus was lost"},
                     {"V", "virtual time"}}},
                   [](Line& l, Context const& c) { l.text(events::name_of(c.row.grade)); }});
    out.push_back({{"verdict", T::text, "", verdict_doc()},
                   [](Line& l, Context const& c) { l.text(c.row.verdict); }});
    out.push_back({{"doubts",
                    T::text,
                    "",
                    "doubts noted in the trial's time, separated by '; ': none, focus lost, input "
                    "lost, input mismatch, trigger lost"},
                   write_doubts});
}

template <auto count> void write_presses(Line& line, Context const& context)
{
    auto const& presses = context.row.presses;
    presses ? line.maybe_integer(std::optional<std::int64_t>((*presses).*count)) : line.nothing();
}

void add_presses(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back({{"presses_before",
                    T::integer,
                    "presses",
                    "keys and buttons pressed from the trial's first onset to that of its first "
                    "question; NA when keys may have gone unheard"},
                   write_presses<&events::Presses::before>});
    out.push_back({{"presses_open",
                    T::integer,
                    "presses",
                    "pressed while the question was open, apart from what answered it; NA also for "
                    "typed answers"},
                   write_presses<&events::Presses::open>});
    out.push_back({{"presses_after",
                    T::integer,
                    "presses",
                    "pressed after the answer, before the next question or trial"},
                   write_presses<&events::Presses::after>});
    out.push_back({{"presses_late",
                    T::integer,
                    "presses",
                    "pressed after the question had closed unanswered"},
                   write_presses<&events::Presses::late>});
    out.push_back({{"keys_held",
                    T::integer,
                    "keys",
                    "keys and buttons down at the onset that had been pressed before; NA when "
                    "releases are not known"},
                   [](Line& l, Context const& c) { l.maybe_integer(c.row.held); }});
    out.push_back({{"anticipation",
                    T::flag,
                    "",
                    "1 when something was pressed in the trial before its first question, or "
                    "rt_ms is below 100; else 0; NA when not known"},
                   [](Line& l, Context const& c) { l.maybe_flag(c.row.anticipated); }});
}

void add_gaps(std::vector<BaseColumn>& out)
{
    using T = ColumnType;
    out.push_back({{"longest_gap_ms",
                    T::number,
                    "ms",
                    "the longest time in the trial for which the program did not come round to "
                    "keys and clock, waiting for the display apart"},
                   [](Line& l, Context const& c) {
                       c.row.longest_gap ? l.ms(*c.row.longest_gap) : l.nothing();
                   }});
    out.push_back({{"input_gap_ms",
                    T::number,
                    "ms",
                    "the longest time in the trial without a sign from whoever reads the keys, "
                    "asked a thousand times a second; NA when nobody is asked"},
                   [](Line& l, Context const& c) {
                       c.row.input_gap ? l.ms(*c.row.input_gap) : l.nothing();
                   }});
}

/// In the order of the table. (Conditions of the trials before, lag1 and lag2, will stand last.)
std::vector<BaseColumn> base_columns()
{
    std::vector<BaseColumn> out;
    add_identity(out);
    add_place(out);
    add_answer(out);
    add_timing(out);
    add_moments(out);
    add_grade(out);
    add_presses(out);
    add_gaps(out);
    return out;
}

std::vector<Column> stage_columns(std::string const& stage)
{
    using T = ColumnType;
    std::string const of = "critical stage '" + stage + "': ";
    return {{stage + "_requested_ms", T::number, "ms", of + "how long the script wants it"},
            {stage + "_achieved_ms", T::number, "ms", of + "from its onset to the next one"},
            {stage + "_planned_frames", T::integer, "frames", of + "refreshes planned"},
            {stage + "_achieved_frames", T::integer, "frames", of + "refreshes it stood"},
            {stage + "_late_frames",
             T::integer,
             "frames",
             of + "refreshes its onset was late, less than 0 when early; NA when it had no target "
                  "or that cannot be known"},
            {stage + "_target_refresh",
             T::integer,
             "",
             of + "the display's count of the refresh its onset was asked for"},
            {stage + "_refresh",
             T::integer,
             "",
             of + "the display's count of the refresh its onset came with"}};
}

void write_stage(Line& line, events::ResponseRow const& row, std::string const& stage)
{
    auto const found = std::ranges::find(row.exposures, stage, &events::Exposure::stage);
    if (found == row.exposures.end()) {
        for (std::size_t i = 0; i < stage_columns(stage).size(); ++i) {
            line.nothing();
        }
        return;
    }
    line.maybe_ms(found->requested_ms);
    line.maybe_ms(found->achieved_ms);
    line.maybe_integer(found->planned_frames);
    line.maybe_integer(found->achieved_frames);
    line.maybe_integer(found->late_frames);
    line.maybe_integer(found->target_refresh);
    line.maybe_integer(found->refresh);
}

} // namespace

TrialColumns::TrialColumns(TrialSource const& source)
    : base_(base_columns()), conditions_(source.conditions), stages_(source.critical_stages),
      levels_(conditions_.size())
{
    std::set<std::string> taken;
    for (BaseColumn const& base : base_) {
        taken.insert(base.column.name);
    }
    for (std::string const& stage : stages_) {
        for (Column const& column : stage_columns(stage)) {
            taken.insert(column.name);
        }
    }
    for (std::string const& condition : conditions_) {
        std::string name = condition;
        while (!taken.insert(name).second) {
            name = "condition_" + name;
        }
        condition_columns_.push_back(
            {name, ColumnType::text, "", "condition '" + condition + "' of the trial"});
    }
}

std::vector<std::string> TrialColumns::names() const
{
    std::vector<std::string> names;
    for (Column const& column : describe()) {
        names.push_back(column.name);
    }
    return names;
}

void TrialColumns::write(Line& line, TrialContext const& context)
{
    for (BaseColumn const& base : base_) {
        base.write(line, context);
    }
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
        auto const found = context.row.conditions.find(conditions_[i]);
        if (found == context.row.conditions.end()) {
            line.nothing();
        } else {
            levels_[i].see(found->second);
            line.text(found->second);
        }
    }
    for (std::string const& stage : stages_) {
        write_stage(line, context.row, stage);
    }
    line.end();
}

std::vector<Column> TrialColumns::describe() const
{
    std::vector<Column> all;
    for (BaseColumn const& base : base_) {
        all.push_back(base.column);
    }
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
        all.push_back(condition_columns_[i]);
        levels_[i].describe(all.back());
    }
    for (std::string const& stage : stages_) {
        std::ranges::copy(stage_columns(stage), std::back_inserter(all));
    }
    return all;
}

base::Instant first_onset(events::SessionRows const& session)
{
    std::optional<base::Instant> first;
    for (events::ResponseRow const& row : session.rows) {
        if (row.onset.is_known()) {
            first = std::min(first.value_or(row.onset.likely()), row.onset.likely());
        }
    }
    return first.value_or(base::Instant{});
}

} // namespace securebase::report
