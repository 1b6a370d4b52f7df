// SPDX-License-Identifier: MIT
// Walks a script along the grammar and mends its keys.
#include "model/check_spelling.h"

#include "model/literals.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

using Words = std::vector<std::string>;

bool is_among(Words const& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

void append(Words& words, Words const& more)
{
    words.insert(words.end(), more.begin(), more.end());
}

Words with(Words words, Words const& more)
{
    append(words, more);
    return words;
}

bool has_option(KindDecl const& kind, std::string_view name)
{
    return is_among(option_names(kind), name);
}

bool any_has_option(std::vector<KindDecl> const& kinds, std::string_view name)
{
    return std::ranges::any_of(kinds,
                               [name](KindDecl const& kind) { return has_option(kind, name); });
}

/// A word of another program.
struct Foreign {
    std::string_view word;
    std::string_view ours; ///< The key that does the same; empty when none does.
    std::string_view hint; ///< When none does.
};

constexpr std::array foreign_in_stage{
    Foreign{"duration", "for", {}},
    Foreign{"time", "for", {}},
    Foreign{"trial_duration", "for", {}},
    Foreign{"timeout", "limit", {}},
    Foreign{"deadline", "limit", {}},
    Foreign{"pos", "at", {}},
    Foreign{"word", "text", {}},
    Foreign{"picture", "image", {}},
    Foreign{"rating", "likert", {}},
    Foreign{"slider", "vas", {}},
    Foreign{"buttons", "choose", {}},
    Foreign{"if", "when", {}},
    Foreign{"prompt", "ask", {}},
    Foreign{"question", "ask", {}},
    Foreign{"corrAns", "correct", {}},
    Foreign{"stimulus", {}, "the kind is the key: text: ..., image: ..."},
    Foreign{"until", {}, "the answer ends a stage that asks: keys: [E, F]; limit: bounds it"},
    Foreign{"onset", {}, "stages follow each other: put one that shows nothing before this"},
    Foreign{"delay", {}, "stages follow each other: put one that shows nothing before this"},
    Foreign{"sound", {}, "this version has no sound"},
    Foreign{"audio", {}, "this version has no sound"},
    Foreign{"video", {}, "this version has no moving pictures"},
    Foreign{"font", {}, "all texts have the program's own typeface; size, color and bold differ"},
};

constexpr std::array foreign_in_block{
    Foreign{"nReps", "times", {}},
    Foreign{"reps", "times", {}},
    Foreign{"repetitions", "times", {}},
    Foreign{"repeat", "times", {}},
    Foreign{"n", "take", {}},
    Foreign{"trials", "take", {}},
    Foreign{"random", {}, "trials are shuffled unless order: { shuffle: no }"},
    Foreign{"randomize", {}, "trials are shuffled unless order: { shuffle: no }"},
};

class Speller {
public:
    explicit Speller(Checking& checking) : checking_(checking), all_(checking.catalogue) {}

    void mend_script(Node& root)
    {
        mend(root, "a script", top_keys());
        for (Entry& entry : root.entries) {
            if (entry.key == "screen") {
                mend(entry.value, "'screen'", screen_keys());
            } else if (entry.key == "trials") {
                for (Entry& trial : entry.value.entries) {
                    mend_trial(trial);
                }
            } else if (entry.key == "session") {
                mend_parts(entry.value);
            } else if (entry.key == "measures") {
                for (Entry& measure : entry.value.entries) {
                    mend_measure(measure);
                }
            }
        }
    }

private:
    void mend(Node& map, std::string const& where, Words const& known)
    {
        for (Entry& entry : map.entries) {
            auto const meant =
                is_among(known, entry.key) ? std::nullopt : base::nearest_name(entry.key, known);
            if (meant && map.find(*meant) == nullptr) {
                rename(entry, where, *meant);
            }
        }
    }

    /// Words that authors know from elsewhere, before they are taken for misspelt ones. What has no
    /// key here is taken out once it has been told of.
    template <class Fits>
    void
    mend_foreign(Node& map, std::string const& where, std::span<Foreign const> words, Fits fits)
    {
        std::erase_if(map.entries, [&](Entry& entry) {
            auto const found = std::ranges::find(words, entry.key, &Foreign::word);
            std::string const ours(found == words.end() ? std::string_view() : found->ours);
            if (found == words.end() || (!ours.empty() && !fits(ours))) {
                return false;
            }
            if (!ours.empty()) {
                rename(entry, where, ours);
                return false;
            }
            checking_.error(entry.key_place,
                            "unknown-key",
                            "unknown key " + quoted(entry.key) + " in " + where,
                            std::string(found->hint));
            return true;
        });
    }

    void rename(Entry& entry, std::string const& where, std::string const& meant)
    {
        checking_.error(entry.key_place,
                        "unknown-key",
                        "unknown key " + quoted(entry.key) + " in " + where,
                        "did you mean " + quoted(meant) + "?");
        entry.key = meant;
    }

    void mend_trial(Entry& trial)
    {
        mend(trial.value, "the trial " + quoted(trial.key), trial_keys());
        for (Entry& entry : trial.value.entries) {
            if (entry.key == "factors") {
                for (Entry& factor : entry.value.entries) {
                    mend(factor.value, "the factor " + quoted(factor.key), factor_keys());
                }
            } else if (entry.key == "order") {
                mend(entry.value, "'order'", order_keys());
            } else if (entry.key == "stages") {
                for (Node& item : entry.value.items) {
                    for (Entry& stage : item.entries) {
                        mend_stage(stage.value, {});
                    }
                }
            }
        }
    }

    /// Kinds before options, which belong to one of them.
    void mend_stage(Node& map, Words const& extra)
    {
        Words const own = with(stage_keys(), extra);
        mend_foreign(map, "a stage", foreign_in_stage, [&](std::string const& ours) {
            return map.find(ours) == nullptr && fits(map, own, ours, true);
        });
        mend_stage_keys(map, own, false);
        mend_stage_keys(map, own, true);
        for (Entry& entry : map.entries) {
            if (entry.key == "show") {
                for (Node& item : entry.value.items) {
                    mend_shown(item);
                }
            } else if (KindDecl const* stimulus = all_.stimulus(entry.key)) {
                mend(entry.value, quoted(stimulus->name), option_names(*stimulus));
            } else if (KindDecl const* response = all_.response(entry.key)) {
                mend_response(entry.value, *response);
            }
        }
    }

    void mend_stage_keys(Node& map, Words const& own, bool options)
    {
        Words known = own;
        for (auto const* kinds : {&all_.stimuli, &all_.responses}) {
            for (KindDecl const& kind : *kinds) {
                known.push_back(kind.name);
            }
        }
        for (KindDecl const& kind : all_.stimuli) {
            append(known, option_names(kind));
        }
        for (Entry& entry : map.entries) {
            if (is_among(known, entry.key) || any_has_option(all_.responses, entry.key)) {
                continue;
            }
            auto const meant = base::nearest_name(entry.key, known);
            if (meant && map.find(*meant) == nullptr && fits(map, own, *meant, options)) {
                rename(entry, "a stage", *meant);
            }
        }
    }

    bool fits(Node const& map, Words const& own, std::string const& meant, bool options) const
    {
        auto const any = [&map](auto const& holds) {
            return std::ranges::any_of(map.entries, holds, &Entry::key);
        };
        if (is_among(own, meant)) {
            return true;
        }
        if (all_.stimulus(meant) != nullptr) {
            return !any(
                [this](auto const& key) { return key == "show" || all_.stimulus(key) != nullptr; });
        }
        if (all_.response(meant) != nullptr) {
            return !any([this](auto const& key) { return all_.response(key) != nullptr; });
        }
        return options && any([&](auto const& key) {
                   KindDecl const* kind = all_.stimulus(key);
                   return kind != nullptr && has_option(*kind, meant);
               });
    }

    void mend_shown(Node& item)
    {
        Words kinds;
        for (KindDecl const& kind : all_.stimuli) {
            kinds.push_back(kind.name);
        }
        bool const has_kind = std::ranges::any_of(
            item.entries, [&](Entry const& entry) { return is_among(kinds, entry.key); });
        if (!has_kind) {
            mend(item, "an entry of 'show'", kinds);
        }
        for (Entry const& entry : item.entries) {
            if (KindDecl const* kind = all_.stimulus(entry.key)) {
                mend(item, quoted(kind->name), with(option_names(*kind), kinds));
                return;
            }
        }
    }

    void mend_response(Node& value, KindDecl const& kind)
    {
        auto const maps = [](OptionDecl const& option) {
            return option.type == OptionType::key_map || option.type == OptionType::area_map;
        };
        if (std::ranges::none_of(kind.options, maps)) { // else the keys are the author's own
            mend(value, quoted(kind.name), option_names(kind));
        }
    }

    void mend_parts(Node& list)
    {
        for (Node& item : list.items) {
            if (item.entries.size() == 1) {
                mend_part(item.entries.front());
            }
        }
    }

    void mend_part(Entry& part)
    {
        auto const kind = is_among(part_kinds(), part.key)
                              ? std::nullopt
                              : base::nearest_name(part.key, part_kinds());
        if (kind) {
            checking_.error(part.key_place,
                            "unknown-part",
                            quoted(part.key) + " is no kind of part",
                            part.key == "for_each" ? "write for each: (with a blank)"
                                                   : "did you mean " + quoted(*kind) + "?");
            part.key = *kind;
        }
        std::string const where = quoted(part.key);
        Words const named{"name", "when"};
        if (part.key == "ask") {
            mend_stage(part.value, named);
        } else if (part.key == "practice" || part.key == "block") {
            mend_foreign(part.value, where, foreign_in_block, [&part](std::string const& ours) {
                return part.value.find(ours) == nullptr;
            });
            mend(part.value, where, with(block_keys(), named));
            mend_block(part.value);
        } else if (part.key == "instrument") {
            mend(part.value, where, with(instrument_keys(), named));
        } else if (part.key == "include") {
            mend(part.value, where, include_keys());
        } else if (part.key == "for each") {
            for (Entry& entry : part.value.entries) {
                if (entry.key == "do") {
                    mend_parts(entry.value);
                }
            }
        } else if (KindDecl const* pages =
                       all_.response(part.key == "consent" ? "agree" : "pages")) {
            mend(part.value, where, with(option_names(*pages), named));
        }
    }

    void mend_block(Node& block)
    {
        for (Entry& entry : block.entries) {
            if (entry.key == "order") {
                mend(entry.value, "'order'", order_keys());
            } else if (entry.key == "feedback") {
                mend(entry.value, "'feedback'", feedback_keys());
            }
        }
    }

    void mend_measure(Entry& measure)
    {
        Node const* rule = measure.value.find("rule");
        if (rule == nullptr) {
            mend(measure.value, "the measure " + quoted(measure.key), {"rule"});
            rule = measure.value.find("rule");
        }
        KindDecl const* kind = rule == nullptr ? nullptr : all_.rule(rule->text);
        if (kind != nullptr) {
            mend(measure.value,
                 "the rule " + quoted(kind->name),
                 with({"rule"}, option_names(*kind)));
        }
    }

    Checking& checking_;
    Catalogue const& all_;
};

} // namespace

