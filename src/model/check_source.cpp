// SPDX-License-Identifier: MIT
// Reading one experiment file in the order its parts need each other.
#include "model/check_source.h"

#include "base/hash.h"
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_spelling.h"
#include "model/check_tables.h"
#include "model/check_trials.h"
#include "model/literals.h"
#include "script/reader.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

Length percent(double value)
{
    return {value, LengthUnit::percent_of_height};
}

std::map<std::string, Point> default_places()
{
    return {{"center", {percent(0), percent(0)}},
            {"top", {percent(0), percent(-15)}},
            {"bottom", {percent(0), percent(15)}},
            {"left", {percent(-25), percent(0)}},
            {"right", {percent(25), percent(0)}}};
}

class SourceReader {
public:
    SourceReader(Checking& checking, Source& source, Inclusion const* inclusion)
        : checking_(checking), source_(source), inclusion_(inclusion)
    {}

    void read()
    {
        Node const& root = source_.root;
        if (!root.is_map()) {
            checking_.error(root.place,
                            "script-form",
                            "a script is a map of keys, not " + described(root),
                            "begin with securebase: 1");
            return;
        }
        std::size_t const before = checking_.error_count();
        mend_spelling(checking_, source_.root);
        check_keys(checking_, root, "a script", top_keys());
        read_version(root);
        read_title(root);
        read_facts(root);
        read_names(root);
        read_trials(root);
        claim_measure_names(root.find("measures"));
        read_session(root);
        if (Node const* measures = root.find("measures")) {
            read_measures(checking_, source_, *measures);
        }
        make_unused_trials();
        if (checking_.error_count() == before) {
            warn_of_unused(checking_, source_);
        }
    }

private:
    void read_version(Node const& root)
    {
        Node const* version = root.find("securebase");
        base::Place const start{source_.file, 1, 1, 1};
        if (version == nullptr) {
            checking_.error(start,
                            "no-version",
                            "the script does not say which grammar it is written in",
                            "write securebase: 1 on its first line");
        } else if (version->text != "1" || version->kind != script::NodeKind::scalar) {
            checking_.error(version->place,
                            "unknown-version",
                            "this program reads version 1 of the grammar, not " +
                                described(*version),
                            "write securebase: 1");
        } else if (root.entries.front().key != "securebase") {
            checking_.error(root.entries.front().key_place,
                            "version-not-first",
                            quoted(root.entries.front().key) + " stands before 'securebase'",
                            "securebase: 1 comes first");
        }
    }

    void read_title(Node const& root)
    {
        Node const* title = root.find("title");
        if (title == nullptr) {
            checking_.error({source_.file, 1, 1, 1},
                            "no-title",
                            "the script has no title",
                            "write title: and what the experiment is called");
        } else if (must_be_text(checking_, *title, "'title'")) {
            if (base::trim(title->text).empty()) {
                checking_.error(title->place, "no-title", "the title is empty");
            } else if (inclusion_ == nullptr) {
                checking_.experiment.title = title->text;
            }
        }
        if (Node const* cite = root.find("cite")) {
            std::vector<Node> const one{*cite};
            for (Node const& item : cite->is_list() ? cite->items : one) {
                if (must_be_text(checking_, item, "an entry of 'cite'")) {
                    auto& all = checking_.experiment.cite;
                    if (std::ranges::find(all, item.text) == all.end()) {
                        all.push_back(item.text);
                    }
                }
            }
        }
    }

    void read_facts(Node const& root)
    {
        std::size_t const before = checking_.error_count();
        read_parameters(checking_, source_, root.find("parameters"), inclusion_);
        if (checking_.error_count() > before) {
            checking_.faulty.add_module(source_.module);
        }
        if (Node const* language = root.find("language")) {
            read_language(*language);
        }
        if (Node const* screen = root.find("screen")) {
            ScreenSpec others;
            read_screen(checking_,
                        source_,
                        *screen,
                        inclusion_ == nullptr ? checking_.experiment.screen : others);
        }
        if (Node const* places = root.find("places")) {
            read_places(checking_, source_, *places);
        }
        if (Node const* texts = root.find("texts")) {
            read_texts(checking_, source_, *texts);
        }
    }

    void read_language(Node const& node)
    {
        if (!must_be_text(checking_, node, "'language'")) {
            return;
        }
        std::string const& text = node.text;
        std::size_t const end = std::min(text.find('-'), text.size());
        bool const good = end >= 2 && end <= 3 && std::all_of(text.begin(), text.end(), [](char c) {
                              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                     (c >= '0' && c <= '9') || c == '-';
                          });
        if (!good) {
            checking_.error(node.place,
                            "bad-language",
                            quoted(text) + " is not a language",
                            "write its short name, such as en, de, pt-BR or ar");
        } else if (inclusion_ == nullptr) {
            checking_.experiment.language = text;
        }
    }

