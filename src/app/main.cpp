// SPDX-License-Identifier: MIT
// The command line of securebase.
#include "app/commands.h"
#include "app/patch.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <iostream>

namespace {

using namespace securebase::app;

/// Every command puts what it wants done here; it is done once the whole line has been understood.
using Chosen = std::function<ExitCode()>;

/// NAME=VALUE, of which the name is checked against the script later.
std::string fault_of_setting(std::string const& given)
{
    auto const sign = given.find('=');
    return sign == std::string::npos || sign == 0 ? "write NAME=VALUE, not " + given
                                                  : std::string();
}

void add_set(CLI::App* command, Parameters& set)
{
    command->add_option("--set", set, "NAME=VALUE: a parameter of the script (repeatable)")
        ->allow_extra_args(false)
        ->check(CLI::Validator(fault_of_setting, ""));
}

void add_list(CLI::App& app, ListArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand("list", "List experiments, or what scripts may use");
    command->add_option("folder", arguments.folder, "Where the experiments are")
        ->capture_default_str();
    command->add_flag(
        "--kinds", arguments.kinds, "Kinds of stimuli and responses with their options");
    command->add_flag(
        "--measures", arguments.measures, "Scoring rules with their options and papers");
    command->add_flag("--json", arguments.json, "For other programs");
    command->footer("example: securebase list experiments");
    command->callback([&] { chosen = [&] { return list(arguments); }; });
}

void add_check(CLI::App& app, CheckArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand("check", "Report every fault of a script at its place");
    command->add_option("experiment", arguments.experiments, "Folders of experiments")->required();
    command
        ->add_option("--rate,--refresh",
                     arguments.refresh_hz,
                     "Rate of the display in Hz, such as 59.94 (default: the script's)")
        ->check(CLI::Range(20.0, 1000.0));
    command->add_flag("--json", arguments.json, "Diagnostics as JSON");
    add_set(command, arguments.set);
    command->footer("example: securebase check experiments/dot_probe_words");
    command->callback([&] { chosen = [&] { return check(arguments); }; });
}

void add_plan(CLI::App& app, PlanArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand("plan", "Print every trial of a session in order");
    command->add_option("experiment", arguments.experiment, "Folder of the experiment")->required();
    command->add_option("--participant", arguments.participant, "Code of the participant")
        ->capture_default_str();
    command->add_option(
        "--number", arguments.number, "Number for counterbalancing (default: from the code)");
    command->add_option("--visit", arguments.visit, "Which visit of the participant it is")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command->add_option("--seed", arguments.seed, "The same seed gives the same again")
        ->capture_default_str();
    command->add_option("--rate,--refresh", arguments.refresh_hz, "Rate of the display in Hz")
        ->check(CLI::Range(20.0, 1000.0));
    command->add_flag("--csv", arguments.csv, "Commas between the columns, for a spreadsheet");
    command->add_flag("--triggers",
                      arguments.triggers,
                      "What each code on a trigger line says, as CSV, instead of the trials");
    add_set(command, arguments.set);
    command->footer(
        "example: securebase plan experiments/session_demo --participant P017 --seed 1");
    command->callback([&] { chosen = [&] { return plan(arguments); }; });
}

void add_run(CLI::App& app, RunArguments& arguments, Chosen& chosen)
{
    CLI::App* command =
        app.add_subcommand("run", "Run a session with a person in front of the screen");
    command->add_option("experiment", arguments.experiment, "Folder of the experiment")->required();
    command->add_option("--participant", arguments.participant, "Code of the participant: no name")
        ->required();
    command->add_option("--visit", arguments.visit, "Which visit of the participant it is")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command->add_option(
        "--number", arguments.number, "Number for counterbalancing (default: from the code)");
    command->add_option(
        "--seed",
        arguments.seed,
        "The same seed gives the same orders (default: drawn; stored with the data)");
    command->add_option("--data", arguments.data, "Folder of the study")->capture_default_str();
    command->add_flag(
        "--new-attempt", arguments.new_attempt, "Repeat a visit that has data already");
    command->add_option("--window",
                        arguments.window,
                        "A window of this size (1280x720) instead of the whole screen");
    command->add_option("--monitor", arguments.monitor, "Monitor, from 0")->capture_default_str();
    auto* const box = command->add_option(
        "--button-box", arguments.button_box, "Serial line of a button box (/dev/ttyACM0)");
    auto* const keys = command->add_option(
        "--box-keys", arguments.box_keys, "The keys that its buttons stand for (E,I)");
    box->needs(keys);
    keys->needs(box);
    auto* const triggers = command->add_option(
        "--triggers", arguments.triggers, "Serial line that tells other machines of onsets");
    command
        ->add_flag("--no-triggers", arguments.no_triggers, "Send none, though the script has some")
        ->excludes(triggers);
    auto* const patch =
        command
            ->add_option(
                "--patch",
                arguments.patch,
                "Corner for a light sensor: white while a critical stage is up, else black")
            ->check(CLI::IsMember(patch_corners()));
    command->add_option("--patch-px", arguments.patch_px, "Width and height of the patch")
        ->capture_default_str()
        ->check(CLI::Range(1, 2000))
        ->needs(patch);
    command->add_option("--trigger-ms", arguments.trigger_ms, "How long a code stays on its lines")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 1000.0))
        ->needs(triggers);
    command->add_flag("--virtual-participant",
                      arguments.virtual_participant,
                      "A program presses real keys (X servers only; marked in the data)");
    command->add_option("--bot",
                        arguments.bot,
                        "Who the virtual participant is (default: the experiment's bot.yaml)");
    add_set(command, arguments.set);
    command->footer("example: securebase run experiments/session_demo --participant P017");
    command->callback([&] { chosen = [&] { return run(arguments); }; });
}

