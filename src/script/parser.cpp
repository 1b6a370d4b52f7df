// SPDX-License-Identifier: MIT
// Every call into libyaml.
#include "script/parser.h"

#include "base/assert.h"

namespace securebase::script {

namespace {

Point to_point(yaml_mark_t const& mark)
{
    return {static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
}

/// libyaml's strings are unsigned and may be absent.
std::string to_string(yaml_char_t const* text)
{
    return text == nullptr ? std::string() : reinterpret_cast<char const*>(text);
}

/// An event of the library, released with its scope.
struct RawEvent {
    yaml_event_t value{};
    RawEvent() = default;
    ~RawEvent() { yaml_event_delete(&value); }
    RawEvent(RawEvent const&) = delete;
    RawEvent& operator=(RawEvent const&) = delete;
};

void fill_scalar(Event& event, yaml_event_t const& raw)
{
    auto const& scalar = raw.data.scalar;
    event.kind = EventKind::scalar;
    event.text.assign(reinterpret_cast<char const*>(scalar.value), scalar.length);
    event.quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE;
    event.anchor = to_string(scalar.anchor);
    event.tag = to_string(scalar.tag);
}

} // namespace

Parser::Parser(std::string_view bytes)
{
    bool const made = yaml_parser_initialize(&parser_) == 1;
    SECUREBASE_ASSERT(made, "out of memory");
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser_, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
}

Parser::~Parser()
{
    yaml_parser_delete(&parser_);
}

Event Parser::next()
{
    for (;;) {
        RawEvent raw;
        Event event;
        if (yaml_parser_parse(&parser_, &raw.value) == 0) {
            event.kind = EventKind::fault;
            return event;
        }
        event.start = to_point(raw.value.start_mark);
        event.end = to_point(raw.value.end_mark);
        switch (raw.value.type) {
        case YAML_NO_EVENT:
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_START_EVENT:
            continue;
        case YAML_STREAM_END_EVENT:
            event.kind = EventKind::end;
            return event;
        case YAML_DOCUMENT_END_EVENT:
            event.kind = EventKind::document_end;
            return event;
        case YAML_ALIAS_EVENT:
            event.kind = EventKind::alias;
            event.anchor = to_string(raw.value.data.alias.anchor);
            return event;
        case YAML_SCALAR_EVENT:
            fill_scalar(event, raw.value);
            return event;
        case YAML_SEQUENCE_START_EVENT:
            event.kind = EventKind::list_start;
            event.anchor = to_string(raw.value.data.sequence_start.anchor);
            event.tag = to_string(raw.value.data.sequence_start.tag);
            event.flow = raw.value.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
            return event;
        case YAML_MAPPING_START_EVENT:
            event.kind = EventKind::map_start;
            event.anchor = to_string(raw.value.data.mapping_start.anchor);
            event.tag = to_string(raw.value.data.mapping_start.tag);
            event.flow = raw.value.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
            return event;
        case YAML_SEQUENCE_END_EVENT:
            event.kind = EventKind::list_end;
            return event;
        case YAML_MAPPING_END_EVENT:
            event.kind = EventKind::map_end;
            return event;
        }
    }
}

SyntaxFault Parser::fault() const
{
    SyntaxFault fault;
    fault.problem = parser_.problem == nullptr ? "out of memory" : parser_.problem;
    fault.context = parser_.context == nullptr ? "" : parser_.context;
    fault.at = to_point(parser_.problem_mark);
    fault.context_at = to_point(parser_.context_mark);
    return fault;
}

} // namespace securebase::script
