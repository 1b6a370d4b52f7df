// SPDX-License-Identifier: MIT
// The author's tour does what it says: its files are written, its commands typed, and what they
// print is what the page shows.
#include "app/manual.h"
#include "app/shell.h"
#include "base/text.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace securebase;
using testing::Step;

namespace {

std::string page(std::string const& name)
{
    std::string const text =
        base::read_file(SECUREBASE_SOURCE_DIR "/docs/manual/" + name).value_or("");
    BOOST_REQUIRE(!text.empty());
    return text;
}

/// `run` opens a window, and here is none: it must get as far as that and no further.
bool needs_display(Step const& step)
{
    return step.body.starts_with("securebase run ");
}

void do_step(support::TemporaryFolder const& folder, Step const& step)
{
    if (step.kind == Step::Kind::file) {
        folder.write(step.name, step.body);
        return;
    }
    BOOST_REQUIRE_MESSAGE(step.kind == Step::Kind::commands,
                          "the block is neither a named file nor commands, so nothing tests it");
    testing::Ran const ran = testing::run(folder.path(), step.body);
    BOOST_TEST(ran.code == (needs_display(step) ? 3 : step.exit_code), ran.output << ran.errors);
    if (needs_display(step)) {
        BOOST_TEST(ran.errors.find("no display: ") != std::string::npos, ran.errors);
    }
    if (step.is_shown) {
        // A slow machine may count its progress among the errors of what goes well.
        std::string const printed = ran.output + (step.exit_code == 0 ? "" : ran.errors);
        BOOST_TEST(testing::is_as_shown(step.printed, printed),
                   "the page shows\n"
                       << step.printed << "but this was printed\n"
                       << printed << ran.errors);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(app_manual)

BOOST_AUTO_TEST_CASE(a_page_is_read_as_files_and_commands)
{
    auto const steps = testing::read_manual("Words.\n\n`a/b.yaml`:\n\n```yaml\nx: 1\n```\n\n"
                                            "Now `this`:\n```sh exit=1\ncheck a\n```\n\n"
                                            "```text\nok\n```\n```text\nmore\n```\n");
    BOOST_TEST_REQUIRE(steps.size() == 3U);
    BOOST_TEST((steps[0].kind == Step::Kind::file));
    BOOST_TEST(steps[0].name == "a/b.yaml");
    BOOST_TEST(steps[0].body == "x: 1\n");
    BOOST_TEST(steps[0].line == 5U);
    BOOST_TEST((steps[1].kind == Step::Kind::commands));
    BOOST_TEST(steps[1].body == "check a\n");
    BOOST_TEST(steps[1].exit_code == 1);
    BOOST_TEST(steps[1].printed == "ok\n");
    BOOST_TEST((steps[2].kind == Step::Kind::text));
}

BOOST_AUTO_TEST_CASE(what_is_printed_must_be_what_is_shown)
{
    BOOST_TEST(testing::is_as_shown("ok\n", "ok\n"));
    BOOST_TEST(!testing::is_as_shown("ok\n", "ok\nmore\n"));
    BOOST_TEST(!testing::is_as_shown("ok\n", ""));
    BOOST_TEST(testing::is_as_shown("in ... s\n...\nend\n", "in 0.2 s\na\nb\nend\n"));
    BOOST_TEST(!testing::is_as_shown("in ... s\n", "in 0.2 ms\n"));
    BOOST_TEST(!testing::is_as_shown("a ... b ... c\n", "a 1 c 2 b\n"));
    BOOST_TEST(testing::is_as_shown("a...", "a"));
    BOOST_TEST(!testing::is_as_shown("aa...aa", "aaa"));
}

BOOST_AUTO_TEST_CASE(the_tour_of_authors_works_as_printed)
{
    support::TemporaryFolder const folder;
    testing::copy_experiments(folder.path());
    std::vector<Step> const steps = testing::read_manual(page("authoring.md"));
    BOOST_TEST_REQUIRE(steps.size() > 30U);
    for (Step const& step : steps) {
        BOOST_TEST_CONTEXT("docs/manual/authoring.md, block at line " << step.line)
        {
            do_step(folder, step);
        }
    }
    // Every script the page shows has been checked by the page itself.
    BOOST_TEST(std::filesystem::exists(folder.path("experiments/tour/experiment.yaml")));
}

BOOST_AUTO_TEST_SUITE_END()
