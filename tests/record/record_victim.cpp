// SPDX-License-Identifier: MIT
// Records trials without end and says on its output which are saved, until it is killed.
#include "record/recorder.h"

#include <unistd.h>

#include <string>

using namespace securebase;

namespace {

void note(record::FileRecorder& recorder,
          events::EventKind kind,
          std::uint32_t trial,
          std::string_view text)
{
    events::Event event;
    event.kind = kind;
    event.trial = trial;
    recorder.note(event, text);
}

} // namespace

/// victim DATA SESSION: one byte per trial that counts as saved, in order.
int main(int count, char** words)
{
    if (count != 3) {
        return 2;
    }
    auto journal = record::JournalWriter::create(words[1], words[2]);
    if (!journal) {
        return 3;
    }
    record::FileRecorder recorder(std::move(*journal), record::Durability::each_trial);
    std::uint64_t told = 0;
    for (std::uint32_t trial = 1;; ++trial) {
        note(recorder, events::EventKind::trial_begin, trial, R"({"trial":"t"})");
        for (int i = 0; i < 6; ++i) {
            note(recorder, events::EventKind::onset, trial, "");
        }
        note(recorder, events::EventKind::trial_end, trial, "complete");
        recorder.request_save();
        // As the stage does: at most eight trials may wait for the disk.
        if (recorder.requested() - recorder.saved() >= 8 && !recorder.settle()) {
            return 4;
        }
        for (; told < recorder.saved(); ++told) {
            if (::write(STDOUT_FILENO, ".", 1) != 1) {
                return 5;
            }
        }
    }
}
