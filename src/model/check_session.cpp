// SPDX-License-Identifier: MIT
// The list of parts: which kinds there are, what they are called, when they come.
#include "model/check_session.h"

#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_spelling.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

constexpr std::size_t most_parts = 5000;

/// Lets every name through: what is joined here has been checked piece by piece.
class CheckedNames final : public Names {
public:
    std::optional<Type> type_of(std::string_view) const override { return Type::any; }
    std::vector<std::string> all() const override { return {}; }
};

} // namespace

SessionReader::SessionReader(Checking& checking, Source& source, Standing standing)
    : checking_(checking), source_(source), at_(std::move(standing))
{}

void SessionReader::read(Node const& list)
{
    for (Node const& item : list.items) {
        if (checking_.experiment.parts.size() > most_parts) {
            checking_.error(item.place,
                            "too-many-parts",
                            "the session has more than " + std::to_string(most_parts) + " parts");
            return;
        }
        std::size_t const before = checking_.error_count();
        std::size_t const inside = checking_.faulty.counted();
        read_part(item);
        // What a trial or an inner part did wrong is not this part's fault.
        std::size_t const own =
            checking_.error_count() - before - (checking_.faulty.counted() - inside);
        if (own > 0 && item.is_map() && !item.entries.empty()) {
            checking_.faulty.add(Faulty::What::part, item.entries.front().key_place, own);
        }
    }
}

void SessionReader::read_part(Node const& item)
{
    if (!item.is_map() || item.entries.size() != 1) {
        bool const many = item.is_map() && item.entries.size() > 1;
        checking_.error(many ? item.entries[1].key_place : item.place,
                        "part-form",
                        many ? "a part is one kind with its value, but " +
                                   quoted(item.entries[1].key) + " stands beside " +
                                   quoted(item.entries[0].key)
                             : "a part is one kind with its value, not " + described(item),
                        many ? "write - " + item.entries[0].key + ": { ..., " +
                                   item.entries[1].key + ": ... }, or begin it with its own -"
                             : "write - say: welcome.md");
        return;
    }
    Entry const& entry = item.entries.front();
    if (entry.key == "say") {
        read_pages(entry, PartKind::say, "pages");
    } else if (entry.key == "debrief") {
        read_pages(entry, PartKind::debrief, "pages");
    } else if (entry.key == "consent") {
        read_pages(entry, PartKind::consent, "agree");
    } else if (entry.key == "ask") {
        read_ask(entry);
    } else if (entry.key == "practice") {
        read_block(entry, PartKind::practice);
    } else if (entry.key == "block") {
        read_block(entry, PartKind::block);
    } else if (entry.key == "instrument") {
        read_instrument(entry);
    } else if (entry.key == "include") {
        read_include(entry);
    } else if (entry.key == "for each") {
        read_loop(entry);
    } else {
        checking_.error(entry.key_place,
                        "unknown-part",
                        quoted(entry.key) + " is no kind of part",
                        base::nearest_hint(entry.key, part_kinds()));
    }
}

SessionReader::Written SessionReader::start(Entry const& entry)
{
    Written written;
    written.entry = &entry;
    written.what = quoted(entry.key);
    written.name_place = entry.key_place;
    if (!entry.value.is_map()) {
        return written;
    }
    for (Entry const& one : entry.value.entries) {
        if (one.key == "when") {
            written.when = &one.value;
        } else if (one.key == "name" && must_be_text(checking_, one.value, "'name'")) {
            written.name_place = one.value.place;
            if (must_be_word(checking_, one.value.place, one.value.text, "a part")) {
                written.name = one.value.text;
            }
        }
    }
    return written;
}

void SessionReader::check_part_keys(Written const& written, std::vector<std::string> known)
{
    known.insert(known.end(), {"name", "when"});
    check_keys(checking_, written.entry->value, written.what, known);
}

Node const* SessionReader::value_of(Written const& written, std::string_view key) const
{
    return written.entry->value.is_map() ? written.entry->value.find(key) : nullptr;
}