std::vector<std::string> const& top_keys()
{
    static Words const keys{"securebase",
                            "title",
                            "cite",
                            "language",
                            "screen",
                            "places",
                            "parameters",
                            "between",
                            "stimuli",
                            "trials",
                            "session",
                            "measures",
                            "texts"};
    return keys;
}

std::vector<std::string> const& screen_keys()
{
    static Words const keys{"background", "color", "text_size", "refresh"};
    return keys;
}

std::vector<std::string> const& trial_keys()
{
    static Words const keys{"factors", "let", "order", "stages"};
    return keys;
}

std::vector<std::string> const& factor_keys()
{
    static Words const keys{"from", "where"};
    return keys;
}

std::vector<std::string> const& order_keys()
{
    static Words const keys{"shuffle", "balance", "max_run", "no_repeat", "spacing"};
    return keys;
}

std::vector<std::string> const& stage_keys()
{
    static Words const keys{
        "show", "ask", "for", "limit", "window", "correct", "when", "timing", "round", "trigger"};
    return keys;
}

std::vector<std::string> const& part_kinds()
{
    static Words const kinds{"say",
                             "consent",
                             "ask",
                             "instrument",
                             "practice",
                             "block",
                             "include",
                             "for each",
                             "debrief"};
    return kinds;
}

std::vector<std::string> const& block_keys()
{
    static Words const keys{"trial", "take", "times", "break", "missed", "feedback", "order"};
    return keys;
}

std::vector<std::string> const& feedback_keys()
{
    static Words const keys{"for", "correct", "wrong", "late"};
    return keys;
}

std::vector<std::string> const& instrument_keys()
{
    static Words const keys{"id", "order"};
    return keys;
}

std::vector<std::string> const& include_keys()
{
    static Words const keys{"experiment", "set", "when"};
    return keys;
}

std::vector<std::string> option_names(KindDecl const& kind)
{
    Words names;
    bool page = false;
    for (OptionDecl const& option : kind.options) {
        names.push_back(option.name);
        page = page || option.type == OptionType::page;
    }
    if (page && !is_among(names, "file")) {
        names.emplace_back("file");
    }
    return names;
}

void mend_spelling(Checking& checking, Node& root)
{
    Speller(checking).mend_script(root);
}

} // namespace securebase::model
