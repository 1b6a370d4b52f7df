// SPDX-License-Identifier: MIT
// Bars in SVG.
#include "rig/histogram.h"

#include "base/text.h"
#include "rig/intervals.h"

#include <algorithm>
#include <cmath>

namespace securebase::rig {

namespace {

constexpr double picture_width = 760;
constexpr double picture_height = 400;
constexpr double left = 70;
constexpr double right = 730;
constexpr double top = 70;
constexpr double bottom = 320;
constexpr int wanted_bins = 40;
constexpr int wanted_ticks = 6;

/// 1, 2 or 5 times a power of ten: the first that is at least this.
double round_step(double least)
{
    double const power = std::pow(10, std::floor(std::log10(least)));
    for (double const factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

std::string number(double value)
{
    return base::format_fixed(value, 1);
}

/// As many decimals as tell neighbours of this distance apart.
std::string label(double value, double step)
{
    int const decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step))), 0, 6);
    return base::format_fixed(value, decimals);
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (char const c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

std::string text_at(double x, double y, std::string const& anchor, std::string const& words)
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" +
           escaped(words) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, std::string const& style)
{
    return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
           "\" y2=\"" + number(y2) + "\" " + style + "/>\n";
}

/// Where things are in the picture.
struct Scale {
    Bins bins;
    double most = 1; ///< The count at the top.

    double to() const { return bins.from + bins.width * static_cast<double>(bins.counts.size()); }
    double x(double ms) const
    {
        return left + (ms - bins.from) / (to() - bins.from) * (right - left);
    }
    double y(double count) const { return bottom - count / most * (bottom - top); }
};

std::string bars(Scale const& scale)
{
    std::string out = "<g fill=\"#3b6ea5\">\n";
    double from = scale.bins.from;
    for (std::uint64_t const count : scale.bins.counts) {
        double const x = scale.x(from);
        double const y = scale.y(static_cast<double>(count));
        from += scale.bins.width;
        if (count > 0) {
            out += "<rect x=\"" + number(x + 0.5) + "\" y=\"" + number(y) + "\" width=\"" +
                   number(scale.x(from) - x - 1) + "\" height=\"" + number(bottom - y) + "\"/>\n";
        }
    }
    return out + "</g>\n";
}

std::string axes(Scale const& scale)
{
    std::string const rule = "stroke=\"#555\"";
    std::string out = line(left, bottom, right, bottom, rule);
    double const step = round_step((scale.to() - scale.bins.from) / wanted_ticks);
    auto const first = static_cast<std::int64_t>(std::ceil(scale.bins.from / step - 1e-6));
    auto const last = static_cast<std::int64_t>(std::floor(scale.to() / step + 1e-6));
    for (std::int64_t i = first; i <= last; ++i) {
        double const tick = static_cast<double>(i) * step;
        out += line(scale.x(tick), bottom, scale.x(tick), bottom + 5, rule);
        out += text_at(scale.x(tick), bottom + 20, "middle", label(tick, step));
    }
    double const rung = round_step(std::max(scale.most / 5, 1.0));
    auto const rungs = static_cast<std::int64_t>(std::floor(scale.most / rung + 1e-6));
    for (std::int64_t i = 0; i <= rungs; ++i) {
        double const count = static_cast<double>(i) * rung;
        out += line(left - 5, scale.y(count), left, scale.y(count), rule);
        out += text_at(left - 9, scale.y(count) + 4, "end", base::format_fixed(count, 0));
    }
    return out + text_at((left + right) / 2, bottom + 42, "middle", "ms between two frames") +
           "<text transform=\"translate(20 " + number((top + bottom) / 2) +
           ") rotate(-90)\" text-anchor=\"middle\">frames</text>\n";
}

std::string beyond(Bins const& bins, std::span<double const> ms)
{
    auto const [shortest, longest] = std::ranges::minmax(ms);
    std::string out;
    if (bins.below > 0) {
        out += text_at(left,
                       bottom + 64,
                       "start",
                       std::to_string(bins.below) + " shorter, down to " +
                           base::format_fixed(shortest, 2) + " ms");
    }
    if (bins.above > 0) {
        out += text_at(right,
                       bottom + 64,
                       "end",
                       std::to_string(bins.above) + " longer, up to " +
                           base::format_fixed(longest, 2) + " ms");
    }
    return out;
}

} // namespace

Bins bins_of(std::span<double const> ms)
{
    std::vector<double> sorted(ms.begin(), ms.end());
    std::ranges::sort(sorted);
    double const median = quantile(sorted, 0.5);
    double const reach = std::max(quantile(sorted, 0.9) - median, median - quantile(sorted, 0.1));
    constexpr double least_reach_ms = 0.01;
    double const half = std::clamp(3 * reach, least_reach_ms, std::max(median / 2, least_reach_ms));
    Bins bins;
    bins.width = round_step(2 * half / wanted_bins);
    double const first = std::floor((median - half) / bins.width);
    double const last = std::ceil((median + half) / bins.width);
    bins.from = first * bins.width;
    bins.counts.resize(static_cast<std::size_t>(last - first));
    for (double const value : ms) {
        double const place = std::floor((value - bins.from) / bins.width + 1e-9);
        if (place < 0) {
            ++bins.below;
        } else if (place >= static_cast<double>(bins.counts.size())) {
            ++bins.above;
        } else {
            ++bins.counts[static_cast<std::size_t>(place)];
        }
    }
    return bins;
}

std::string histogram_svg(std::span<double const> ms, std::string const& title)
{
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + base::format_number(picture_width) +
        "\" height=\"" + base::format_number(picture_height) + "\" viewBox=\"0 0 " +
        base::format_number(picture_width) + ' ' + base::format_number(picture_height) +
        "\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        "<text x=\"" +
        number(left) + "\" y=\"26\" font-size=\"16\">" + escaped(title) + "</text>\n";
    auto const summary = summarize_intervals(ms);
    if (!summary) {
        return out + text_at(left, top, "start", "too few frames were seen") + "</svg>\n";
    }
    Scale scale{bins_of(ms)};
    scale.most =
        static_cast<double>(std::max<std::uint64_t>(std::ranges::max(scale.bins.counts), 1));
    double const middle = scale.x(summary->median_ms);
    out += text_at(left,
                   46,
                   "start",
                   "median " + base::format_fixed(summary->median_ms, 3) + " ms, robust spread " +
                       base::format_fixed(summary->robust_sd_ms, 3) + " ms, " +
                       std::to_string(summary->count) + " intervals");
    out += bars(scale) + axes(scale);
    out += line(middle, top - 8, middle, bottom, "stroke=\"#c0392b\" stroke-dasharray=\"4 3\"");
    return out + beyond(scale.bins, ms) + "</svg>\n";
}

} // namespace securebase::rig
