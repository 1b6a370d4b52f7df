// SPDX-License-Identifier: MIT
// Reads durations, lengths, colours and percentages as scripts write them.
#include "model/literals.h"

#include "base/diagnostics.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace securebase::model {

namespace {

constexpr double longest_ms = 24.0 * 3600.0 * 1000.0;
constexpr double largest_percent = 1000;
constexpr double largest_pixels = 100'000;

constexpr std::string_view how_to_write_a_time =
    "write it as 500 ms, 1.5 s, 2 frames or 500..1000 ms";

/// "500..1000 ms" cut into "500..1000" and "ms".
struct Measured {
    std::string_view amount;
    std::string_view unit;
};

Measured cut_unit(std::string_view text)
{
    std::string_view const whole = base::trim(text);
    auto const is_of_number = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    std::size_t end = 0;
    while (end < whole.size() &&
           (is_of_number(whole[end]) || whole[end] == '-' || whole[end] == '+')) {
        ++end;
    }
    return {whole.substr(0, end), base::trim(whole.substr(end))};
}

/// Blanks and marks that text brings along from web pages and word processors.
bool hides_something(std::string_view text)
{
    constexpr std::array<std::string_view, 5> unseen{
        "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xEF\xBB\xBF"};
    return std::ranges::any_of(
        unseen, [text](auto mark) { return text.find(mark) != std::string_view::npos; });
}

constexpr std::string_view type_it_anew =
    "type it anew; text copied from a web page or word processor often brings such marks along";

std::string format(double value)
{
    return base::format_number(value);
}

struct Amounts {
    double least = 0;
    double most = 0;
};

std::optional<Amounts> read_amounts(std::string_view amount)
{
    std::size_t const dots = amount.find("..");
    if (dots == std::string_view::npos) {
        auto const one = base::parse_number(amount);
        return one ? std::optional<Amounts>({*one, *one}) : std::nullopt;
    }
    auto const least = base::parse_number(base::trim(amount.substr(0, dots)));
    auto const most = base::parse_number(base::trim(amount.substr(dots + 2)));
    return least && most ? std::optional<Amounts>({*least, *most}) : std::nullopt;
}

/// Seconds as milliseconds without the traces of binary fractions (0.57 s is 570 ms).
double seconds_to_ms(double seconds)
{
    return std::round(seconds * 1e6) / 1e3;
}

/// "0,5 s" as "0.5 s"; nothing when there is no comma between two digits.
std::string with_dot(std::string_view text)
{
    std::string mended(text);
    std::size_t const comma = mended.find(',');
    auto const digit = [&mended](std::size_t at) {
        return at < mended.size() && mended[at] >= '0' && mended[at] <= '9';
    };
    if (comma == std::string::npos || comma == 0 || !digit(comma - 1) || !digit(comma + 1)) {
        return {};
    }
    mended[comma] = '.';
    return mended;
}

/// What to write for units that people use elsewhere.
std::string time_unit_hint(Measured const& parts)
{
    struct Other {
        std::string_view unit;
        std::string_view ours;
        double factor;
    };
    constexpr std::array others{Other{"msec", "ms", 1},
                                Other{"msecs", "ms", 1},
                                Other{"millisecond", "ms", 1},
                                Other{"milliseconds", "ms", 1},
                                Other{"MS", "ms", 1},
                                Other{"sec", "s", 1},
                                Other{"secs", "s", 1},
                                Other{"second", "s", 1},
                                Other{"seconds", "s", 1},
                                Other{"S", "s", 1},
                                Other{"min", "s", 60},
                                Other{"minutes", "s", 60},
                                Other{"h", "s", 3600},
                                Other{"hours", "s", 3600},
                                Other{"us", "ms", 0.001},
                                Other{"µs", "ms", 0.001}};
    auto const* const other = std::ranges::find(others, parts.unit, &Other::unit);
    auto const amount = base::parse_number(parts.amount);
    if (other != others.end() && amount) {
        return "write " + base::format_number(*amount * other->factor) + " " +
               std::string(other->ours);
    }
    if (parts.unit.starts_with('-') || parts.unit.starts_with("to ") ||
        parts.unit.find("..") != std::string_view::npos) {
        return "a range is written 500..1000 ms, with one unit for both ends";
    }
    return "the units are ms, s and frames";
}

std::optional<TimeRange> read_amount_of_time(std::string_view text, Complaint& complaint)
{
    Measured const parts = cut_unit(text);
    if (std::string mended = with_dot(text); !mended.empty()) {
        complaint = {quoted(text) + " has a comma in its number", "write " + mended};
        return std::nullopt;
    }
    auto amounts = read_amounts(parts.amount);
    if (!amounts) {
        complaint = {quoted(text) + " is not a duration", std::string(how_to_write_a_time)};
        return std::nullopt;
    }
    if (parts.unit.empty()) {
        std::string const amount(parts.amount);
        bool const whole = amount.find_first_not_of("0123456789") == std::string::npos;
        complaint = {quoted(text) + " has no unit",
                     "write " + amount + (whole ? " ms, " : " ms or ") + amount + " s" +
                         (whole ? " or " + amount + " frames" : "")};
        return std::nullopt;
    }
    TimeRange range{amounts->least, amounts->most, TimeUnit::milliseconds};
    if (parts.unit == "s") {
        range.least = seconds_to_ms(range.least);
        range.most = seconds_to_ms(range.most);
    } else if (parts.unit == "frames" || parts.unit == "frame") {
        range.unit = TimeUnit::frames;
    } else if (parts.unit != "ms") {
        complaint = hides_something(parts.unit)
                        ? Complaint{quoted(text) + " holds a blank or mark that cannot be seen",
                                    std::string(type_it_anew)}
                        : Complaint{quoted(text) + " has the unknown unit " + quoted(parts.unit),
                                    time_unit_hint(parts)};
        return std::nullopt;
    }
    if (range.least > range.most) {
        complaint = {quoted(text) + " runs backwards",
                     "write " + format(amounts->most) + ".." + format(amounts->least) + " " +
                         std::string(parts.unit)};
        return std::nullopt;
    }
    if (range.most > longest_ms) {
        complaint = {quoted(text) + " is longer than a day", {}};
        return std::nullopt;
    }
    return range;
}

bool is_whole(double value)
{
    return std::floor(value) == value;
}

struct NamedColor {
    std::string_view name;
    Rgb rgb;
};

constexpr std::array named_colors{
    NamedColor{"black", {0, 0, 0}},
    NamedColor{"white", {255, 255, 255}},
    NamedColor{"grey", {128, 128, 128}},
    NamedColor{"red", {220, 40, 40}},
    NamedColor{"green", {30, 160, 60}},
    NamedColor{"blue", {40, 90, 220}},
    NamedColor{"yellow", {240, 210, 40}},
};

std::optional<std::uint8_t> hex_byte(std::string_view two)
{
    int value = 0;
    for (char const c : two) {
        int digit = 0;
        if (c >= '0' && c <= '9') {
            digit = c - '0';
        } else if (c >= 'a' && c <= 'f') {
            digit = c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = c - 'A' + 10;
        } else {
            return std::nullopt;
        }
        value = value * 16 + digit;
    }
    return static_cast<std::uint8_t>(value);
}

} // namespace

