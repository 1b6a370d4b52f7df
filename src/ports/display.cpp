// SPDX-License-Identifier: MIT
// A display's facts as the session header keeps them.
#include "ports/display.h"

#include "events/text_form.h"

namespace securebase::ports {

namespace {

std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return result + "\"";
}

} // namespace

std::string_view name_of(RateSource source)
{
    switch (source) {
    case RateSource::measured:
        return "measured";
    case RateSource::reported:
        return "reported";
    case RateSource::assumed:
        return "assumed";
    case RateSource::simulated:
        return "simulated";
    }
    return "assumed";
}

std::string to_json(DisplayFacts const& facts)
{
    return "{\"name\":" + quoted(facts.name) + ",\"width\":" + std::to_string(facts.width) +
           ",\"height\":" + std::to_string(facts.height) +
           ",\"period_ns\":" + std::to_string(base::to_ns(facts.period)) + ",\"rate\":\"" +
           std::string(name_of(facts.rate_source)) + "\",\"onset\":\"" +
           std::string(events::name_of(facts.onset_source)) +
           "\",\"details\":" + (facts.extra.empty() ? "{}" : facts.extra) + "}";
}

} // namespace securebase::ports
