// SPDX-License-Identifier: MIT
// What `securebase check` prints, whole: every folder of tests/cases/check is an experiment,
// expected.txt is for people, expected.json for other programs. SECUREBASE_APPROVE=1 writes both.
#include "app/catalogue.h"
#include "app/check_report.h"
#include "base/text.h"
#include "devices/virtual/workshop.h"
#include "kinds/kinds.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace {

namespace app = securebase::app;
namespace base = securebase::base;

std::string const root = std::string(SECUREBASE_SOURCE_DIR) + "/tests/cases/check/";

/// Words are tried on a screen whose letters are half an em wide and which has no snowman.
app::CheckReport report_of(std::string const& folder, std::optional<double> refresh_hz)
{
    auto const kinds = securebase::kinds::all();
    securebase::devices::VirtualWorkshop workshop;
    app::TrialScreen const screen{kinds, workshop, [](std::string_view text) {
                                      return text.find("☃") == std::string_view::npos
                                                 ? base::Result<void>()
                                                 : base::Error{"no font has '☃'", "leave it out"};
                                  }};
    return app::inspect(folder, app::catalogue(kinds), refresh_hz, {}, &screen);
}

/// Paths as seen from the folder of cases.
std::string without_root(std::string text)
{
    for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root)) {
        text.erase(at, root.size());
    }
    return text;
}

void compare(std::string const& said, std::string const& file)
{
    if (std::getenv("SECUREBASE_APPROVE") != nullptr) {
        std::ofstream(file, std::ios::binary) << said;
    }
    auto const expected = base::read_file(file);
    BOOST_REQUIRE_MESSAGE(expected.has_value(), file + " is missing");
    BOOST_TEST(said == *expected);
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_check_report)

BOOST_DATA_TEST_CASE(both_forms_say_the_same,
                     boost::unit_test::data::make(
                         {"bot_beside_faults", "bot_faults", "screen", "timing", "vectors"}))
{
    std::string const folder = root + sample;
    app::CheckReport const report = report_of(folder, {});
    compare(without_root(app::to_text(report)), folder + "/expected.txt");
    compare(without_root(app::to_json({report})), folder + "/expected.json");
}

BOOST_AUTO_TEST_CASE(durations_are_judged_at_the_rate_given)
{
    app::CheckReport const report = report_of(root + "timing", 59.94);
    BOOST_TEST(report.is_faultless());
    BOOST_REQUIRE(report.timings.size() == 6U);
    auto const& pair = report.timings[1];
    BOOST_TEST(pair.stage == "pair");
    BOOST_TEST(pair.critical);
    BOOST_TEST(pair.least_frames == 6);
    BOOST_TEST(pair.most_frames == 18);
    // 6 and 18 frames of 16.683350 ms are 100.1001 and 300.3003 ms.
    BOOST_TEST(pair.least_error_ms == 0.1001, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(pair.most_error_ms == 0.3003, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_rate_that_a_critical_duration_cannot_keep_is_refused)
{
    // 100 ms are 7.5 frames of 75 Hz, 300 ms are 22.5.
    app::CheckReport const report = report_of(root + "timing", 75);
    BOOST_TEST(!report.is_faultless());
    BOOST_TEST(report.timings.empty());
    BOOST_REQUIRE(report.faults.all().size() == 2U);
    BOOST_TEST(report.faults.all()[0].what ==
               "100 ms is no whole number of frames at 75 Hz: 7 frames are 93.3 ms, 8 frames are "
               "106.7 ms");
    BOOST_TEST(report.faults.all()[0].hint ==
               "write 7 or 8 frames, or add round: up or round: down");
}

BOOST_AUTO_TEST_SUITE_END()
