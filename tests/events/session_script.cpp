// SPDX-License-Identifier: MIT
// A session written down event by event.
#include "events/session_script.h"

namespace securebase::events::testing {

Header sample_header()
{
    Header header;
    header.session = "00112233445566778899aabbccddeeff";
    header.experiment = "dot_probe";
    header.title = "Where does \"attention\" go?";
    header.participant = "P017";
    header.number = 17;
    header.visit = 2;
    header.attempt = 1;
    header.source = "real";
    header.seed = 18446744073709551615U;
    header.started_utc = "2026-03-01T09:30:00Z";
    header.version = "0.1.0";
    header.build = "g++ 12.2 Release";
    header.files = {{"experiment.yaml", "aa"}, {"pairs.csv", "bb"}};
    header.display = R"({"width":1920,"rate":100.0})";
    header.input = R"({"device":"keyboard"})";
    header.frame_ns = 10'000'000;
    header.measures = R"([{"name":"attention"}])";
    header.parameters = R"({"trials":40})";
    header.instruments = R"([])";
    return header;
}

base::Timestamp at_us(std::int64_t earliest, std::int64_t latest, base::TimeSource source)
{
    return {base::instant_from_ns(earliest * 1000), base::instant_from_ns(latest * 1000), source};
}

SessionScript::SessionScript() : SessionScript(sample_header()) {}

SessionScript::SessionScript(Header const& header)
{
    add(EventKind::session_begin, to_json(header));
}

SessionScript& SessionScript::add(EventKind kind, std::string_view text)
{
    StoredEvent& stored = events_.emplace_back();
    stored.sequence = events_.size() - 1;
    stored.event.kind = kind;
    stored.event.part = part_;
    stored.event.trial = trial_;
    stored.text = text;
    return *this;
}

SessionScript& SessionScript::part(std::uint16_t number, std::string_view text)
{
    part_ = number;
    return add(EventKind::part_begin, text);
}

SessionScript& SessionScript::trial(std::uint32_t number, std::string_view text)
{
    trial_ = number;
    return add(EventKind::trial_begin, text);
}

SessionScript& SessionScript::onset(std::uint16_t stage,
                                    base::Timestamp when,
                                    std::optional<std::int32_t> frames,
                                    std::optional<std::int32_t> late)
{
    add(EventKind::onset, {});
    events_.back().event.stage = stage;
    events_.back().event.when = when;
    events_.back().event.frames = frames;
    events_.back().event.late = late;
    return *this;
}

SessionScript& SessionScript::trigger(std::uint16_t stage, base::Timestamp when, std::uint32_t code)
{
    add(EventKind::trigger, {});
    events_.back().event.stage = stage;
    events_.back().event.when = when;
    events_.back().event.count = code;
    return *this;
}

SessionScript& SessionScript::input(base::Timestamp when, std::string_view control)
{
    add(EventKind::input, control);
    events_.back().event.when = when;
    return *this;
}

SessionScript& SessionScript::release(base::Timestamp when, std::string_view control)
{
    add(EventKind::release, control);
    events_.back().event.when = when;
    return *this;
}

SessionScript& SessionScript::doubt(base::Timestamp when, std::string_view what)
{
    add(what == focus_gained ? EventKind::note : EventKind::quality, what);
    events_.back().event.when = when;
    return *this;
}

SessionScript&
SessionScript::change(std::uint16_t stage, base::Timestamp when, std::string_view text)
{
    add(EventKind::change, text);
    events_.back().event.stage = stage;
    events_.back().event.when = when;
    return *this;
}

SessionScript& SessionScript::response(std::uint16_t stage,
                                       base::Timestamp when,
                                       std::string_view text,
                                       std::optional<std::uint32_t> count)
{
    add(EventKind::response, text);
    events_.back().event.stage = stage;
    events_.back().event.when = when;
    events_.back().event.count = count;
    return *this;
}

SessionScript&
SessionScript::no_response(std::uint16_t stage, std::string_view text, base::Timestamp closed)
{
    add(EventKind::no_response, text);
    events_.back().event.when = closed;
    events_.back().event.stage = stage;
    return *this;
}

SessionScript& SessionScript::end_trial(std::string_view text, base::Timestamp when)
{
    add(EventKind::trial_end, text);
    events_.back().event.when = when;
    trial_ = 0;
    return *this;
}

SessionScript& SessionScript::end_part(std::string_view text)
{
    add(EventKind::part_end, text);
    part_ = 0;
    return *this;
}

SessionScript& SessionScript::plain(EventKind kind, std::string_view text)
{
    return add(kind, text);
}

} // namespace securebase::events::testing
