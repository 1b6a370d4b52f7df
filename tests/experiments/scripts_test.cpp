// SPDX-License-Identifier: MIT
// The shipped instruments and virtual participants can be read as they stand.
#include "base/diagnostics.h"
#include "bots/profile.h"
#include "model/instrument.h"
#include "score/attachment.h"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <vector>

namespace base = securebase::base;

namespace {

std::string const experiments = std::string(SECUREBASE_SOURCE_DIR) + "/experiments/";

} // namespace

BOOST_AUTO_TEST_SUITE(experiments_scripts)

BOOST_AUTO_TEST_CASE(the_working_model_scale_has_two_halves_reversed_in_half)
{
    base::Diagnostics diagnostics;
    auto const wm24 =
        securebase::model::read_instrument(experiments + "instruments/wm24.yaml", diagnostics);
    BOOST_REQUIRE_MESSAGE(wm24 && diagnostics.all().empty(), to_text(diagnostics));
    BOOST_TEST(wm24->id == "wm24");
    BOOST_TEST(wm24->label == "unvalidated, written for this software");
    BOOST_TEST(wm24->least == 1);
    BOOST_TEST(wm24->most == 7);
    BOOST_TEST(wm24->shuffle);
    BOOST_TEST(wm24->least_answered == 0.8);
    BOOST_TEST(wm24->items.size() == 24U);
    BOOST_REQUIRE(wm24->subscales.size() == 2U);
    std::set<std::string> used;
    for (auto const& subscale : wm24->subscales) {
        BOOST_TEST(subscale.items.size() == 12U);
        BOOST_TEST(subscale.reverse.size() == 6U);
        used.insert(subscale.items.begin(), subscale.items.end());
    }
    BOOST_TEST(used.size() == 24U);
    BOOST_TEST(wm24->derived.size() == 2U);
    BOOST_TEST(wm24->vectors.size() == 4U);
    for (std::string const& failure : securebase::score::self_test(*wm24)) {
        BOOST_ERROR(failure);
    }
}

BOOST_AUTO_TEST_CASE(virtual_participants_are_free_of_faults)
{
    std::vector<std::string> const columns{
        "congruence", "pair_kind", "subscale", "vignette_valence"};
    for (auto const* folder :
         {"dot_probe_words", "vignettes_attribution", "session_short", "session_demo"}) {
        base::Diagnostics diagnostics;
        auto const profile = securebase::bots::read_profile(
            experiments + folder + "/bot.yaml", columns, diagnostics);
        BOOST_TEST_REQUIRE((profile && diagnostics.all().empty()), to_text(diagnostics));
        BOOST_TEST(profile->traits.size() == 2U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
