// SPDX-License-Identifier: MIT
// Draws trials without repeating one, equally from the cells that are to be balanced.
#include "plan/draw.h"

#include "base/assert.h"
#include "base/text.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace securebase::plan {

namespace {

constexpr std::size_t most_named = 8; ///< Cells named in a message.

std::string names_of(std::vector<BalanceCell> const& cells, bool with_sizes)
{
    std::string names;
    for (std::size_t i = 0; i < cells.size() && i < most_named; ++i) {
        names += names.empty() ? "" : "; ";
        names += cells[i].label;
        names += with_sizes ? ": " + std::to_string(cells[i].trials.size()) : "";
    }
    return cells.size() > most_named
               ? names + "; and " + std::to_string(cells.size() - most_named) + " more"
               : names;
}

} // namespace

std::vector<BalanceCell> balance_cells(Design const& design,
                                       std::vector<std::string> const& columns)
{
    std::vector<std::size_t> indices;
    for (std::string const& name : columns) {
        auto const column = design.find_condition(name);
        SECUREBASE_ASSERT(column.has_value(), "check knows the columns to balance");
        indices.push_back(*column);
    }
    if (indices.empty()) {
        std::vector<BalanceCell> whole(1);
        whole[0].trials.resize(design.size());
        std::iota(whole[0].trials.begin(), whole[0].trials.end(), std::size_t{0});
        return whole;
    }
    std::map<std::string, std::size_t> known;
    std::vector<BalanceCell> cells;
    for (std::size_t trial = 0; trial < design.size(); ++trial) {
        std::vector<std::string> values;
        for (std::size_t const column : indices) {
            values.push_back(model::to_text(design.value(column, trial)));
        }
        std::string const label = base::join(values, ", ");
        auto const [found, fresh] = known.emplace(base::join(values, "\x1F"), cells.size());
        if (fresh) {
            cells.push_back({label, {}});
        }
        cells[found->second].trials.push_back(trial);
    }
    return cells;
}

std::optional<base::Diagnostic> judge_balance(model::OrderRules const& order,
                                              std::vector<BalanceCell> const& cells,
                                              std::optional<std::int64_t> take)
{
    if (order.balance.empty()) {
        return std::nullopt;
    }
    std::string const by = base::join(order.balance, " x ");
    std::size_t const count = cells.size();
    base::Diagnostic fault;
    fault.place = order.balance_place;
    fault.code = "balance";
    if (!take) {
        bool const equal = std::all_of(cells.begin(), cells.end(), [&cells](auto const& cell) {
            return cell.trials.size() == cells.front().trials.size();
        });
        if (equal) {
            return std::nullopt;
        }
        fault.what = "the design is not balanced by " + by + " (" + names_of(cells, true) + ")";
        fault.hint = "draw equally from its cells: take: a multiple of " + std::to_string(count);
        return fault;
    }
    auto const wanted = static_cast<std::size_t>(*take);
    if (wanted % count == 0) {
        return std::nullopt;
    }
    std::size_t const below = wanted / count * count;
    fault.what = std::to_string(wanted) + " trials cannot be drawn equally from the " +
                 std::to_string(count) + " cells of " + by + " (" + names_of(cells, false) + ")";
    fault.hint = "take " + (below > 0 ? std::to_string(below) + " or " : std::string()) +
                 std::to_string(below + count);
    return fault;
}

std::vector<std::size_t> Pools::draw(std::string const& pool,
                                     std::vector<BalanceCell> const& cells,
                                     std::size_t take,
                                     base::Random& random,
                                     bool shuffle)
{
    auto& uses = uses_[pool];
    std::vector<std::size_t> drawn;
    for (BalanceCell const& cell : cells) {
        std::vector<std::size_t> trials = cell.trials;
        uses.resize(std::max(uses.size(), trials.back() + 1));
        if (shuffle) {
            random.shuffle(std::span(trials));
        }
        std::size_t quota = take / cells.size();
        while (quota > 0) {
            std::stable_sort(trials.begin(), trials.end(), [&uses](std::size_t a, std::size_t b) {
                return uses[a] < uses[b];
            });
            std::size_t const now = std::min(quota, trials.size());
            for (std::size_t i = 0; i < now; ++i) {
                ++uses[trials[i]];
                drawn.push_back(trials[i]);
            }
            quota -= now;
        }
    }
    std::sort(drawn.begin(), drawn.end());
    return drawn;
}

void Pools::put_back(std::string const& pool, std::vector<std::size_t> const& trials)
{
    auto& uses = uses_[pool];
    for (std::size_t const trial : trials) {
        --uses[trial];
    }
}

} // namespace securebase::plan
