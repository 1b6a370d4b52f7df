// SPDX-License-Identifier: MIT
// Mistakes of an author, collected and shown at their place with a hint, never thrown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::base {

/// A stretch of a file. Lines and columns count from 1; columns count Unicode code points.
struct Place {
    std::string file; ///< As the author would write it, relative to where the command was given.
    std::uint32_t line = 0; ///< 0 when the mistake belongs to the file as a whole.
    std::uint32_t column = 0;
    std::uint32_t length = 1; ///< Code points under the caret, on this line.
    bool operator==(Place const&) const = default;
};

enum class Severity : std::uint8_t { error, warning, note };

/// One mistake. `also` names a second place that takes part (the CSV row, the first definition).
struct Diagnostic {
    Severity severity = Severity::error;
    Place place;
    std::string what; ///< Lower case, exact, names the token, no full stop.
    std::string hint; ///< What would mend it; may be empty.
    std::string code; ///< Stable name such as `unknown-stage`, for scripts and tests.
    std::optional<Place> also;
    std::string also_what; ///< What the second place is: "table row", "first defined here".
    bool operator==(Diagnostic const&) const = default;
};

/// Everything found wrong so far, in the order found.
class Diagnostics {
public:
    void add(Diagnostic diagnostic);
    void error(Place place, std::string code, std::string what, std::string hint = {});
    void warning(Place place, std::string code, std::string what, std::string hint = {});
    void append(Diagnostics const& other);

    bool has_errors() const;
    std::size_t error_count() const;
    std::size_t warning_count() const;
    std::vector<Diagnostic> const& all() const { return all_; }
    /// By file, line, column; exact repeats dropped.
    void sort();

private:
    std::vector<Diagnostic> all_;
};

/// `file:line:column: error: what`, the source line, a caret line, `hint: ...`, each on its own
/// line. Source lines are read from the files named; a file that cannot be read leaves these lines
/// out.
std::string to_text(Diagnostics const& diagnostics);

/// The nearest of `known` within edit distance 2 (1 for words of up to 3 letters), or nothing.
/// Of several equally near ones the first that has most letters in common with `word`.
std::optional<std::string> nearest_name(std::string_view word,
                                        std::vector<std::string> const& known);

/// "did you mean 'x'?" for the nearest of `known` within edit distance 2 (1 for words of up to 3
/// letters), else a list of the known names when there are at most 16, else nothing.
std::string nearest_hint(std::string_view word, std::vector<std::string> const& known);

} // namespace securebase::base
