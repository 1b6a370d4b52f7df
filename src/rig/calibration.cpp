// SPDX-License-Identifier: MIT
// Cycles joined with edges, the instrument's clock taken out of them.
#include "rig/calibration.h"

#include "base/middle.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

namespace securebase::rig {

namespace {

/// Moments of all cycles that have one, in ms since the first of the session, and their join.
struct Track {
    std::vector<std::optional<double>> ours; ///< For each cycle.
    std::vector<std::optional<double>> theirs;
    double spans_ms = 0; ///< From our first to our last.
    JoinResult result;
    std::optional<double> difference(std::size_t cycle) const
    {
        return ours[cycle] && theirs[cycle] ? std::optional(*theirs[cycle] - *ours[cycle])
                                            : std::nullopt;
    }
};

using Moment = std::function<std::optional<base::Timestamp>(ShownCycle const&)>;

std::optional<base::Timestamp> when_known(base::Timestamp const& when)
{
    return when.is_known() ? std::optional(when) : std::nullopt;
}

/// Instruments count from anywhere; so do we, lest nanoseconds get lost in large numbers.
base::Instant zero_of(Shown const& shown)
{
    auto const first = std::ranges::find_if(
        shown.cycles, [](ShownCycle const& cycle) { return cycle.light.shown.is_known(); });
    return first == shown.cycles.end() ? base::Instant{} : first->light.shown.likely();
}

double time_between_ends(std::vector<double> const& moments)
{
    return moments.empty() ? 0 : moments.back() - moments.front();
}

Track track_of(Shown const& shown, Moment const& moment, std::vector<double> const& seen)
{
    Track track;
    track.ours.resize(shown.cycles.size());
    track.theirs.resize(shown.cycles.size());
    base::Instant const zero = zero_of(shown);
    std::vector<double> expected;
    std::vector<std::size_t> cycles;
    for (std::size_t i = 0; i < shown.cycles.size(); ++i) {
        if (auto const when = moment(shown.cycles[i])) {
            track.ours[i] = base::to_ms(when->likely() - zero);
            expected.push_back(*track.ours[i]);
            cycles.push_back(i);
        }
    }
    track.spans_ms = time_between_ends(expected);
    track.result = join(expected, seen);
    for (std::size_t i = 0; i < track.result.joined.seen.size(); ++i) {
        track.theirs[cycles[i]] = track.result.joined.seen[i];
    }
    return track;
}

/// One exposure on both clocks.
struct Exposure {
    std::size_t cycle = 0;
    double ours_ms = 0;
    double difference_ms = 0; ///< Instrument's minus ours, at the onset.
    double longer_ms = 0;     ///< Light minus what was asked for.
    double stamped_ms = 0;    ///< Between the stamps, minus what was asked for.
    bool vouched = false;
    std::int64_t frames_longer = 0;
    std::int64_t frames_later = 0; ///< Than most; 0 where it cannot be used.
    std::size_t stretch = 0;

