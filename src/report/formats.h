// SPDX-License-Identifier: MIT
// The formats a study can be exported to: one .cpp in formats/ and one line in formats.cpp each.
#pragma once

#include "base/result.h"
#include "report/person_table.h"
#include "report/trial_source.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace securebase::report {

struct ExportInput {
    TrialSource trials;
    PersonTable persons;
    std::string version; ///< Of the program, for the dictionary.
    /// Told now and then how many rows of how many are done; may be empty.
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

struct ExportedFile {
    std::string path;
    std::uint64_t rows = 0; ///< 0 for what is no table.
};

struct ExportSummary {
    std::vector<ExportedFile> files;
    std::uint64_t sessions = 0;
    std::uint64_t withdrawn = 0; ///< Sessions left out because the participant withdrew.
};

struct Format {
    std::string name; ///< As on the command line.
    std::string doc;  ///< One sentence.
    /// Whether an export may go there; the folder need not exist. Errors: files there that no
    /// export made.
    base::Result<void> (*admit)(std::string const& folder);
    /// Writes into an existing folder; the files appear complete or not at all.
    /// Errors: the disk; as admit().
    base::Result<ExportSummary> (*write)(ExportInput const& input, std::string const& folder);
};

std::vector<Format> all_formats();

Format csv_format();

} // namespace securebase::report
