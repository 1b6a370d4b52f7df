// SPDX-License-Identifier: MIT
// How far the timing of one row can be trusted.
#include "events/grade.h"

#include <algorithm>

namespace securebase::events {

namespace {

constexpr base::Duration narrow = std::chrono::milliseconds(2);

bool is_stamped(base::TimeSource source)
{
    switch (source) {
    case base::TimeSource::hardware:
    case base::TimeSource::driver:
    case base::TimeSource::x_server:
    case base::TimeSource::x_present_flip:
    case base::TimeSource::x_present_copy:
        return true;
    default:
        return false;
    }
}

bool ended_wrongly(CriticalEvidence const& stage)
{
    Exposure const& exposure = stage.exposure;
    if (!exposure.planned_frames) {
        return false;
    }
    if (stage.next_late && *stage.next_late != 0) {
        return true;
    }
    if (!is_claimed(stage.onset)) {
        return false;
    }
    bool const other_length =
        exposure.achieved_frames && *exposure.achieved_frames != *exposure.planned_frames;
    return stage.next == base::TimeSource::unknown || (is_claimed(stage.next) && other_length);
}

bool is_spoilt(CriticalEvidence const& stage)
{
    auto const& late = stage.exposure.late_frames;
    bool const began_wrongly = late ? *late != 0 : is_claimed(stage.onset);
    return began_wrongly || ended_wrongly(stage);
}

base::Duration doubt_of(base::Timestamp const& onset,
                        std::optional<base::Timestamp> const& answered)
{
    if (!answered) {
        return onset.latest - onset.earliest;
    }
    base::Span const rt = base::between(onset, *answered);
    return rt.most - rt.least;
}

} // namespace

bool is_claimed(base::TimeSource source)
{
    return is_stamped(source) || source == base::TimeSource::simulated;
}

Grade grade_of(base::Timestamp const& onset,
               std::optional<base::Timestamp> const& answered,
               std::span<CriticalEvidence const> critical,
               base::Duration frame)
{
    if (!onset.is_known() || (answered && !answered->is_known()) ||
        std::ranges::any_of(critical, is_spoilt)) {
        return Grade::x;
    }
    if (onset.source == base::TimeSource::simulated) {
        return Grade::v;
    }
    bool const stamped =
        is_stamped(onset.source) &&
        std::ranges::all_of(critical, [](auto const& stage) { return is_stamped(stage.onset); });
    base::Duration const doubt = doubt_of(onset, answered);
    if (stamped && doubt <= narrow) {
        return Grade::a;
    }
    return stamped && frame.count() > 0 && doubt <= frame ? Grade::b : Grade::c;
}

} // namespace securebase::events
