// SPDX-License-Identifier: MIT
// Options that come from a table: images must exist, slots in texts must be right, cell by cell.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_pages.h"

#include <algorithm>

namespace securebase::model {

namespace {

constexpr std::size_t most_shown = 5; ///< Faults shown of one column.

std::vector<std::string> const image_endings{".png", ".jpg", ".jpeg"};

struct Column {
    Factor const* factor = nullptr;
    std::string field; ///< Empty: the factor's own value.
};

std::optional<Column> find_column(LevelSources const& levels, std::string_view name)
{
    std::size_t const dot = name.find('.');
    auto const& factors = *levels.factors;
    auto const found = std::ranges::find(factors, name.substr(0, dot), &Factor::name);
    if (found == factors.end()) {
        return std::nullopt;
    }
    return Column{&*found, std::string(dot == std::string_view::npos ? "" : name.substr(dot + 1))};
}

Value const* value_of(Level const& level, std::string const& field)
{
    if (field.empty()) {
        return &level.value;
    }
    auto const found =
        std::ranges::find(level.fields, field, &std::pair<std::string, Value>::first);
    return found == level.fields.end() ? nullptr : &found->second;
}

} // namespace

bool Fields::check_levels(Field const& field, Expression const& expression)
{
    bool const image = field.decl.type == OptionType::file;
    bool const text = field.decl.type == OptionType::text || field.decl.type == OptionType::page;
    if (!image && !text) {
        return true;
    }
    auto const names = expression.names();
    bool const plain = names.size() == 1 && base::trim(expression.source()) == names.front();
    auto const column =
        plain && levels_ != nullptr ? find_column(*levels_, names.front()) : std::nullopt;
    if (!column) {
        if (image) {
            know_all_images();
        }
        return true;
    }
    auto const table = levels_->tables.find(column->factor->name);
    std::size_t bad = 0;
    for (std::size_t i = 0; i < column->factor->levels.size(); ++i) {
        Value const* value = value_of(column->factor->levels[i], column->field);
        base::Place place = field.place;
        if (table != levels_->tables.end()) {
            auto const& csv = table->second->csv;
            std::size_t const row = levels_->rows.at(column->factor->name)[i];
            place = csv.place_of(csv.rows[row][csv.column(column->field).value_or(0)]);
        }
        if (value != nullptr && bad < most_shown && !check_level(field, *value, place)) {
            ++bad;
        }
    }
    return bad == 0;
}

bool Fields::check_level(Field const& field, Value const& value, base::Place const& place)
{
    if (value.text() == nullptr) {
        return true; // the plan says what is wrong with NA or a number
    }
    if (field.decl.type == OptionType::file) {
        return know_image(*value.text(), place);
    }
    if (!has_braces(*value.text())) {
        return true;
    }
    // A cell is filled when it is shown, by the names that hold in the whole part.
    std::size_t const size = base::count_code_points(*value.text());
    bool const verbatim = place.length == size || place.length == size + 2;
    base::Place inside = place;
    inside.column += place.length == size + 2 ? 1 : 0;
    base::Diagnostics found;
    auto const cut = parse_template(
        *value.text(), inside, scope_, found, verbatim ? Layout::as_read : Layout::changed);
    for (base::Diagnostic fault : found.all()) {
        explain_name(fault, scope_);
        checking_.add(std::move(fault));
    }
    if (!cut) {
        return false;
    }
    bool good = true;
    for (auto const& piece : cut->pieces) {
        auto const* slot = std::get_if<Template::Slot>(&piece);
        for (std::string const& name :
             slot == nullptr ? std::vector<std::string>{} : slot->expression.names()) {
            if (scope_.known(name) == Known::at_planning) {
                checking_.error(slot->expression.place(),
                                "slot-in-table",
                                quoted(name) + " cannot fill the text of a table",
                                "a table's texts may use parameters and answers");
                good = false;
            }
        }
    }
    return good;
}

bool Fields::know_image(std::string const& name, base::Place const& place)
{
    Module& module = checking_.module_of(source_);
    if (module.images.contains(name)) {
        return true;
    }
    Complaint complaint;
    auto const path = checking_.files.find(source_.folder, name, complaint, image_endings);
    auto const bytes = path ? checking_.files.read(*path, complaint) : std::nullopt;
    if (!bytes) {
        checking_.error(place, "file-missing", complaint.why, complaint.hint);
        return false;
    }
    if (!bytes->starts_with("\x89PNG\r\n\x1a\n") && !bytes->starts_with("\xff\xd8\xff")) {
        checking_.error(
            place,
            "not-an-image",
            quoted(name) + " is neither a PNG nor a JPEG picture",
            "open it in a picture program and save it as PNG; another ending alone does not help");
        return false;
    }
    module.images.insert(name);
    return true;
}

void Fields::know_all_images()
{
    Module& module = checking_.module_of(source_);
    for (std::string const& name : Files::list(source_.folder, image_endings)) {
        Complaint unused;
        auto const path = checking_.files.find(source_.folder, name, unused);
        if (path && !module.images.contains(name) && checking_.files.read(*path, unused)) {
            module.images.insert(name);
        }
    }
}

} // namespace securebase::model