    bool is_usable() const { return vouched && frames_longer == 0; }
};

std::vector<Exposure> exposures_of(Shown const& shown, Track const& onsets, Track const& offsets)
{
    double const asked = static_cast<double>(shown.light_frames) * base::to_ms(shown.period);
    std::vector<Exposure> out;
    for (std::size_t i = 0; i < shown.cycles.size(); ++i) {
        auto const difference = onsets.difference(i);
        if (!difference || !offsets.difference(i)) {
            continue;
        }
        ShownCycle const& cycle = shown.cycles[i];
        out.push_back({.cycle = i,
                       .ours_ms = *onsets.ours[i],
                       .difference_ms = *difference,
                       .longer_ms = *offsets.theirs[i] - *onsets.theirs[i] - asked,
                       .stamped_ms = *offsets.ours[i] - *onsets.ours[i] - asked,
                       .vouched = cycle.is_vouched()});
    }
    return out;
}

/// A panel that lights faster than it darkens makes every exposure longer by the same; what is left
/// beyond is whole frames.
std::optional<double> usual_excess(std::vector<Exposure> const& exposures)
{
    std::vector<double> all;
    for (Exposure const& one : exposures) {
        if (one.vouched) {
            all.push_back(one.longer_ms - one.stamped_ms);
        }
    }
    return all.empty() ? std::nullopt : std::optional(base::middle_of(std::move(all)));
}

/// A new stretch begins after each exposure that cannot be used, and where the light jumps against
/// the stamps. A frame that was dropped and not noticed does that: over the whole it would look
/// like a drift.
std::size_t cut_into_stretches(std::vector<Exposure>& exposures, double period_ms)
{
    std::size_t stretch = 0;
    bool broken = false;
    std::optional<double> last;
    for (Exposure& one : exposures) {
        if (!one.is_usable()) {
            broken = last.has_value();
            continue;
        }
        if (broken || (last && std::abs(one.difference_ms - *last) > period_ms / 2)) {
            ++stretch;
        }
        broken = false;
        last = one.difference_ms;
        one.stretch = stretch;
    }
    return last ? stretch + 1 : 0;
}

std::optional<double> half_width_ms(base::Timestamp const& when)
{
    return when.is_known() ? std::optional(base::to_ms(when.latest - when.earliest) / 2)
                           : std::nullopt;
}

/// Who vouches for the frames, and how narrowly.
void describe_stamps(Shown const& shown, PhotodiodeFacts& facts)
{
    std::vector<double> widths;
    for (ShownCycle const& cycle : shown.cycles) {
        for (base::Timestamp const& when : {cycle.light.shown, cycle.dark.shown}) {
            if (auto const width = half_width_ms(when)) {
                facts.source = std::max(facts.source, when.source);
                widths.push_back(*width);
            }
        }
    }
    facts.half_width_ms = widths.empty() ? 0 : base::middle_of(std::move(widths));
}

/// What is found out about one calibration, step by step.
class Finder {
public:
    Finder(Shown const& shown, Capture const& capture) : shown_(shown), capture_(capture) {}

    PhotodiodeFacts find()
    {
        facts_.cycles = shown_.cycles.size();
        facts_.period_ms = base::to_ms(shown_.period);
        facts_.recorded_ms = time_between_ends(capture_.rises_ms);
        describe_stamps(shown_, facts_);
        join_light();
        if (facts_.fault != JoinFault::none) {
            return std::move(facts_);
        }
        facts_.longer_ms = usual_excess(exposures_);
        for (Exposure& one : exposures_) {
            double const excess = one.longer_ms - facts_.longer_ms.value_or(0);
            one.frames_longer = std::llround(excess / facts_.period_ms);
        }
        facts_.stretches = cut_into_stretches(exposures_, facts_.period_ms);
        facts_.fit = fit_clock(pairs_of([](Exposure const& one) { return one.difference_ms; }));
        find_levels();
        find_wrong();
        find_jumps();
        find_lag();
        return std::move(facts_);
    }

private:
    using Difference = std::function<double(Exposure const&)>;

    void join_light()
    {
        onsets_ = track_of(
            shown_,
            [](ShownCycle const& cycle) { return when_known(cycle.light.shown); },
            capture_.rises_ms);
        facts_.shown_ms = onsets_.spans_ms;
        Track const offsets = track_of(
            shown_,
            [](ShownCycle const& cycle) { return when_known(cycle.dark.shown); },
            capture_.falls_ms);
        facts_.fault =
            onsets_.result.fault != JoinFault::none ? onsets_.result.fault : offsets.result.fault;
        exposures_ = exposures_of(shown_, onsets_, offsets);
        facts_.matched = exposures_.size();
        std::ranges::merge(onsets_.result.joined.left_over,
                           offsets.result.joined.left_over,
                           std::back_inserter(facts_.left_over_ms));
        facts_.vouched =
            static_cast<std::uint64_t>(std::ranges::count_if(exposures_, &Exposure::vouched));
    }

    std::vector<Exposure> usable() const
    {
        std::vector<Exposure> out;
        std::ranges::copy_if(exposures_, std::back_inserter(out), &Exposure::is_usable);
        return out;
    }

    std::vector<ClockPair> pairs_of(Difference const& difference) const
    {
        std::vector<ClockPair> out;
        for (Exposure const& one : usable()) {
            out.push_back({one.ours_ms, difference(one), one.stretch});
        }
        return out;
    }

