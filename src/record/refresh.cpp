// SPDX-License-Identifier: MIT
// Brings the index up to what the journals hold.
#include "base/hash.h"
#include "base/text.h"
#include "record/erase.h"
#include "record/session_table.h"
#include "record/sqlite.h"
#include "record/store.h"
#include "record/study.h"
#include "record/withdrawal.h"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>

namespace securebase::record {

namespace {

constexpr std::size_t batch_size = 64; ///< Journals per transaction.
constexpr std::size_t most_bytes = std::size_t{512} << 20U;

using Told = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// What the index knew of a session before.
struct Known {
    std::int64_t bytes = 0;
    std::int64_t mtime_ns = 0;
    std::string hash;
    std::uint64_t event_count = 0;
    bool withdrawn = false; ///< By its outcome: its rows should not be there any more.
};

/// Size and time of a journal; nothing when it cannot be looked at.
std::optional<Known> look_at(std::string const& path)
{
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) {
        return std::nullopt;
    }
    Known known;
    known.bytes = facts.st_size;
    known.mtime_ns = facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec;
    return known;
}

/// One pass over the journals of a study: first read(), then what is withdrawn is erased, then
/// report().
class Refresher {
public:
    Refresher(std::string const& data_folder, SQLite::Database& database)
        : data_folder_(data_folder), database_(database), writer_(database),
          mark_(database,
                "UPDATE session SET journal_state = 'broken', journal_says = ?, "
                "journal_bytes = ?, journal_mtime_ns = ?, journal_hash = ? WHERE session = ?"),
          touch_(database, "UPDATE session SET journal_mtime_ns = ? WHERE session = ?")
    {}

    void read(Told const& progress);
    std::vector<Stub> const& to_erase() const { return to_erase_; }
    RefreshReport report(std::vector<Fate> const& fates);

private:
    void read_known();
    void read_stubs(std::vector<std::string> const& sessions);
    void read_journals(std::vector<std::string> const& sessions, Told const& progress);
    void take(std::string const& session);
    void take_changed(std::string const& session, Known const& now, Known const* before);
    void keep_what_was_lost(std::string const& session,
                            JournalFacts facts,
                            std::uint64_t events,
                            std::uint64_t held);
    void report_states();
    void report_missing();
    void report_erasing(std::vector<Fate> const& fates);

