// SPDX-License-Identifier: MIT
// How far the timing of one row can be trusted, and why.
#include "events/grade.h"

#include "events/event.h"

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
    case base::TimeSource::drm_flip:
    case base::TimeSource::wp_hardware:
    case base::TimeSource::x_present_flip:
    case base::TimeSource::x_present_copy:
    case base::TimeSource::oml:
        return true;
    default:
        return false;
    }
}

std::string frames(std::int32_t count)
{
    return std::to_string(count) + (count == 1 ? " frame" : " frames");
}

std::string off_by(std::int32_t late)
{
    return late > 0 ? frames(late) + " late" : frames(-late) + " early";
}

/// What is wrong with its beginning; empty when nothing is.
std::string wrong_begin(CriticalEvidence const& stage)
{
    auto const& late = stage.exposure.late_frames;
    if (stage.onset == base::TimeSource::unknown) {
        return "onset unknown";
    }
    if (late) {
        return *late == 0 ? std::string() : off_by(*late);
    }
    return stage.has_target && is_claimed(stage.onset) ? "lateness unknown" : std::string();
}

/// What is wrong with its end; empty when nothing is.
std::string wrong_end(CriticalEvidence const& stage)
{
    Exposure const& exposure = stage.exposure;
    if (!exposure.planned_frames) {
        return {};
    }
    if (stage.next_late && *stage.next_late != 0) {
        return "ended " + off_by(*stage.next_late);
    }
    if (!is_claimed(stage.onset)) {
        return {};
    }
    if (stage.next == base::TimeSource::unknown) {
        return "end unknown";
    }
    bool const other_length =
        exposure.achieved_frames && *exposure.achieved_frames != *exposure.planned_frames;
    return is_claimed(stage.next) && other_length
               ? "stood " + std::to_string(*exposure.achieved_frames) + " of " +
                     frames(*exposure.planned_frames)
               : std::string();
}

/// Reasons in the order in which they are found.
class Reasons {
public:
    void add(std::string const& reason) { text_ += (text_.empty() ? "" : "; ") + reason; }
    void add_of(CriticalEvidence const& stage, std::string const& reason)
    {
        if (!reason.empty()) {
            add("critical stage '" + stage.exposure.stage + "' " + reason);
        }
    }
    void add_if(bool holds, char const* reason)
    {
        if (holds) {
            add(reason);
        }
    }
    bool empty() const { return text_.empty(); }
    std::string const& text() const { return text_; }

private:
    std::string text_;
};

bool has(Evidence const& evidence, std::string_view doubt)
{
    return std::ranges::find(evidence.doubts, doubt) != evidence.doubts.end();
}

Reasons what_spoils(Evidence const& evidence)
{
    Reasons reasons;
    reasons.add_if(!evidence.onset.is_known(), "onset unknown");
    reasons.add_if(evidence.answered && !evidence.answered->is_known(), "answer unknown");
    for (CriticalEvidence const& stage : evidence.critical) {
        reasons.add_of(stage, wrong_begin(stage));
        reasons.add_of(stage, wrong_end(stage));
    }
    reasons.add_if(has(evidence, input_lost), "input lost");
    reasons.add_if(has(evidence, focus_lost), "focus lost");
    return reasons;
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

Judgement judge(Evidence const& evidence)
{
    if (Reasons const spoilt = what_spoils(evidence); !spoilt.empty()) {
        return {Grade::x, spoilt.text()};
    }
    if (evidence.onset.source == base::TimeSource::simulated) {
        return {Grade::v, "virtual time"};
    }
    Reasons reasons;
    reasons.add_if(!is_stamped(evidence.onset.source), "onset not stamped");
    for (CriticalEvidence const& stage : evidence.critical) {
        reasons.add_of(stage, is_stamped(stage.onset) ? "" : "not stamped");
    }
    reasons.add_if(has(evidence, input_mismatch), "input mismatch");
    base::Duration const doubt = doubt_of(evidence.onset, evidence.answered);
    if (doubt > narrow && evidence.frame.count() == 0) {
        reasons.add("doubt above 2 ms and refresh unknown");
    } else {
        reasons.add_if(doubt > std::max(narrow, evidence.frame), "doubt above one frame");
    }
    if (!reasons.empty()) {
        return {Grade::c, reasons.text()};
    }
    return doubt <= narrow ? Judgement{Grade::a, "on time"}
                           : Judgement{Grade::b, "doubt above 2 ms"};
}

} // namespace securebase::events
