// SPDX-License-Identifier: MIT
// Values of options as scripts write them: literals, expressions, texts with slots, lists and maps
// (private to the room).
#pragma once

#include "model/check_context.h"
#include "model/text_template.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// Where the levels of a trial's factors come from, for faults at the very cell.
struct LevelSources {
    std::vector<Factor> const* factors = nullptr;
    std::map<std::string, Table const*> tables;           ///< By factor.
    std::map<std::string, std::vector<std::size_t>> rows; ///< By factor: of each level.
};

class Fields {
public:
    Fields(Checking& checking,
           Source& source,
           Scope const& scope,
           LevelSources const* levels = nullptr)
        : checking_(checking), source_(source), scope_(scope), levels_(levels)
    {}

    /// Faults are added; nothing is returned when there is any.
    std::optional<Field> read(OptionDecl const& decl, script::Node const& node);
    /// The same for a value that must be known at load.
    std::optional<Setting> read_constant(OptionDecl const& decl, script::Node const& node);
    /// A text that stands at `place`.
    std::optional<Field> read_text(OptionDecl const& decl,
                                   std::string const& text,
                                   base::Place const& place,
                                   Layout layout);
    /// The Markdown file that `node` names.
    std::optional<Field> read_page(OptionDecl const& decl, script::Node const& node);

    /// All options of a kind from the entries that were written, fallbacks filled in. Missing ones
    /// and unreadable ones are faults.
    std::optional<std::vector<Field>> read_options(KindDecl const& kind,
                                                   std::vector<script::Entry const*> const& written,
                                                   base::Place const& place);
    /// All options of a kind from `kind: value`.
    std::optional<std::vector<Field>> read_value(KindDecl const& kind, script::Entry const& entry);

    /// All options of a stimulus from `kind: value` and the options written beside it.
    std::optional<std::vector<Field>>
    read_stimulus(KindDecl const& kind,
                  script::Entry const& entry,
                  std::vector<script::Entry const*> const& beside);

private:
    std::optional<Field> read_option(KindDecl const& kind,
                                     OptionDecl const& decl,
                                     std::vector<script::Entry const*> const& written,
                                     base::Place const& place);
    std::optional<Field> read_computed(Field field, script::Node const& node);
    std::optional<Field> settle_now(Field field, Value const& value);
    void suspect_name(Field const& field, script::Node const& node);
    void suspect_dollar(script::Node const& node);
    std::optional<Field> read_scalar(Field field, script::Node const& node);
    std::optional<Field> settle_parts(Field field);
    std::optional<Field> read_list(Field field, script::Node const& node);
    std::optional<Field> read_keys(Field field, script::Node const& node);
    std::optional<Field> read_areas(Field field, script::Node const& node);
    std::optional<Field> read_area(OptionDecl const& decl, script::Entry const& entry);
    bool add_key(std::vector<Field>& keys,
                 std::map<std::string, base::Place>& seen,
                 base::Place const& place,
                 std::string const& written,
                 script::Node const* value); ///< None: the key's own name.
    void check_least_and_most(KindDecl const& kind,
                              std::vector<Field> const& fields,
                              base::Place const& place);

    bool know_image(std::string const& name, base::Place const& place);
    void know_all_images();
    /// Looks at every level behind a plain name: images must exist, slots in texts must be right.
    bool check_levels(Field const& field, Expression const& expression);
    bool check_level(Field const& field, Value const& value, base::Place const& place);

    Checking& checking_;
    Source& source_;
    Scope const& scope_;
    LevelSources const* levels_;
};

} // namespace securebase::model
