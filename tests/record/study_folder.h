// SPDX-License-Identifier: MIT
// A study in a temporary folder, and journals written into it.
#pragma once

#include "events/session_script.h"
#include "record/journal.h"
#include "record/store.h"
#include "record/study.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace securebase::record::testing {

inline std::string session_id(char digit)
{
    return std::string(32, digit);
}

struct StudyFolder {
    support::TemporaryFolder folder;
    explicit StudyFolder(StudyKind kind = StudyKind::real)
    {
        BOOST_REQUIRE(open_study(path(), kind));
    }
    std::string path() const { return folder.path() + "/data"; }
    std::string journal(std::string const& session) const { return journal_path(path(), session); }

    /// Writes the events as the journal of the session its header names.
    void write(events::testing::SessionScript const& script, std::string const& session) const
    {
        auto writer = JournalWriter::create(path(), session);
        BOOST_REQUIRE_MESSAGE(writer, (writer ? "" : writer.error().what));
        for (auto const& stored : script.events()) {
            BOOST_REQUIRE(writer->append(stored.event, stored.text));
        }
        BOOST_REQUIRE(writer->sync());
    }
};

inline Store opened(std::string const& path, StoreMode mode = StoreMode::read_write)
{
    auto store = Store::open(path, mode);
    BOOST_REQUIRE_MESSAGE(store, (store ? "" : store.error().what));
    return std::move(*store);
}

inline RefreshReport refreshed(Store& store)
{
    auto report = store.refresh();
    BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().what));
    return std::move(*report);
}

/// A header for a participant; the rest as the sample's.
inline events::Header
header_of(std::string const& session, std::string const& participant, std::int64_t attempt = 1)
{
    events::Header header = events::testing::sample_header();
    header.session = session;
    header.participant = participant;
    header.attempt = attempt;
    return header;
}

/// `trials` answered trials with a critical stage; ended unless told otherwise.
inline events::testing::SessionScript
script_of(events::Header const& header, std::uint32_t trials, bool ended = true)
{
    using events::testing::at_us;
    events::testing::SessionScript script(header);
    script.part(1, R"({"name":"probe","kind":"block"})");
    for (std::uint32_t i = 1; i <= trials; ++i) {
        std::int64_t const start = std::int64_t{i} * 2'000'000;
        script.trial(i,
                     R"({"trial":"probe","block":1,"in_block":)" + std::to_string(i) +
                         R"(,"conditions":{"kind":"neutral","word":"p\u00e4rk \"a\"","gone":null},)"
                         R"("stages":[{"name":"pair","ms":500,"frames":50,"critical":true},)"
                         R"({"name":"probe","kind":"keys"}]})");
        script.onset(0, at_us(start, start), 50, 0);
        script.onset(1, at_us(start + 500'000, start + 500'000), {}, 0);
        if (i % 5 == 0) {
            script.no_response(1, R"({"correct":false})");
        } else {
            script.change(1, at_us(start + 900'000, start + 900'000), R"({"value":"F"})");
            script.response(1,
                            at_us(start + 950'000, start + 951'000),
                            R"({"value":"E","correct":true,"parts":[1.5,2]})",
                            1U);
        }
        script.onset(2, at_us(start + 1'000'000, start + 1'000'000), {}, 0).end_trial();
    }
    script.plain(events::EventKind::quality, "focus lost");
    if (ended) {
        script.end_part().plain(events::EventKind::session_end, "complete");
    }
    return script;
}

} // namespace securebase::record::testing
