#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Kills real sessions with SIGKILL and looks for what was lost.

usage: kill_test.py PROGRAM [KILLS]      (on an X display of its own)
Each session is answered from outside, a key every 150 ms or so, and killed at a moment nobody
chose. The witness is this finger: every key that went down a second or more before the kill ended
a trial, and that trial must be in the export, once. Exits 1 on any trial lost or doubled.
"""
import collections
import csv
import hashlib
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PERIOD = 0.15  # s between keys
SETTLED = 1.0  # s after which a key's trial must be safe, on a busy machine too


def run_arguments(program, data, participant):
    return [program, "run", str(HERE / "kill"), "--participant", participant,
            "--data", data, "--window", "640x480"]


def press():
    subprocess.run(["xdotool", "key", "--delay", "0", "f"], check=True)


def answer_first_trial(session, data, known):
    """Presses until a journal that is not in `known` tells of an answer; how many keys that took."""
    end, presses = time.monotonic() + 30, 0
    while time.monotonic() < end and session.poll() is None:
        press()
        presses += 1
        time.sleep(0.5)
        for journal in set(pathlib.Path(data, "sessions").glob("*.jsonl")) - known:
            if b'"kind":"response"' in journal.read_bytes():
                return presses
    session.kill()
    sys.exit(f"the session did not begin: {session.communicate()[1]}")


def press_until_killed(session, alive):
    """Presses F again and again, kills the session after `alive` seconds: (moments of the keys, of the kill)."""
    killed = []

    def kill():
        killed.append(time.monotonic())
        os.kill(session.pid, signal.SIGKILL)

    timer = threading.Timer(alive, kill)
    timer.start()
    presses = []
    while not killed:
        press()
        presses.append(time.monotonic())
        time.sleep(PERIOD)
    timer.join()
    session.wait()
    return presses, killed[0]


def chain_holds(journal):
    """The journal's whole lines, checked as docs/formats/journal.md says."""
    head = "0" * 16
    for line in journal.read_bytes().split(b"\n")[:-1]:
        body, found = line[:-24], line[-18:-2].decode()
        head = hashlib.blake2b(head.encode() + body, digest_size=8).hexdigest()
        if head != found:
            return False
    return True


def saved_trials(program, data):
    """Participant -> numbers of the complete trials in the export."""
    tables = pathlib.Path(data, "export")
    subprocess.run([program, "export", "--data", data, "--out", tables, "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    saved = collections.defaultdict(list)
    with open(tables / "trials.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            saved[row["participant"]].append(int(row["trial"]))
    return saved


def main():
    program, kills = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    chance = random.Random(kills)
    keys, faults = {}, []
    with tempfile.TemporaryDirectory() as data:
        for number in range(1, kills + 1):
            participant = f"K{number:03d}"
            known = set(pathlib.Path(data, "sessions").glob("*.jsonl"))
            session = subprocess.Popen(run_arguments(program, data, participant), text=True,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            first = answer_first_trial(session, data, known)
            presses, killed = press_until_killed(session, chance.uniform(2, 10))
            settled = sum(moment < killed - SETTLED for moment in presses)
            keys[participant] = (1 + settled, first + len(presses))
            again = subprocess.run(run_arguments(program, data, participant), text=True,
                                   capture_output=True, check=False)
            if again.returncode != 4 or f"did not end: {participant}" not in again.stderr:
                faults.append(f"{participant}: the next start (exit {again.returncode}) does not "
                              f"say what happened: {again.stderr}")
        saved = saved_trials(program, data)
        faults += [f"{journal.name}: its chain is broken"
                   for journal in pathlib.Path(data, "sessions").glob("*.jsonl")
                   if not chain_holds(journal)]
    for participant, (least, most) in keys.items():
        numbers = saved[participant]
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            faults.append(f"{participant}: trials are missing or doubled: {numbers}")
        if not least <= len(numbers) <= most:
            faults.append(f"{participant}: {len(numbers)} trials saved, between {least} and {most} expected")
    settled = sum(least for least, _ in keys.values())
    total = sum(len(numbers) for numbers in saved.values())
    print(f"{kills} kills: {settled} trials had to be there, {total} are, {len(faults)} faults")
    print("\n".join(faults))
    return 1 if faults or settled < 5 * kills else 0


if __name__ == "__main__":
    sys.exit(main())
