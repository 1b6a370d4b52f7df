// SPDX-License-Identifier: MIT
// Benchmarks: the square task by a bare X11 client, the floor of what the instrument can tell
// apart. It draws one rectangle, waits for the server to say that it has, and reads the clock when
// a key event arrives.
#include "benchmarks/subject.h"

#include <X11/Xlib.h>
#include <poll.h>

#include <iostream>

namespace {

using namespace securebase::benchmarks;

struct Canvas {
    Display* display;
    Window window;
    GC context;
    int width = 800;
    int height = 600;

    void fill(unsigned long color) const
    {
        XSetForeground(display, context, color);
        XFillRectangle(display, window, context, width / 2 - 100, height / 2 - 100, 200, 200);
    }
    /// The middle of the stretch in which the server did what was asked.
    std::int64_t finish() const
    {
        std::int64_t const before = now_ns();
        XSync(display, False);
        return before + (now_ns() - before) / 2;
    }
};

/// When the next press arrived, or 0 when none did before `until`.
std::int64_t wait_for_key(Display* display, std::int64_t until)
{
    for (;;) {
        while (XPending(display) > 0) {
            XEvent event;
            XNextEvent(display, &event);
            if (event.type == KeyPress) {
                return now_ns();
            }
        }
        std::int64_t const left = until - now_ns();
        if (left <= 0) {
            return 0;
        }
        pollfd file{ConnectionNumber(display), POLLIN, 0};
        timespec const wait{left / 1'000'000'000, left % 1'000'000'000};
        ppoll(&file, 1, &wait, nullptr);
    }
}

LoggedTrial run_trial(Canvas const& screen, SquareTask& task)
{
    std::int64_t const start = now_ns();
    std::int64_t const due = start + task.next_foreperiod_ms() * 1'000'000;
    while (wait_for_key(screen.display, due) != 0) {
    }
    screen.fill(WhitePixel(screen.display, DefaultScreen(screen.display)));
    LoggedTrial trial;
    trial.onset_ns = screen.finish();
    std::int64_t const limit = trial.onset_ns + task.limit_ms * 1'000'000;
    if (task.duration_ms > 0) {
        std::int64_t const off = trial.onset_ns + task.duration_ms * 1'000'000;
        trial.key_ns = wait_for_key(screen.display, off);
        sleep_until_ns(off);
        screen.fill(BlackPixel(screen.display, DefaultScreen(screen.display)));
        screen.finish();
    }
    if (trial.key_ns == 0) {
        trial.key_ns = wait_for_key(screen.display, limit);
    }
    screen.fill(BlackPixel(screen.display, DefaultScreen(screen.display)));
    screen.finish();
    trial.rt_ms = static_cast<double>(trial.key_ns - trial.onset_ns) / 1e6;
    return trial;
}

} // namespace

int main(int argc, char** argv)
{
    SquareTask task{Options(argc, argv)};
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr) {
        std::cerr << "no X server\n";
        return 3;
    }
    Window const window =
        XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 800, 600, 0, 0, 0);
    XSelectInput(display, window, KeyPressMask | ExposureMask);
    XMapRaised(display, window);
    Canvas const screen{display, window, XCreateGC(display, window, 0, nullptr)};
    XEvent event;
    XWindowEvent(display, window, ExposureMask, &event);
    std::vector<LoggedTrial> trials;
    for (std::int64_t i = 0; i < task.trials; ++i) {
        trials.push_back(run_trial(screen, task));
    }
    XCloseDisplay(display);
    return write_log(task.out, trials) ? 0 : 3;
}
