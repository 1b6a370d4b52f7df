// SPDX-License-Identifier: MIT
// The far end of the line.
#include "devices/linux/pretended_box.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace securebase::contract {

PretendedBox::PretendedBox(ports::Clock& clock, Nature nature)
    : clock_(clock), nature_(std::move(nature)),
      file_(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)), began_(clock.now())
{
    std::array<char, 128> name{};
    bool const ready = grantpt(file_) == 0 && unlockpt(file_) == 0 &&
                       ptsname_r(file_, name.data(), name.size()) == 0;
    BOOST_TEST_REQUIRE(ready);
    path_ = name.data();
    thread_ = std::thread([this] { run(); });
}

PretendedBox::~PretendedBox()
{
    leave();
}

void PretendedBox::leave()
{
    ending_.store(true);
    if (thread_.joinable()) {
        thread_.join();
    }
    BOOST_TEST(!failed_.load());
    if (file_ >= 0) {
        close(std::exchange(file_, -1));
    }
}

/// An hour after it was switched on.
std::uint64_t PretendedBox::counter() const
{
    std::int64_t const us = (clock_.now() - began_).count() / 1000;
    return static_cast<std::uint64_t>(3'600'000'000 + us + us * nature_.drift_ppm / 1'000'000);
}

void PretendedBox::say(std::string_view words)
{
    // In two threads, of which only one may talk to the test.
    if (write(file_, words.data(), words.size()) != static_cast<ssize_t>(words.size())) {
        failed_.store(true);
    }
}

Bracket PretendedBox::move(std::uint64_t button, bool down)
{
    Bracket truth;
    truth.before = clock_.now();
    std::uint64_t const stamp = counter();
    truth.after = clock_.now();
    // What is said later does not matter.
    clock_.sleep_until(truth.after + base::from_ms(4));
    say((down ? "down " : "up ") + std::to_string(button) + " " + std::to_string(stamp) + "\n");
    return truth;
}

void PretendedBox::run()
{
    std::string heard;
    while (!ending_.load()) {
        pollfd file{file_, POLLIN, 0};
        poll(&file, 1, 5);
        std::array<char, 64> bytes{};
        ssize_t const got = read(file_, bytes.data(), bytes.size());
        heard.append(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
        for (std::size_t end = heard.find('\n'); end != std::string::npos; end = heard.find('\n')) {
            std::string const line = heard.substr(0, end);
            heard.erase(0, end + 1);
            if (line == "hello" && !nature_.greeting.empty()) {
                say(nature_.greeting);
            } else if (line.starts_with("time ")) {
                clock_.sleep_until(clock_.now() + nature_.slowness);
                say(line + " " + std::to_string(counter()) + "\r\n");
            }
        }
    }
}

} // namespace securebase::contract