std::string quoted(std::string_view text)
{
    constexpr std::size_t longest = 60; // code points; a whole vignette would hide the message
    auto const points = base::code_points(text);
    std::string out = "'";
    for (std::size_t i = 0; i < std::min(points.size(), longest); ++i) {
        base::append_utf8(out, points[i] == U'\n' ? U' ' : points[i]);
    }
    return out + (points.size() > longest ? "…'" : "'");
}

std::optional<TimeRange> read_time(std::string_view text, Complaint& complaint)
{
    auto const range = read_amount_of_time(text, complaint);
    if (!range) {
        return std::nullopt;
    }
    if (range->least < 0) {
        complaint = {quoted(text) + " is below 0", {}};
        return std::nullopt;
    }
    if (range->least == 0) {
        complaint = {quoted(text) + " is no time at all",
                     "the shortest is 1 frame; leave the key out when nothing should last"};
        return std::nullopt;
    }
    bool const whole = is_whole(range->least) && is_whole(range->most);
    if (range->unit == TimeUnit::frames && !whole) {
        complaint = {quoted(text) + " is not a whole number of frames",
                     "a screen shows a frame whole or not at all"};
        return std::nullopt;
    }
    if (!range->is_fixed() && !whole) {
        complaint = {quoted(text) + " is drawn in whole milliseconds, so its ends must be whole",
                     {}};
        return std::nullopt;
    }
    return range;
}

