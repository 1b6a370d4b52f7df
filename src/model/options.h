// SPDX-License-Identifier: MIT
// From what is written, or what an expression yields, to the typed setting of an option.
#pragma once

#include "base/diagnostics.h"
#include "model/catalogue.h"
#include "model/experiment.h"
#include "model/expression.h"
#include "model/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace securebase::model {

/// Reads `value` as if it had been written in the script: a literal is a text Value, a list of
/// literals a list Value, and what an expression yields is read the same way. Texts are kept as
/// they are, {slots} included. Not for maps (see settle).
/// Errors: returns nothing and says in `why` what is wrong, naming the value ("'50' has no unit");
/// `hint` says what to write, or stays empty.
std::optional<Setting> to_setting(OptionDecl const& decl,
                                  Value const& value,
                                  Module const& module,
                                  std::string& why,
                                  std::string& hint);

/// What the part `name` of a list or map option must be: the lengths of a point, the texts of a
/// list, the answer behind a key, an area and its `at` and `size`.
OptionDecl leaf_of(OptionDecl const& decl, std::string_view name);

/// Why a field has no setting under some bindings.
struct Misfit {
    base::Place place; ///< Of the part of the field that is at fault.
    std::string why;
    std::string hint;
};

/// The setting of a field for one trial. Slots over answers stay in a text as `{expression}`, for
/// the stage to fill; everything else is computed.
std::optional<Setting>
settle(Field const& field, Bindings const& bindings, Module const& module, Misfit& misfit);

/// Every expression in a field, for asking which names it uses.
std::vector<Expression> expressions_in(Field const& field);

} // namespace securebase::model
