// SPDX-License-Identifier: MIT
// What all parts of the check share: the experiment as it grows, the faults, the files (private to
// the room).
#pragma once

#include "base/csv.h"
#include "base/diagnostics.h"
#include "model/catalogue.h"
#include "model/check.h"
#include "model/check_files.h"
#include "model/check_scope.h"
#include "model/experiment.h"
#include "script/tree.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::model {

/// A stimulus table. Broken: it could not be read, so nothing is known of its columns.
struct Table {
    std::string name;
    base::Place place; ///< Where the script names it.
    base::CsvTable csv;
    std::vector<std::pair<std::string, Type>> columns;
    std::vector<bool> is_number; ///< By column.
    bool broken = false;
    bool used = false;

    base::Place header() const;
    Value value(std::size_t row, std::size_t column) const;
    /// The different texts of a column of texts, sorted; none for numbers.
    std::vector<std::string> texts(std::size_t column) const;
};

/// The condition columns of a trial. Those of a factor that could not be read are not known, so
/// every name that could be one of its columns is let through.
struct Columns {
    std::vector<std::string> names;
    std::vector<std::string> unknown; ///< Factors that could not be read.
    /// The trial's name, where faults must say it: stages may be shared by several. May be empty.
    std::string trial{};

    bool has(std::string_view name) const;
};

struct StageFacts {
    std::string name;
    bool asks = false;
    bool has_correct = false;
};

/// A trial as the script writes it; it is made anew for every part that uses it, because what its
/// expressions may use differs.
struct WrittenTrial {
    script::Entry const* entry = nullptr;
    std::string name; ///< In the data: unique over all scripts of the session.
    bool used = false;
    bool made = false;
    Columns columns; ///< As last made, like the stages.
    std::vector<StageFacts> stages;
};

/// One experiment file: the session's own or an included one.
struct Source {
    std::string folder; ///< As reached from where the command was given; empty: right here.
    std::string file;
    std::string prefix; ///< Unique: goes before names that clash.
    std::size_t module = 0;
    script::Node root;
    std::map<std::string, Table> tables;
    std::vector<std::pair<std::string, Value>> parameters;
    std::map<std::string, WrittenTrial> trials;
    std::map<std::string, std::string> part_names;    ///< As written, to the unique ones.
    std::map<std::string, std::string> measure_names; ///< Likewise.
    std::vector<MeasureSpec> measures;
    Scope scope;                              ///< Names that hold everywhere in the file.
    std::set<std::string, std::less<>> asked; ///< Names that expressions have used.
    std::vector<std::string> chain;           ///< Real paths of the files that led here.
    bool is_included() const { return chain.size() > 1; }
};

/// What has faults of its own and must not be judged further, by place; errors counted here are not
/// counted against what stands around.
class Faulty {
public:
    enum class What : std::uint8_t { part, design, stage };

    void add(What what, base::Place const& place, std::size_t errors = 0);
    bool has(What what, base::Place const& place) const;
    /// Errors that do not keep what stands around from being judged.
    void excuse(std::size_t errors) { counted_ += errors; }
    /// All errors that `add` and `excuse` have been told of.
    std::size_t counted() const { return counted_; }
    /// Nothing of this module can be judged: names that all of it may use are broken.
    void add_module(std::size_t module) { modules_.insert(module); }
    bool has_module(std::size_t module) const { return modules_.contains(module); }

private:
    std::set<std::string> places_;
    std::set<std::size_t> modules_;
    std::size_t counted_ = 0;
};

class Checking {
public:
    Checking(Catalogue const& catalogue,
             CheckOptions const& options,
             std::string const& folder,
             base::Diagnostics& diagnostics);

    Catalogue const& catalogue;
    CheckOptions const& options;
    Files files;
    Experiment experiment;
    std::vector<std::unique_ptr<Source>> sources;
    std::map<std::string, base::Place> part_places; ///< Names given to parts, unique.
    std::set<std::string> own_part_names; ///< Written in the session's own script: others give way.
    std::set<std::string> trial_names;
    std::set<std::string> measure_names;
    std::set<std::string> prefixes;
    std::map<std::string, std::optional<Instrument>> instruments; ///< By id; none: unreadable.
    Faulty faulty;

    /// Exact repeats (a trial that several parts use) are dropped.
    void add(base::Diagnostic diagnostic);
    void error(base::Place place, std::string code, std::string what, std::string hint = {});
    void warning(base::Place place, std::string code, std::string what, std::string hint = {});
    void take(base::Diagnostics const& others);
    /// Errors met so far, repeats too: the second reading of a faulty trial is faulty as well.
    std::size_t error_count() const { return errors_met_; }
    base::Diagnostics& diagnostics() { return diagnostics_; }

    Module& module_of(Source const& source) { return experiment.modules[source.module]; }
    /// The period to judge critical durations by.
    base::Duration period() const;

private:
    base::Diagnostics& diagnostics_;
    std::set<std::string> known_;
    std::size_t errors_met_ = 0;
};

// Small questions to the tree.

/// "a list", "a map", "nothing", "'word'": for messages.
std::string described(script::Node const& node);
/// Adds `unknown-key` for every key that is not one of `known`.
void check_keys(Checking& checking,
                script::Node const& map,
                std::string const& where,
                std::vector<std::string> const& known);
/// Whether `node` is a map (or list, or text); adds `wrong-type` when it is not.
bool must_be_map(Checking& checking, script::Node const& node, std::string const& what);
bool must_be_list(Checking& checking, script::Node const& node, std::string const& what);
bool must_be_text(Checking& checking, script::Node const& node, std::string const& what);
/// A plain word that expressions and data can use as a name; adds `bad-name`.
bool must_be_word(Checking& checking,
                  base::Place const& place,
                  std::string_view name,
                  std::string const& what);
/// The nearest word of letters, digits and underscores.
std::string as_word(std::string_view text);

} // namespace securebase::model
