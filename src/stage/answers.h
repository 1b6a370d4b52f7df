// SPDX-License-Identifier: MIT
// What has been answered so far, as names that conditions and text slots may use.
#pragma once

#include "base/time.h"
#include "model/expression.h"
#include "model/value.h"
#include "stage/kind.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::stage {

class Answers final : public model::Bindings {
public:
    /// Names that hold for the whole session (participant, visit, number, between).
    void set_constant(std::string name, model::Value value);
    /// Names that hold while a part runs (parameters, `for each` variables), and what it calls
    /// earlier parts where that is not their name; replaces the last part's.
    void set_part(std::vector<std::pair<std::string, model::Value>> const& constants,
                  std::map<std::string, std::string> const& part_names = {});
    /// Forgets the last trial's stage answers and takes this trial's conditions.
    void set_trial(std::vector<std::pair<std::string, model::Value>> const& conditions);
    /// `stage.response`, `stage.rt`, `stage.correct` until the trial ends, and `part.response` for
    /// good.
    void set_answer(std::string const& part,
                    std::string const& stage,
                    Answer const& answer,
                    base::Duration rt,
                    std::optional<bool> correct);

    model::Value value_of(std::string_view name) const override;
    /// `text` with every {slot} replaced by its value (nothing when it has none), `{{` by a brace.
    std::string fill(std::string_view text) const;
    /// The same in every text of the options.
    model::Settings fill(model::Settings const& options) const;

private:
    using Scope = std::map<std::string, model::Value, std::less<>>;
    model::Value const* find(std::string_view name) const;

    Scope session_;
    Scope part_;
    Scope trial_;
    std::map<std::string, std::string> part_names_;
};

} // namespace securebase::stage
