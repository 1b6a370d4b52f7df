// SPDX-License-Identifier: MIT
// How long the data take on their way: journals written, indexed, read back.
#include "events/header.h"
#include "record/inline_recorder.h"
#include "record/store.h"
#include "record/study.h"
#include "support/temporary_folder.h"

#include <sys/resource.h>

#include <chrono>
#include <iostream>
#include <string>

using namespace securebase;

namespace {

constexpr int session_count = 200;
constexpr std::uint32_t trial_count = 150;

double processor_seconds(rusage const& usage)
{
    auto const seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    auto const micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    return static_cast<double>(seconds) + static_cast<double>(micros) / 1e6;
}

/// Time by the wall and by the processor: the second does not depend on who else is at work.
class Watch {
public:
    void tell(char const* what)
    {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        auto const now = std::chrono::steady_clock::now();
        std::chrono::duration<double> const wall = now - since_;
        double const processor = processor_seconds(usage);
        std::cout << what << ": " << wall.count() << " s, processor " << processor - processor_
                  << " s, at most " << usage.ru_maxrss / 1024 << " MB\n";
        since_ = now;
        processor_ = processor;
    }

private:
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
    double processor_ = 0;
};

base::Timestamp at_ms(std::int64_t ms)
{
    return base::Timestamp::exact(base::instant_from_ns(ms * 1'000'000),
                                  base::TimeSource::simulated);
}

events::Event plain(events::EventKind kind, std::uint16_t part)
{
    events::Event event;
    event.kind = kind;
    event.part = part;
    return event;
}

/// Notes the events of one dot-probe trial of four stages.
void note_trial(ports::Recorder& recorder, std::uint32_t trial)
{
    std::string const begin =
        R"({"trial":"probe","block":1,"in_block":)" + std::to_string(trial) +
        R"(,"practice":false,"conditions":{"congruence":"congruent","letter":"E","pair_id":12,)"
        R"("pair_kind":"attachment_threat","pair_neutral":"lampshade","pair_word":"abandoned",)"
        R"("probe_at":"top","threat_at":"bottom"},"stages":[{"name":"fixation","ms":500,)"
        R"("frames":30},{"name":"pair","ms":500,"frames":30,"critical":true},)"
        R"({"name":"probe","ms":2000,"frames":120,"kind":"keys"},{"name":"gap","ms":812,)"
        R"("frames":49}]})";
    events::Event event;
    event.part = 1;
    event.trial = trial;
    event.kind = events::EventKind::trial_begin;
    recorder.note(event, begin);
    std::int64_t const start = std::int64_t{trial} * 3000;
    for (std::uint16_t stage = 0; stage < 5; ++stage) {
        event.kind = events::EventKind::onset;
        event.stage = stage;
        event.when = at_ms(start + stage * 500);
        event.frames = 30;
        event.late = 0;
        recorder.note(event);
        if (stage != 2) {
            continue;
        }
        event.frames.reset();
        event.late.reset();
        event.kind = events::EventKind::input;
        event.when = at_ms(start + 1431);
        recorder.note(event, "key:E");
        event.kind = events::EventKind::response;
        recorder.note(event, R"({"value":"E","correct":true})");
    }
    event.kind = events::EventKind::trial_end;
    event.stage = 0;
    recorder.note(event, "complete");
    recorder.request_save();
}

int write_session(std::string const& data, int number)
{
    events::Header header;
    header.session = record::new_session_id();
    header.experiment = "bench";
    header.participant = "P" + std::to_string(number);
    header.source = "simulated";
    header.frame_ns = 16'666'667;
    auto journal = record::JournalWriter::create(data, header.session);
    if (!journal) {
        std::cerr << journal.error().what << '\n';
        return 1;
    }
    record::InlineRecorder recorder(std::move(*journal));
    recorder.note(plain(events::EventKind::session_begin, 0), events::to_json(header));
    recorder.note(plain(events::EventKind::part_begin, 1), R"({"name":"probe","kind":"block"})");
    for (std::uint32_t trial = 1; trial <= trial_count; ++trial) {
        note_trial(recorder, trial);
    }
    recorder.note(plain(events::EventKind::part_end, 1), "complete");
    recorder.note(plain(events::EventKind::session_end, 0), "complete");
    return recorder.settle() ? 0 : 1;
}

} // namespace

int main()
{
    support::TemporaryFolder const folder;
    std::string const data = folder.path("data");
    if (!record::open_study(data, record::StudyKind::simulated)) {
        return 1;
    }
    Watch watch;
    for (int i = 0; i < session_count; ++i) {
        if (write_session(data, i) != 0) {
            return 1;
        }
    }
    watch.tell("write 200 journals of 150 trials");
    auto store = record::Store::open(data, record::StoreMode::read_write);
    if (!store || !store->refresh()) {
        return 1;
    }
    watch.tell("index them");
    if (!store->refresh()) {
        return 1;
    }
    watch.tell("refresh without news");
    std::uint64_t rows = 0;
    auto const read = store->for_each([&](events::SessionRows const& session) {
        rows += session.rows.size();
        return base::Result<void>();
    });
    watch.tell("read all rows");
    (void)record::unfinished_sessions(data);
    watch.tell("look for unfinished sessions");
    std::cout << rows << " rows\n";
    return read ? 0 : 1;
}
