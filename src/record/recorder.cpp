// SPDX-License-Identifier: MIT
// The recorder of a real session.
#include "record/recorder.h"

#include <array>
#include <charconv>
#include <cstring>
#include <utility>

namespace securebase::record {

FileRecorder::FileRecorder(JournalWriter journal, Durability durability, std::size_t capacity)
    : journal_(std::move(journal)), durability_(durability), ring_(capacity),
      thread_([this](std::stop_token const& stop) { run(stop); })
{}

FileRecorder::~FileRecorder()
{
    if (lost_unwritten_ > 0) {
        (void)settle();
    }
    thread_.request_stop();
    wake();
    thread_.join();
}

void FileRecorder::note(events::Event const& event, std::string_view text) noexcept
{
    bool const in_place = lost_unwritten_ == 0 || push_loss(EventRing::cost(text.size()));
    if (!in_place || !ring_.push(event, text)) {
        ++lost_;
        ++lost_unwritten_;
        ++lost_unsaid_;
        wake();
        return;
    }
    // Between requests the thread sleeps, so that nothing competes with the frames of a trial.
    if (ring_.used() > ring_.capacity() / 4) {
        wake();
    }
}

/// Puts the loss into the queue, in the place of what was lost, if there is room for more behind
/// it.
bool FileRecorder::push_loss(std::size_t room_for_more) noexcept
{
    std::array<char, 48> text{};
    std::memcpy(text.data(), events::events_lost.data(), events::events_lost.size());
    auto const end = std::to_chars(
        text.data() + events::events_lost.size(), text.data() + text.size(), lost_unwritten_);
    events::Event event;
    event.kind = events::EventKind::quality;
    if (ring_.room() < EventRing::cost(text.size()) + room_for_more ||
        !ring_.push(event, {text.data(), end.ptr})) {
        return false;
    }
    lost_unwritten_ = 0;
    return true;
}

void FileRecorder::request_save() noexcept
{
    requested_.store(requested_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    wake();
}

std::uint64_t FileRecorder::requested() const noexcept
{
    return requested_.load(std::memory_order_relaxed);
}

std::uint64_t FileRecorder::saved() const noexcept
{
    return saved_.load(std::memory_order_acquire);
}

void FileRecorder::wake() noexcept
{
    calls_.fetch_add(1, std::memory_order_release);
    calls_.notify_one();
}

void FileRecorder::wait_for_all()
{
    std::uint64_t const call = settling_.load(std::memory_order_relaxed) + 1;
    settling_.store(call, std::memory_order_release);
    wake();
    while (true) {
        std::uint32_t const seen = answers_.load(std::memory_order_acquire);
        if (settled_.load(std::memory_order_acquire) >= call ||
            failed_.load(std::memory_order_acquire)) {
            return;
        }
        answers_.wait(seen, std::memory_order_acquire);
    }
}

base::Result<void> FileRecorder::settle()
{
    if (lost_unwritten_ > 0 && !push_loss(0)) {
        wait_for_all(); // Makes room.
        (void)push_loss(0);
    }
    wait_for_all();
    if (failed_.load(std::memory_order_acquire)) {
        return failure_;
    }
    if (std::uint64_t const lost = std::exchange(lost_unsaid_, 0); lost > 0) {
        return base::Error{"the recorder could not keep up: " + std::to_string(lost) +
                               (lost == 1 ? " fact was lost" : " facts were lost"),
                           "the trials in question are marked and yield no rows"};
    }
    return {};
}

void FileRecorder::run(std::stop_token const& stop)
{
    while (true) {
        std::uint32_t const seen = calls_.load(std::memory_order_acquire);
        bool const last = stop.stop_requested();
        // In this order: what was requested before a call of settle() is served by it.
        std::uint64_t const settling = settling_.load(std::memory_order_acquire);
        std::uint64_t const requested = requested_.load(std::memory_order_acquire);
        write_waiting();
        if (requested > saved_.load(std::memory_order_relaxed) ||
            settling > settled_.load(std::memory_order_relaxed)) {
            save(settling, requested);
        }
        if (last) {
            (void)journal_.sync(); // Nobody is left to be told.
            return;
        }
        calls_.wait(seen, std::memory_order_acquire);
    }
}

/// What the journal refuses is dropped here: it stays failed, and settle() says so.
void FileRecorder::write_waiting()
{
    events::Event event;
    std::string text;
    while (ring_.pop(event, text)) {
        (void)journal_.append(event, text);
    }
    (void)journal_.flush();
}

void FileRecorder::save(std::uint64_t settling, std::uint64_t requested)
{
    bool const to_disk = durability_ == Durability::each_trial ||
                         settling > settled_.load(std::memory_order_relaxed);
    auto const done = to_disk ? journal_.sync() : journal_.flush();
    if (done) {
        saved_.store(requested, std::memory_order_release);
        settled_.store(settling, std::memory_order_release);
    } else if (!failed_.load(std::memory_order_relaxed)) {
        failure_ = done.error();
        failed_.store(true, std::memory_order_release);
    }
    answers_.fetch_add(1, std::memory_order_release);
    answers_.notify_one();
}

} // namespace securebase::record
