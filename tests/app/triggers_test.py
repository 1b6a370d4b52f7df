# SPDX-License-Identifier: MIT
"""A real session whose onsets are told to the other end of a pseudo terminal.

usage: triggers_test.py PROGRAM    (under an X server)
"""
import csv
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import threading
import time
import tty

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = """securebase: 1
title: Codes for an amplifier
trials:
  probe:
    factors: { kind: [threat, neutral], letter: [A, B] }
    stages:
      - fixation: { fixation: cross, for: 300 ms, trigger: yes }
      - prime: { text: $kind, for: 17 ms, timing: critical, trigger: [kind] }
      - probe: { text: $letter, keys: [A, B], limit: 1000 ms, trigger: [kind, letter] }
      - gap: { for: 200 ms }
session:
  - block: { trial: probe }
"""
BOT = "bot: 1\nrt: { mu: 250 ms, sigma: 20 ms, tau: 20 ms, lapse: 0 %, accuracy: 100 % }\n"
TRIALS = 4


class Amplifier(threading.Thread):
    """Notes each byte and when it came."""

    def __init__(self):
        super().__init__(daemon=True)
        self.near, far = pty.openpty()
        tty.setraw(far)
        self.path = os.ttyname(far)
        self.far = far
        self.heard = []

    def run(self):
        while True:
            for byte in os.read(self.near, 100):
                self.heard.append((byte, time.monotonic_ns()))


def securebase(program, *words, **more):
    return subprocess.run([program, *map(str, words)], timeout=120, text=True, capture_output=True, **more)


def main():
    program = sys.argv[1]
    amplifier = Amplifier()
    amplifier.start()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "codes"
        folder.mkdir()
        (folder / "experiment.yaml").write_text(SCRIPT)
        (folder / "bot.yaml").write_text(BOT)
        table = securebase(program, "plan", folder, "--triggers")
        codes = {row["code"]: row for row in csv.DictReader(table.stdout.splitlines())}
        assert len(codes) == 1 + 2 + 4, table
        ran = securebase(program, "run", folder, "--participant", "P001", "--data", f"{place}/data", "--window",
                         "640x480", "--virtual-participant", "--triggers", amplifier.path, "--trigger-ms", 4)
        assert ran.returncode == 0, ran
        time.sleep(0.2)
        exported = securebase(program, "export", "--data", f"{place}/data", "--out", f"{place}/out", "--quiet")
        assert exported.returncode == 0, exported
        with open(f"{place}/out/triggers.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(f"{place}/out/trials.csv", newline="") as file:
            trials = {row["trial"]: row for row in csv.DictReader(file)}

        silent = securebase(program, "run", folder, "--participant", "P002", "--data", f"{place}/data", "--window",
                            "640x480", "--virtual-participant", "--no-triggers")
        assert silent.returncode == 0, silent
        forgotten = securebase(program, "run", folder, "--participant", "P003", "--data", "/nowhere")
        assert forgotten.returncode == 2 and "nobody said where they go" in forgotten.stderr, forgotten
        refused = securebase(program, "run", ROOT / "experiments/timing_square", "--participant", "P002", "--data",
                             "/nowhere", "--triggers", amplifier.path)
        assert refused.returncode == 2 and "no stage of the script has a trigger" in refused.stderr, refused
        heard_before = len(amplifier.heard)
        calibrated = securebase(program, "doctor", "--photodiode", "--cycles", 8, "--triggers", amplifier.path,
                                "--shown", f"{place}/shown.csv")
        assert calibrated.returncode == 0, calibrated
        time.sleep(0.2)
        with open(f"{place}/shown.csv", newline="") as file:
            shown = list(csv.DictReader(file))
        calibration = amplifier.heard[heard_before:]
        del amplifier.heard[heard_before:]
        absent = securebase(program, "run", folder, "--participant", "P003", "--data", f"{place}/data", "--window",
                            "640x480", "--virtual-participant", "--triggers", "/dev/ttyNONE")
        assert absent.returncode != 0 and "cannot open the serial line '/dev/ttyNONE'" in absent.stderr, absent

    heard = [one for one in amplifier.heard if one[0] != 0]
    assert len(rows) == 3 * TRIALS and len(trials) == TRIALS, (rows, trials)
    assert [str(byte) for byte, _ in heard] == [row["code"] for row in rows], (heard, rows)
    assert amplifier.heard[0][0] == 0 and amplifier.heard[-1][0] == 0, amplifier.heard
    for (_, arrived), row in zip(heard, rows):
        said = codes[row["code"]]
        assert said["stage"] == row["stage"] and row["complete"] == "1", row
        assert (said["conditions"] or "NA") == row["conditions"], row
        assert int(row["onset_ns"]) <= int(row["sent_ns"]) <= arrived, (arrived, row)
        assert float(row["delay_lo_ms"]) <= float(row["delay_ms"]) <= float(row["delay_hi_ms"]), row
        if row["stage"] == "probe":
            trial = trials[row["trial"]]
            assert row["conditions"] == f"kind={trial['kind']}; letter={trial['letter']}", (row, trial)
    assert [byte for byte, _ in calibration] == [0] + 8 * [1, 0] + [0], calibration
    for row, (_, arrived) in zip(shown, calibration[1::2]):
        assert int(row["onset_ns"]) <= int(row["trigger_ns"]) <= arrived, (arrived, row)
        assert int(row["trigger_latest_ns"]) < int(row["offset_ns"]), row
    bytes_heard = [byte for byte, _ in amplifier.heard]
    for place, byte in enumerate(bytes_heard):
        if byte != 0 and codes[str(byte)]["stage"] != "prime":
            assert bytes_heard[place + 1] == 0, bytes_heard  # Its stage is longer than its pulse.
    delays = sorted(float(row["delay_ms"]) for row in rows)
    print(f"{len(rows)} codes; from onset to line {delays[len(delays) // 2]} ms in the middle, {delays[-1]} at most")


if __name__ == "__main__":
    main()