    /// How far every stretch lies from where most exposures lie, in frames.
    void find_levels()
    {
        if (!facts_.fit) {
            return;
        }
        std::vector<double> const& levels = facts_.fit->level_ms;
        std::vector<double> all;
        for (Exposure const& one : usable()) {
            all.push_back(levels[one.stretch]);
        }
        double const usual = base::middle_of(std::move(all));
        for (Exposure& one : exposures_) {
            double const away = one.is_usable() ? levels[one.stretch] - usual : 0;
            one.frames_later = std::llround(away / facts_.period_ms);
        }
    }

    void find_wrong()
    {
        auto next = exposures_.begin();
        for (std::size_t i = 0; i < shown_.cycles.size(); ++i) {
            ShownCycle const& cycle = shown_.cycles[i];
            WrongRun one{cycle.number, cycle.number, 0, 0, !cycle.is_vouched(), false};
            if (next != exposures_.end() && next->cycle == i) {
                one.frames_longer = next->frames_longer;
                one.frames_later = next->frames_later;
                one.seen = true;
                ++next;
            }
            if (!one.seen || one.frames_longer != 0 || one.frames_later != 0) {
                append(facts_.wrong, one);
            }
        }
    }

    void find_jumps()
    {
        std::optional<std::int64_t> before;
        for (Exposure const& one : usable()) {
            if (before && one.frames_later != *before) {
                facts_.jumps.push_back(
                    {shown_.cycles[one.cycle].number, one.frames_later - *before});
            }
            before = one.frames_later;
        }
    }

    void find_lag()
    {
        bool const sent = std::ranges::any_of(
            shown_.cycles, [](ShownCycle const& cycle) { return cycle.trigger.has_value(); });
        if (!capture_.triggers_ms || !sent) {
            facts_.no_lag = sent ? NoLag::not_recorded : NoLag::not_sent;
            return;
        }
        if (capture_.triggers_ms->empty()) {
            facts_.no_lag = NoLag::no_pulses;
            return;
        }
        Track const triggers = track_of(
            shown_, [](ShownCycle const& cycle) { return cycle.trigger; }, *capture_.triggers_ms);
        if (triggers.result.fault != JoinFault::none) {
            facts_.no_lag = NoLag::not_joined;
            return;
        }
        describe_lag(triggers);
    }

    /// A frame that nobody noticed would be taken for a lag: only exposures like most count.
    void describe_lag(Track const& triggers)
    {
        std::vector<ClockPair> pairs;
        for (Exposure const& one : usable()) {
            if (one.frames_later != 0) {
                continue;
            }
            ++facts_.could_have_pulse;
            if (auto const difference = triggers.difference(one.cycle)) {
                pairs.push_back({one.ours_ms, one.difference_ms - *difference, one.stretch});
            }
        }
        facts_.with_pulse = pairs.size();
        auto const fit = fit_clock(pairs);
        if (!fit || pairs.size() - fit->outliers < least_exposures) {
            facts_.no_lag = NoLag::too_few;
            return;
        }
        Lag lag;
        lag.outliers = fit->outliers;
        lag.drift_ppm = fit->drift_ppm;
        lag.drift_half_ppm = fit->drift_half_ppm;
        add_moments(pairs, *fit, lag);
        facts_.lag = lag;
    }

    static void add_moments(std::vector<ClockPair> const& pairs, ClockFit const& fit, Lag& lag)
    {
        double squares = 0;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            if (fit.kept[i]) {
                ++lag.count;
                double const away = pairs[i].difference_ms - lag.mean_ms;
                lag.mean_ms += away / static_cast<double>(lag.count);
                squares += away * (pairs[i].difference_ms - lag.mean_ms);
            }
        }
        lag.sd_ms = std::sqrt(squares / static_cast<double>(lag.count - 1));
    }

    Shown const& shown_;
    Capture const& capture_;
    Track onsets_;
    std::vector<Exposure> exposures_;
    PhotodiodeFacts facts_;
};

} // namespace

PhotodiodeFacts calibrate(Shown const& shown, Capture const& capture)
{
    return Finder(shown, capture).find();
}

} // namespace securebase::rig