std::optional<TimeRange> read_time_window(std::string_view text, Complaint& complaint)
{
    if (text.find("..") == std::string_view::npos) {
        complaint = {quoted(text) + " is not a window of time", "write it as 200..1500 ms"};
        return std::nullopt;
    }
    auto const range = read_amount_of_time(text, complaint);
    if (!range) {
        return std::nullopt;
    }
    if (range->unit == TimeUnit::frames) {
        complaint = {quoted(text) + " counts frames, but answers are timed in milliseconds",
                     "write it as 200..1500 ms"};
        return std::nullopt;
    }
    if (range->least < 0) {
        complaint = {quoted(text) + " begins below 0", {}};
        return std::nullopt;
    }
    return range;
}

std::optional<Length> read_length(std::string_view text, Complaint& complaint)
{
    Measured const parts = cut_unit(text);
    auto const amount = base::parse_number(parts.amount);
    if (!amount) {
        complaint = {quoted(text) + " is not a length",
                     "write it as 6 % (of the screen's height) or 40 px"};
        return std::nullopt;
    }
    if (parts.unit.empty()) {
        std::string const written(parts.amount);
        complaint = {quoted(text) + " has no unit",
                     "write " + written + " % (of the screen's height) or " + written + " px"};
        return std::nullopt;
    }
    if (parts.unit != "%" && parts.unit != "px") {
        complaint = hides_something(parts.unit)
                        ? Complaint{quoted(text) + " holds a blank or mark that cannot be seen",
                                    std::string(type_it_anew)}
                        : Complaint{quoted(text) + " has the unknown unit " + quoted(parts.unit),
                                    "the units are % (of the screen's height) and px"};
        return std::nullopt;
    }
    Length const length{*amount,
                        parts.unit == "%" ? LengthUnit::percent_of_height : LengthUnit::pixels};
    double const largest = parts.unit == "%" ? largest_percent : largest_pixels;
    if (std::abs(length.value) > largest) {
        complaint = {quoted(text) + " is far outside any screen", {}};
        return std::nullopt;
    }
    return length;
}

std::optional<Rgb> read_color(std::string_view text, Complaint& complaint)
{
    std::string_view const word = base::trim(text);
    if (word.size() == 7 && word.front() == '#') {
        auto const red = hex_byte(word.substr(1, 2));
        auto const green = hex_byte(word.substr(3, 2));
        auto const blue = hex_byte(word.substr(5, 2));
        if (red && green && blue) {
            return Rgb{*red, *green, *blue};
        }
    }
    auto const* named = std::ranges::find(named_colors, word, &NamedColor::name);
    if (named != named_colors.end()) {
        return named->rgb;
    }
    std::vector<std::string> known;
    known.reserve(named_colors.size());
    for (NamedColor const& color : named_colors) {
        known.emplace_back(color.name);
    }
    std::string hint = base::nearest_hint(word, known);
    if (word.starts_with('#')) {
        hint = "write six hexadecimal digits, as in #ffcc00";
    } else if (!hint.starts_with("did you mean")) {
        hint += ", or six hexadecimal digits, as in '#ffcc00'";
    }
    complaint = {quoted(text) + " is not a colour", std::move(hint)};
    return std::nullopt;
}

std::optional<double> read_percent(std::string_view text, Complaint& complaint)
{
    Measured const parts = cut_unit(text);
    auto const amount = base::parse_number(parts.amount);
    if (!amount || parts.unit != "%") {
        complaint = {quoted(text) + " is not a percentage",
                     amount ? "write it as " + std::string(parts.amount) + " %"
                            : "write it as 70 %"};
        return std::nullopt;
    }
    if (*amount < 0 || *amount > 100) {
        complaint = {quoted(text) + " is not between 0 % and 100 %", {}};
        return std::nullopt;
    }
    return *amount / 100;
}

std::optional<bool> read_truth(std::string_view text, Complaint& complaint)
{
    if (text == "yes" || text == "true") {
        return true;
    }
    if (text == "no" || text == "false") {
        return false;
    }
    complaint = {quoted(text) + " is neither yes nor no", "write yes or no"};
    return std::nullopt;
}

} // namespace securebase::model
