// SPDX-License-Identifier: MIT
// The words of the program for the participant.
#include "model/experiment.h"

namespace securebase::model {

std::map<std::string, std::string> default_texts()
{
    return {
        {"next", "Next"},
        {"back", "Back"},
        {"yes", "Yes"},
        {"no", "No"},
        {"agree", "I agree"},
        {"disagree", "I do not agree"},
        {"correct", "Correct"},
        {"wrong", "Wrong"},
        {"late", "Too slow"},
        {"break", "Take a short rest. Go on when you are ready."},
        {"ready", "Ready?"},
        {"stop_title", "Do you want to stop?"},
        {"stop_go_on", "Go on"},
        {"stop_keep", "Stop and keep my answers"},
        {"stop_withdraw", "Stop and delete my answers"},
        {"required", "Please answer before you go on."},
        {"hint_go_on", "Space to go on"},
        {"hint_turn", "Space for the next page, left arrow to go back"},
        {"hint_read", "Space or a click for the next sentence"},
        {"hint_rate", "Number keys or arrows to choose, Enter to go on"},
        {"hint_slide", "Click on the line or use the arrows, Enter to go on"},
        {"hint_choose", "Number keys or arrows and Space to choose, Enter to go on"},
        {"hint_tick", "Number keys or arrows and Space to tick, Enter to go on"},
        {"hint_type", "Type your answer, Enter to go on"},
        {"hint_type_lines", "Type your answer, Ctrl and Enter to go on"},
        {"hint_agree", "Number keys or arrows and Space to tick, Enter to agree"},
        {"hint_decide", "Enter to agree, or arrows and Space to choose"},
    };
}

std::string_view name_of(PartKind kind)
{
    switch (kind) {
    case PartKind::say:
        return "say";
    case PartKind::consent:
        return "consent";
    case PartKind::ask:
        return "ask";
    case PartKind::instrument:
        return "instrument";
    case PartKind::practice:
        return "practice";
    case PartKind::block:
        return "block";
    case PartKind::debrief:
        return "debrief";
    }
    return "say";
}

} // namespace securebase::model
