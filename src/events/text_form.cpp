// SPDX-License-Identifier: MIT
// Events as one line of JSON each.
#include "events/text_form.h"

#include "events/json_members.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace securebase::events {

namespace {

// In the order of the enumerations: the names are part of the data format.
constexpr std::array<std::string_view, 16> kind_names{"session_begin",
                                                      "part_begin",
                                                      "trial_begin",
                                                      "onset",
                                                      "input",
                                                      "release",
                                                      "change",
                                                      "response",
                                                      "no_response",
                                                      "trigger",
                                                      "trial_end",
                                                      "part_end",
                                                      "stop",
                                                      "quality",
                                                      "note",
                                                      "session_end"};
constexpr std::array<std::string_view, 15> source_names{"unknown",
                                                        "simulated",
                                                        "hardware",
                                                        "driver",
                                                        "x_server",
                                                        "drm_flip",
                                                        "wp_hardware",
                                                        "x_present_flip",
                                                        "x_present_copy",
                                                        "oml",
                                                        "poll",
                                                        "gl_finish",
                                                        "present_return",
                                                        "wp_software",
                                                        "software"};

bool has_stage(EventKind kind)
{
    return kind == EventKind::onset || kind == EventKind::input || kind == EventKind::release ||
           kind == EventKind::change || kind == EventKind::response ||
           kind == EventKind::no_response || kind == EventKind::trigger;
}

template <class Integer> void append_number(std::string& out, Integer value)
{
    std::array<char, 24> digits{};
    auto const done = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), done.ptr);
}

template <class Integer> void append_member(std::string& out, std::string_view name, Integer value)
{
    out += ",\"";
    out += name;
    out += "\":";
    append_number(out, value);
}

void append_when(std::string& out, base::Timestamp const& when)
{
    out += ",\"t\":[";
    append_number(out, base::to_ns(when.earliest));
    out += ',';
    if (when.lean != base::Duration{}) {
        append_number(out, base::to_ns(when.likely()));
        out += ',';
    }
    append_number(out, base::to_ns(when.latest));
    out += "],\"src\":\"";
    out += name_of(when.source);
    out += '"';
}

template <class Integer> bool read_number(std::string_view value, Integer& out)
{
    auto const done = std::from_chars(value.data(), value.data() + value.size(), out);
    return done.ec == std::errc() && done.ptr == value.data() + value.size();
}

template <class Integer> bool read_number(std::string_view value, std::optional<Integer>& out)
{
    return read_number(value, out.emplace());
}

/// Names are plain words: no escapes to undo.
template <class Enum, std::size_t count>
bool read_name(std::string_view value, std::array<std::string_view, count> const& names, Enum& out)
{
    if (value.size() < 2 || value.front() != '"') {
        return false;
    }
    auto const found = std::ranges::find(names, value.substr(1, value.size() - 2));
    out = static_cast<Enum>(found - names.begin());
    return found != names.end();
}

bool read_when(std::string_view value, base::Timestamp& when)
{
    auto const items = json_items(value);
    if (!items || items->size() < 2 || items->size() > 3) {
        return false;
    }
    std::int64_t earliest = 0;
    std::int64_t likely = 0;
    std::int64_t latest = 0;
    if (!read_number(items->front(), earliest) || !read_number((*items)[1], likely) ||
        !read_number(items->back(), latest) || earliest > likely || likely > latest) {
        return false;
    }
    when.earliest = base::instant_from_ns(earliest);
    when.latest = base::instant_from_ns(latest);
    if (items->size() == 3) {
        when = base::Timestamp::about(
            base::instant_from_ns(likely), when.earliest, when.latest, when.source);
    }
    return true;
}

bool read_text(std::string_view value, std::string& out)
{
    auto text = json_text(value);
    if (text) {
        out = std::move(*text);
    }
    return text.has_value();
}

bool read_data(std::string_view value, std::string& out)
{
    out = value;
    return value.front() == '{' || value.front() == '[';
}