void add_simulate(CLI::App& app, SimulateArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand(
        "simulate", "Run whole sessions of virtual participants in virtual time");
    command->add_option("experiment", arguments.experiment, "Folder of the experiment")->required();
    command->add_option("-n,--n", arguments.people, "How many people")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000000));
    command->add_option("--visits", arguments.visits, "How many visits each of them makes")
        ->capture_default_str()
        ->check(CLI::Range(1, 100));
    command->add_option("--seed", arguments.seed, "The same seed gives the same again")
        ->capture_default_str();
    command->add_option("--data", arguments.data, "Folder of the simulated study")
        ->capture_default_str();
    command->add_option(
        "--bot", arguments.bot, "Who they are (default: the experiment's bot.yaml)");
    command->add_option("--jobs", arguments.jobs, "Threads (default: one per core)");
    command
        ->add_option("--rate,--refresh", arguments.refresh_hz, "Rate of the virtual display in Hz")
        ->capture_default_str()
        ->check(CLI::Range(20.0, 1000.0));
    command
        ->add_option("--inject",
                     arguments.inject,
                     "FAULT@trialT[.STAGE]: make something go wrong in every session, such as "
                     "late=2@trial7 (repeatable)")
        ->allow_extra_args(false);
    command->add_flag("--quiet", arguments.quiet, "No progress");
    add_set(command, arguments.set);
    command->footer("example: securebase simulate experiments/session_demo --n 40 --seed 1");
    command->callback([&] { chosen = [&] { return simulate(arguments); }; });
}

void add_score(CLI::App& app, ScoreArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand(
        "score", "Score a study: scales joined to task measures, person by person");
    command->add_option("--data", arguments.data, "Folder of the study")->capture_default_str();
    command->add_option("--style",
                        arguments.style,
                        "Add a label under this rule (midpoint); default: dimensions only");
    command->add_flag("--json", arguments.json, "For other programs");
    command->footer("example: securebase score --data data/simulated");
    command->callback([&] { chosen = [&] { return score(arguments); }; });
}

void add_export(CLI::App& app, ExportArguments& arguments, Chosen& chosen)
{
    CLI::App* command =
        app.add_subcommand("export", "Write a study as tidy tables with a dictionary");
    command->add_option("--data", arguments.data, "Folder of the study")->capture_default_str();
    command->add_option("--out", arguments.out, "Folder for the tables")->required();
    command->add_option("--format", arguments.format, "Format of the tables (csv)")
        ->capture_default_str();
    command->add_option("--style",
                        arguments.style,
                        "Add a label under this rule (midpoint); default: dimensions only");
    command->add_flag("--quiet", arguments.quiet, "No progress");
    command->footer("example: securebase export --data data/simulated --out data/simulated/export");
    command->callback([&] { chosen = [&] { return export_data(arguments); }; });
}

void add_index(CLI::App& app, IndexArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand("index", "Fill the study's database from its journals");
    command->add_option("--data", arguments.data, "Folder of the study")->capture_default_str();
    command->add_flag("--rebuild", arguments.rebuild, "Throw the database away and make it anew");
    command->footer("example: securebase index --data data/simulated --rebuild");
    command->callback([&] { chosen = [&] { return index(arguments); }; });
}

void add_withdraw(CLI::App& app, WithdrawArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand(
        "withdraw", "Erase sessions for good; a stub without code and answers stays");
    command->add_option("--data", arguments.data, "Folder of the study")->capture_default_str();
    CLI::Option_group* who = command->add_option_group("who", "Whose data");
    who->add_option("--session", arguments.session, "One session (32 hexadecimal digits)");
    CLI::Option* participant =
        who->add_option("--participant", arguments.participant, "All sessions of this code");
    who->require_option(1);
    command->add_option("--visit", arguments.visit, "Only this visit of the participant")
        ->needs(participant)
        ->check(CLI::Range(1, 1000));
    command->add_flag(
        "--yes", arguments.yes, "Erase; without it: say what would be erased and exit with 4");
    command->add_flag("--json", arguments.json, "For other programs");
    command->footer(
        "Tables already exported are not changed. Files inside the folder of the study "
        "that still hold an erased\nsession are listed; elsewhere nothing is searched. "
        "Copies, backups and what a disk keeps of\noverwritten files are out of reach.\n"
        "example: securebase withdraw --data data/simulated --participant S0001");
    command->callback([&] { chosen = [&] { return withdraw(arguments); }; });
}

