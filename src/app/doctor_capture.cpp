// SPDX-License-Identifier: MIT
// What an instrument recorded, against what the program showed.
#include "app/doctor_photodiode.h"
#include "app/rig_of_session.h"
#include "app/say.h"
#include "app/write_file.h"
#include "base/hash.h"
#include "base/text.h"
#include "record/rig_shelf.h"
#include "rig/calibration.h"
#include "rig/judge.h"
#include "rig/report.h"
#include "rig/text.h"

#include <iostream>
#include <optional>
#include <string>

namespace securebase::app {

namespace {

/// Ten thousand samples a second for an hour.
constexpr std::size_t most_bytes = std::size_t{1} << 30U;

std::optional<std::string> load(std::string const& file, base::Diagnostics& faults)
{
    auto bytes = base::load_file(file, most_bytes);
    if (!bytes) {
        base::Error const& why = bytes.error();
        faults.error({file, 0, 0, 1},
                     "csv-unreadable",
                     why.what,
                     why.hint.empty() ? "is its name right, and the folder?" : why.hint);
        return std::nullopt;
    }
    return *std::move(bytes);
}

/// Both halves of a calibration, and what is found of them.
struct Judged {
    rig::Shown shown;
    rig::PhotodiodeFacts facts;
    rig::PhotodiodeResult result;
};

/// The faults of both files are told together.
std::optional<Judged> judge(DoctorArguments const& arguments, base::Diagnostics& faults)
{
    auto const shown_bytes = load(arguments.shown, faults);
    auto const capture_bytes = load(arguments.capture, faults);
    auto shown = shown_bytes ? rig::read_shown(arguments.shown, *shown_bytes, faults)
                             : std::optional<rig::Shown>();
    auto const capture =
        capture_bytes
            ? rig::read_capture(arguments.capture, *capture_bytes, arguments.time_unit, faults)
            : std::optional<rig::Capture>();
    if (!shown || !capture) {
        return std::nullopt;
    }
    Judged out{*std::move(shown), {}, {}};
    out.facts = rig::calibrate(out.shown, *capture);
    out.result.time_utc = out.shown.time_utc;
    out.result.shown_hash = base::hash_hex(*shown_bytes);
    out.result.capture_hash = base::hash_hex(*capture_bytes);
    out.result.lines = rig::judge_photodiode(out.facts, out.shown.time_utc.substr(0, 10));
    out.result.lag_ms = rig::lag_to_keep(out.result.lines);
    out.result.wrong = out.facts.wrong;
    out.result.left_over_ms = out.facts.left_over_ms;
    return out;
}

/// The screen's newest report with the result in it. What was not measured must not look fit: there
/// must be one.
base::Result<std::string> report_of(DoctorArguments const& arguments, Judged const& judged)
{
    std::vector<rig::FoundReport> const found = found_reports(arguments.data);
    rig::FoundReport const* const last = rig::newest_for(found, judged.shown.screen);
    if (last == nullptr || last->summary.screen != judged.shown.screen) {
        return base::Error{"there is no report of this screen in '" + arguments.data +
                               "' that this could be added to",
                           "'securebase doctor --data " + arguments.data +
                               "' at the screen measures it; then type this command again"};
    }
    auto json = rig::with_photodiode(last->json, judged.result);
    if (!json) {
        return base::Error{"the report " + last->hash + " cannot be added to",
                           "'securebase doctor --data " + arguments.data + "' renews it"};
    }
    return *std::move(json);
}

void print(Judged const& judged)
{
    std::cout << rig::table_of(judged.result.lines);
    if (std::string const exceptions = rig::exceptions_of(judged.facts); !exceptions.empty()) {
        std::cout << '\n' << exceptions;
    }
}

base::Result<std::string> keep(DoctorArguments const& arguments, std::string const& json)
{
    if (!arguments.out.empty()) {
        if (auto const written = write_file(arguments.out, json); !written) {
            return written.error();
        }
    }
    return record::keep_rig_report(arguments.data, json);
}

} // namespace

ExitCode judge_capture(DoctorArguments const& arguments)
{
    base::Diagnostics faults;
    auto const judged = judge(arguments, faults);
    std::cerr << to_text(faults); // Of a capture that was read: what it lacks.
    if (!judged) {
        return ExitCode::faults;
    }
    if (!arguments.json) {
        print(*judged);
    }
    // What was told of this screen before is better than this.
    if (!rig::is_judged(judged->facts)) {
        return failed(
            {"nothing is known of light against stamps, so nothing is added to a report",
             arguments.json ? "without --json it is said why" : "the lines above say why"},
            ExitCode::faults);
    }
    auto const json = report_of(arguments, *judged);
    if (!json) {
        return failed(json.error(), ExitCode::faults);
    }
    auto const hash = keep(arguments, *json);
    if (!hash) {
        return failed(hash.error());
    }
    if (arguments.json) {
        std::cout << *json;
    } else {
        std::cout << "\nreport: " << record::rig_path(arguments.data) << '/' << *hash << ".json\n";
    }
    return code_of(rig::overall(judged->result.lines));
}

} // namespace securebase::app
