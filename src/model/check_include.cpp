// SPDX-License-Identifier: MIT
// Including another experiment: its session, with parameters set.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_source.h"
#include "model/check_spelling.h"
#include "model/literals.h"

#include <algorithm>
#include <filesystem>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

constexpr std::size_t deepest = 8;
constexpr std::size_t most_sources = 200;

/// Names of the experiments in the folder that holds them all.
std::vector<std::string> experiments_in(std::string const& parent)
{
    std::vector<std::string> names;
    std::error_code failed;
    for (auto at = std::filesystem::directory_iterator(parent, failed);
         !failed && at != std::filesystem::directory_iterator();
         at.increment(failed)) {
        if (std::filesystem::is_regular_file(at->path() / "experiment.yaml", failed)) {
            names.push_back("../" + at->path().filename().generic_string());
        }
    }
    std::ranges::sort(names);
    return names;
}

/// The folder an include names, or why it may not be used.
std::optional<std::string> find_experiment(Checking const& checking,
                                           Source const& source,
                                           std::string const& name,
                                           Complaint& complaint)
{
    std::string const parent = join_path(checking.files.root(), "..");
    auto const real_parent = real_path(parent);
    std::string const folder = tidy_path(join_path(source.folder, name));
    auto const real = real_path(folder);
    bool const inside = real && real_parent && !name.starts_with('/') &&
                        std::filesystem::path(*real).parent_path() == *real_parent;
    if (real && !inside) {
        complaint = {model::quoted(name) + " is not an experiment beside this one",
                     "write ../NAME; what is included lies in the same folder of experiments"};
        return std::nullopt;
    }
    if (!real || !is_folder(folder)) {
        complaint = {"there is no experiment " + model::quoted(name),
                     base::nearest_hint(name,
                                        real_parent ? experiments_in(*real_parent)
                                                    : std::vector<std::string>{})};
        return std::nullopt;
    }
    return folder;
}

std::string chain_text(std::vector<std::string> const& chain, std::string const& last)
{
    std::string text;
    auto const add = [&text](std::string const& file) {
        text += (text.empty() ? "" : " -> ") +
                std::filesystem::path(file).parent_path().filename().generic_string();
    };
    auto const first = std::ranges::find(chain, last);
    std::for_each(first, chain.end(), add);
    add(last);
    return text;
}

} // namespace

void SessionReader::read_include(Entry const& entry)
{
    Written const written = start(entry);
    Node const* named = &entry.value;
    if (entry.value.is_map()) {
        check_keys(checking_, entry.value, "'include'", include_keys());
        named = entry.value.find("experiment");
        if (named == nullptr) {
            checking_.error(entry.key_place,
                            "missing-option",
                            "'include' needs 'experiment'",
                            "write { experiment: ../NAME }");
            return;
        }
    }
    if (!must_be_text(checking_, *named, "'include'")) {
        return;
    }
    Complaint complaint;
    auto const folder = find_experiment(checking_, source_, named->text, complaint);
    if (!folder) {
        checking_.error(named->place, "include-missing", complaint.why, complaint.hint);
        return;
    }
    std::string const file = join_path(*folder, "experiment.yaml");
    auto const real = real_path(file);
    if (!real) {
        checking_.error(named->place,
                        "include-missing",
                        "there is no experiment.yaml in " + model::quoted(named->text));
        return;
    }
    if (std::ranges::find(source_.chain, *real) != source_.chain.end()) {
        checking_.error(named->place,
                        "include-cycle",
                        model::quoted(named->text) +
                            " includes itself: " + chain_text(source_.chain, *real));
        return;
    }
    if (source_.chain.size() > deepest || checking_.sources.size() > most_sources) {
        checking_.error(named->place, "include-depth", "too many experiments include each other");
        return;
    }
    Inclusion inclusion;
    inclusion.set = entry.value.is_map() ? entry.value.find("set") : nullptr;
    inclusion.scope = &at_.scope;
    inclusion.chain = source_.chain;
    inclusion.standing.suffix = at_.suffix;
    inclusion.standing.when = at_.when;
    inclusion.standing.when_place = at_.when_place;
    inclusion.standing.outer_parts = at_.outer_parts;
    if (written.when != nullptr) {
        auto const condition =
            read_condition(checking_, *written.when, at_.scope, Known::at_run_time, "when");
        if (condition) {
            add_condition(
                inclusion.standing, canonical(*condition, inclusion.standing), written.when->place);
        }
    }
    read_source(checking_, *folder, file, &inclusion);
}

} // namespace securebase::model
