// SPDX-License-Identifier: MIT
// The list of scoring rules.
#include "score/rules.h"

namespace securebase::score {

std::vector<Rule> all_rules()
{
    return {dot_probe_rule(), vignettes_rule()};
}

std::vector<model::KindDecl> declarations()
{
    std::vector<model::KindDecl> all;
    for (Rule const& rule : all_rules()) {
        all.push_back(rule.declaration);
    }
    return all;
}

} // namespace securebase::score
