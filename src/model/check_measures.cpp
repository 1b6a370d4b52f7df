// SPDX-License-Identifier: MIT
// Measures: their options against what the rule declares and what the session has.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_source.h"
#include "model/check_spelling.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

template <class Map> std::vector<std::string> names_in(Map const& map)
{
    std::vector<std::string> names;
    names.reserve(map.size());
    for (auto const& entry : map) {
        names.push_back(entry.first);
    }
    return names;
}

class MeasureReader {
public:
    MeasureReader(Checking& checking, Source& source)
        : checking_(checking), source_(source), fields_(checking, source, source.scope)
    {}

    void read(Entry const& entry)
    {
        must_be_word(checking_, entry.key_place, entry.key, "a measure");
        if (!must_be_map(checking_, entry.value, "the measure " + quoted(entry.key))) {
            return;
        }
        KindDecl const* rule = find_rule(entry);
        if (rule == nullptr) {
            return;
        }
        std::vector<std::string> known = option_names(*rule);
        known.emplace_back("rule");
        check_keys(checking_, entry.value, "the rule " + quoted(rule->name), known);
        MeasureSpec measure;
        measure.name = source_.measure_names.at(entry.key);
        measure.rule = rule->name;
        measure.place = entry.key_place;
        trial_ = nullptr;
        trial_unknown_ = false;
        read_trial(*rule, entry.value);
        for (OptionDecl const& decl : rule->options) {
            read_option(*rule, decl, entry, measure);
        }
        source_.measures.push_back(std::move(measure));
    }

private:
    KindDecl const* find_rule(Entry const& entry)
    {
        Node const* node = entry.value.find("rule");
        std::vector<std::string> names;
        for (KindDecl const& rule : checking_.catalogue.rules) {
            names.push_back(rule.name);
        }
        if (node == nullptr) {
            checking_.error(entry.key_place,
                            "missing-option",
                            "the measure " + quoted(entry.key) + " needs 'rule'",
                            base::nearest_hint("", names));
            return nullptr;
        }
        if (!must_be_text(checking_, *node, "'rule'")) {
            return nullptr;
        }
        KindDecl const* rule = checking_.catalogue.rule(node->text);
        if (rule == nullptr) {
            checking_.error(node->place,
                            "unknown-rule",
                            "there is no rule " + quoted(node->text),
                            base::nearest_hint(node->text, names));
        }
        return rule;
    }

    /// The trial first: stages and columns are looked for in it.
    void read_trial(KindDecl const& rule, Node const& map)
    {
        Node const* node = map.find("trial");
        bool const declared =
            std::ranges::find(rule.options, "trial", &OptionDecl::name) != rule.options.end();
        if (!declared || node == nullptr || !node->is_scalar()) {
            trial_unknown_ = true;
            return;
        }
        auto const found = source_.trials.find(node->text);
        if (found == source_.trials.end()) {
            trial_unknown_ = true;
            checking_.error(node->place,
                            "unknown-trial",
                            "there is no trial " + quoted(node->text),
                            base::nearest_hint(node->text, names_in(source_.trials)));
            return;
        }
        trial_ = &found->second;
        if (!trial_->used) {
            checking_.warning(node->place,
                              "unused",
                              "no part of the session runs the trial " + quoted(node->text) +
                                  ", so this measure stays empty");
        }
        if (!trial_->made) {
            make_trial(checking_, source_, *trial_, source_.scope);
        }
    }

    void read_option(KindDecl const& rule,
                     OptionDecl const& decl,
                     Entry const& entry,
                     MeasureSpec& measure)
    {
        Node const* node = entry.value.find(decl.name);
        Node fallback;
        if (node == nullptr) {
            if (decl.required) {
                checking_.error(entry.key_place,
                                "missing-option",
                                "the rule " + quoted(rule.name) + " needs " + quoted(decl.name),
                                decl.doc);
            }
            if (decl.required || decl.fallback.empty()) {
                return;
            }
            fallback.kind = script::NodeKind::scalar;
            fallback.text = decl.fallback;
            fallback.place = entry.key_place;
            fallback.text_place = entry.key_place;
            node = &fallback;
        }
        auto setting = fields_.read_constant(decl, *node);
        if (!setting) {
            return;
        }
        if (auto* text = std::get_if<std::string>(&setting->held)) {
            look_up(decl, *node, *text);
        }
        measure.options.set(decl.name, std::move(*setting));
    }

    /// Names of things must be names of things that are there; they become their unique names.
    void look_up(OptionDecl const& decl, Node const& node, std::string& text)
    {
        if (decl.type == OptionType::column) {
            must_be_column(node, text);
        } else if (decl.type != OptionType::name) {
            return;
        } else if (decl.name == "trial" && trial_ != nullptr) {
            text = trial_->name;
        } else if (decl.name == "stage") {
            must_be_stage(node, text);
        } else if (decl.name == "part") {
            auto const found = source_.part_names.find(text);
            if (found != source_.part_names.end()) {
                text = found->second;
            } else {
                refuse(node, "unknown-part", "part", text, names_in(source_.part_names));
            }
        } else if (decl.name == "instrument") {
            std::vector<std::string> ids;
            for (Instrument const& one : checking_.experiment.instruments) {
                ids.push_back(one.id);
            }
            if (std::ranges::find(ids, text) == ids.end()) {
                refuse(node, "unknown-instrument", "instrument", text, ids);
            }
        }
    }

    void refuse(Node const& node,
                char const* code,
                std::string const& what,
                std::string const& text,
                std::vector<std::string> const& known)
    {
        checking_.error(node.place,
                        code,
                        "the session has no " + what + " " + quoted(text),
                        base::nearest_hint(text, known));
    }

    void must_be_column(Node const& node, std::string const& text)
    {
        source_.asked.insert(text);
        if (trial_unknown_ || trial_ == nullptr || trial_->columns.has(text)) {
            return;
        }
        checking_.error(node.place,
                        "unknown-column",
                        "the trial " + quoted(trial_->entry->key) + " has no column " +
                            quoted(text),
                        base::nearest_hint(text, trial_->columns.names));
    }

    void must_be_stage(Node const& node, std::string const& text)
    {
        if (trial_unknown_ || trial_ == nullptr) {
            return;
        }
        std::vector<std::string> asking;
        bool there = false;
        for (StageFacts const& stage : trial_->stages) {
            if (stage.asks) {
                asking.push_back(stage.name);
            }
            there = there || stage.name == text;
        }
        if (std::ranges::find(asking, text) != asking.end()) {
            return;
        }
        checking_.error(node.place,
                        there ? "stage-without-question" : "unknown-stage",
                        there ? "the stage " + quoted(text) + " asks nothing"
                              : "the trial " + quoted(trial_->entry->key) + " has no stage " +
                                    quoted(text),
                        base::nearest_hint(text, asking));
    }

    Checking& checking_;
    Source& source_;
    Fields fields_;
    WrittenTrial* trial_ = nullptr;
    bool trial_unknown_ = false;
};

} // namespace

void read_measures(Checking& checking, Source& source, Node const& measures)
{
    if (!must_be_map(checking, measures, "'measures'")) {
        return;
    }
    MeasureReader reader(checking, source);
    for (Entry const& entry : measures.entries) {
        reader.read(entry);
    }
}

} // namespace securebase::model
