// SPDX-License-Identifier: MIT
// What was pressed and what was in doubt around each question of a session.
#include "events/circumstances.h"

#include "events/event.h"

#include <algorithm>
#include <map>
#include <utility>

namespace securebase::events {

namespace {

/// Held to stop a session; says nothing of questions.
constexpr std::string_view stop_key = "Escape";

base::Instant moment(base::Timestamp const& when)
{
    return when.likely();
}

bool has(std::vector<std::string> const& texts, std::string_view text)
{
    return std::ranges::find(texts, text) != texts.end();
}

/// Keys may have gone unheard in its trial.
bool is_deaf(ResponseRow const& row)
{
    return has(row.doubts, input_lost) || has(row.doubts, focus_lost);
}

/// Trials that lie somewhere in time, by their begin.
std::vector<TrialWindow const*> by_begin(std::vector<TrialWindow> const& trials)
{
    std::vector<TrialWindow const*> sorted;
    for (TrialWindow const& trial : trials) {
        if (trial.begins) {
            sorted.push_back(&trial);
        }
    }
    std::ranges::stable_sort(sorted, {}, [](auto const* trial) { return moment(*trial->begins); });
    return sorted;
}

/// The trial in whose time, or in the pause after it, the moment lies; nullptr before the first.
TrialWindow const* trial_at(std::vector<TrialWindow const*> const& sorted, base::Instant when)
{
    auto const next = std::ranges::upper_bound(
        sorted, when, {}, [](auto const* trial) { return moment(*trial->begins); });
    return next == sorted.begin() ? nullptr : *(next - 1);
}

/// Counts presses at the rows of one trial.
class Counter {
public:
    Counter(TrialWindow const& trial, std::span<ResponseRow> rows)
        : trial_(trial), rows_(rows), found_answer_(rows.size())
    {}

    void take(Movement const& press)
    {
        if (rows_.empty() || is_answer(press)) {
            return;
        }
        std::size_t const row = row_at(moment(press.when));
        if (row == rows_.size()) {
            count(rows_.front(), &Presses::before);
        } else if (is_open(row, moment(press.when))) {
            count_open(rows_[row]);
        } else {
            count(rows_[row], rows_[row].answered ? &Presses::after : &Presses::late);
        }
    }

private:
    bool is_answer(Movement const& press)
    {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            ResponseRow const& row = rows_[i];
            if (!found_answer_[i] && row.answered == press.when &&
                row.answered_by.value_or(press.control) == press.control) {
                found_answer_[i] = true;
                return true;
            }
        }
        return false;
    }

    /// The latest that had been shown; their number when none had.
    std::size_t row_at(base::Instant when) const
    {
        for (std::size_t i = rows_.size(); i > 0; --i) {
            if (rows_[i - 1].onset.is_known() && moment(rows_[i - 1].onset) <= when) {
                return i - 1;
            }
        }
        return rows_.size();
    }

    bool is_open(std::size_t row, base::Instant when) const
    {
        if (rows_[row].answered) {
            return when <= moment(*rows_[row].answered);
        }
        base::Timestamp const& closed = trial_.closed[row];
        if (closed.is_known()) {
            return when < moment(closed);
        }
        auto const& offset = rows_[row].offset;
        return !offset || !offset->is_known() || when < moment(*offset);
    }

    static void count(ResponseRow& row, std::int64_t Presses::*which)
    {
        if (row.presses) {
            ++((*row.presses).*which);
        }
    }

    static void count_open(ResponseRow& row)
    {
        if (row.presses && row.presses->open) {
            ++*row.presses->open;
        }
    }

    TrialWindow const& trial_;
    std::span<ResponseRow> rows_;
    std::vector<bool> found_answer_;
};

/// From when until when a control was down.
struct Hold {
    base::Instant from{};
    base::Instant to = base::Instant::max();
};

std::vector<Hold> holds_of(std::vector<Movement> movements,
                           std::vector<TrialWindow const*> const& trials)
{
    std::ranges::stable_sort(movements, {}, [](Movement const& one) { return moment(one.when); });
    std::vector<Hold> holds;
    std::map<std::string_view, std::size_t> down;
    for (Movement const& movement : movements) {
        if (!movement.when.is_known() || movement.control == stop_key) {
            continue;
        }
        base::Instant const when = moment(movement.when);
        auto const found = down.find(movement.control);
        if (found != down.end()) {
            holds[found->second].to = when; // Pressed again: it had gone up unseen.
            down.erase(found);
        } else if (!movement.down) {
            // It went down on a screen that is no trial: before this one began.
            TrialWindow const* trial = trial_at(trials, when);
            if (trial != nullptr) {
                holds.push_back({moment(*trial->begins) - base::Duration(1), when});
            }
        }
        if (movement.down) {
            down[movement.control] = holds.size();
            holds.push_back({when});
        }
    }
    std::ranges::stable_sort(holds, {}, &Hold::from);
    return holds;
}

std::optional<bool> anticipated(ResponseRow const& row)
{
    if (row.rt && row.rt->likely() < fastest_reaction) {
        return true;
    }
    return row.presses ? std::optional(row.presses->before > 0) : std::nullopt;
}

} // namespace

