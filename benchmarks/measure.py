# SPDX-License-Identifier: MIT
"""Benchmarks: the square task in several programs, judged by pixels and keys from outside."""
import argparse
import contextlib
import csv
import datetime
import itertools
import json
import os
import subprocess
import sys

import figures
import lab

SUBJECTS = ("securebase", "naive_sdl", "bare_x11")
FLOOR = "bare_x11"
BASELINE = "naive_sdl"
FRAME_MS = 1000 / 60


def numbers(row, names):
    return {name: None if row[name] in ("NA", "") else float(row[name]) for name in names}


def read_truth(file):
    with open(file, newline="") as rows:
        return [{name: int(cell) for name, cell in row.items()} for row in csv.DictReader(rows)]


def read_simple_log(file):
    with open(file, newline="") as rows:
        return [numbers(row, ("onset_ns", "key_ns", "rt_ms")) for row in csv.DictReader(rows)]


def differs(row, one, other):
    return row[one] != "NA" and row[other] != "NA" and row[one] != row[other]


def read_export(file):
    wanted = ("onset_ns", "onset_lo_ns", "onset_hi_ns", "key_ns", "rt_ms", "rt_lo_ms", "rt_hi_ms")
    with open(file, newline="") as rows:
        logs = []
        for row in csv.DictReader(rows):
            log = numbers(row, wanted)
            if log["onset_ns"] is None:
                continue
            log.update(grade=row["grade"], onset_source=row["onset_source"], key_source=row["key_source"])
            late = row.get("flash_late_frames", "NA")
            log["flagged"] = (row["grade"] == "X" or late not in ("NA", "0") or "flash_planned_frames" in row
                              and differs(row, "flash_planned_frames", "flash_achieved_frames"))
            logs.append(log)
        return logs


def held_up(condition):
    """What a program is started with, so that its first thread is held up now and then."""
    return [str(lab.PROGRAMS / "bench_stall"), str(condition["stall_ms"])] if condition["stall_ms"] else []


