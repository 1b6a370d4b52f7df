// SPDX-License-Identifier: MIT
// The shipped word lists, vignettes and pages keep the properties their READMEs state.
#include "base/csv.h"
#include "base/diagnostics.h"
#include "base/text.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace base = securebase::base;

namespace {

std::string const experiments = std::string(SECUREBASE_SOURCE_DIR) + "/experiments/";

using Row = std::map<std::string, std::string>;

std::vector<Row> read_rows(std::string const& file)
{
    base::Diagnostics diagnostics;
    auto const table = base::read_csv(experiments + file, diagnostics);
    BOOST_REQUIRE_MESSAGE(table && diagnostics.all().empty(), to_text(diagnostics));
    std::vector<Row> rows;
    for (auto const& cells : table->rows) {
        Row row;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            row[table->header[column].text] = cells[column].text;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string read_text(std::filesystem::path const& file)
{
    auto const text = base::read_file(file.string());
    BOOST_REQUIRE_MESSAGE(text, file.string());
    return *text;
}

std::vector<std::string> words_of(std::string const& text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

bool is_plain_lower_case(std::string_view word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Sentences as the reading stage cuts them: after ". ".
std::vector<std::string> sentences_of(std::string const& text)
{
    std::vector<std::string> sentences;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t const end = std::min(text.find(". ", begin), text.size() - 1);
        sentences.push_back(text.substr(begin, end + 1 - begin));
        begin = end + 2;
    }
    return sentences;
}

/// The pages of a Markdown text, divided by lines of three dashes.
std::vector<std::string> pages_of(std::string const& text)
{
    std::vector<std::string> pages(1);
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        if (line == "---") {
            pages.emplace_back();
        } else {
            pages.back() += line + "\n";
        }
    }
    return pages;
}

} // namespace

BOOST_AUTO_TEST_SUITE(experiments_materials)

BOOST_AUTO_TEST_CASE(word_pairs_are_matched_in_length_and_never_share_a_word)
{
    std::set<std::string> seen;
    std::map<std::string, std::vector<std::size_t>> lengths;
    for (auto const* file : {"dot_probe_words/pairs.csv", "dot_probe_words/practice_pairs.csv"}) {
        for (Row const& row : read_rows(file)) {
            std::string const& word = row.at("word");
            std::string const& neutral = row.at("neutral");
            BOOST_TEST_CONTEXT(row.at("id"))
            {
                BOOST_TEST(is_plain_lower_case(word));
                BOOST_TEST(is_plain_lower_case(neutral));
                BOOST_TEST(word.size() == neutral.size());
                BOOST_TEST(word.size() >= 4U);
                BOOST_TEST(word.size() <= 10U);
                BOOST_TEST(word.front() != neutral.front());
                BOOST_TEST(seen.insert(word).second);
                BOOST_TEST(seen.insert(neutral).second);
            }
            if (std::string_view(file) == "dot_probe_words/pairs.csv") {
                lengths[row.at("kind")].push_back(word.size());
            }
        }
    }
    BOOST_TEST(seen.size() == 144U); // 64 + 8 pairs

    std::vector<std::size_t> const same{5, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10};
    BOOST_TEST(lengths.size() == 4U);
    for (auto const* kind :
         {"attachment_threat", "general_threat", "attachment_positive", "neutral"}) {
        BOOST_TEST_CONTEXT(kind)
        {
            std::sort(lengths[kind].begin(), lengths[kind].end());
            BOOST_TEST(lengths[kind] == same, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(vignettes_are_short_and_balanced)
{
    std::map<std::string, int> cells;
    std::map<std::string, int> answers;
    std::set<std::string> ids;
    for (Row const& row : read_rows("vignettes_attribution/vignettes.csv")) {
        BOOST_TEST_CONTEXT(row.at("id"))
        {
            std::string const& text = row.at("text");
            auto const sentences = sentences_of(text);
            BOOST_TEST(ids.insert(row.at("id")).second);
            BOOST_TEST(sentences.size() >= 3U);
            BOOST_TEST(sentences.size() <= 5U);
            for (std::string const& sentence : sentences) {
                BOOST_TEST(sentence.back() == '.');
                BOOST_TEST(words_of(sentence).size() >= 3U);
            }
            BOOST_TEST(words_of(text).size() >= 35U);
            BOOST_TEST(words_of(text).size() <= 60U);
            BOOST_TEST(text.find(row.at("target")) != std::string::npos);
            BOOST_TEST(row.at("question").back() == '?');
        }
        ++cells[row.at("target") + " " + row.at("valence") + " " + row.at("ambiguity")];
        ++answers[row.at("valence") + " " + row.at("answer")];
    }
    BOOST_TEST(cells.size() == 12U);
    for (auto const* valence : {"transgression", "support"}) {
        for (auto const* ambiguity : {"clear", "ambiguous"}) {
            std::string const cell = std::string(" ") + valence + " " + ambiguity;
            BOOST_TEST(cells["partner" + cell] == 2);
            BOOST_TEST(cells["friend" + cell] == 1);
            BOOST_TEST(cells["parent" + cell] == 1);
        }
        BOOST_TEST(answers[std::string(valence) + " yes"] == 4);
        BOOST_TEST(answers[std::string(valence) + " no"] == 4);
    }
    BOOST_TEST(answers.size() == 4U);
}

BOOST_AUTO_TEST_CASE(vignettes_name_nobodys_gender)
{
    std::set<std::string> const gendered{"he",
                                         "she",
                                         "him",
                                         "her",
                                         "his",
                                         "hers",
                                         "himself",
                                         "herself",
                                         "mother",
                                         "father",
                                         "husband",
                                         "wife",
                                         "boyfriend",
                                         "girlfriend",
                                         "mum",
                                         "dad"};
    for (Row const& row : read_rows("vignettes_attribution/vignettes.csv")) {
        for (std::string word : words_of(row.at("text") + " " + row.at("question"))) {
            std::erase_if(word, [](char c) { return c == '.' || c == ',' || c == '?'; });
            word = base::to_lower_ascii(word);
            BOOST_TEST(!gendered.contains(word), row.at("id") << ": " << word);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_page_fits_a_screen_in_large_type)
{
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(experiments)) {
        if (entry.path().extension() != ".md" || entry.path().filename() == "README.md") {
            continue;
        }
        for (std::string const& page : pages_of(read_text(entry.path()))) {
            ++count;
            BOOST_TEST_CONTEXT(entry.path().filename() << ": " << page)
            {
                BOOST_TEST(words_of(page).size() <= 90U);
                BOOST_TEST(page.find("# ") < 3U); // each page opens with its heading
            }
        }
    }
    BOOST_TEST(count >= 25U);
}

BOOST_AUTO_TEST_CASE(scripts_stay_short)
{
    auto const lines_of = [](std::string const& text) {
        return std::count(text.begin(), text.end(), '\n');
    };
    std::string const probe = read_text(experiments + "dot_probe_words/experiment.yaml");
    BOOST_TEST(lines_of(probe) <= 40);
    std::size_t const begin = probe.find("  probe:\n");
    std::size_t const end = probe.find("  warm_up:\n");
    BOOST_REQUIRE(begin < end && end < probe.size());
    BOOST_TEST(lines_of(probe.substr(begin, end - begin)) <= 12);
    // A story, a question about it and nine ratings.
    std::string const vignettes = read_text(experiments + "vignettes_attribution/experiment.yaml");
    std::size_t const story = vignettes.find("  story:\n");
    std::size_t const session = vignettes.find("\nsession:\n");
    BOOST_REQUIRE(story < session && session < vignettes.size());
    BOOST_TEST(lines_of(vignettes.substr(story, session - story)) <= 17);
}

BOOST_AUTO_TEST_SUITE_END()
