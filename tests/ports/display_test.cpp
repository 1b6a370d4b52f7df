// SPDX-License-Identifier: MIT
// A display's facts in the session header.
#include "ports/display.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;

} // namespace

BOOST_AUTO_TEST_SUITE(ports_display)

BOOST_AUTO_TEST_CASE(facts_are_told_with_how_they_are_known)
{
    ports::DisplayFacts facts;
    facts.width = 1920;
    facts.height = 1080;
    facts.period = base::Duration(16'683'333);
    facts.rate_source = ports::RateSource::measured;
    facts.onset_source = base::TimeSource::present_return;
    facts.name = "x11, \"Mesa\"";
    BOOST_TEST(ports::to_json(facts) ==
               R"({"name":"x11, \"Mesa\"","width":1920,"height":1080,)"
               R"("period_ns":16683333,"rate":"measured","onset":"present_return","details":{}})");
    facts.extra = R"({"monitor":0})";
    BOOST_TEST(ports::to_json(facts).ends_with(R"("details":{"monitor":0}})"));
}

BOOST_AUTO_TEST_SUITE_END()
