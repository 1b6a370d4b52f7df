// SPDX-License-Identifier: MIT
// The index of a study: opening it and asking it.
#include "record/store.h"

#include "record/files.h"
#include "record/schema.h"
#include "record/session_table.h"
#include "record/sqlite.h"
#include "record/study.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

namespace securebase::record {

namespace {

constexpr int busy_ms = 5000;
constexpr char const* facts_columns =
    "SELECT s.header, s.outcome, s.event_count, s.trial_count, s.journal_state, s.journal_says, "
    "(SELECT count(*) FROM response r WHERE r.session = s.session) FROM session s ";
constexpr char const* session_order =
    "ORDER BY s.participant, s.visit, s.experiment, s.attempt, s.started_utc, s.session";

/// SQLite would make the file readable for others; its helper files take its rights.
base::Result<void> make_private(std::string const& path)
{
    int const file =
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error("open the index", path, errno);
    }
    ::close(file);
    return {};
}

base::Result<void> throw_away(std::string const& path)
{
    for (char const* ending : {"", "-wal", "-shm"}) {
        if (::unlink((path + ending).c_str()) != 0 && errno != ENOENT) {
            return system_error("remove", path + ending, errno);
        }
    }
    return {};
}

void prepare(SQLite::Database& database, StoreMode mode)
{
    database.exec("PRAGMA foreign_keys = ON");
    database.exec("PRAGMA trusted_schema = OFF");
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (mode != StoreMode::read_only) {
        database.exec("PRAGMA journal_mode = WAL");
        database.exec("PRAGMA synchronous = FULL");
        database.exec("PRAGMA secure_delete = ON"); // Debian's default; others may differ.
    }
}

std::int32_t pragma(SQLite::Database& database, char const* name)
{
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// Makes the tables in an empty file; refuses what is not ours or too new.
base::Result<void>
settle_version(SQLite::Database& database, std::string const& path, StoreMode mode)
{
    auto const behavior = mode == StoreMode::read_only ? SQLite::TransactionBehavior::DEFERRED
                                                       : SQLite::TransactionBehavior::IMMEDIATE;
    // Two programs may find the file empty at once: one of them waits here.
    SQLite::Transaction transaction(database, behavior);
    std::int32_t const application = pragma(database, "application_id");
    std::int32_t const version = pragma(database, "user_version");
    bool const empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    bool const earlier = application == index_application_id && version < index_version;
    if (earlier && mode == StoreMode::read_only) {
        return base::Error{"'" + path + "' was made by an earlier version of the program",
                           "run 'securebase index' on this study once"};
    }
    if ((empty && application == 0 && version == 0) || earlier) {
        database.exec(drop_index_tables); // The journals hold everything that was in them.
        database.exec(index_tables);
        database.exec("PRAGMA application_id = " + std::to_string(index_application_id));
        database.exec("PRAGMA user_version = " + std::to_string(index_version));
        transaction.commit();
        return {};
    }
    if (application != index_application_id) {
        return base::Error{"'" + path + "' is a SQLite file of another program",
                           "choose another folder with --data"};
    }
    if (version > index_version) {
        return base::Error{"'" + path + "' was made by a newer version of the program (index " +
                               std::to_string(version) + ", this one knows " +
                               std::to_string(index_version) + ")",
                           "use the newer version"};
    }
    return {};
}

base::Result<std::vector<SessionFacts>> read_facts(SQLite::Statement& query)
{
    std::vector<SessionFacts> all;
    while (query.executeStep()) {
        Columns columns(query);
        auto header = events::header_from_json(columns.text());
        if (!header) {
            return header.error();
        }
        SessionFacts& facts = all.emplace_back();
        facts.header = std::move(*header);
        facts.outcome = columns.text();
        facts.event_count = columns.number_as<std::uint64_t>();
        facts.trial_count = columns.number_as<std::uint64_t>();
        facts.journal_state = columns.text();
        facts.journal_says = columns.text();
        facts.row_count = columns.number_as<std::uint64_t>();
    }
    return all;
}

} // namespace

std::string index_path(std::string const& data_folder)
{
    return data_folder + "/study.sqlite";
}

base::Error index_error(std::string const& data_folder, SQLite::Exception const& exception)
{
    int const code = exception.getErrorCode();
    bool const damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    std::string const hint =
        damaged ? "rebuild it with 'securebase index --rebuild --data " + data_folder +
                      "': nothing is lost, the journals hold everything"
        : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "wait until the other command is done"
        : code == SQLITE_FULL                          ? "free space on the disk"
                                                       : "";
    return {"the index '" + index_path(data_folder) +
                (damaged ? "' is damaged: " : "' cannot be used: ") + exception.what(),
            hint};
}

Store::Store(std::string data_folder, std::unique_ptr<SQLite::Database> database)
    : data_folder_(std::move(data_folder)), database_(std::move(database))
{}
Store::Store(Store&& other) noexcept = default;
Store& Store::operator=(Store&& other) noexcept = default;
Store::~Store() = default;

base::Result<Store> Store::open(std::string const& data_folder, StoreMode mode)
{
    if (auto const study = study_kind(data_folder); !study) {
        return study.error();
    }
    std::string const path = index_path(data_folder);
    if (mode == StoreMode::rebuild) {
        if (auto const removed = throw_away(path); !removed) {
            return removed.error();
        }
    }
    if (mode != StoreMode::read_only) {
        if (auto const made = make_private(path); !made) {
            return made.error();
        }
    }
    return guarded<Store>(data_folder, [&]() -> base::Result<Store> {
        int const flags =
            mode == StoreMode::read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
        auto database = std::make_unique<SQLite::Database>(path, flags, busy_ms);
        prepare(*database, mode);
        if (auto const settled = settle_version(*database, path, mode); !settled) {
            return settled.error();
        }
        return Store(data_folder, std::move(database));
    });
}

base::Result<std::vector<SessionFacts>> Store::sessions() const
{
    return guarded<std::vector<SessionFacts>>(data_folder_, [&] {
        SQLite::Statement query(*database_, std::string(facts_columns) + session_order);
        return read_facts(query);
    });
}

base::Result<events::SessionRows> Store::rows(std::string const& session) const
{
    return guarded<events::SessionRows>(data_folder_,
                                        [&] { return SessionReader(*database_).get(session); });
}

base::Result<void>
Store::for_each(std::function<base::Result<void>(events::SessionRows const&)> const& visit) const
{
    return guarded<void>(data_folder_, [&]() -> base::Result<void> {
        SessionReader reader(*database_);
        SQLite::Statement query(*database_,
                                std::string("SELECT s.session FROM session s ") + session_order);
        while (query.executeStep()) {
            auto const rows = reader.get(Columns(query).text());
            if (!rows) {
                return rows.error();
            }
            if (auto visited = visit(*rows); !visited) {
                return visited;
            }
        }
        return {};
    });
}

base::Result<std::uint64_t> Store::row_count() const
{
    return guarded<std::uint64_t>(data_folder_, [&] {
        return static_cast<std::uint64_t>(
            database_->execAndGet("SELECT count(*) FROM response").getInt64());
    });
}

base::Result<ColumnNames> Store::column_names() const
{
    return guarded<ColumnNames>(data_folder_, [&] {
        ColumnNames names;
        SQLite::Statement query(*database_,
                                "SELECT DISTINCT kind, name FROM session_column ORDER BY name");
        while (query.executeStep()) {
            Columns columns(query);
            bool const condition = columns.text() == "condition";
            (condition ? names.conditions : names.critical_stages).push_back(columns.text());
        }
        return names;
    });
}

base::Result<std::vector<SessionFacts>> Store::find_attempts(std::string const& participant,
                                                             std::int64_t visit,
                                                             std::string const& experiment) const
{
    return guarded<std::vector<SessionFacts>>(data_folder_, [&] {
        SQLite::Statement query(
            *database_,
            std::string(facts_columns) +
                "WHERE s.participant = ? AND s.visit = ? AND s.experiment = ? " + session_order);
        query.bind(1, participant);
        query.bind(2, visit);
        query.bind(3, experiment);
        return read_facts(query);
    });
}

base::Result<void> Store::save_scores(std::vector<Score> const& scores)
{
    return guarded<void>(data_folder_, [&] {
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        database_->exec("DELETE FROM score");
        SQLite::Statement insert(*database_,
                                 "INSERT INTO score (session, participant, visit, name, value, "
                                 "label, n, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        for (Score const& score : scores) {
            Binder(insert)
                .put(score.session.empty() ? std::nullopt : std::optional(score.session))
                .put(score.participant)
                .put(score.visit)
                .put(score.name)
                .put(score.value)
                .put(score.label)
                .put(score.n)
                .put(score.rule)
                .run();
        }
        transaction.commit();
    });
}

base::Result<std::vector<Score>> Store::scores() const
{
    return guarded<std::vector<Score>>(data_folder_, [&] {
        std::vector<Score> all;
        SQLite::Statement query(*database_,
                                "SELECT session, participant, visit, name, value, label, n, rule "
                                "FROM score ORDER BY position");
        while (query.executeStep()) {
            Columns columns(query);
            Score& score = all.emplace_back();
            score.session = columns.maybe_text().value_or("");
            score.participant = columns.text();
            score.visit = columns.number();
            score.name = columns.text();
            score.value = columns.maybe_real();
            score.label = columns.maybe_text();
            score.n = columns.maybe_number();
            score.rule = columns.text();
        }
        return all;
    });
}

} // namespace securebase::record
