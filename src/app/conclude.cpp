// SPDX-License-Identifier: MIT
// The end of a session: what is kept of it.
#include "app/conclude.h"

#include "app/say.h"
#include "app/scored_study.h"
#include "app/wall_clock.h"
#include "events/rows.h"
#include "record/journal.h"
#include "record/store.h"
#include "record/study.h"

#include <iostream>

namespace securebase::app {

namespace {

base::Result<void> erase(std::string const& data_folder, std::string const& session)
{
    auto store = record::Store::open(data_folder, record::StoreMode::read_write);
    if (!store) {
        return store.error();
    }
    return store->withdraw(session, record::WithdrawnBy::participant, utc_today());
}

ExitCode conclude_withdrawn(std::string const& data_folder, std::string const& session)
{
    if (auto const erased = erase(data_folder, session); !erased) {
        return failed({"withdrawn, but the session could not be erased: " + erased.error().what,
                       (erased.error().hint.empty() ? "" : erased.error().hint + "; ") +
                           "then 'securebase withdraw --data " + data_folder + " --session " +
                           session + " --yes'"},
                      ExitCode::world_failed);
    }
    std::cout << "withdrawn: nothing of this session was kept\n"
              << "(that it took place is noted, without code and answers, in "
              << record::stub_path(data_folder, session) << ")\n";
    return ExitCode::done;
}

/// What the session can support, read from its journal as any later reader would.
void tell_support(std::string const& data_folder, std::string const& session)
{
    auto const journal = record::read_journal(record::journal_path(data_folder, session));
    auto const rows = journal ? events::derive_rows(journal->events)
                              : base::Result<events::SessionRows>(journal.error());
    std::cout << (rows ? support_line(report::support_facts(*rows))
                       : "timing: not known, for the journal cannot be read: " + rows.error().what +
                             '\n');
}

std::string trials(std::uint32_t count)
{
    return std::to_string(count) + (count == 1 ? " trial" : " trials");
}

std::string repeated(stage::Ending const& ending)
{
    return ending.trials_repeated == 0
               ? std::string()
               : " (" + trials(ending.trials_repeated) + " once more: timing was missed)";
}

} // namespace

ExitCode
conclude(std::string const& data_folder, events::Header const& header, stage::Ending const& ending)
{
    if (ending.outcome == stage::Outcome::withdrawn) {
        return conclude_withdrawn(data_folder, header.session);
    }
    if (ending.outcome == stage::Outcome::failed) {
        return failed({ending.why, "what was saved before is kept; see 'securebase score'"},
                      ExitCode::world_failed);
    }
    std::cout << header.participant << ", visit " << header.visit << ": "
              << stage::name_of(ending.outcome);
    if (ending.outcome == stage::Outcome::complete) {
        std::cout << ", " << ending.trials_done << " of " << ending.trials_planned << " trials"
                  << repeated(ending) << ", all saved in " << data_folder << '\n';
    } else {
        std::cout << "; kept: " << trials(ending.trials_done) << " of " << ending.trials_planned
                  << repeated(ending) << ", in " << data_folder << '\n';
    }
    tell_support(data_folder, header.session);
    return ExitCode::done;
}

} // namespace securebase::app