/// False when the value does not fit the member; nothing when there is no such member.
std::optional<bool> read_member(JsonMember const& member, StoredEvent& out)
{
    auto const& [name, value] = member;
    Event& event = out.event;
    if (name == "n") {
        return read_number(value, out.sequence);
    }
    if (name == "kind") {
        return read_name(value, kind_names, event.kind);
    }
    if (name == "part") {
        return read_number(value, event.part);
    }
    if (name == "trial") {
        return read_number(value, event.trial);
    }
    if (name == "stage") {
        return read_number(value, event.stage);
    }
    if (name == "t") {
        return read_when(value, event.when);
    }
    if (name == "src") {
        return read_name(value, source_names, event.when.source);
    }
    if (name == "frames") {
        return read_number(value, event.frames);
    }
    if (name == "late") {
        return read_number(value, event.late);
    }
    if (name == "count") {
        return read_number(value, event.count);
    }
    if (name == "refresh") {
        return read_number(value, event.refresh);
    }
    if (name == "target") {
        return read_number(value, event.target);
    }
    if (name == "gap") {
        return read_number(value, event.gap);
    }
    if (name == "input_gap") {
        return read_number(value, event.input_gap);
    }
    if (name == "data") {
        return read_data(value, out.text);
    }
    if (name == "text") {
        return read_text(value, out.text);
    }
    return std::nullopt;
}

void append_counts(std::string& line, Event const& event)
{
    for (auto const& [name, value] :
         std::array<std::pair<std::string_view, std::optional<std::int64_t>>, 4>{
             {{"refresh", event.refresh},
              {"target", event.target},
              {"gap", event.gap},
              {"input_gap", event.input_gap}}}) {
        if (value) {
            append_member(line, name, *value);
        }
    }
}

bool has_member(std::vector<JsonMember> const& members, std::string_view name)
{
    return std::ranges::find(members, name, &JsonMember::name) != members.end();
}

} // namespace

std::string_view name_of(EventKind kind)
{
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(base::TimeSource source)
{
    return source_names.at(static_cast<std::size_t>(source));
}

std::optional<base::TimeSource> source_named(std::string_view name)
{
    auto const found = std::ranges::find(source_names, name);
    return found == source_names.end()
               ? std::nullopt
               : std::optional(static_cast<base::TimeSource>(found - source_names.begin()));
}

std::string to_json_line(std::uint64_t sequence, Event const& event, std::string_view text)
{
    std::string line;
    line.reserve(160 + text.size());
    line += "{\"n\":";
    append_number(line, sequence);
    line += ",\"kind\":\"";
    line += name_of(event.kind);
    line += '"';
    if (event.part != 0) {
        append_member(line, "part", event.part);
    }
    if (event.trial != 0) {
        append_member(line, "trial", event.trial);
    }
    if (event.stage != 0 || has_stage(event.kind)) {
        append_member(line, "stage", event.stage);
    }
    if (event.when != base::Timestamp{}) {
        append_when(line, event.when);
    }
    if (event.frames) {
        append_member(line, "frames", *event.frames);
    }
    if (event.late) {
        append_member(line, "late", *event.late);
    }
    if (event.count) {
        append_member(line, "count", *event.count);
    }
    append_counts(line, event);
    if (is_embeddable_json(text)) {
        line += ",\"data\":";
        line += text;
    } else if (!text.empty()) {
        line += ",\"text\":";
        append_json_text(line, text);
    }
    line += '}';
    return line;
}

base::Result<StoredEvent> from_json_line(std::string_view line)
{
    auto const members = json_members(line);
    if (!members) {
        return base::Error{"the line is not a JSON object with distinct names", ""};
    }
    StoredEvent out;
    for (JsonMember const& member : *members) {
        auto const read = read_member(member, out);
        if (!read) {
            return base::Error{"unknown member '" + std::string(member.name) + "'", ""};
        }
        if (!*read) {
            return base::Error{"member '" + std::string(member.name) + "' cannot be " +
                                   std::string(member.value.substr(0, 40)),
                               ""};
        }
    }
    if (!has_member(*members, "n") || !has_member(*members, "kind")) {
        return base::Error{"an event needs the members 'n' and 'kind'", ""};
    }
    if (has_member(*members, "t") != has_member(*members, "src")) {
        return base::Error{"members 't' and 'src' belong together", ""};
    }
    if (has_member(*members, "data") && has_member(*members, "text")) {
        return base::Error{"an event has 'data' or 'text', not both", ""};
    }
    return out;
}

} // namespace securebase::events
