// SPDX-License-Identifier: MIT
// How long a million rows take to become trials.csv, and how much memory.
#include "report/formats.h"
#include "support/temporary_folder.h"

#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <iostream>

using namespace securebase;

namespace {

constexpr std::uint32_t session_count = 2500;
constexpr std::uint32_t row_count = 400;

events::ResponseRow row_of(std::uint32_t trial)
{
    events::ResponseRow row;
    row.part = 3;
    row.part_name = "probe";
    row.part_kind = "block";
    row.block = 1 + trial / 100;
    row.trial = trial;
    row.in_block = trial % 100;
    row.trial_name = "probe";
    row.stage = "probe";
    row.response_kind = "keys";
    row.conditions = {{"congruence", trial % 2 == 0 ? "congruent" : "incongruent"},
                      {"letter", trial % 3 == 0 ? "E" : "F"},
                      {"pair_id", std::to_string(trial % 40)},
                      {"pair_kind", "attachment_threat"},
                      {"pair_word", "abandoned"},
                      {"pair_neutral", "lampshade"},
                      {"probe_at", "top"},
                      {"threat_at", "bottom"}};
    row.response = "E";
    row.correct = true;
    std::int64_t const onset = std::int64_t{trial} * 3'000'000'123;
    row.onset = {base::instant_from_ns(onset),
                 base::instant_from_ns(onset + 50'000),
                 base::TimeSource::driver};
    row.answered = {base::instant_from_ns(onset + 431'234'567),
                    base::instant_from_ns(onset + 432'234'567),
                    base::TimeSource::driver};
    row.rt = base::between(row.onset, *row.answered);
    row.first_rt = row.rt;
    row.exposures = {{"pair", 500.0, 500.012, 30, 30, 0}};
    row.grade = events::Grade::a;
    return row;
}

} // namespace

int main()
{
    support::TemporaryFolder const folder;
    std::vector<events::SessionRows> one(1);
    one[0].outcome = "complete";
    one[0].header.experiment = "bench";
    one[0].header.session = std::string(32, 'a');
    for (std::uint32_t i = 1; i <= row_count; ++i) {
        one[0].rows.push_back(row_of(i));
    }
    report::ExportInput input;
    input.trials = report::source_of(one);
    input.trials.row_count = std::uint64_t{session_count} * row_count;
    input.trials.for_each = [&](report::TrialSource::Visit const& visit) -> base::Result<void> {
        for (std::uint32_t i = 0; i < session_count; ++i) {
            one[0].header.participant = "P" + std::to_string(i);
            if (auto visited = visit(one[0]); !visited) {
                return visited;
            }
        }
        return {};
    };
    auto const since = std::chrono::steady_clock::now();
    auto const written = report::csv_format().write(input, folder.path());
    std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - since;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto const micros = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 +
                        usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    std::cout << "1,000,000 rows to CSV: " << wall.count() << " s, processor "
              << static_cast<double>(micros) / 1e6 << " s, at most " << usage.ru_maxrss / 1024
              << " MB, " << std::filesystem::file_size(folder.path("trials.csv")) / 1000000
              << " MB written\n";
    return written ? 0 : 1;
}
