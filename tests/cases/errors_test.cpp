// SPDX-License-Identifier: MIT
// Every folder of tests/cases/errors is a script with faults (or without); expected.txt is what
// `check` says about it, to the letter. SECUREBASE_APPROVE=1 writes what it says now.
#include "base/text.h"
#include "model/check.h"
#include "plan/plan.h"
#include "support/test_catalogue.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace securebase;

namespace {

namespace fs = std::filesystem;

std::string const root = std::string(SECUREBASE_SOURCE_DIR) + "/tests/cases/errors/";

std::vector<std::string> case_names()
{
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(root)) {
        std::string const name = entry.path().filename().string();
        if (entry.is_directory() && name != "instruments" && !name.ends_with("_absent")) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

void replace_all(std::string& text, std::string const& what, std::string const& with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

/// What `check` says, with paths as seen from the case's folder.
std::string said_of(std::string const& name)
{
    base::Diagnostics diagnostics;
    auto const experiment =
        model::survey_experiment(root + name, support::test_catalogue(), {}, diagnostics);
    base::Duration const period(std::llround(1e9 / experiment.screen.refresh_hz));
    plan::check_design(experiment, period, diagnostics);
    diagnostics.sort();
    std::string text = base::to_text(diagnostics);
    replace_all(text, root + name + "/", "");
    replace_all(text, root, "../");
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cases_errors)

BOOST_DATA_TEST_CASE(a_script_is_told_what_is_wrong_with_it,
                     boost::unit_test::data::make(case_names()))
{
    std::string const file = root + sample + "/expected.txt";
    std::string const said = said_of(sample);
    if (std::getenv("SECUREBASE_APPROVE") != nullptr) {
        std::ofstream(file, std::ios::binary) << said;
    }
    auto const expected = base::read_file(file);
    BOOST_REQUIRE_MESSAGE(expected.has_value(), file + " is missing");
    BOOST_TEST(said == *expected);
}

BOOST_AUTO_TEST_SUITE_END()