void SessionReader::finish(Written const& written, Part part, std::string const& fallback)
{
    auto const [called, unique] = claim_name(written, fallback);
    part.name = unique;
    if (part.trial.name.empty()) {
        part.trial.name = called;
        while (checking_.trial_names.contains(part.trial.name)) {
            part.trial.name += "_part";
        }
    }
    part.pool = part.pool.empty() ? part.name : part.pool;
    part.place = written.entry->key_place;
    part.module = source_.module;
    part.constants = at_.constants;
    part.when = join_conditions(written.when);
    part.part_names = at_.outer_parts;
    for (auto const& [name, whole] : at_.part_names) {
        if (name != whole) {
            part.part_names.insert_or_assign(name, whole);
        }
    }
    bool const asks = part.kind != PartKind::say && part.kind != PartKind::debrief &&
                      part.kind != PartKind::instrument;
    ResponseSpec const* question = asks ? only_question(part.trial) : nullptr;
    at_.scope.explain(called,
                      question != nullptr ? "the answer of a part is " + called + ".response"
                                          : "the part " + quoted(called) +
                                                " has no single answer that could be used");
    if (question != nullptr) {
        KindDecl const* kind = checking_.catalogue.response(question->kind);
        at_.scope.add(called + ".response",
                      kind == nullptr ? Type::any : answer_type(*kind),
                      Known::at_run_time);
        auto const texts = answers_of(*question);
        if (texts && kind != nullptr && answer_type(*kind) == Type::text) {
            at_.scope.add_texts(called + ".response", *texts);
        }
    }
    at_.part_names.insert_or_assign(called, part.name);
    source_.part_names.insert_or_assign(called, part.name);
    checking_.experiment.parts.push_back(std::move(part));
}

/// What the script calls the part, and what the session does. Names written by hand must be unique
/// by themselves; those of an included experiment give way to others.
std::pair<std::string, std::string> SessionReader::claim_name(Written const& written,
                                                              std::string const& fallback)
{
    auto& places = checking_.part_places;
    bool const included = source_.is_included();
    auto const take = [&](std::string const& name) {
        bool const gives_way = included && checking_.own_part_names.contains(name);
        return !gives_way && places.emplace(name + at_.suffix, written.name_place).second;
    };
    std::string const wanted = written.name.value_or(fallback);
    std::string called = wanted;
    for (std::size_t i = 2; !written.name && at_.part_names.contains(called); ++i) {
        called = wanted + "_" + std::to_string(i);
    }
    bool const twice = written.name && (at_.part_names.contains(called) ||
                                        (!included && places.contains(called + at_.suffix)));
    if (twice) {
        auto const first = places.find(called + at_.suffix);
        checking_.add({base::Severity::error,
                       written.name_place,
                       "there are two parts " + quoted(wanted),
                       "give one of them another name",
                       "part-twice",
                       first == places.end() ? std::nullopt : std::optional(first->second),
                       first == places.end() ? "" : "the first is here"});
        return {called, called + at_.suffix};
    }
    std::string unique = called;
    for (std::size_t i = 1; !take(unique); ++i) {
        unique = (included ? source_.prefix + "_" : "") + called;
        unique += i == 1 && included ? "" : "_" + std::to_string(included ? i : i + 1);
    }
    return {called, unique + at_.suffix};
}

Expression SessionReader::join_conditions(Node const* own)
{
    std::optional<Expression> condition;
    if (own != nullptr) {
        condition = read_condition(checking_, *own, at_.scope, Known::at_run_time, "when");
        if (condition && condition->names().empty() && !condition->holds(at_.scope)) {
            checking_.warning(own->place,
                              "never-reached",
                              "this can never be true, so nobody will see the part",
                              "name an answer, a parameter or the visit in it, or delete the part");
        }
    }
    if (at_.when.empty()) {
        return condition.value_or(Expression());
    }
    std::string source = at_.when;
    base::Place place = at_.when_place;
    if (condition) {
        source = "(" + source + ") and (" + condition->source() + ")";
        place = condition->place();
    }
    base::Diagnostics unused;
    return parse_expression(source, place, CheckedNames(), unused).value_or(Expression());
}

std::string SessionReader::canonical(Expression const& expression, Standing& inner) const
{
    return rewrite_names(
        expression.source(), [&](std::string_view name) -> std::optional<std::string> {
            auto const known = at_.scope.known(name);
            if (known == Known::at_load) {
                return as_expression(at_.scope.value_of(name));
            }
            std::size_t const dot = name.find('.');
            if (known != Known::at_run_time || dot == std::string_view::npos) {
                return std::nullopt;
            }
            auto const part = at_.part_names.find(std::string(name.substr(0, dot)));
            if (part == at_.part_names.end()) {
                return std::nullopt;
            }
            auto const& parts = checking_.experiment.parts;
            auto const found = std::ranges::find(parts, part->second, &Part::name);
            std::string alias = "_part" + std::to_string(found - parts.begin());
            inner.outer_parts.insert_or_assign(alias, part->second);
            return alias + std::string(name.substr(dot));
        });
}

void SessionReader::add_condition(Standing& inner,
                                  std::string const& source,
                                  base::Place const& place) const
{
    inner.when = inner.when.empty() ? source : "(" + inner.when + ") and (" + source + ")";
    inner.when_place = place;
}

} // namespace securebase::model
