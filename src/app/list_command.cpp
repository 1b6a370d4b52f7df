// SPDX-License-Identifier: MIT
// `securebase list`: the experiments at hand, or the kinds and measures a script may use.
#include "app/catalogue.h"
#include "app/commands.h"
#include "base/diagnostics.h"
#include "kinds/kinds.h"
#include "model/check.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace securebase::app {

namespace {

struct Found {
    std::string folder;
    std::string title; ///< Empty when the script has faults.
};

std::vector<Found> experiments_in(std::string const& folder, model::Catalogue const& known)
{
    std::vector<Found> found;
    std::error_code error;
    for (auto const& entry : std::filesystem::directory_iterator(folder, error)) {
        if (std::filesystem::exists(entry.path() / "experiment.yaml")) {
            base::Diagnostics faults;
            auto const experiment =
                model::load_experiment(entry.path().string(), known, {}, faults);
            found.push_back(
                {entry.path().string(), experiment ? experiment->title : std::string()});
        }
    }
    std::ranges::sort(found, {}, &Found::folder);
    return found;
}

void print_kind(model::KindDecl const& kind)
{
    std::cout << "  " << kind.name << ": " << kind.doc << '\n';
    for (model::OptionDecl const& option : kind.options) {
        std::cout << "    " << option.name << (option.required ? " (required)" : "") << ": "
                  << option.doc;
        if (!option.fallback.empty()) {
            std::cout << " Default " << option.fallback << '.';
        }
        std::cout << '\n';
    }
    if (!kind.answer.empty()) {
        std::cout << "    answer: " << kind.answer << '\n';
    }
    if (!kind.source.empty()) {
        std::cout << "    source: " << kind.source << '\n';
    }
}

nlohmann::json to_json(model::KindDecl const& kind)
{
    nlohmann::json options = nlohmann::json::array();
    for (model::OptionDecl const& option : kind.options) {
        options.push_back({{"name", option.name},
                           {"required", option.required},
                           {"default", option.fallback},
                           {"doc", option.doc},
                           {"choices", option.choices}});
    }
    return {{"name", kind.name},
            {"doc", kind.doc},
            {"options", options},
            {"answer", kind.answer},
            {"source", kind.source},
            {"version", kind.version}};
}

void print_group(char const* title, std::vector<model::KindDecl> const& kinds)
{
    std::cout << title << '\n';
    for (model::KindDecl const& kind : kinds) {
        print_kind(kind);
    }
}

nlohmann::json group_json(std::vector<model::KindDecl> const& kinds)
{
    nlohmann::json list = nlohmann::json::array();
    std::ranges::transform(kinds, std::back_inserter(list), to_json);
    return list;
}

ExitCode list_catalogue(ListArguments const& arguments, model::Catalogue const& known)
{
    if (arguments.json) {
        nlohmann::json out;
        if (arguments.kinds) {
            out["stimuli"] = group_json(known.stimuli);
            out["responses"] = group_json(known.responses);
        }
        if (arguments.measures) {
            out["measures"] = group_json(known.rules);
        }
        std::cout << out.dump(2) << '\n';
        return ExitCode::done;
    }
    if (arguments.kinds) {
        print_group("Stimuli", known.stimuli);
        print_group("Responses", known.responses);
    }
    if (arguments.measures) {
        print_group("Measures", known.rules);
    }
    return ExitCode::done;
}

} // namespace

ExitCode list(ListArguments const& arguments)
{
    stage::Kinds const kinds = kinds::all();
    model::Catalogue const known = catalogue(kinds);
    if (arguments.kinds || arguments.measures) {
        return list_catalogue(arguments, known);
    }
    std::vector<Found> const found = experiments_in(arguments.folder, known);
    if (arguments.json) {
        nlohmann::json out = nlohmann::json::array();
        for (Found const& one : found) {
            out.push_back(
                {{"folder", one.folder}, {"title", one.title}, {"faultless", !one.title.empty()}});
        }
        std::cout << out.dump(2) << '\n';
        return ExitCode::done;
    }
    if (found.empty()) {
        std::cerr << "securebase: no experiments in '" << arguments.folder << "'\n"
                  << "hint: name the folder that holds them: securebase list FOLDER\n";
        return ExitCode::faults;
    }
    for (Found const& one : found) {
        std::cout << one.folder << "  "
                  << (one.title.empty() ? "(has faults: securebase check " + one.folder + ")"
                                        : one.title)
                  << '\n';
    }
    return ExitCode::done;
}

} // namespace securebase::app
