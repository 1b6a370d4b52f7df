# SPDX-License-Identifier: MIT
"""A real session in a real Wayland compositor, its keys pressed through the X server below that.

usage: wayland_test.py PROGRAM    (under an X server)
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRIALS = 4


class Weston:
    """A compositor whose screen is the X server's."""

    def __init__(self, place):
        self.place = place
        self.log = place / "weston.log"
        self.process = subprocess.Popen(
            ["weston", "--no-config", "--backend=x11-backend.so", "--use-pixman", "--shell=kiosk-shell.so",
             "--idle-time=0", "--width=640", "--height=480", "--socket=wayland-test", f"--log={self.log}"],
            env=dict(os.environ, XDG_RUNTIME_DIR=str(place)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            if (place / "wayland-test").exists():
                break
            time.sleep(0.05)
        else:
            raise AssertionError("weston did not start: " + (self.log.read_text() if self.log.exists() else ""))
        time.sleep(0.5)  # Its window has to have the keyboard.

    def environment(self):
        inside = dict(os.environ, XDG_RUNTIME_DIR=str(self.place), WAYLAND_DISPLAY="wayland-test",
                      SDL_VIDEODRIVER="wayland", ASAN_OPTIONS="detect_leaks=0")  # SDL's and Mesa's own.
        del inside["DISPLAY"]
        return inside

    def end(self):
        self.process.terminate()
        self.process.wait(10)


def press_until(ended):
    while not ended.is_set():
        subprocess.run(["xdotool", "key", "space"], check=True)
        time.sleep(0.25)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        place.chmod(0o700)
        weston = Weston(place)
        ended = threading.Event()
        finger = threading.Thread(target=press_until, args=[ended])
        try:
            finger.start()
            ran = subprocess.run(
                [program, "run", str(ROOT / "experiments/timing_square"), "--participant", "P001", "--data",
                 str(place / "data"), "--window", "640x480", "--set", f"trials={TRIALS}", "--set",
                 "foreperiod_min_ms=100", "--set", "foreperiod_max_ms=200"],
                env=weston.environment(), text=True, capture_output=True, timeout=120)
        finally:
            ended.set()
            finger.join()
            weston.end()
        assert ran.returncode == 0, ran
        exported = subprocess.run([program, "export", "--data", str(place / "data"), "--out", str(place / "out"),
                                   "--quiet"], text=True, capture_output=True, timeout=60)
        assert exported.returncode == 0, exported
        with open(place / "out" / "trials.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        journal = next((place / "data").rglob("*.jsonl")).read_text().splitlines()

    header = json.loads(journal[0])["data"]
    present = header["display"]["details"]["present"]
    assert header["display"]["onset"] == "wp_software", header["display"]
    assert present["on_hardware"] is False and present["flags"] == 0, present
    keys = header["input"]["keys_and_buttons"]
    assert keys["through"] == "Wayland seat" and keys["stamped_by"] == "compositor", header["input"]
    assert len(rows) == TRIALS, rows
    for row in rows:
        assert row["onset_source"] == "wp_software" and row["grade"] in ("C", "X"), row
        assert row["key_source"] == "driver" and "input mismatch" not in row["doubts"], row
        lo, rt, hi = (float(row[name]) for name in ("rt_lo_ms", "rt_ms", "rt_hi_ms"))
        assert lo <= rt <= hi and hi - lo >= 16, row  # A refresh of doubt at least.
    print(f"{len(rows)} trials; doubts of", ", ".join(row["rt_hi_ms"] + " - " + row["rt_lo_ms"] for row in rows), "ms")


if __name__ == "__main__":
    main()
