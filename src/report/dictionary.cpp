// SPDX-License-Identifier: MIT
// What every column of an export means.
#include "report/dictionary.h"

#include "report/cell.h"

#include <nlohmann/json.hpp>

namespace securebase::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view format_name = "securebase-export";
constexpr int format_version = 1;

Json to_json(Column const& column)
{
    Json out{{"name", column.name}, {"type", name_of(column.type)}};
    if (!column.unit.empty()) {
        out["unit"] = column.unit;
    }
    out["description"] = column.description;
    if (!column.levels.empty()) {
        Json levels = Json::object();
        for (auto const& [value, meaning] : column.levels) {
            levels[value] = meaning;
        }
        out["levels"] = std::move(levels);
    }
    out["missing"] = missing;
    return out;
}

} // namespace

std::string to_dictionary(std::vector<TableDoc> const& tables, std::string_view version)
{
    Json files = Json::array();
    for (TableDoc const& table : tables) {
        Json columns = Json::array();
        for (Column const& column : table.columns) {
            columns.push_back(to_json(column));
        }
        files.push_back({{"file", table.file},
                         {"description", table.description},
                         {"rows", table.rows},
                         {"columns", std::move(columns)}});
    }
    Json const out{{"format", format_name},
                   {"format_version", format_version},
                   {"program", "securebase " + std::string(version)},
                   {"files", std::move(files)}};
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool is_dictionary(std::string_view json)
{
    Json const parsed = Json::parse(json, nullptr, false);
    return parsed.is_object() && parsed.value("format", Json()) == format_name;
}

} // namespace securebase::report