    std::string const& data_folder_;
    SQLite::Database& database_;
    SessionWriter writer_;
    SQLite::Statement mark_;
    SQLite::Statement touch_;
    std::map<std::string, Known> known_;
    std::set<std::string> withdrawn_; ///< Sessions with a stub: their journals are not read.
    std::vector<Stub> to_erase_;
    RefreshReport report_;
};

void Refresher::read_known()
{
    SQLite::Statement query(database_,
                            "SELECT session, journal_bytes, journal_mtime_ns, journal_hash, "
                            "event_count, outcome FROM session");
    while (query.executeStep()) {
        Columns columns(query);
        Known& known = known_[columns.text()];
        known.bytes = columns.number();
        known.mtime_ns = columns.number();
        known.hash = columns.text();
        known.event_count = columns.number_as<std::uint64_t>();
        known.withdrawn = columns.text() == "withdrawn";
    }
}

void Refresher::read(Told const& progress)
{
    read_known();
    std::vector<std::string> const sessions = list_sessions(data_folder_);
    read_stubs(sessions);
    read_journals(sessions, progress);
    for (auto const& [session, known] : known_) {
        if (known.withdrawn && !std::ranges::binary_search(sessions, session) &&
            !withdrawn_.contains(session)) {
            auto stub =
                new_stub(data_folder_, database_, session, WithdrawnBy::participant, std::nullopt);
            to_erase_.push_back(std::move(stub));
        }
    }
}

/// What a stub says is gone may be there all the same: the erasing was cut off, or a copy was put
/// back.
void Refresher::read_stubs(std::vector<std::string> const& sessions)
{
    for (std::string const& session : list_withdrawn(data_folder_)) {
        withdrawn_.insert(session);
        auto stub = read_stub(data_folder_, session);
        if (!stub) {
            report_.not_erased.push_back({session, "", 0, 0, "", 0, stub.error().what});
        } else if (!stub->erased || known_.contains(session) ||
                   std::ranges::binary_search(sessions, session)) {
            to_erase_.push_back(std::move(*stub));
        }
    }
}

void Refresher::read_journals(std::vector<std::string> const& sessions, Told const& progress)
{
    for (std::size_t from = 0; from < sessions.size(); from += batch_size) {
        SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
        std::size_t const changed = report_.added.size() + report_.updated.size();
        std::size_t const to = std::min(from + batch_size, sessions.size());
        for (std::size_t i = from; i < to; ++i) {
            take(sessions[i]);
        }
        if (report_.added.size() + report_.updated.size() > changed) {
            database_.exec("DELETE FROM score"); // They rest on rows that are no longer all.
        }
        transaction.commit();
        if (progress) {
            progress(to, sessions.size());
        }
    }
}

RefreshReport Refresher::report(std::vector<Fate> const& fates)
{
    report_erasing(fates);
    report_states();
    report_missing();
    report_.withdrawn = list_withdrawn(data_folder_).size();
    return std::move(report_);
}

void Refresher::report_missing()
{
    std::vector<std::string> const sessions = list_sessions(data_folder_);
    for (auto const& [session, known] : known_) {
        if (!std::ranges::binary_search(sessions, session) && !has_stub(data_folder_, session)) {
            report_.missing.push_back({session,
                                       "",
                                       0,
                                       0,
                                       "",
                                       0,
                                       "its journal is gone; the index still holds " +
                                           std::to_string(known.event_count) + " events of it"});
        }
    }
}

void Refresher::report_erasing(std::vector<Fate> const& fates)
{
    for (Fate const& fate : fates) {
        Finding finding{fate.stub.session,
                        "",
                        fate.stub.visit.value_or(0),
                        0,
                        fate.stub.experiment.value_or(""),
                        0,
                        fate.done ? "withdrawn: nothing of it is kept" : fate.done.error().what};
        (fate.done ? report_.erased : report_.not_erased).push_back(std::move(finding));
    }
}

void Refresher::take(std::string const& session)
{
    if (withdrawn_.contains(session)) {
        return;
    }
    auto const now = look_at(journal_path(data_folder_, session));
    auto const found = known_.find(session);
    Known const* before = found == known_.end() ? nullptr : &found->second;
    if (now && before != nullptr && !before->withdrawn && before->bytes == now->bytes &&
        before->mtime_ns == now->mtime_ns) {
        return;
    }
    take_changed(session, now.value_or(Known{}), before);
}

void Refresher::take_changed(std::string const& session, Known const& now, Known const* before)
{
    auto const unreadable = [&](std::string what) {
        report_.unreadable.push_back({session, "", 0, 0, "", 0, std::move(what)});
    };
    std::string const path = journal_path(data_folder_, session);
    auto const bytes = base::load_file(path, most_bytes);
    if (!bytes) {
        return unreadable(bytes.error().what);
    }
    // What was read is what is remembered, not what was there when the file was looked at.
    JournalFacts facts{
        "", "", static_cast<std::int64_t>(bytes->size()), now.mtime_ns, base::hash_hex(*bytes)};
    if (before != nullptr && !before->withdrawn && before->hash == facts.hash) {
        return Binder(touch_).put(now.mtime_ns).put(session).run();
    }
    Journal const journal = parse_journal(*bytes);
    if (asks_for_withdrawal(journal.events)) {
        if (!is_being_written(path)) { // Who records it erases it.
            to_erase_.push_back(
                new_stub(data_folder_, database_, session, WithdrawnBy::participant, std::nullopt));
        }
        return;
    }
    facts.state = name_of(journal.state);
    facts.says = to_sentence(journal);
    if (before != nullptr && journal.events.size() < before->event_count) {
        return keep_what_was_lost(session, facts, journal.events.size(), before->event_count);
    }
    auto const rows = events::derive_rows(journal.events);
    if (!rows) {
        return unreadable(journal.events.empty() ? facts.says : rows.error().what);
    }
    if (rows->header.session != session) {
        return unreadable("it is the journal of session " + rows->header.session);
    }
    writer_.put(*rows, facts);
    (before == nullptr ? report_.added : report_.updated).push_back(session);
}

void Refresher::keep_what_was_lost(std::string const& session,
                                   JournalFacts facts,
                                   std::uint64_t events,
                                   std::uint64_t held)
{
    facts.says += "; the index holds " + std::to_string(held - events) + " more and keeps them";
    Binder(mark_)
        .put(facts.says)
        .put(facts.bytes)
        .put(facts.mtime_ns)
        .put(facts.hash)
        .put(session)
        .run();
}

void Refresher::report_states()
{
    SQLite::Statement query(database_,
                            "SELECT session, participant, visit, attempt, experiment, trial_count, "
                            "outcome, journal_state, journal_says FROM session "
                            "WHERE outcome = 'unfinished' OR journal_state <> 'intact' "
                            "ORDER BY participant, visit, experiment, attempt, session");
    while (query.executeStep()) {
        Columns columns(query);
        Finding finding;
        finding.session = columns.text();
        finding.participant = columns.text();
        finding.visit = columns.number();
        finding.attempt = columns.number();
        finding.experiment = columns.text();
        finding.trials = columns.number_as<std::uint64_t>();
        bool const unfinished = columns.text() == "unfinished";
        std::string const state = columns.text();
        finding.what = columns.text();
        if (unfinished && is_being_written(journal_path(data_folder_, finding.session))) {
            report_.running.push_back(std::move(finding));
            continue; // Its last line may be half written: that is no fault.
        }
        if (state != "intact") {
            (state == "torn" ? report_.torn : report_.broken).push_back(finding);
        }
        if (unfinished) {
            report_.unfinished.push_back(std::move(finding));
        }
    }
}

} // namespace

base::Result<RefreshReport>
Store::refresh(std::function<void(std::uint64_t done, std::uint64_t total)> const& progress)
{
    return guarded<RefreshReport>(data_folder_, [&] {
        Refresher refresher(data_folder_, *database_);
        refresher.read(progress);
        return refresher.report(erase_sessions(data_folder_, *database_, refresher.to_erase()));
    });
}

} // namespace securebase::record