    void read_names(Node const& root)
    {
        Scope& scope = source_.scope;
        scope.add("participant", Type::text, Known::at_planning);
        scope.add("visit", Type::number, Known::at_planning);
        scope.add("number", Type::number, Known::at_planning);
        std::size_t const before = checking_.error_count();
        if (Node const* between = root.find("between")) {
            read_between(checking_, source_, *between);
        }
        if (checking_.error_count() > before) {
            checking_.faulty.add_module(source_.module);
        }
        if (Node const* stimuli = root.find("stimuli")) {
            read_tables(checking_, source_, *stimuli);
        }
    }

    void read_trials(Node const& root)
    {
        Node const* trials = root.find("trials");
        if (trials == nullptr || !must_be_map(checking_, *trials, "'trials'")) {
            return;
        }
        for (Entry const& entry : trials->entries) {
            must_be_word(checking_, entry.key_place, entry.key, "a trial");
            WrittenTrial& trial = source_.trials[entry.key];
            trial.entry = &entry;
            trial.name = entry.key;
            if (checking_.trial_names.contains(trial.name)) {
                trial.name = source_.prefix + "_" + entry.key;
            }
            for (std::size_t i = 2; checking_.trial_names.contains(trial.name); ++i) {
                trial.name = source_.prefix + "_" + entry.key + "_" + std::to_string(i);
            }
            checking_.trial_names.insert(trial.name);
        }
    }

    /// Before the session, so that those of included experiments give way.
    void claim_measure_names(Node const* measures)
    {
        for (std::size_t i = 0; measures != nullptr && i < measures->entries.size(); ++i) {
            std::string const& wanted = measures->entries[i].key;
            std::string name = wanted;
            for (std::size_t n = 1; !checking_.measure_names.insert(name).second; ++n) {
                name = source_.prefix + "_" + wanted + (n == 1 ? "" : "_" + std::to_string(n));
            }
            source_.measure_names.emplace(wanted, name);
        }
    }

    /// Names written by hand, wherever in the session they stand.
    void note_part_names(Node const& list)
    {
        for (Node const& item : list.items) {
            for (Entry const& part : item.entries) {
                Node const* name = part.value.find("name");
                if (name != nullptr && name->is_scalar()) {
                    checking_.own_part_names.insert(name->text);
                    source_.scope.explain(name->text,
                                          "the part " + quoted(name->text) +
                                              " has not been answered yet at this point");
                }
                if (Node const* inner = part.value.find("do")) {
                    note_part_names(*inner);
                }
            }
        }
    }

    void read_session(Node const& root)
    {
        Node const* session = root.find("session");
        if (session == nullptr) {
            checking_.error({source_.file, 1, 1, 1},
                            "no-session",
                            "the script has no session",
                            "write session: and below it the parts, such as - block: { trial: "
                            "NAME }");
            return;
        }
        if (!must_be_list(checking_, *session, "'session'")) {
            return;
        }
        if (session->items.empty()) {
            checking_.error(session->place, "no-session", "the session has no part");
        }
        Standing standing;
        if (inclusion_ != nullptr) {
            standing = inclusion_->standing;
        } else {
            note_part_names(*session);
        }
        standing.scope = source_.scope;
        standing.constants = source_.parameters;
        SessionReader(checking_, source_, std::move(standing)).read(*session);
    }

    /// A trial that no part uses is looked at all the same.
    void make_unused_trials()
    {
        for (auto& entry : source_.trials) {
            if (!entry.second.made) {
                make_trial(checking_, source_, entry.second, source_.scope);
            }
        }
    }

    Checking& checking_;
    Source& source_;
    Inclusion const* inclusion_;
};

std::string unique_prefix(Checking& checking, std::string const& folder)
{
    std::string const word = as_word(folder_name(folder));
    std::string prefix = word;
    for (std::size_t i = 2; !checking.prefixes.insert(prefix).second; ++i) {
        prefix = word + "_" + std::to_string(i);
    }
    return prefix;
}

} // namespace

void read_source(Checking& checking,
                 std::string const& folder,
                 std::string const& file,
                 Inclusion const* inclusion)
{
    auto owned = std::make_unique<Source>();
    Source& source = *owned;
    checking.sources.push_back(std::move(owned));
    source.folder = folder;
    source.file = file;
    source.prefix = unique_prefix(checking, folder);
    source.module = checking.experiment.modules.size();
    source.chain = inclusion == nullptr ? std::vector<std::string>{} : inclusion->chain;
    source.chain.push_back(real_path(file).value_or(file));
    source.scope.watch(&source.asked);
    checking.experiment.modules.push_back({folder_name(folder), folder, default_places(), {}});

    base::Diagnostics found;
    auto root = script::read_file(file, found);
    for (base::Diagnostic fault : found.all()) {
        if (fault.code == "script-empty") {
            fault.hint = "begin with securebase: 1";
        }
        checking.add(std::move(fault));
    }
    if (!root) {
        return;
    }
    if (auto const hash = base::hash_file(file)) {
        checking.files.note(file, *hash);
    }
    source.root = std::move(*root);
    SourceReader(checking, source, inclusion).read();
}

} // namespace securebase::model
