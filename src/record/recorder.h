// SPDX-License-Identifier: MIT
// The recorder of a real session: facts pass to a thread that writes the journal.
#pragma once

#include "ports/recorder.h"
#include "record/journal.h"
#include "record/ring.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>

namespace securebase::record {

/// When a request to save reaches the disk.
enum class Durability : std::uint8_t {
    each_trial, ///< At once: what counts as saved survives a power cut.
    at_end,     ///< Only in settle(): what counts as saved survives the end of the process.
};

/// Takes events on one thread and writes them on its own. The disk never holds up note().
/// Facts that found no room are counted; a quality event "events lost: N" stands in the journal
/// where they should, and the next settle() fails. After the journal failed nothing counts as saved
/// any more and every settle() fails.
/// Thread: all calls from one thread. The recorder thread alone touches the journal.
class FileRecorder final : public ports::Recorder {
public:
    static constexpr std::size_t usual_capacity = std::size_t{1} << 20U;

    FileRecorder(JournalWriter journal,
                 Durability durability,
                 std::size_t capacity = usual_capacity);
    FileRecorder(FileRecorder const&) = delete;
    FileRecorder& operator=(FileRecorder const&) = delete;
    ~FileRecorder() override; ///< Writes and makes durable what is left.

    using ports::Recorder::note;
    void note(events::Event const& event, std::string_view text) noexcept override;
    void request_save() noexcept override;
    std::uint64_t requested() const noexcept override;
    std::uint64_t saved() const noexcept override;
    base::Result<void> settle() override;

    /// Facts that found no room since the start.
    std::uint64_t lost() const noexcept { return lost_; }

private:
    bool push_loss(std::size_t room_for_more) noexcept;
    void wake() noexcept;
    void wait_for_all();
    void run(std::stop_token const& stop);
    void write_waiting();
    void save(std::uint64_t settling, std::uint64_t requested);

    // Of the calling thread.
    std::uint64_t lost_ = 0;
    std::uint64_t lost_unwritten_ = 0; ///< Not yet told to the journal.
    std::uint64_t lost_unsaid_ = 0;    ///< Not yet told by settle().

    // Of the recorder thread; failure_ is read by the other once failed_ is set.
    JournalWriter journal_;
    Durability durability_;
    base::Error failure_;

    // Shared.
    EventRing ring_;
    std::atomic<std::uint64_t> requested_{0};
    std::atomic<std::uint64_t> saved_{0};
    std::atomic<std::uint64_t> settling_{0}; ///< Calls of settle(), and those served.
    std::atomic<std::uint64_t> settled_{0};
    std::atomic<bool> failed_{false};
    std::atomic<std::uint32_t> calls_{0};   ///< Grows when the recorder thread has work.
    std::atomic<std::uint32_t> answers_{0}; ///< Grows when it has done some.

    std::jthread thread_; ///< Last: it must find everything else made.
};

} // namespace securebase::record
