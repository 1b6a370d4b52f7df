// SPDX-License-Identifier: MIT
// The commands and what each is told on the command line.
#pragma once

#include "app/exit_code.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::app {

struct ListArguments {
    std::string folder = "experiments";
    bool kinds = false;
    bool measures = false;
    bool json = false;
};

/// Parameters of a script set on the command line: NAME=VALUE, in the order given.
using Parameters = std::vector<std::string>;

struct CheckArguments {
    std::vector<std::string> experiments;
    Parameters set;
    std::optional<double> refresh_hz;
    bool json = false;
};

struct PlanArguments {
    std::string experiment;
    Parameters set;
    std::string participant = "P001";
    std::optional<std::int64_t> number;
    std::int64_t visit = 1;
    std::uint64_t seed = 1;
    std::optional<double> refresh_hz;
    bool csv = false;
    bool triggers = false; ///< The codes of triggers instead of the trials.
};

struct RunArguments {
    std::string experiment;
    Parameters set;
    std::string participant;
    std::string data = "data";
    std::optional<std::int64_t> number;
    std::int64_t visit = 1;
    std::optional<std::uint64_t> seed;
    bool new_attempt = false;
    std::string window; ///< "WIDTHxHEIGHT"; empty: the whole screen.
    int monitor = 0;
    bool virtual_participant = false; ///< A program presses real keys through the X server.
    std::string bot;                  ///< Empty: bot.yaml of the experiment.
    std::string button_box;           ///< A serial line; empty: none.
    std::string box_keys;             ///< "E,I": the keys that its buttons stand for.
    std::string patch;                ///< A corner that a light sensor looks at; empty: none.
    std::int32_t patch_px = 60;
    std::string triggers;     ///< A serial line; empty: other machines are told nothing.
    bool no_triggers = false; ///< Also of a script that has some.
    double trigger_ms = 5;    ///< How long a code stays on the lines.
};

struct SimulateArguments {
    std::string experiment;
    Parameters set;
    std::string data = "data/simulated";
    std::string bot;
    std::int64_t people = 20;
    std::int64_t visits = 1;
    std::uint64_t seed = 1;
    unsigned jobs = 0; ///< 0: one per core.
    double refresh_hz = 60;
    std::vector<std::string> inject; ///< Faults as devices::parse_fault() reads them.
    bool quiet = false;
};

struct ScoreArguments {
    std::string data = "data";
    std::string style; ///< Name of a category rule; empty: dimensions only.
    bool json = false;
};

struct ExportArguments {
    std::string data = "data";
    std::string out;
    std::string style;
    std::string format = "csv";
    bool quiet = false;
};

struct IndexArguments {
    std::string data = "data";
    bool rebuild = false;
};

struct WithdrawArguments {
    std::string data = "data";
    std::string session;               ///< Either this
    std::string participant;           ///< or this.
    std::optional<std::int64_t> visit; ///< Empty: all visits.
    bool yes = false;
    bool json = false;
};

struct DoctorArguments {
    std::string data = "data";
    std::string window; ///< As of `run`.
    int monitor = 0;
    std::string out;                     ///< A copy of the report; empty: none.
    std::string plot;                    ///< The histogram; empty: none.
    std::optional<double> watch_minutes; ///< Empty: no long look.
    bool json = false;
    bool photodiode = false; ///< Show light and dark by turns to a sensor.
    std::string patch;       ///< A corner; empty: the whole window.
    std::int32_t patch_px = 60;
    std::int64_t cycles = 640;
    std::string triggers;  ///< A serial line; empty: none.
    std::string shown;     ///< What was shown: written, or read beside `capture`.
    std::string capture;   ///< What an instrument recorded of it; empty: nothing is judged.
    std::string time_unit; ///< Of the capture; empty: its column says it.
};

ExitCode list(ListArguments const& arguments);
ExitCode check(CheckArguments const& arguments);
ExitCode plan(PlanArguments const& arguments);
ExitCode run(RunArguments const& arguments);
ExitCode simulate(SimulateArguments const& arguments);
ExitCode score(ScoreArguments const& arguments);
ExitCode export_data(ExportArguments const& arguments);
ExitCode index(IndexArguments const& arguments);
ExitCode doctor(DoctorArguments const& arguments);
ExitCode withdraw(WithdrawArguments const& arguments);

} // namespace securebase::app
