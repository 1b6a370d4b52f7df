// SPDX-License-Identifier: MIT
// What the kinds declare can be read by the code that reads scripts.
#include "base/text.h"
#include "kinds/kinds.h"
#include "model/options.h"

#include <boost/test/unit_test.hpp>

#include <set>

namespace kinds = securebase::kinds;
namespace model = securebase::model;

namespace {

std::string names(std::vector<model::KindDecl> const& decls)
{
    std::vector<std::string> made;
    for (auto const& decl : decls) {
        made.push_back(decl.name);
    }
    return securebase::base::join(made, " ");
}

std::vector<model::KindDecl> every_kind()
{
    auto const catalogue = kinds::all().catalogue();
    auto kinds = catalogue.stimuli;
    kinds.insert(kinds.end(), catalogue.responses.begin(), catalogue.responses.end());
    return kinds;
}

/// Keys of a stage; a stimulus' options stand beside them.
std::set<std::string> const stage_keys = {
    "show", "ask", "for", "limit", "window", "correct", "when", "timing", "round"};

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_declarations)

BOOST_AUTO_TEST_CASE(the_kinds_are_those_of_the_format)
{
    auto const catalogue = kinds::all().catalogue();
    BOOST_TEST(names(catalogue.stimuli) == "text image shape fixation mask");
    BOOST_TEST(names(catalogue.responses) ==
               "keys click likert vas choose choose_many type read pages agree");
}

BOOST_AUTO_TEST_CASE(a_kind_is_found_by_its_name)
{
    auto const all = kinds::all();
    BOOST_TEST(all.stimulus("mask") == all.stimuli[4].get());
    BOOST_TEST(all.response("vas") == all.responses[3].get());
    BOOST_TEST(all.response("mask") == nullptr);
}

BOOST_AUTO_TEST_CASE(every_fallback_can_be_read_as_if_it_had_been_written)
{
    model::Module module;
    module.places["center"] = {};
    for (auto const& kind : every_kind()) {
        for (auto const& option : kind.options) {
            if (option.fallback.empty()) {
                continue;
            }
            std::string why;
            std::string hint;
            auto const setting =
                model::to_setting(option, model::Value(option.fallback), module, why, hint);
            BOOST_TEST(setting.has_value(), kind.name << '.' << option.name << ": " << why);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_value_sets_an_option_that_exists)
{
    for (auto const& kind : every_kind()) {
        if (kind.value_option.empty()) {
            BOOST_TEST(kind.name == "vas"); // The only one that is nothing but its words.
            continue;
        }
        auto const found =
            std::ranges::find(kind.options, kind.value_option, &model::OptionDecl::name);
        BOOST_TEST((found != kind.options.end()), kind.name);
    }
}

BOOST_AUTO_TEST_CASE(the_options_of_a_stimulus_are_no_keys_of_a_stage)
{
    for (auto const& kind : kinds::all().catalogue().stimuli) {
        for (auto const& option : kind.options) {
            BOOST_TEST(!stage_keys.contains(option.name), kind.name << '.' << option.name);
        }
    }
}

BOOST_AUTO_TEST_CASE(everything_is_explained_in_a_sentence)
{
    for (auto const& kind : every_kind()) {
        BOOST_TEST(kind.doc.ends_with('.'), kind.name);
        for (auto const& option : kind.options) {
            BOOST_TEST(option.doc.ends_with('.'), kind.name << '.' << option.name);
            BOOST_TEST(!(option.required && !option.fallback.empty()));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_answer_begins_with_its_type)
{
    for (auto const& kind : kinds::all().catalogue().responses) {
        auto const type = kind.answer.substr(0, kind.answer.find(':'));
        BOOST_TEST((type == "text" || type == "number" || type == "list"), kind.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
