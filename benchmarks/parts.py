# SPDX-License-Identifier: MIT
"""Benchmarks: single parts of the program, on a virtual X server and, where there is one, in a Wayland compositor."""
import argparse
import contextlib
import json
import shutil
import statistics
import subprocess
import sys

import figures
import lab

PROGRAM = str(lab.PROGRAMS / "bench_parts")


def measure(arguments, behind, size):
    with lab.screen(size) as (environment, _, place):
        where = lab.weston(environment, place, size) if behind else contextlib.nullcontext(environment)
        with where as inside, lab.load(arguments.load):
            # The hands reach for the X server, whoever shows the frames.
            done = subprocess.run(
                [PROGRAM, "--frames", str(arguments.frames), "--keys", str(arguments.keys)],
                env={**inside, "DISPLAY": environment["DISPLAY"]}, capture_output=True, text=True,
                timeout=60 + arguments.frames + arguments.keys)
    if done.returncode != 0:
        raise SystemExit(f"bench_parts: {done.returncode}: {done.stderr.strip()}")
    values = {}
    for line in done.stdout.splitlines():
        name, value = line.split(",")
        values.setdefault(name, []).append(float(value))
    return values


def row(place, what, values):
    return {"place": place, "what": what, "n": len(values), "median": statistics.median(values),
            "mean": statistics.fmean(values), "sd": statistics.pstdev(values), "p95": figures.percentile(values, 0.95)}


def rows_of(place, values):
    rows = [row(place, what, values[what]) for what in ("prepared_cpu_ms", "new_cpu_ms", "key_error_ms", "key_width_ms")
            if what in values]
    covered = values.get("key_covered", [])
    if covered:
        rows.append({"place": place, "what": "keys inside their interval, %", "n": len(covered),
                     "mean": 100 * statistics.fmean(covered)})
        rows.append({"place": place, "what": "keys missed", "n": len(values.get("key_missed", []))})
    return rows


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/parts", description=__doc__)
    parser.add_argument("--frames", type=int, default=200, help="of each sort, 1920x1080 on X, 800x600 in the compositor")
    parser.add_argument("--keys", type=int, default=1000)
    parser.add_argument("--load", type=int, default=0, help="busy loops beside")
    parser.add_argument("--out", default=str(lab.ROOT / "build" / "parts.json"))
    arguments = parser.parse_args()
    lab.tidy_when_stopped()
    before = lab.machine()
    rows = rows_of("X11", measure(arguments, False, "1920x1080"))
    if shutil.which("weston"):
        rows += rows_of("Wayland", measure(arguments, True, "800x600"))
    print(f"{before['cores']} cores, load average {before['load_average']:.1f} before, busy loops {arguments.load}; "
          f"commit {before['commit']}{' and changes' if before['changed_since'] else ''}.")
    names = ["place", "what", "n", "median", "mean", "sd", "p95"]
    cells = [[f"{one[name]:.3f}" if isinstance(one.get(name), float) else one.get(name) for name in names] for one in rows]
    print(lab.table(names, cells))
    with open(arguments.out, "w") as out:
        json.dump({"machine": before, "options": vars(arguments), "rows": rows}, out, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
