// SPDX-License-Identifier: MIT
// Parts that are one screen, and blocks of trials.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_pages.h"
#include "model/check_session.h"
#include "model/check_spelling.h"
#include "model/literals.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

constexpr double most_trials_taken = 100'000;
constexpr double most_blocks = 1000;

OptionDecl option(char const* name, OptionType type)
{
    OptionDecl decl;
    decl.name = name;
    decl.type = type;
    return decl;
}

OptionDecl count(char const* name, double most)
{
    OptionDecl decl = option(name, OptionType::integer);
    decl.least = 1;
    decl.most = most;
    return decl;
}

std::string stem_of(std::string const& file)
{
    std::string name = file.substr(file.rfind('/') == std::string::npos ? 0 : file.rfind('/') + 1);
    return as_word(name.substr(0, name.rfind('.')));
}

bool is_truth(Node const& node)
{
    return node.is_scalar() &&
           (node.text == "yes" || node.text == "no" || node.text == "true" || node.text == "false");
}

} // namespace

void SessionReader::read_pages(Entry const& entry, PartKind kind, std::string const& response)
{
    Written const written = start(entry);
    KindDecl const* known = checking_.catalogue.response(response);
    if (known == nullptr) {
        checking_.error(entry.key_place,
                        "unknown-response",
                        "this program has no question " + quoted(response));
        return;
    }
    KindDecl decl = *known;
    decl.name = entry.key; // for messages
    Fields fields(checking_, source_, at_.scope);
    std::optional<std::vector<Field>> options;
    std::string fallback(name_of(kind));
    if (entry.value.is_map()) {
        check_part_keys(written, option_names(decl));
        std::vector<Entry const*> given;
        for (Entry const& one : entry.value.entries) {
            given.push_back(&one);
        }
        options = fields.read_options(decl, given, entry.key_place);
        if (Node const* file = entry.value.find("file")) {
            fallback = page_name(*file, fallback);
        }
        Node const* text = entry.value.find("text");
        if (text != nullptr && text->is_scalar()) {
            check_page_lengths(checking_, *text);
        }
    } else {
        options = fields.read_value(decl, entry);
        fallback = page_name(entry.value, fallback);
    }
    Part part;
    part.kind = kind;
    part.trial.place = entry.key_place;
    part.trial.order.shuffle = false;
    StageSpec stage;
    stage.name = std::string(name_of(kind));
    stage.place = entry.key_place;
    stage.response =
        ResponseSpec{known->name, entry.key_place, options.value_or(std::vector<Field>{})};
    part.trial.stages.push_back(std::move(stage));
    finish(written, std::move(part), fallback);
}

/// What a part is called after its file.
std::string SessionReader::page_name(Node const& file, std::string const& fallback) const
{
    std::string name = file.text;
    if (is_computed(file)) {
        base::Diagnostics unused; // the file itself has been looked at
        auto const expression =
            parse_expression(std::string_view(name).substr(1), file.place, at_.scope, unused);
        name = expression ? to_text(expression->evaluate(at_.scope)) : std::string();
    }
    return name.ends_with(".md") ? stem_of(name) : fallback;
}

void SessionReader::read_ask(Entry const& entry)
{
    Written const written = start(entry);
    if (!must_be_map(checking_, entry.value, "'ask'")) {
        return;
    }
    Part part;
    part.kind = PartKind::ask;
    part.trial.place = entry.key_place;
    part.trial.order.shuffle = false;
    StageReader reader(checking_, source_, at_.scope, nullptr, {});
    auto stage = reader.read("ask", entry.key_place, entry.value, {"name", "when"});
    if (stage) {
        bool const asks = std::ranges::any_of(entry.value.entries, [this](Entry const& one) {
            return checking_.catalogue.response(one.key) != nullptr;
        });
        if (!asks && stage->duration) {
            checking_.error(entry.key_place,
                            "no-question",
                            "this part asks nothing",
                            "add a question such as choose: [yes, no], or write say:");
        }
        part.trial.stages.push_back(std::move(*stage));
    }
    finish(written, std::move(part), "ask");
}

void SessionReader::read_block(Entry const& entry, PartKind kind)
{
    Written const written = start(entry);
    bool const shorthand = entry.value.is_scalar();
    if (!shorthand) {
        if (!must_be_map(checking_, entry.value, written.what)) {
            return;
        }
        check_part_keys(written, block_keys());
    }
    Part part;
    part.kind = kind;
    read_numbers(written, part);
    std::size_t const before = checking_.error_count();
    read_break(written, part);
    read_missed(written, part);
    checking_.faulty.excuse(checking_.error_count() - before);
    WrittenTrial* trial = find_trial(written);
    if (trial == nullptr) {
        at_.scope.add_unknown(written.name.value_or(""));
        return;
    }
    trial->used = true;
    part.trial = make_trial(checking_, source_, *trial, at_.scope);
    std::size_t const after_trial = checking_.error_count();
    if (Node const* order = value_of(written, "order")) {
        part.trial.order = read_order(checking_, source_, at_.scope, *order, trial->columns);
    }
    read_feedback(written, *trial, part);
    checking_.faulty.excuse(checking_.error_count() - after_trial);
    std::string const practice = kind == PartKind::practice ? "practice_" : "";
    part.pool = practice + trial->name + at_.suffix;
    finish(written, std::move(part), practice + trial->entry->key);
}

