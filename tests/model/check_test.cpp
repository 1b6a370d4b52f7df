// SPDX-License-Identifier: MIT
// Whole scripts become the model.
#include "model/check.h"
#include "support/temporary_folder.h"
#include "support/test_catalogue.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace securebase;
using namespace securebase::model;

namespace {

std::string const experiments = std::string(SECUREBASE_SOURCE_DIR) + "/experiments/";

struct Loaded {
    base::Diagnostics diagnostics;
    std::optional<Experiment> experiment;
};

Loaded load(std::string const& folder)
{
    Loaded loaded;
    loaded.experiment = load_experiment(folder, support::test_catalogue(), {}, loaded.diagnostics);
    return loaded;
}

std::vector<std::string> part_names(Experiment const& experiment)
{
    std::vector<std::string> names;
    for (Part const& part : experiment.parts) {
        names.push_back(part.name);
    }
    return names;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_check)

BOOST_AUTO_TEST_CASE(shipped_experiments_have_no_fault)
{
    for (char const* name :
         {"dot_probe_words", "vignettes_attribution", "session_demo", "session_short"}) {
        Loaded const loaded = load(experiments + name);
        BOOST_TEST(base::to_text(loaded.diagnostics) == "");
        BOOST_TEST(loaded.experiment.has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_session_strings_its_parts_together)
{
    Loaded const loaded = load(experiments + "session_demo");
    BOOST_REQUIRE(loaded.experiment.has_value());
    std::vector<std::string> const expected{"welcome",
                                            "consent",
                                            "wm24_instructions",
                                            "wm24",
                                            "instructions_probe",
                                            "practice_warm_up",
                                            "ready_probe",
                                            "probe",
                                            "instructions_vignettes",
                                            "story",
                                            "debrief"};
    BOOST_TEST(part_names(*loaded.experiment) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
