# SPDX-License-Identifier: MIT
"""Benchmarks: a screen whose pixels can be read, load, and what is known of the machine."""
import contextlib
import os
import pathlib
import platform
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
PROGRAMS = BUILD / "benchmarks"


def tidy_when_stopped():
    """A stop from outside unwinds like any other end, so that nothing started here is left behind."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


@contextlib.contextmanager
def ended(process):
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def screen(size="800x600"):
    """A black Xvfb; gives the environment to start programs in and the file of its pixels."""
    with tempfile.TemporaryDirectory(prefix="securebase-bench-") as place:
        take, give = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(give), "-screen", "0", size + "x24", "-dpi", "96", "-br",
             "-noreset", "-nolisten", "tcp", "-fbdir", place],
            pass_fds=[give], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(give)
        with ended(server), os.fdopen(take) as number:
            display = number.readline().strip()
            if not display:
                raise SystemExit("benchmarks: Xvfb did not start")
            environment = dict(os.environ, DISPLAY=":" + display, SDL_VIDEODRIVER="x11")
            environment.pop("WAYLAND_DISPLAY", None)
            yield environment, os.path.join(place, "Xvfb_screen0"), pathlib.Path(place)


@contextlib.contextmanager
def weston(environment, place, size="800x600"):
    """A Wayland compositor in a window as large as the screen; gives the environment of its programs."""
    width, height = size.split("x")
    inside = dict(environment, XDG_RUNTIME_DIR=str(place))
    log = place / "weston.log"
    server = subprocess.Popen(
        ["weston", "--no-config", "--backend=x11-backend.so", "--use-pixman", "--shell=kiosk-shell.so", "--idle-time=0",
         "--width=" + width, "--height=" + height, "--socket=wayland-bench", "--log=" + str(log)],
        env=inside, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with ended(server):
        for _ in range(100):
            if (place / "wayland-bench").exists():
                break
            time.sleep(0.05)
        else:
            raise SystemExit("benchmarks: weston did not start: " + (log.read_text() if log.exists() else ""))
        time.sleep(0.5)  # Its window has to have the keyboard.
        inside.update(WAYLAND_DISPLAY="wayland-bench", SDL_VIDEODRIVER="wayland")
        del inside["DISPLAY"]
        yield inside


@contextlib.contextmanager
def load(loops):
    """So many programs that never rest."""
    with contextlib.ExitStack() as stack:
        for _ in range(loops):
            stack.enter_context(ended(subprocess.Popen(["/bin/sh", "-c", "while :; do :; done"])))
        yield


def git(*words):
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


def machine():
    return {"cores": os.cpu_count(), "kernel": platform.release(), "load_average": os.getloadavg()[0],
            "commit": git("rev-parse", "--short", "HEAD"),
            "changed_since": bool(git("status", "--porcelain", "--untracked-files=no"))}


def table(head, rows):
    """Columns as wide as they need to be; the first to the left, all others to the right."""
    lines = [head] + [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    out = []
    for number, line in enumerate(lines):
        cells = [line[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(line[1:], widths[1:])]
        out.append("  ".join(cells).rstrip())
        if number == 0:
            out.append("  ".join("-" * width for width in widths))
    return "\n".join(out)
