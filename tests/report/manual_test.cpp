// SPDX-License-Identifier: MIT
// The snippets of the manual read an export as they are printed there.
#include "base/text.h"
#include "report/formats.h"
#include "report/sample.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace securebase;
using namespace securebase::report;

namespace {

/// The fenced block of that language in the manual.
std::string snippet(std::string const& language)
{
    std::string const manual =
        base::read_file(SECUREBASE_SOURCE_DIR "/docs/manual/data.md").value_or("");
    std::string const fence = "```" + language + "\n";
    std::size_t const from = manual.find(fence);
    BOOST_REQUIRE(from != std::string::npos);
    std::size_t const start = from + fence.size();
    return manual.substr(start, manual.find("```", start) - start);
}

events::ResponseRow with_rt(events::ResponseRow row, std::uint32_t trial, double ms)
{
    row.trial = trial;
    row.rt = base::Span{base::from_ms(ms - 0.5), base::from_ms(ms + 0.5)};
    return row;
}

/// 007 has a bias of 30 ms and P01 one of -20.5 ms once what must be left out is left out.
std::vector<events::SessionRows> study()
{
    events::SessionRows const sample = testing::sample_sessions()[0];
    events::ResponseRow const congruent = sample.rows[0];
    events::ResponseRow incongruent = congruent;
    incongruent.conditions["congruence"] = "incongruent";
    events::SessionRows first = sample;
    first.header.participant = "007";
    first.rows = {with_rt(congruent, 1, 400),
                  with_rt(congruent, 2, 420),
                  with_rt(incongruent, 3, 440),
                  sample.rows[1],
                  sample.rows[2]};
    events::ResponseRow late = with_rt(incongruent, 4, 900);
    late.grade = events::Grade::x;
    first.rows.push_back(late);
    first.rows.push_back(with_rt(congruent, 5, 1600));
    events::ResponseRow wrong = with_rt(congruent, 6, 300);
    wrong.correct = false;
    first.rows.push_back(wrong);
    events::ResponseRow practice = with_rt(congruent, 7, 1000);
    practice.part_kind = "practice";
    practice.practice = true;
    first.rows.push_back(practice);

    events::SessionRows second = sample;
    second.header.participant = "P01";
    second.header.visit = 2;
    second.rows = {with_rt(congruent, 1, 520.25), with_rt(incongruent, 2, 499.75)};
    second.rows[0].conditions["word"] = "null";

    events::SessionRows stopped = second;
    stopped.header.visit = 3;
    stopped.outcome = "stopped";
    return {first, second, stopped};
}

PersonTable persons()
{
    PersonTable table;
    table.columns = {{"wm24_anxiety", "mean of twelve items", "1-7"},
                     {"style", "label under the rule midpoint", "", true}};
    table.rows = {{"007", 1, {3.25, std::monostate{}}},
                  {"P01", 2, {5.5, std::string("secure")}},
                  {"P01", 3, {std::monostate{}, std::monostate{}}}};
    return table;
}

/// What the program prints that runs the manual's snippet beside an export.
std::string
printed_by(std::string const& program, std::string const& language, std::string const& file)
{
    support::TemporaryFolder const folder;
    auto const sessions = study();
    ExportInput input;
    input.trials = source_of(sessions);
    input.persons = persons();
    BOOST_REQUIRE(csv_format().write(input, folder.path()));
    folder.write(file, snippet(language));
    std::string const command = "cd '" + folder.path() + "' && " + program + " " + file +
                                " > printed.txt 2> complaints.txt";
    int const status = std::system(command.c_str());
    BOOST_TEST(status == 0);
    BOOST_TEST(base::read_file(folder.path("complaints.txt")).value_or("?") == "");
    return base::read_file(folder.path("printed.txt")).value_or("");
}

char const* const expected = "007, visit 1: anxiety 3.25, bias 30.0 ms\n"
                             "P01, visit 2: anxiety 5.50, bias -20.5 ms\n";

} // namespace

BOOST_AUTO_TEST_SUITE(manual)

BOOST_AUTO_TEST_CASE(the_r_snippet_reads_an_export)
{
    BOOST_TEST(printed_by("Rscript --vanilla", "r", "snippet.R") == expected);
}

BOOST_AUTO_TEST_CASE(the_python_snippet_reads_an_export)
{
    BOOST_TEST(printed_by("/usr/bin/python3", "python", "snippet.py") == expected);
}

BOOST_AUTO_TEST_SUITE_END()
