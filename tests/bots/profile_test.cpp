// SPDX-License-Identifier: MIT
// Reading a bot.yaml: what it says, and every fault at its place.
#include "bots/profile.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;

namespace {

struct ReadProfile {
    std::optional<bots::Profile> profile;
    std::string said;
};

ReadProfile read(std::string const& text)
{
    support::TemporaryFolder const folder;
    std::string const file = folder.write("bot.yaml", text);
    base::Diagnostics faults;
    ReadProfile result;
    result.profile = bots::read_profile(file, {"congruence", "pair_kind"}, faults);
    faults.sort();
    for (base::Diagnostic const& fault : faults.all()) {
        result.said += std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) +
                       ": " + fault.what + (fault.hint.empty() ? "" : " (" + fault.hint + ")") +
                       "\n";
    }
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(bots_profile)

BOOST_AUTO_TEST_CASE(everything_a_file_may_say)
{
    auto const found =
        read("bot: 1\n"
             "model:\n"
             "  anxiety: normal(0.5, 2)\n"
             "  age: 30\n"
             "rt: { mu: 400 ms, sigma: 40 ms, tau: 100 ms, lapse: 2 %, accuracy: 90 % }\n"
             "effects:\n"
             "  - { where: congruence == 'congruent', add: -20 * anxiety }\n"
             "ratings:\n"
             "  - { where: stage == 'distress', mean: 0.5 + 0.1 * anxiety, sd: 0.2 }\n"
             "  - { where: part == 'wm24', mean: 0.4 }\n");
    BOOST_TEST(found.said == "");
    BOOST_TEST_REQUIRE(found.profile.has_value());
    BOOST_TEST_REQUIRE(found.profile->traits.size() == 2U);
    BOOST_TEST(found.profile->traits[0].name == "anxiety");
    BOOST_TEST(found.profile->traits[0].mean == 0.5);
    BOOST_TEST(found.profile->traits[0].sd == 2.0);
    BOOST_TEST(found.profile->traits[1].mean == 30.0);
    BOOST_TEST(found.profile->traits[1].sd == 0.0);
    BOOST_TEST(found.profile->rt.mu == 400.0);
    BOOST_TEST(found.profile->rt.sigma == 40.0);
    BOOST_TEST(found.profile->rt.tau == 100.0);
    BOOST_TEST(found.profile->rt.lapse == 0.02);
    BOOST_TEST(found.profile->rt.accuracy == 0.9);
    BOOST_TEST(found.profile->effects.size() == 1U);
    BOOST_TEST_REQUIRE(found.profile->ratings.size() == 2U);
    BOOST_TEST(found.profile->ratings[0].sd == 0.2);
    BOOST_TEST(found.profile->ratings[1].sd == 0.15);
}

BOOST_AUTO_TEST_CASE(what_is_not_said_has_its_default)
{
    auto const found = read("bot: 1\n");
    BOOST_TEST_REQUIRE(found.profile.has_value());
    BOOST_TEST(found.profile->rt.mu == 430.0);
    BOOST_TEST(found.profile->rt.accuracy == 0.96);
    BOOST_TEST(found.profile->traits.empty());
}

BOOST_AUTO_TEST_CASE(all_faults_are_told_at_once_at_their_places)
{
    auto const found = read("bot: 2\n"
                            "modle: { anxiety: 0 }\n"
                            "model:\n"
                            "  anxiety: uniform(0, 1)\n"
                            "rt: { mu: 400, accuracy: 120 % }\n"
                            "effects:\n"
                            "  - { where: congruense == 'congruent', add: 5 }\n"
                            "  - { add: 5 }\n"
                            "ratings: { where: 1 }\n");
    BOOST_TEST(!found.profile.has_value());
    BOOST_TEST(found.said ==
               "1:6: a bot file begins with 'bot: 1'\n"
               "2:1: unknown key 'modle' in a bot file (did you mean 'model'?)\n"
               "4:12: 'uniform(0, 1)' is no distribution (write normal(mean, sd) or a number)\n"
               "5:11: '400' is no number of ms from 0 to 60000\n"
               "5:26: '120 %' is no number of % from 0 to 100\n"
               "7:14: unknown name 'congruense' (did you mean 'congruence'?)\n"
               "8:5: 'where' is missing\n"
               "9:10: 'ratings' must be a list\n");
}

BOOST_AUTO_TEST_CASE(hands_are_keys_or_pointer)
{
    BOOST_TEST((read("bot: 1\n").profile->hands == bots::Hands::keys));
    BOOST_TEST((read("bot: 1\nhands: pointer\n").profile->hands == bots::Hands::pointer));
    auto const found = read("bot: 1\nhands: feet\n");
    BOOST_TEST(found.said == "2:8: 'hands' is 'keys' or 'pointer'\n");
    BOOST_TEST(!found.profile.has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_missing_or_no_map_is_a_fault)
{
    base::Diagnostics faults;
    BOOST_TEST(!bots::read_profile("/nowhere/bot.yaml", {}, faults).has_value());
    BOOST_TEST(faults.error_count() == 1U);
    BOOST_TEST(read("- bot: 1\n").said == "1:1: a bot file is a map (begin with 'bot: 1')\n");
}

BOOST_AUTO_TEST_SUITE_END()
