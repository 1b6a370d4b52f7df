# SPDX-License-Identifier: MIT
"""Benchmarks: how long people wait for the program, medians of several goes."""
import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import figures
import lab

PROGRAM = str(lab.BUILD / "securebase")


def timed_ms(command):
    started = time.monotonic_ns()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    took = (time.monotonic_ns() - started) / 1e6
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {done.returncode}: {done.stderr.strip()}")
    return took


def first_frame_ms(experiment):
    """From the start of the process to the first bright pixel of its first page."""
    with lab.screen() as (environment, pixels, place):
        eye = subprocess.Popen(
            [str(lab.PROGRAMS / "bench_instrument"), "--fb", pixels, "--first", "yes", "--seconds", "30"],
            env=environment, stdout=subprocess.PIPE, text=True)
        with lab.ended(eye):
            eye.stdout.readline()
            started = time.monotonic_ns()
            program = subprocess.Popen(
                [PROGRAM, "run", experiment, "--participant", "B001", "--data", str(place / "data"),
                 "--window", "800x600"],
                env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with lab.ended(program):
                seen = eye.stdout.readline().strip()
    if not seen:
        raise SystemExit("no frame was seen within 30 s")
    return (int(seen) - started) / 1e6


def simulate_ms(people):
    place = tempfile.mkdtemp(prefix="securebase-bench-")
    try:
        return timed_ms([PROGRAM, "simulate", str(lab.ROOT / "experiments" / "session_demo"), "--n", str(people),
                         "--seed", "1", "--data", place + "/data", "--quiet"])
    finally:
        shutil.rmtree(place)


def row(what, values):
    return {"what": what, "n": len(values), "median_ms": statistics.median(values), "least_ms": min(values),
            "p95_ms": figures.percentile(values, 0.95)}


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/startup", description=__doc__)
    parser.add_argument("--goes", type=int, default=10, help="of each short one; a third for simulate")
    parser.add_argument("--people", type=int, default=200, help="for simulate")
    parser.add_argument("--out", default=str(lab.ROOT / "build" / "startup.json"))
    arguments = parser.parse_args()
    lab.tidy_when_stopped()
    goes = range(arguments.goes)
    before = lab.machine()
    demo = str(lab.ROOT / "experiments" / "session_demo")
    rows = [row("run session_demo to its first frame", [first_frame_ms(demo) for _ in goes])]
    for script in sorted(lab.ROOT.glob("experiments/*/experiment.yaml")):
        folder = script.parent
        rows.append(row("check " + folder.name, [timed_ms([PROGRAM, "check", str(folder)]) for _ in goes]))
    rows.append(row(f"simulate session_demo --n {arguments.people}",
                    [simulate_ms(arguments.people) for _ in range(max(1, arguments.goes // 3))]))
    after = lab.machine()
    print(f"{before['cores']} cores, load average {before['load_average']:.1f} before, {after['load_average']:.1f} after; "
          f"commit {before['commit']}{' and changes' if before['changed_since'] else ''}")
    print(lab.table(["what", "n", "median ms", "least", "p95"],
                    [[one["what"], one["n"], *(f"{one[name]:.0f}" for name in ("median_ms", "least_ms", "p95_ms"))]
                     for one in rows]))
    with open(arguments.out, "w") as out:
        json.dump({"machine_before": before, "machine_after": after, "rows": rows}, out, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
