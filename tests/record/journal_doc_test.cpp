// SPDX-License-Identifier: MIT
// The example in the description of the format is a journal, and says what the text says.
#include "base/text.h"
#include "events/rows.h"
#include "record/journal.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;

namespace {

std::string example()
{
    std::string const page =
        base::read_file(SECUREBASE_SOURCE_DIR "/docs/formats/journal.md").value_or("");
    std::string const fence = "```jsonl\n";
    std::size_t const from = page.find(fence);
    BOOST_REQUIRE(from != std::string::npos);
    std::size_t const start = from + fence.size();
    return page.substr(start, page.find("```", start) - start);
}

} // namespace

BOOST_AUTO_TEST_SUITE(journal_page)

BOOST_AUTO_TEST_CASE(its_example_is_read_as_described)
{
    std::string const bytes = example();
    record::Journal const journal = record::parse_journal(bytes);
    BOOST_TEST(record::to_sentence(journal) == "intact, 11 events");
    BOOST_TEST(journal.ended);
    auto const session = events::derive_rows(journal.events);
    BOOST_REQUIRE(session);
    BOOST_TEST(session->outcome == "complete");
    BOOST_REQUIRE(session->rows.size() == 1U);
    events::ResponseRow const& row = session->rows[0];
    BOOST_TEST(*row.response == "E");
    BOOST_TEST(row.rt->least.count() == 430'950'000);
    BOOST_TEST(row.rt->most.count() == 432'000'000);
    BOOST_TEST((row.exposures[0] == events::Exposure{"pair", 500.0, 500.0, 30, 30, 0}));
    BOOST_TEST(name_of(row.grade) == "A");
}

BOOST_AUTO_TEST_CASE(cut_in_its_last_line_the_trial_is_still_there)
{
    std::string const bytes = example();
    record::Journal const journal = record::parse_journal(bytes.substr(0, bytes.size() - 5));
    auto const session = events::derive_rows(journal.events);
    BOOST_REQUIRE(session);
    BOOST_TEST(session->outcome == "unfinished");
    BOOST_TEST(session->trial_count == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
