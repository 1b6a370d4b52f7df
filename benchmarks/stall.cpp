// SPDX-License-Identifier: MIT
// Benchmarks: runs a program and holds its first thread up now and then, as a slow disk, a swap or
// a greedy neighbour would. Its other threads go on.
//
// stall MS PROGRAM [ARGUMENT...]   each pause lasts MS; between two pass 60 to 240 ms
// Ends with what the program ends with.
#include "benchmarks/subject.h"

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstring>
#include <iostream>

namespace {

using namespace securebase::benchmarks;

constexpr std::int64_t ms = 1'000'000;

pid_t child = 0;

void pass_on(int number)
{
    kill(child, number);
}

/// Where a stop was not ours it was a signal's, which goes on to the program.
void go_on(int status)
{
    bool const by_us = status >> 16 == PTRACE_EVENT_STOP;
    auto const number = static_cast<long>(by_us ? 0 : WSTOPSIG(status));
    ptrace(PTRACE_CONT, child, nullptr, number);
}

void hold_up(std::int64_t span_ns)
{
    int status = 0;
    if (ptrace(PTRACE_INTERRUPT, child, nullptr, nullptr) != 0 ||
        waitpid(child, &status, __WALL) != child || !WIFSTOPPED(status)) {
        return;
    }
    sleep_until_ns(now_ns() + span_ns);
    go_on(status);
}

int follow(std::int64_t span_ns)
{
    std::uint64_t state = 0x9E3779B97F4A7C15U;
    std::int64_t next = now_ns() + 200 * ms;
    while (true) {
        int status = 0;
        pid_t const done = waitpid(child, &status, __WALL | WNOHANG);
        if (done == child && WIFEXITED(status)) {
            return WEXITSTATUS(status);
        }
        if (done == child && WIFSIGNALED(status)) {
            return 128 + WTERMSIG(status);
        }
        if (done == child && WIFSTOPPED(status)) {
            go_on(status);
        } else if (done < 0) {
            return 3;
        }
        if (now_ns() >= next) {
            hold_up(span_ns);
            next = now_ns() + 60 * ms +
                   static_cast<std::int64_t>(next_uniform(state) * static_cast<double>(180 * ms));
        }
        sleep_until_ns(now_ns() + ms);
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::int64_t span = 0;
    if (argc < 3 ||
        std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), span).ec != std::errc() ||
        span <= 0) {
        std::cerr << "usage: stall MS PROGRAM [ARGUMENT...]\n";
        return 2;
    }
    child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        std::_Exit(127);
    }
    std::signal(SIGTERM, pass_on);
    std::signal(SIGINT, pass_on);
    if (child < 0 || ptrace(PTRACE_SEIZE, child, nullptr, nullptr) != 0) {
        std::cerr << "stall: the program cannot be held up\n";
        return 3;
    }
    return follow(span * ms);
}
