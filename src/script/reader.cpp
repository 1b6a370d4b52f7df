// SPDX-License-Identifier: MIT
// Opens a script, refuses bytes that are no text, and hands the rest to the composer.
#include "script/reader.h"

#include "base/text.h"
#include "script/composer.h"
#include "script/source.h"

#include <filesystem>
#include <system_error>

namespace securebase::script {

namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

void tell_too_large(std::string const& file, std::size_t limit, base::Diagnostics& diagnostics)
{
    diagnostics.error({file, 0, 0, 1},
                      "script-too-large",
                      "larger than the " + std::to_string(limit) + " bytes a script may have",
                      "keep trials in a table (CSV) and name it under 'stimuli'");
}

/// Characters YAML does not allow, and those that it takes for line ends and editors do not.
bool is_forbidden(char32_t c)
{
    bool const control =
        (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    return control || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

bool check_utf8(std::string const& file, std::string_view bytes, base::Diagnostics& diagnostics)
{
    std::optional<std::size_t> const bad = base::first_invalid_utf8(bytes);
    if (!bad) {
        return true;
    }
    Source const before(file, bytes.substr(0, *bad));
    diagnostics.error(before.place(before.point(*bad)),
                      "not-utf8",
                      "not UTF-8 (byte 0x" +
                          base::format_hex(static_cast<unsigned char>(bytes[*bad]), 2) + ")",
                      "save the script as UTF-8");
    return false;
}

bool check_characters(Source const& source, base::Diagnostics& diagnostics)
{
    std::size_t at = 0;
    for (char32_t const c : base::code_points(source.bytes())) {
        if (is_forbidden(c)) {
            diagnostics.error(source.place(source.point(at)),
                              "control-character",
                              "character U+" + base::format_hex(c, 4) + " is not allowed",
                              "delete it; it is invisible in most editors");
            return false;
        }
        at += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return true;
}

} // namespace

std::optional<Node>
read_file(std::string const& file, base::Diagnostics& diagnostics, Budget const& budget)
{
    std::error_code unknown;
    auto const size = std::filesystem::file_size(file, unknown);
    if (!unknown && size > budget.bytes) {
        tell_too_large(file, budget.bytes, diagnostics);
        return std::nullopt;
    }
    base::Result<std::string> const bytes = base::load_file(file, budget.bytes);
    if (!bytes) {
        diagnostics.error(
            {file, 0, 0, 1}, "script-unreadable", bytes.error().what, bytes.error().hint);
        return std::nullopt;
    }
    return read_text(file, *bytes, diagnostics, budget);
}

std::optional<Node> read_text(std::string const& file,
                              std::string_view bytes,
                              base::Diagnostics& diagnostics,
                              Budget const& budget)
{
    if (bytes.size() > budget.bytes) {
        tell_too_large(file, budget.bytes, diagnostics);
        return std::nullopt;
    }
    if (bytes.starts_with(bom)) {
        bytes.remove_prefix(bom.size());
    }
    if (!check_utf8(file, bytes, diagnostics)) {
        return std::nullopt;
    }
    Source const source(file, bytes);
    if (!check_characters(source, diagnostics)) {
        return std::nullopt;
    }
    return compose(source, budget, diagnostics);
}

} // namespace securebase::script
