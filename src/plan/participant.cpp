// SPDX-License-Identifier: MIT
// A participant's number and cell.
#include "plan/participant.h"

#include "base/random.h"
#include "base/text.h"
#include "plan/check_stage.h"

#include <algorithm>
#include <set>

namespace securebase::plan {

namespace {

constexpr std::uint64_t most_hashed = 1'000'000;
constexpr std::size_t most_digits = 15; ///< Beyond, doubles cannot hold the number.

} // namespace

std::int64_t number_of(std::string const& participant)
{
    std::size_t begin = participant.size();
    while (begin > 0 && participant[begin - 1] >= '0' && participant[begin - 1] <= '9') {
        --begin;
    }
    std::size_t const first =
        std::min(participant.find_first_not_of('0', begin), participant.size());
    std::size_t const digits = participant.size() - first;
    if (begin < participant.size() && digits <= most_digits) {
        return digits == 0 ? 0 : *base::parse_integer(participant.substr(first));
    }
    return static_cast<std::int64_t>(base::mix(0, participant) % most_hashed) + 1;
}

std::size_t count_between(std::vector<model::Between> const& all)
{
    std::size_t count = 1;
    for (model::Between const& between : all) {
        count *= std::max<std::size_t>(between.levels.size(), 1);
    }
    return count;
}

BetweenCell between_cell(std::vector<model::Between> const& all, std::int64_t index)
{
    auto const count = static_cast<std::int64_t>(count_between(all));
    auto rest = static_cast<std::size_t>(((index % count) + count) % count);
    BetweenCell cell(all.size());
    for (std::size_t i = all.size(); i-- > 0;) {
        model::Between const& between = all[i];
        cell[i].first = between.name;
        if (!between.levels.empty()) {
            cell[i].second = between.levels[rest % between.levels.size()];
            rest /= between.levels.size();
        }
    }
    return cell;
}

std::vector<BetweenCell> cells_for(model::Part const& part, std::vector<model::Between> const& all)
{
    std::set<std::string> const used = names_used(part);
    std::vector<model::Between> varying;
    BetweenCell fixed;
    for (model::Between const& between : all) {
        if (used.contains(between.name)) {
            varying.push_back(between);
        } else if (!between.levels.empty()) {
            fixed.emplace_back(between.name, between.levels.front());
        }
    }
    std::vector<BetweenCell> cells;
    std::size_t const count = std::min(count_between(varying), most_cells);
    for (std::size_t i = 0; i < count; ++i) {
        BetweenCell cell = between_cell(varying, static_cast<std::int64_t>(i));
        cell.insert(cell.end(), fixed.begin(), fixed.end());
        cells.push_back(std::move(cell));
    }
    return cells;
}

Surroundings surroundings_of(model::Part const& part,
                             BetweenCell const& between,
                             std::string const& participant,
                             std::int64_t number,
                             std::int64_t visit)
{
    Surroundings surroundings;
    surroundings.set("participant", model::Value(participant));
    surroundings.set("number", model::Value(static_cast<double>(number)));
    surroundings.set("visit", model::Value(static_cast<double>(visit)));
    for (auto const& [name, value] : between) {
        surroundings.set(name, value);
    }
    for (auto const& [name, value] : part.constants) {
        surroundings.set(name, value);
    }
    return surroundings;
}

bool is_left_out(model::Part const& part, Surroundings const& surroundings)
{
    return !part.when.is_empty() && surroundings.can_settle(part.when) &&
           !part.when.holds(surroundings);
}

} // namespace securebase::plan