WrittenTrial* SessionReader::find_trial(Written const& written)
{
    Node const& value = written.entry->value;
    Node const* node = value.is_scalar() ? &value : value.find("trial");
    if (node == nullptr) {
        checking_.error(written.entry->key_place,
                        "missing-option",
                        written.what + " needs 'trial'",
                        "write { trial: NAME, take: 16 }");
        return nullptr;
    }
    if (!must_be_text(checking_, *node, "'trial'")) {
        return nullptr;
    }
    auto const found = source_.trials.find(node->text);
    if (found != source_.trials.end()) {
        return &found->second;
    }
    std::vector<std::string> names;
    for (auto const& trial : source_.trials) {
        names.push_back(trial.first);
    }
    checking_.error(node->place,
                    "unknown-trial",
                    "there is no trial " + quoted(node->text),
                    base::nearest_hint(node->text, names));
    return nullptr;
}

void SessionReader::read_numbers(Written const& written, Part& part)
{
    Fields fields(checking_, source_, at_.scope);
    auto const read = [&](char const* name, double most) -> std::optional<std::int64_t> {
        Node const* node = value_of(written, name);
        auto const setting =
            node == nullptr ? std::nullopt : fields.read_constant(count(name, most), *node);
        return setting ? std::optional<std::int64_t>(std::llround(std::get<double>(setting->held)))
                       : std::nullopt;
    };
    part.take = read("take", most_trials_taken);
    part.times = read("times", most_blocks).value_or(1);
}

void SessionReader::read_break(Written const& written, Part& part)
{
    part.pause_text = checking_.experiment.texts.at("break");
    Node const* node = value_of(written, "break");
    if (node == nullptr) {
        return;
    }
    Fields fields(checking_, source_, at_.scope);
    if (is_truth(*node)) {
        auto const setting = fields.read_constant(option("break", OptionType::truth), *node);
        part.pause = setting && std::get<bool>(setting->held);
    } else if (auto const setting =
                   fields.read_constant(option("break", OptionType::text), *node)) {
        part.pause = true;
        part.pause_text = std::get<std::string>(setting->held);
    }
    if (part.pause && part.times == 1) {
        Node const* times = value_of(written, "times");
        if (times == nullptr || !is_computed(*times)) {
            checking_.warning(node->place,
                              "break-without-blocks",
                              "'break' rests between blocks, and there is only one",
                              "write times: 3 for three blocks, or a say: after this one");
        }
    }
}

void SessionReader::read_missed(Written const& written, Part& part)
{
    Node const* node = value_of(written, "missed");
    if (node == nullptr) {
        return;
    }
    OptionDecl decl = option("missed", OptionType::choice);
    decl.choices = {"flag", "repeat"};
    Fields fields(checking_, source_, at_.scope);
    auto const setting = fields.read_constant(decl, *node);
    part.repeat_missed = setting && std::get<std::string>(setting->held) == "repeat";
}

void SessionReader::read_feedback(Written const& written, WrittenTrial const& trial, Part& part)
{
    Node const* node = value_of(written, "feedback");
    if (node == nullptr) {
        return;
    }
    if (node->is_map()) {
        part.feedback = read_feedback_map(*node);
    } else {
        Fields fields(checking_, source_, at_.scope);
        auto const setting = fields.read_constant(option("feedback", OptionType::truth), *node);
        if (setting && std::get<bool>(setting->held)) {
            auto const& texts = checking_.experiment.texts;
            part.feedback = FeedbackSpec{texts.at("correct"),
                                         texts.at("wrong"),
                                         texts.at("late"),
                                         {500, 500, TimeUnit::milliseconds}};
        }
    }
    bool const judged = std::ranges::any_of(trial.stages, &StageFacts::has_correct);
    if (part.feedback && !judged) {
        checking_.error(node->place,
                        "feedback-without-correct",
                        "there is no right answer in " + quoted(trial.entry->key) +
                            ", so there is nothing to say",
                        "add correct: to the stage that asks");
    }
}

std::optional<FeedbackSpec> SessionReader::read_feedback_map(Node const& map)
{
    check_keys(checking_, map, "'feedback'", feedback_keys());
    FeedbackSpec feedback;
    feedback.correct = feedback_text(map, "correct");
    feedback.wrong = feedback_text(map, "wrong");
    feedback.late = feedback_text(map, "late");
    if (Node const* node = map.find("for")) {
        Fields fields(checking_, source_, at_.scope);
        auto const setting = fields.read_constant(option("for", OptionType::time), *node);
        if (setting) {
            feedback.duration = std::get<TimeRange>(setting->held);
        }
    }
    return feedback;
}

std::string SessionReader::feedback_text(Node const& map, std::string const& key)
{
    Node const* node = map.find(key);
    if (node == nullptr) {
        return checking_.experiment.texts.at(key);
    }
    Fields fields(checking_, source_, at_.scope);
    auto const setting = fields.read_constant(option(key.c_str(), OptionType::text), *node);
    return setting ? std::get<std::string>(setting->held) : std::string();
}

} // namespace securebase::model
