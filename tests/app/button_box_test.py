# SPDX-License-Identifier: MIT
"""A real session answered by a button box at the other end of a pseudo terminal.

usage: button_box_test.py PROGRAM    (under an X server)
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

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRIALS = 4


def counter():
    return time.monotonic_ns() // 1000 + 10**9


class Box(threading.Thread):
    """Answers questions, and presses its second button five times a second."""

    def __init__(self):
        super().__init__(daemon=True)
        self.near, far = pty.openpty()
        self.path = os.ttyname(far)
        self.far = far

    def say(self, words):
        os.write(self.near, (words + "\n").encode())

    def press(self):
        while True:
            time.sleep(0.1)
            self.say(f"down 2 {counter()}")
            time.sleep(0.1)
            self.say(f"up 2 {counter()}")

    def run(self):
        line = b""
        while True:
            line += os.read(self.near, 100)
            while b"\n" in line:
                words, line = line.split(b"\n", 1)
                if words == b"hello":
                    self.say("securebase-box 1 2")
                    threading.Thread(target=self.press, daemon=True).start()
                elif words.startswith(b"time "):
                    self.say(f"{words.decode()} {counter()}")


def main():
    program = sys.argv[1]
    box = Box()
    box.start()
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            [program, "run", str(ROOT / "experiments/timing_square"), "--participant", "P001", "--data", f"{place}/data",
             "--window", "640x480", "--set", f"trials={TRIALS}", "--set", "foreperiod_min_ms=150",
             "--set", "foreperiod_max_ms=250", "--button-box", box.path, "--box-keys", "A,B"],
            check=True, timeout=120)
        subprocess.run([program, "export", "--data", f"{place}/data", "--out", f"{place}/out", "--quiet"], check=True)
        with open(f"{place}/out/trials.csv", newline="") as file:
            rows = list(csv.DictReader(file))
    assert len(rows) == TRIALS, rows
    for row in rows:
        assert row["response"] == "B" and row["key_source"] == "hardware", row
        assert float(row["rt_lo_ms"]) <= float(row["rt_ms"]) <= float(row["rt_hi_ms"]), row
    refused = subprocess.run([program, "run", str(ROOT / "experiments/timing_square"), "--participant", "P002",
                              "--data", "/nowhere", "--button-box", box.path, "--box-keys", "A,Bee"],
                             capture_output=True, text=True)
    assert refused.returncode == 2 and "there is no key 'Bee'" in refused.stderr, refused
    print(f"{len(rows)} trials answered by a box")


if __name__ == "__main__":
    main()