def run_program(command, environment, seconds):
    done = subprocess.run(command, env=environment, timeout=seconds, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")


def run_securebase(arguments, condition, environment, place, seconds):
    program, data, out = str(lab.BUILD / "securebase"), str(place / "data"), str(place / "export")
    run_program(
        [*held_up(condition), program, "run", str(lab.ROOT / "experiments" / "timing_square"), "--participant", "B001",
         "--data", data, "--window", "800x600", "--set", f"trials={arguments.trials}",
         "--set", f"duration_ms={condition['duration_ms']}", "--set", f"foreperiod_min_ms={arguments.foreperiod_ms[0]}",
         "--set", f"foreperiod_max_ms={arguments.foreperiod_ms[1]}", *arguments.run_option],
        environment, seconds)
    run_program([program, "export", "--data", data, "--out", out, "--quiet"], environment, 60)
    return read_export(os.path.join(out, "trials.csv"))


def run_simple(subject, arguments, condition, environment, place, seconds):
    log = str(place / "log.csv")
    run_program([*held_up(condition), str(lab.PROGRAMS / ("bench_" + subject)), "--trials", str(arguments.trials),
                 "--duration-ms", str(condition["duration_ms"]), "--out", log,
                 "--foreperiod-min-ms", str(arguments.foreperiod_ms[0]),
                 "--foreperiod-max-ms", str(arguments.foreperiod_ms[1]),
                 "--seed", str(condition["repeat"] + 1)], environment, seconds)
    return read_simple_log(log)


def run_once(subject, arguments, condition):
    """One run of one subject on a screen of its own: its trials and what was left out."""
    seconds = 60 + 5 * arguments.trials
    with lab.screen() as (environment, pixels, place):
        truth = str(place / "truth.csv")
        instrument = subprocess.Popen(
            [str(lab.PROGRAMS / "bench_instrument"), "--fb", pixels, "--out", truth,
             "--seed", str(condition["repeat"] + 1), "--seconds", str(seconds + 60)],
            env=environment, stdout=subprocess.PIPE, text=True)
        with lab.ended(instrument):
            ready = instrument.stdout.readline().split()
            if not ready:
                raise RuntimeError("the instrument did not start")
            behind = lab.weston(environment, place) if arguments.behind == "weston" else contextlib.nullcontext(environment)
            with lab.load(condition["load"]), behind as inside:
                if subject == "securebase":
                    logged = run_securebase(arguments, condition, inside, place, seconds)
                else:
                    logged = run_simple(subject, arguments, condition, inside, place, seconds)
            instrument.terminate()
            instrument.wait(20)
        trials, left_out = figures.joined(read_truth(truth), logged, condition["duration_ms"])
    sources = sorted({f"{log['onset_source']}/{log['key_source']}" for log in logged if "onset_source" in log})
    return {**condition, "subject": subject, "trials": trials, "left_out": left_out, "sources": sources,
            "instrument_first": ready[-1] == "fifo", "load_average": os.getloadavg()[0]}


def conditions(arguments):
    """Every subject once per condition and repeat, the order turned by one each time."""
    turn = 0
    for repeat in range(arguments.repeats):
        for loops in arguments.load:
            for stall, duration in itertools.product(arguments.stall_ms, arguments.duration_ms):
                for i in range(len(arguments.subject)):
                    subject = arguments.subject[(i + turn) % len(arguments.subject)]
                    yield subject, {"repeat": repeat, "load": loops, "stall_ms": stall, "duration_ms": duration}
                turn += 1


def cell(group, name, figure="median", digits=2):
    part = group["figures"][name]
    return None if part is None or part[figure] is None else f"{part[figure]:.{digits}f}"


def percent(value):
    return None if value is None else f"{100 * value:.1f}"


def group_runs(runs):
    groups = {}
    for run in runs:
        groups.setdefault((run["duration_ms"], run["load"], run["stall_ms"], run["subject"]), []).append(run)
    floors = {}
    out = []
    for key in sorted(groups, key=lambda k: (*k[:3], SUBJECTS.index(k[3]))):
        trials = [trial for run in groups[key] for trial in run["trials"]]
        group = {"duration_ms": key[0], "load": key[1], "stall_ms": key[2], "subject": key[3], "runs": len(groups[key]),
                 "figures": figures.figures(trials, FRAME_MS), "trials": trials,
                 "sources": sorted({source for run in groups[key] for source in run["sources"]}),
                 "left_out": {name: sum(run["left_out"][name] for run in groups[key])
                              for name in groups[key][0]["left_out"]}}
        if key[3] == FLOOR and trials:
            floors[key[:3]] = group["figures"]["rt_error"]["median"]
        out.append(group)
    for group in out:
        floor = floors.get((group["duration_ms"], group["load"], group["stall_ms"]))
        trials = group.pop("trials")
        group["p95_from_floor"] = None if floor is None else figures.p95_from(trials, floor)
        group["median_from_floor"] = (None if floor is None or not trials
                                      else group["figures"]["rt_error"]["median"] - floor)
    return out


HEAD = ["subject", "exposure", "load", "stall", "n", "RT median", "-floor", "rob. SD", "SD", "p95-floor", "onset median",
        "onset SD", "exp. mean", "exp. SD", "off frame", "unflagged", "falsely", "RT in [lo,hi] %", "onset in %", "own window",
        "left out", "grades"]


def line(group):
    facts = group["figures"]
    n = facts["rt_error"]["n"] if facts["rt_error"] else 0
    left = group["left_out"]
    from_floor, p95 = group["median_from_floor"], group["p95_from_floor"]
    return [group["subject"], group["duration_ms"] or "to key", group["load"], group["stall_ms"], n, cell(group, "rt_error"),
            None if from_floor is None else f"{from_floor:+.2f}", cell(group, "rt_error", "robust_sd"),
            cell(group, "rt_error", "sd"), None if p95 is None else f"{p95:.2f}", cell(group, "onset_error"),
            cell(group, "onset_error", "robust_sd"), cell(group, "exposure_error", "mean"),
            cell(group, "exposure_error", "sd"), facts["exposures_off_by_a_frame"], facts["of_these_not_flagged"],
            facts["flagged_though_right"],
            percent(facts["rt_covered"]), percent(facts["onset_covered"]), cell(group, "instrument_width"),
            max(left["seen"], left["logged"]) - n,
            " ".join(f"{name}{count}" for name, count in facts["grades"].items()) or None]


def whole_numbers(text):
    return [int(part) for part in text.split(",")]


def read_arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--trials", type=int, default=40, help="of each run")
    parser.add_argument("--repeats", type=int, default=2, help="runs of each subject and condition")
    parser.add_argument("--load", type=whole_numbers, default=[0], help="busy loops beside: 0,2")
    parser.add_argument("--stall-ms", type=whole_numbers, default=[0],
                        help="hold the program's first thread up for so long, again and again: 0,30")
    parser.add_argument("--foreperiod-ms", type=whole_numbers, default=[600, 1200],
                        help="least and most wait before the square")
    parser.add_argument("--duration-ms", type=whole_numbers, default=[0, 200],
                        help="how long the square stands, 0 until the key: 0,200")
    parser.add_argument("--subject", type=lambda text: text.split(","), help=",".join(SUBJECTS) + " (default: all)")
    parser.add_argument("--behind", choices=["weston"],
                        help="show the programs in a Wayland compositor of their own (needs it installed)")
    parser.add_argument("--run-option", action="append", default=[],
                        help="one more word for 'securebase run' (repeatable)")
    parser.add_argument("--out", default=str(lab.ROOT / "build" / "benchmark.json"), help="file for everything")
    arguments = parser.parse_args()
    if arguments.subject is None:
        arguments.subject = [name for name in SUBJECTS if name != FLOOR or not arguments.behind]
    if arguments.behind and FLOOR in arguments.subject:
        parser.error(FLOOR + " cannot be shown by a Wayland compositor")
    unknown = [name for name in arguments.subject if name not in SUBJECTS]
    if unknown:
        parser.error("no subject " + unknown[0] + "; there are " + ", ".join(SUBJECTS))
    return arguments


def main():
    arguments = read_arguments()
    lab.tidy_when_stopped()
    before = lab.machine()
    started = datetime.datetime.now(datetime.timezone.utc)
    runs = []
    failures = []
    for subject, condition in conditions(arguments):
        said = f"{subject}, {condition['duration_ms'] or 'to key'}, load {condition['load']}, stall {condition['stall_ms']}, run {condition['repeat'] + 1}"
        try:
            run = run_once(subject, arguments, condition)
        except (RuntimeError, subprocess.TimeoutExpired) as failure:
            failures.append({"run": said, "why": str(failure)})
            print(f"{said}: FAILED: {failure}", file=sys.stderr)
            continue
        runs.append(run)
        print(f"{said}: {len(run['trials'])} trials", file=sys.stderr)
    groups = group_runs(runs)
    after = lab.machine()
    print(f"\nAll in ms. error = logged - true. {before['cores']} cores, load average {before['load_average']:.1f} before, "
          f"{after['load_average']:.1f} after; commit {before['commit']}{' and changes' if before['changed_since'] else ''}.")
    print(lab.table(HEAD, [line(group) for group in groups]))
    naive = [one for run in runs if run["subject"] == BASELINE for one in run["trials"]]
    ours = [one for run in runs if run["subject"] == "securebase" for one in run["trials"]]
    if len(naive) > 1 and len(ours) > 1:
        ratio = (figures.summary([one["rt_error"] for one in ours])["sd"]
                 / figures.summary([one["rt_error"] for one in naive])["sd"])
        print(f"SD of the RT error: {ratio:.2f} of the naive loop's")
    if not all(run["instrument_first"] for run in runs):
        print("note: the instrument had no real-time priority, so under load its own windows are wide")
    with open(arguments.out, "w") as out:
        json.dump({"format": "securebase-benchmark", "version": 1, "started_utc": started.isoformat(timespec="seconds"),
                   "machine_before": before, "machine_after": after, "options": vars(arguments),
                   "groups": groups, "runs": runs, "failures": failures}, out, indent=1)
    print(f"everything, trial by trial: {arguments.out}")
    return 3 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