/// The two halves of a calibration: showing, and judging what was recorded of it.
void add_photodiode(CLI::App& command, DoctorArguments& arguments)
{
    CLI::Option* shown = command.add_option(
        "--shown", arguments.shown, "What was shown: written by --photodiode, read by --capture");
    CLI::Option* show = command.add_flag(
        "--photodiode", arguments.photodiode, "Show light and dark by turns to a light sensor");
    CLI::Option* capture = command.add_option(
        "--capture", arguments.capture, "Judge what an instrument recorded of it (CSV)");
    show->needs(shown)->excludes(capture);
    capture->needs(shown);
    for (char const* const other : {"--watch", "--plot"}) {
        show->excludes(command.get_option(other));
        capture->excludes(command.get_option(other));
    }
    show->excludes(command.get_option("--out"))->excludes(command.get_option("--json"));
    command.add_option("--cycles", arguments.cycles, "How many times it becomes light")
        ->capture_default_str()
        ->check(CLI::Range(1, 2000))
        ->needs(show);
    auto* const patch =
        command
            .add_option("--patch", arguments.patch, "Corner to light up; default: the whole window")
            ->check(CLI::IsMember(patch_corners()))
            ->needs(show);
    command.add_option("--patch-px", arguments.patch_px, "Width and height of the patch")
        ->capture_default_str()
        ->check(CLI::Range(1, 2000))
        ->needs(patch);
    command
        .add_option("--triggers",
                    arguments.triggers,
                    "Serial line that tells the instrument of each onset (code 1)")
        ->needs(show);
    command
        .add_option("--time-unit",
                    arguments.time_unit,
                    "Unit of the capture's column 'time', where its name does not say it")
        ->check(CLI::IsMember({"s", "ms", "us"}))
        ->needs(capture);
}

void add_doctor(CLI::App& app, DoctorArguments& arguments, Chosen& chosen)
{
    CLI::App* command = app.add_subcommand(
        "doctor", "Measure whether this screen and machine are fit for timed sessions");
    command
        ->add_option("--data", arguments.data, "Folder of the study; the report goes to its rig/")
        ->capture_default_str();
    command->add_option("--window",
                        arguments.window,
                        "A window of this size (1280x720) instead of the whole screen");
    command->add_option("--monitor", arguments.monitor, "Monitor, from 0")->capture_default_str();
    command
        ->add_option("--watch",
                     arguments.watch_minutes,
                     "Watch for late frames so many minutes more; Ctrl-C or Esc ends it")
        ->expected(0, 1)
        ->default_str("10")
        ->type_name("[MINUTES]")
        ->check(CLI::Range(0.05, 1440.0));
    command->add_option(
        "--plot", arguments.plot, "Draw the time between frames into this file (SVG)");
    command->add_option("--out", arguments.out, "Write the report to this file too (JSON)");
    command->add_flag("--json", arguments.json, "The report itself instead of the table");
    add_photodiode(*command, arguments);
    command->footer("exit codes: 0 every line is good, 1 something to look at or unknown, 2 wrong "
                    "usage, 4 not fit "
                    "for timed sessions,\n3 no screen to measure\n"
                    "example: securebase doctor --data data");
    command->callback([&] { chosen = [&] { return doctor(arguments); }; });
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Securebase: timed experiments on internal working models of attachment"};
    app.set_version_flag("--version", SECUREBASE_VERSION);
    app.require_subcommand(1);
    app.footer("exit codes: 0 done, 1 the input has faults, 2 wrong usage, 3 disk or display "
               "failed, 4 refused for safety");
    ListArguments list_arguments;
    CheckArguments check_arguments;
    PlanArguments plan_arguments;
    RunArguments run_arguments;
    SimulateArguments simulate_arguments;
    ScoreArguments score_arguments;
    ExportArguments export_arguments;
    IndexArguments index_arguments;
    WithdrawArguments withdraw_arguments;
    DoctorArguments doctor_arguments;
    Chosen chosen;
    add_list(app, list_arguments, chosen);
    add_check(app, check_arguments, chosen);
    add_plan(app, plan_arguments, chosen);
    add_doctor(app, doctor_arguments, chosen);
    add_run(app, run_arguments, chosen);
    add_simulate(app, simulate_arguments, chosen);
    add_score(app, score_arguments, chosen);
    add_export(app, export_arguments, chosen);
    add_index(app, index_arguments, chosen);
    add_withdraw(app, withdraw_arguments, chosen);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        int const code = app.exit(error);
        return code == 0 ? 0 : static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(chosen());
}
