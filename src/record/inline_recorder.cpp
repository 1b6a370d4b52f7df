// SPDX-License-Identifier: MIT
// The recorder of a simulated session.
#include "record/inline_recorder.h"

#include <utility>

namespace securebase::record {

InlineRecorder::InlineRecorder(JournalWriter journal) : journal_(std::move(journal)) {}

void InlineRecorder::note(events::Event const& event, std::string_view text) noexcept
{
    (void)journal_.append(event, text); // A failed journal stays failed, and settle() says so.
}

void InlineRecorder::request_save() noexcept
{
    ++requested_;
    if (journal_.flush()) {
        saved_ = requested_;
    }
}

base::Result<void> InlineRecorder::settle()
{
    auto synced = journal_.sync();
    if (synced) {
        saved_ = requested_;
    }
    return synced;
}

} // namespace securebase::record
