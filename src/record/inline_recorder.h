// SPDX-License-Identifier: MIT
// The recorder of a simulated session: it writes where it is called, without a thread.
#pragma once

#include "ports/recorder.h"
#include "record/journal.h"

#include <cstdint>

namespace securebase::record {

/// The same journal as FileRecorder's to the byte. A request counts as saved once it is handed to
/// the operating system; only settle() makes durable. note() may allocate and write: for virtual
/// time alone.
class InlineRecorder final : public ports::Recorder {
public:
    explicit InlineRecorder(JournalWriter journal);

    using ports::Recorder::note;
    void note(events::Event const& event, std::string_view text) noexcept override;
    void request_save() noexcept override;
    std::uint64_t requested() const noexcept override { return requested_; }
    std::uint64_t saved() const noexcept override { return saved_; }
    base::Result<void> settle() override;

private:
    JournalWriter journal_;
    std::uint64_t requested_ = 0;
    std::uint64_t saved_ = 0;
};

} // namespace securebase::record
