// SPDX-License-Identifier: MIT
// Benchmarks: watches a patch of an Xvfb screen, presses a key an exact random time after it turns
// bright, and writes down when both happened and how well it knows.
//
// --fb FILE       the screen's file (Xvfb -fbdir)
// --first yes     only print when any point of the screen first was bright, then end
// --x --y --width --height   the patch in pixels
// --min-delay-ms --max-delay-ms   of the press after the onset
// --key NAME --hold-ms N --seed N --out FILE
// Ends at SIGTERM, or after --seconds.
#include "benchmarks/edges.h"
#include "benchmarks/finger.h"
#include "benchmarks/framebuffer.h"
#include "benchmarks/subject.h"

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <array>
#include <csignal>
#include <fstream>
#include <iostream>
#include <limits>

namespace {

using namespace securebase::benchmarks;

constexpr std::int64_t look_every_ns = 100'000;
constexpr std::int64_t spin_before_press_ns = 250'000; ///< A sleep may end that much late.
constexpr int bright_sum = 3 * 128;

std::sig_atomic_t volatile ended = 0;

void end(int)
{
    ended = 1;
}

struct Seen {
    Edge on;
    Edge off; ///< Zero while it has not been seen.
    Press key;
    std::int64_t delay_ns = 0;
};

class Patch {
public:
    Patch(Framebuffer const& screen, Options const& options) : screen_(screen)
    {
        auto const x = static_cast<int>(options.number("x", 300));
        auto const y = static_cast<int>(options.number("y", 200));
        auto const right = x + static_cast<int>(options.number("width", 200)) - 1;
        auto const bottom = y + static_cast<int>(options.number("height", 200)) - 1;
        // Two pixels inside, for edges may be smoothed.
        points_ = {{{x + 2, y + 2},
                    {right - 2, y + 2},
                    {(x + right) / 2, (y + bottom) / 2},
                    {x + 2, bottom - 2},
                    {right - 2, bottom - 2}}};
    }
    bool fits() const
    {
        auto const& [x, y] = points_.back();
        return x < screen_.width() && y < screen_.height() && points_[0].x >= 0 &&
               points_[0].y >= 0;
    }
    Look look() const
    {
        Look look;
        look.points = static_cast<int>(points_.size());
        look.before_ns = now_ns();
        for (auto const& [x, y] : points_) {
            look.bright += screen_.brightness(x, y) >= bright_sum ? 1 : 0;
        }
        look.after_ns = now_ns();
        return look;
    }

private:
    struct Point {
        int x;
        int y;
    };
    Framebuffer const& screen_;
    std::array<Point, 5> points_;
};

/// Looks, presses and remembers. One thread: while it spins for a press it does not look.
class Watch {
public:
    Watch(Patch const& patch, Finger& finger, Options const& options)
        : patch_(patch), finger_(finger),
          min_delay_ns_(options.number("min-delay-ms", 240) * 1'000'000),
          max_delay_ns_(options.number("max-delay-ms", 540) * 1'000'000),
          hold_ns_(options.number("hold-ms", 60) * 1'000'000),
          state_(static_cast<std::uint64_t>(options.number("seed", 1)) * 0x9E3779B97F4A7C15U + 7)
    {
        seen_.reserve(100'000);
    }

    void run(std::int64_t until)
    {
        for (std::int64_t next = now_ns(); ended == 0 && next < until;) {
            if (auto const edge = edges_.see(patch_.look())) {
                note(*edge);
            }
            press_when_due();
            next = std::max(next + look_every_ns, now_ns() - look_every_ns);
            sleep_until_ns(next);
        }
    }
    std::vector<Seen> const& seen() const { return seen_; }
    Edges const& edges() const { return edges_; }

private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    void note(Edge const& edge)
    {
        if (!edge.on) {
            seen_.back().off = edge;
            return;
        }
        Seen one;
        one.on = edge;
        one.delay_ns = min_delay_ns_ + static_cast<std::int64_t>(
                                           next_uniform(state_) *
                                           static_cast<double>(max_delay_ns_ - min_delay_ns_));
        press_at_ = edge.lo_ns + (edge.hi_ns - edge.lo_ns) / 2 + one.delay_ns;
        seen_.push_back(one);
    }
    void press_when_due()
    {
        std::int64_t now = now_ns();
        if (now >= release_at_) {
            finger_.release();
            release_at_ = never;
        }
        if (press_at_ == never || press_at_ - now > spin_before_press_ns) {
            return;
        }
        while (now < press_at_) {
            now = now_ns();
        }
        seen_.back().key = finger_.press();
        press_at_ = never;
        release_at_ = now + hold_ns_;
    }

    Patch const& patch_;
    Finger& finger_;
    std::int64_t min_delay_ns_;
    std::int64_t max_delay_ns_;
    std::int64_t hold_ns_;
    std::uint64_t state_;
    Edges edges_;
    std::vector<Seen> seen_;
    std::int64_t press_at_ = never;
    std::int64_t release_at_ = never;
};

/// Whether this process goes before all others; without it the windows are wider, and say so.
bool hurry()
{
    prctl(PR_SET_TIMERSLACK, 1UL);
    mlockall(MCL_CURRENT | MCL_FUTURE);
    sched_param parameters{};
    parameters.sched_priority = 50;
    return sched_setscheduler(0, SCHED_FIFO, &parameters) == 0;
}

int print_first_bright(Framebuffer const& screen, std::int64_t until)
{
    while (ended == 0 && now_ns() < until) {
        for (int y = 0; y < screen.height(); ++y) {
            for (int x = 0; x < screen.width(); ++x) {
                if (screen.brightness(x, y) >= bright_sum) {
                    std::cout << now_ns() << std::endl;
                    return 0;
                }
            }
        }
        sleep_until_ns(now_ns() + 1'000'000);
    }
    return 3;
}

bool write(std::string const& file, Watch const& watch)
{
    std::ofstream out(file);
    out << "on_lo_ns,on_hi_ns,off_lo_ns,off_hi_ns,key_lo_ns,key_hi_ns,delay_ns\n";
    for (Seen const& one : watch.seen()) {
        out << one.on.lo_ns << ',' << one.on.hi_ns << ',' << one.off.lo_ns << ',' << one.off.hi_ns
            << ',' << one.key.lo_ns << ',' << one.key.hi_ns << ',' << one.delay_ns << '\n';
    }
    return static_cast<bool>(out.flush());
}

} // namespace

int main(int argc, char** argv)
{
    Options const options(argc, argv);
    std::signal(SIGTERM, end);
    std::signal(SIGINT, end);
    auto const screen = Framebuffer::map(options.word("fb", ""));
    std::int64_t const until = now_ns() + options.number("seconds", 3600) * 1'000'000'000;
    if (!screen) {
        std::cerr << "--fb names no screen of 32 bits per pixel\n";
        return 3;
    }
    if (options.word("first", "no") == "yes") {
        std::cout << "ready" << std::endl;
        return print_first_bright(*screen, until);
    }
    Patch const patch(*screen, options);
    auto finger = Finger::open(options.word("key", "space"));
    if (!finger || !patch.fits()) {
        std::cerr << (finger ? "the patch is not on the screen\n" : "no X server with XTEST\n");
        return 3;
    }
    bool const first = hurry();
    std::cout << (first ? "ready fifo" : "ready normal") << std::endl;
    Watch watch(patch, *finger, options);
    watch.run(until);
    return write(options.word("out", "truth.csv"), watch) ? 0 : 3;
}
