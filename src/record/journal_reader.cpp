// SPDX-License-Identifier: MIT
// Reading a journal back as far as it is whole.
#include "base/hash.h"
#include "base/text.h"
#include "events/text_form.h"
#include "record/chain.h"
#include "record/files.h"
#include "record/journal.h"

#include <array>
#include <cerrno>

namespace securebase::record {

namespace {

constexpr std::size_t most_bytes = std::size_t{512} << 20U;
constexpr std::size_t chain_size = chain_open.size() + chain_digits + chain_close.size();

/// The event's JSON without its closing brace; empty when the line does not end as a journal's.
std::string_view body_of(std::string_view line)
{
    if (line.size() < chain_size || !line.ends_with(chain_close) ||
        !line.substr(line.size() - chain_size).starts_with(chain_open)) {
        return {};
    }
    return line.substr(0, line.size() - chain_size);
}

std::string_view hash_of(std::string_view line)
{
    return line.substr(line.size() - chain_close.size() - chain_digits, chain_digits);
}

/// Adds the line's event to the journal, or returns why it cannot be trusted.
std::string take_line(std::string_view line, Journal& journal)
{
    std::string_view const body = body_of(line);
    if (body.empty()) {
        return "it does not end with its hash";
    }
    if (base::chain_hex(journal.head, body) != hash_of(line)) {
        return "its hash does not fit its content and the line before";
    }
    auto event = events::from_json_line(std::string(body) + "}");
    if (!event) {
        return event.error().what;
    }
    if (event->sequence != journal.events.size()) {
        return "it is numbered " + std::to_string(event->sequence);
    }
    journal.head = hash_of(line);
    journal.events.push_back(std::move(*event));
    return {};
}

std::string count_of(std::uint64_t number, std::string_view what)
{
    return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

} // namespace

std::string_view name_of(JournalState state)
{
    constexpr std::array<std::string_view, 3> names{"intact", "torn", "broken"};
    return names.at(static_cast<std::size_t>(state));
}

Journal parse_journal(std::string_view bytes)
{
    Journal journal;
    journal.head = chain_start;
    while (!bytes.empty()) {
        std::size_t const end = bytes.find('\n');
        bool const whole = end != std::string_view::npos;
        std::string fault = whole ? take_line(bytes.substr(0, end), journal) : std::string();
        if (!whole || !fault.empty()) {
            journal.state = whole ? JournalState::broken : JournalState::torn;
            journal.bad_line = journal.events.size() + 1;
            journal.lost_bytes = bytes.size();
            journal.why = std::move(fault);
            break;
        }
        bytes.remove_prefix(end + 1);
    }
    journal.ended = !journal.events.empty() &&
                    journal.events.back().event.kind == events::EventKind::session_end;
    return journal;
}

base::Result<Journal> read_journal(std::string const& path)
{
    auto const bytes = base::load_file(path, most_bytes);
    if (!bytes) {
        return base::Error{"cannot read the journal '" + path + "': " + bytes.error().what,
                           bytes.error().hint};
    }
    return parse_journal(*bytes);
}

std::string to_sentence(Journal const& journal)
{
    std::string const kept = count_of(journal.events.size(), "event");
    std::string const line = std::to_string(journal.bad_line);
    std::string const lost = count_of(journal.lost_bytes, "byte");
    switch (journal.state) {
    case JournalState::torn:
        return "the last line (line " + line + ") is incomplete: " + lost + " dropped, " + kept +
               " kept";
    case JournalState::broken:
        return "line " + line + " is not as it was written (" + journal.why + "): " + lost +
               " left out, " + kept + " kept";
    case JournalState::intact:
        break;
    }
    return "intact, " + kept;
}

} // namespace securebase::record
