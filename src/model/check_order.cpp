// SPDX-License-Identifier: MIT
// Order rules: which columns, how many in a row, how far apart.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_spelling.h"
#include "model/check_trials.h"
#include "model/literals.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

constexpr double most_in_a_row = 1000;

class OrderReader {
public:
    OrderReader(Checking& checking, Source& source, Scope const& scope, Columns const& columns)
        : checking_(checking), source_(source), fields_(checking, source, scope), columns_(columns)
    {}

    OrderRules read(Node const& node)
    {
        OrderRules rules;
        rules.place = node.place;
        if (node.is_scalar()) {
            checking_.error(node.place,
                            "wrong-type",
                            "'order' is a map of rules, not " + described(node),
                            "trials are shuffled unless it says { shuffle: no }");
            return rules;
        }
        if (!must_be_map(checking_, node, "'order'")) {
            return rules;
        }
        check_keys(checking_, node, "'order'", order_keys());
        for (Entry const& entry : node.entries) {
            if (entry.key == "shuffle") {
                read_shuffle(entry, rules);
            } else if (entry.key == "balance") {
                read_balance(entry, rules);
            } else if (entry.key == "no_repeat") {
                read_no_repeat(entry, rules);
            } else if (entry.key == "max_run") {
                for_columns(entry, 1, [&](std::string column, std::int64_t most, base::Place at) {
                    rules.runs.push_back({std::move(column), most, std::move(at)});
                });
            } else if (entry.key == "spacing") {
                for_columns(entry, 1, [&](std::string column, std::int64_t least, base::Place at) {
                    rules.spacings.push_back({std::move(column), least, std::move(at)});
                });
            }
        }
        refuse_pointless(rules, node);
        return rules;
    }

private:
    void read_shuffle(Entry const& entry, OrderRules& rules)
    {
        OptionDecl decl;
        decl.name = "shuffle";
        decl.type = OptionType::truth;
        if (auto const setting = fields_.read_constant(decl, entry.value)) {
            rules.shuffle = std::get<bool>(setting->held);
        }
    }

    void read_balance(Entry const& entry, OrderRules& rules)
    {
        rules.balance_place = entry.value.place;
        for (auto& [column, place] : read_columns(checking_, source_, entry, columns_)) {
            rules.balance.push_back(std::move(column));
        }
    }

    void read_no_repeat(Entry const& entry, OrderRules& rules)
    {
        for (auto& [column, place] : read_columns(checking_, source_, entry, columns_)) {
            rules.runs.push_back({std::move(column), 1, place});
        }
    }

    template <class Add> void for_columns(Entry const& entry, double least, Add add)
    {
        if (!entry.value.is_map()) {
            checking_.error(entry.value.place,
                            "wrong-type",
                            quoted(entry.key) + " names columns, not " + described(entry.value),
                            "write " + entry.key + ": { column: 3 }");
            return;
        }
        for (Entry const& one : entry.value.entries) {
            OptionDecl decl;
            decl.name = one.key;
            decl.type = OptionType::integer;
            decl.least = least;
            decl.most = most_in_a_row;
            bool const known = must_be_column(checking_, source_, columns_, one.key, one.key_place);
            auto const setting = fields_.read_constant(decl, one.value);
            if (known && setting) {
                add(one.key,
                    static_cast<std::int64_t>(std::llround(std::get<double>(setting->held))),
                    one.key_place);
            }
        }
    }

    void refuse_pointless(OrderRules const& rules, Node const& node)
    {
        if (!rules.shuffle && (!rules.runs.empty() || !rules.spacings.empty())) {
            checking_.warning(node.place,
                              "order-unshuffled",
                              "the design's own order is kept (shuffle: no), so these rules can "
                              "only refuse it");
        }
    }

    Checking& checking_;
    Source& source_;
    Fields fields_;
    Columns const& columns_;
};

} // namespace

bool must_be_column(Checking& checking,
                    Source& source,
                    Columns const& columns,
                    std::string const& name,
                    base::Place const& place)
{
    if (columns.has(name)) {
        source.asked.insert(name);
        return true;
    }
    std::string hint = base::nearest_hint(name, columns.names);
    std::string flat = name;
    std::ranges::replace(flat, '.', '_');
    if (flat != name && columns.has(flat)) {
        hint = "columns of the data are written with _: " + flat;
    } else if (name.starts_with('$') && columns.has(name.substr(1))) {
        hint = "columns are named here without $: " + name.substr(1);
    } else if (columns.names.empty()) {
        hint = "this trial has no factors and no 'let'";
    }
    std::string const who =
        columns.trial.empty() ? "this trial" : "the trial " + quoted(columns.trial);
    checking.error(
        place, "unknown-column", who + " has no column " + quoted(name), std::move(hint));
    return false;
}

std::vector<std::pair<std::string, base::Place>>
read_columns(Checking& checking, Source& source, Entry const& entry, Columns const& columns)
{
    std::vector<std::pair<std::string, base::Place>> read;
    std::vector<Node> const one{entry.value};
    for (Node const& item : entry.value.is_list() ? entry.value.items : one) {
        if (must_be_text(checking, item, "a column in " + quoted(entry.key)) &&
            must_be_column(checking, source, columns, item.text, item.place)) {
            read.emplace_back(item.text, item.place);
        }
    }
    return read;
}

OrderRules read_order(Checking& checking,
                      Source& source,
                      Scope const& scope,
                      Node const& node,
                      Columns const& columns)
{
    return OrderReader(checking, source, scope, columns).read(node);
}

} // namespace securebase::model