void Circumstances::add(Movement movement)
{
    if (movement.down) {
        focus_back(movement.when); // What is heard does not go elsewhere.
    }
    movements_.push_back(std::move(movement));
}

void Circumstances::add(Doubt doubt)
{
    bool const lasts = doubt.what == focus_lost;
    focus_away_ = focus_away_ || lasts;
    std::optional<base::Instant> until;
    if (!lasts && doubt.when.is_known()) {
        until = doubt.when.latest;
    }
    doubts_.push_back({std::move(doubt), until});
}

void Circumstances::focus_back(base::Timestamp const& when)
{
    if (!focus_away_ || !when.is_known()) {
        return;
    }
    for (Lasting& lasting : doubts_) {
        bool const lasts = lasting.doubt.what == focus_lost && !lasting.until;
        if (lasts && lasting.doubt.when.latest <= when.earliest) {
            lasting.until = when.latest;
            focus_away_ = false;
        }
    }
}

void Circumstances::tell_doubts(std::vector<ResponseRow>& rows) const
{
    for (Lasting const& lasting : doubts_) {
        base::Timestamp const& when = lasting.doubt.when;
        for (TrialWindow const& trial : trials_) {
            bool const here = trial.number == lasting.doubt.trial;
            bool const overlaps = trial.begins &&
                                  (!lasting.until || trial.begins->earliest <= *lasting.until) &&
                                  (!trial.ends || when.earliest <= trial.ends->latest);
            if (when.is_known() ? !overlaps : !here) {
                continue;
            }
            for (std::size_t i = 0; i < trial.closed.size(); ++i) {
                auto& doubts = rows[trial.first_row + i].doubts;
                if (!has(doubts, lasting.doubt.what)) {
                    doubts.push_back(lasting.doubt.what);
                }
            }
        }
    }
}

void Circumstances::tell_presses(std::vector<ResponseRow>& rows) const
{
    for (ResponseRow& row : rows) {
        if (row.onset.is_known() && !is_deaf(row)) {
            row.presses.emplace();
            if (row.response_kind != "type") {
                row.presses->open = 0;
            }
        }
    }
    auto const trials = by_begin(trials_);
    std::map<TrialWindow const*, Counter> counters;
    for (Movement const& movement : movements_) {
        if (!movement.down || !movement.when.is_known() || movement.control == stop_key) {
            continue;
        }
        if (TrialWindow const* trial = trial_at(trials, moment(movement.when))) {
            std::span<ResponseRow> const all(rows);
            auto const own = all.subspan(trial->first_row, trial->closed.size());
            counters.try_emplace(trial, *trial, own).first->second.take(movement);
        }
    }
}

void Circumstances::tell_held(std::vector<ResponseRow>& rows) const
{
    if (std::ranges::all_of(movements_, &Movement::down)) {
        return; // A session that notes no releases, as far as one can tell.
    }
    std::vector<Hold> const holds = holds_of(movements_, by_begin(trials_));
    std::vector<ResponseRow*> sorted;
    for (ResponseRow& row : rows) {
        if (row.presses) {
            sorted.push_back(&row);
        }
    }
    std::ranges::stable_sort(sorted, {}, [](ResponseRow const* row) { return moment(row->onset); });
    std::vector<Hold> active;
    std::size_t next = 0;
    for (ResponseRow* row : sorted) {
        base::Instant const onset = moment(row->onset);
        for (; next < holds.size() && holds[next].from < onset; ++next) {
            active.push_back(holds[next]);
        }
        std::erase_if(active, [&](Hold const& hold) { return hold.to <= onset; });
        row->held = static_cast<std::int64_t>(active.size());
    }
}

void Circumstances::tell(std::vector<ResponseRow>& rows, base::Duration frame) const
{
    tell_doubts(rows);
    tell_presses(rows);
    tell_held(rows);
    for (TrialWindow const& trial : trials_) {
        for (std::size_t i = 0; i < trial.closed.size(); ++i) {
            ResponseRow& row = rows[trial.first_row + i];
            row.anticipated = anticipated(row);
            Judgement judged = judge({row.onset, row.answered, trial.critical, row.doubts, frame});
            row.grade = judged.grade;
            row.verdict = std::move(judged.verdict);
        }
    }
}

} // namespace securebase::events
