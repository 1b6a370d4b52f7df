// SPDX-License-Identifier: MIT
// Thousands of spoilt copies of the shipped files: the check never falls over, and whatever it says
// lies inside the file it names.
#include "base/random.h"
#include "base/text.h"
#include "bots/profile.h"
#include "model/check.h"
#include "model/instrument.h"
#include "plan/plan.h"
#include "support/test_catalogue.h"

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using namespace securebase;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(std::string const& bytes)
{
    std::vector<std::string> lines(1);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') {
            continue;
        }
        if (bytes[i] == '\n' || bytes[i] == '\r') {
            lines.emplace_back();
        } else {
            lines.back() += bytes[i];
        }
    }
    return lines;
}

/// Why a place lies outside of its file; empty when it does not.
std::string outside(base::Place const& place, fs::path const& folder)
{
    auto const bytes = base::read_file(place.file);
    if (!bytes) {
        return fs::exists(place.file) ? std::string() : "no file " + place.file;
    }
    std::string const where = fs::path(place.file).lexically_relative(folder).generic_string() +
                              ":" + std::to_string(place.line) + ":" +
                              std::to_string(place.column) + "+" + std::to_string(place.length);
    if (place.line == 0) {
        return {};
    }
    auto const lines = lines_of(*bytes);
    if (place.line > lines.size()) {
        return where + " is below the last line";
    }
    // The place just behind the last character may be pointed at: something is missing there.
    std::size_t const length = base::count_code_points(lines[place.line - 1]) + 1;
    if (place.column > length || place.length == 0 || place.column + place.length - 1 > length) {
        return where + " is beyond the " + std::to_string(length - 1) + " characters of its line";
    }
    return {};
}

class Spoiler {
public:
    explicit Spoiler(std::string original) : original_(std::move(original)) {}

    std::vector<std::string> all(base::Random& chance, std::size_t each) const
    {
        std::vector<std::string> copies;
        for (std::size_t size = 0; size < original_.size(); size += 37) {
            copies.push_back(original_.substr(0, size));
        }
        for (std::size_t i = 0; i < each; ++i) {
            copies.push_back(with_line(chance, 0));
            copies.push_back(with_line(chance, 2));
            copies.push_back(swapped(chance));
            copies.push_back(noisy(chance));
        }
        return copies;
    }

private:
    /// One line is there `times` times.
    std::string with_line(base::Random& chance, int times) const
    {
        std::vector<std::string> const lines = base::split(original_, '\n');
        std::size_t const chosen = chance.below(lines.size());
        std::string copy;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (int n = 0; n < (i == chosen ? times : 1); ++n) {
                copy += lines[i] + "\n";
            }
        }
        return copy;
    }

    std::string swapped(base::Random& chance) const
    {
        std::string copy = original_;
        std::size_t const at = chance.below(copy.size() - 1);
        std::swap(copy[at], copy[at + 1]);
        return copy;
    }

    /// Up to four bytes are others, among them those that mean something.
    std::string noisy(base::Random& chance) const
    {
        static std::string const telling = "{}[]:,#&*!|>'\"%@`$-?\n\t \\\r;\xFF\xC3";
        std::string copy = original_;
        std::size_t const count = 1 + chance.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            char const any = static_cast<char>(chance.below(256));
            copy[chance.below(copy.size())] =
                chance.below(2) == 0 ? any : telling[chance.below(telling.size())];
        }
        return copy;
    }

    std::string original_;
};

/// A copy of the shipped experiments that may be spoilt.
class Copy {
public:
    Copy()
        : folder_(fs::temp_directory_path() /
                  ("securebase_mutations_" + std::to_string(::getpid())))
    {
        fs::remove_all(folder_);
        fs::copy(std::string(SECUREBASE_SOURCE_DIR) + "/experiments",
                 folder_,
                 fs::copy_options::recursive);
    }
    ~Copy()
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Copy(Copy const&) = delete;
    Copy& operator=(Copy const&) = delete;

    fs::path const& folder() const { return folder_; }

private:
    fs::path folder_;
};

void check(fs::path const& file, bool with_design, base::Diagnostics& faults)
{
    if (file.filename() == "bot.yaml") {
        bots::read_profile(file.string(), {"congruence", "pair_kind", "subscale"}, faults);
    } else if (file.parent_path().filename() == "instruments") {
        model::read_instrument(file.string(), faults);
    } else if (file.extension() == ".md") {
        fs::path const script = file.parent_path() / "one_page.yaml";
        std::ofstream(script) << "securebase: 1\ntitle: One page\n"
                                 "parameters: { lab_contact: a, help_text: b }\n"
                                 "session: [ say: "
                              << file.filename().string() << " ]\n";
        model::survey_experiment(script.string(), support::test_catalogue(), {}, faults);
    } else {
        auto const experiment = model::survey_experiment(
            file.parent_path().string(), support::test_catalogue(), {}, faults);
        if (with_design) {
            plan::check_design(experiment, base::Duration(16'666'667), faults);
        }
    }
}

struct Tally {
    std::size_t runs = 0;
    std::size_t faulty = 0;
};

void spoil(Copy const& copy, fs::path const& file, base::Random& chance, Tally& tally)
{
    auto const original = base::read_file(file.string());
    BOOST_REQUIRE(original.has_value());
    // Sessions include other experiments, so each takes longer.
    bool const is_session = file.parent_path().filename().string().starts_with("session");
    for (std::string const& bytes : Spoiler(*original).all(chance, is_session ? 10 : 30)) {
        std::ofstream(file, std::ios::binary) << bytes;
        base::Diagnostics faults;
        check(file, ++tally.runs % 50 == 0, faults);
        tally.faulty += faults.has_errors() ? 1U : 0U;
        for (base::Diagnostic const& fault : faults.all()) {
            std::string why = outside(fault.place, copy.folder());
            why += fault.also ? outside(*fault.also, copy.folder()) : "";
            BOOST_TEST(why.empty(), why << " (" << fault.what << ") of\n" << bytes);
        }
    }
    std::ofstream(file, std::ios::binary) << *original;
    fs::remove(file.parent_path() / "one_page.yaml");
}

} // namespace

BOOST_AUTO_TEST_SUITE(cases_mutations)

BOOST_AUTO_TEST_CASE(spoilt_files_are_told_of_inside_themselves)
{
    Copy const copy;
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(copy.folder())) {
        std::string const name = entry.path().filename().string();
        bool const read = name.ends_with(".yaml") || name.ends_with(".csv") ||
                          (name.ends_with(".md") && name != "README.md");
        if (entry.is_regular_file() && read) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    BOOST_TEST_REQUIRE(files.size() > 15U);
    base::Random chance(20240229, "mutations");
    Tally tally;
    for (fs::path const& file : files) {
        spoil(copy, file, chance, tally);
    }
    BOOST_TEST_MESSAGE(tally.runs << " spoilt files, " << tally.faulty << " refused");
    BOOST_TEST(tally.runs > 2000U);
    BOOST_TEST(tally.faulty > tally.runs / 5);
}

BOOST_AUTO_TEST_SUITE_END()
