// SPDX-License-Identifier: MIT
// The text of a response event.
#include "stage/answer_json.h"

#include "base/text.h"

namespace securebase::stage {

std::string response_json(Answer const& answer, std::optional<bool> correct)
{
    std::string json = "{\"value\":" + answer.value;
    if (correct) {
        json += *correct ? ",\"correct\":true" : ",\"correct\":false";
    }
    if (!answer.parts_ms.empty()) {
        char separator = '[';
        json += ",\"parts\":";
        for (double const ms : answer.parts_ms) {
            json += separator + base::format_fixed(ms, 3);
            separator = ',';
        }
        json += ']';
    }
    if (!answer.shown.empty()) {
        json += ",\"shown\":" + answer.shown;
    }
    return json + "}";
}

} // namespace securebase::stage
