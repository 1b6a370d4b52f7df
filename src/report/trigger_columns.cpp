// SPDX-License-Identifier: MIT
// The columns of triggers.csv.
#include "report/trigger_columns.h"

#include <nlohmann/json.hpp>

namespace securebase::report {

std::vector<Column> trigger_columns()
{
    using T = ColumnType;
    return {
        {"session", T::text, "", "identifier of the session"},
        {"participant", T::text, "", "code of the participant"},
        {"visit", T::integer, "", "which visit of the participant, from 1"},
        {"attempt", T::integer, "", "which attempt at this visit's session, from 1"},
        {"position", T::integer, "", "which code of the session, from 1, in the order sent"},
        {"trial", T::integer, "", "which trial of the session, as in trials.csv"},
        {"trial_name", T::text, "", "the trial's name in the script"},
        {"block", T::integer, "", "which block of its part, from 1"},
        {"trial_in_block", T::integer, "", "which trial of its block, from 1"},
        {"complete", T::flag, "", "1 when the trial was completed, else trials.csv lacks it"},
        {"stage", T::text, "", "name of the stage that appeared"},
        {"code", T::integer, "", "what was put on the lines, 1 to 255"},
        {"conditions", T::text, "", "what the code says beside the stage, column=value"},
        {"delay_ms",
         T::number,
         "ms",
         "from the stage's onset to the moment the code left the program, the likeliest of what is "
         "possible; subtract it from the moment at which an amplifier has the code"},
        {"delay_lo_ms", T::number, "ms", "the least that can have been"},
        {"delay_hi_ms", T::number, "ms", "the most that can have been"},
        {"onset_ns", T::integer, "ns", "the onset on the session's clock; the likeliest moment"},
        {"sent_ns",
         T::integer,
         "ns",
         "when the code left the program; the likeliest moment; NA when it could not be sent"}};
}

std::map<std::int64_t, std::string> code_meanings(events::Header const& header)
{
    std::map<std::int64_t, std::string> meanings;
    auto const told = nlohmann::ordered_json::parse(header.triggers, nullptr, false);
    if (!told.is_object() || !told.contains("codes")) {
        return meanings;
    }
    for (auto const& one : told["codes"]) {
        if (!one.is_object() || !one.contains("code") || !one["code"].is_number_integer() ||
            !one.contains("conditions")) {
            continue;
        }
        std::string& meaning = meanings[one["code"].get<std::int64_t>()];
        for (auto const& [column, value] : one["conditions"].items()) {
            meaning += (meaning.empty() ? "" : "; ") + column + '=' +
                       (value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
    return meanings;
}

void write_trigger(Line& line,
                   events::SessionRows const& session,
                   std::map<std::int64_t, std::string> const& meanings,
                   std::size_t position)
{
    events::TriggerRow const& trigger = session.triggers.at(position);
    events::Header const& header = session.header;
    line.text(header.session);
    line.text(header.participant);
    line.integer(header.visit);
    line.integer(header.attempt);
    line.integer(static_cast<std::int64_t>(position) + 1);
    line.integer(trigger.trial);
    line.text(trigger.trial_name);
    line.integer(trigger.block);
    line.integer(trigger.in_block);
    line.flag(trigger.complete);
    line.text(trigger.stage);
    line.integer(trigger.code);
    auto const meaning = meanings.find(trigger.code);
    meaning == meanings.end() || meaning->second.empty() ? line.nothing()
                                                         : line.text(meaning->second);
    bool const known = trigger.onset.is_known() && trigger.sent.is_known();
    if (known) {
        base::Span const delay = base::between(trigger.onset, trigger.sent);
        line.ms(delay.likely());
        line.ms(delay.least);
        line.ms(delay.most);
    } else {
        line.nothing();
        line.nothing();
        line.nothing();
    }
    trigger.onset.is_known() ? line.integer(base::to_ns(trigger.onset.likely())) : line.nothing();
    trigger.sent.is_known() ? line.integer(base::to_ns(trigger.sent.likely())) : line.nothing();
    line.end();
}

} // namespace securebase::report
