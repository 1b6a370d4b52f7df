// SPDX-License-Identifier: MIT
// A small study made by hand.
#include "report/sample.h"

namespace securebase::report::testing {

namespace {

using base::TimeSource;

base::Timestamp
at_us(std::int64_t earliest, std::int64_t latest, TimeSource source = TimeSource::driver)
{
    return {base::instant_from_ns(earliest * 1000), base::instant_from_ns(latest * 1000), source};
}

events::SessionRows session_of(std::string const& participant, char digit)
{
    events::SessionRows session;
    session.header.session = std::string(32, digit);
    session.header.experiment = "dot_probe";
    session.header.participant = participant;
    session.outcome = "complete";
    return session;
}

events::ResponseRow probe(std::uint32_t trial, std::string const& congruence, std::int64_t onset_us)
{
    events::ResponseRow row;
    row.part = 2;
    row.part_name = "probe";
    row.part_kind = "block";
    row.block = 1;
    row.trial = trial;
    row.in_block = trial;
    row.trial_name = "probe";
    row.stage = "probe";
    row.response_kind = "keys";
    row.conditions = {{"congruence", congruence}, {"soa", "500"}};
    row.onset = at_us(onset_us, onset_us + 100);
    row.exposures = {{"pair", 500.0, 500.0125, 30, 30, 0}};
    return row;
}

void answer(events::ResponseRow& row, base::Timestamp const& when, std::string const& value)
{
    row.response = value;
    row.answered = when;
    row.rt = base::between(row.onset, when);
    row.first_rt = row.rt;
    row.grade = events::Grade::a;
    row.verdict = "on time";
}

} // namespace

std::vector<events::SessionRows> sample_sessions()
{
    events::SessionRows first = session_of("P01", 'a');
    events::ResponseRow row = probe(1, "congruent", 1'000'000);
    answer(row, at_us(1'450'000, 1'451'000), "E");
    row.correct = true;
    row.answered_by = "E";
    row.offset = at_us(1'466'000, 1'466'200, TimeSource::present_return);
    row.onset_late = 0;
    row.onset_target = 7031;
    row.onset_refresh = 7031;
    row.longest_gap = base::from_ms(1.25);
    row.input_gap = base::from_ms(2.5);
    row.exposures[0].target_refresh = 7001;
    row.exposures[0].refresh = 7001;
    row.presses = events::Presses{1, 2, 3, 0};
    row.held = 1;
    row.anticipated = true;
    first.rows.push_back(row);
    row = probe(2, "incongruent", 3'000'000);
    row.correct = false;
    row.exposures[0].late_frames.reset();
    row.doubts = {"focus lost", "input lost"};
    row.repeats = 1;
    row.verdict = "input lost; focus lost";
    first.rows.push_back(row);
    row = events::ResponseRow{};
    row.part = 3;
    row.part_name = "feelings";
    row.part_kind = "ask";
    row.trial = 3;
    row.in_block = 1;
    row.trial_name = "feelings";
    row.stage = "feelings";
    row.response_kind = "type";
    row.onset = at_us(6'000'000, 6'000'000, TimeSource::software);
    answer(row, at_us(9'000'000, 9'016'000, TimeSource::poll), "\"fine\", she said\n\xC3\xA9");
    row.first_rt = base::Span{base::from_ms(1200.0006), base::from_ms(1200.0006)};
    row.changes = 2;
    row.parts_ms = {812.5, 640};
    row.grade = events::Grade::c;
    row.presses = events::Presses{0, std::nullopt, 0, 0};
    row.anticipated = false;
    row.verdict = "onset not stamped";
    first.rows.push_back(row);

    events::SessionRows second = session_of("007", 'b');
    second.header.visit = 2;
    second.header.source = "simulated";
    second.outcome = "unfinished";
    row = probe(1, "congruent", 0);
    answer(row, at_us(399'900, 400'200), "");
    row.correct = true;
    second.rows.push_back(row);

    events::SessionRows third = session_of("P03", 'c');
    third.outcome = "withdrawn";
    third.rows.push_back(probe(1, "congruent", 0));
    return {first, second, third};
}

PersonTable sample_persons()
{
    PersonTable table;
    table.columns = {{"anxiety", "mean of twelve items; higher is more anxious", "1-7"},
                     {"bias_ms", "mean RT incongruent minus congruent", "ms"},
                     {"style", "label under the rule midpoint", "", true}};
    table.rows = {{"007", 2, {4.25, std::monostate{}, std::string("secure")}},
                  {"P01", 1, {1.0 / 3, -12.5, std::monostate{}}}};
    return table;
}

} // namespace securebase::report::testing
