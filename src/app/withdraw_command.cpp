// SPDX-License-Identifier: MIT
// `securebase withdraw`: sessions are erased for good.
#include "app/commands.h"
#include "app/say.h"
#include "app/scored_study.h"
#include "app/wall_clock.h"
#include "record/copies.h"
#include "record/store.h"
#include "record/study.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <vector>

namespace securebase::app {

namespace {

enum class State : std::uint8_t {
    kept,      ///< Nothing was done to it.
    withdrawn, ///< Only the stub is there, now or from before.
    failed,    ///< It could not be erased, or not all of it.
};

/// A session that is to be erased; what nobody knows of it stays empty.
struct Target {
    std::string session;
    std::optional<record::SessionFacts> facts;
    State state = State::kept;
    std::string why; ///< When failed.
};

std::vector<std::string> identifiers(std::vector<Target> const& targets)
{
    std::vector<std::string> sessions;
    for (Target const& target : targets) {
        sessions.push_back(target.session);
    }
    return sessions;
}

base::Result<std::vector<Target>> targets_of_session(WithdrawArguments const& arguments,
                                                     std::vector<record::SessionFacts> const& all)
{
    std::string const& session = arguments.session;
    if (!record::is_session_id(session)) {
        return base::Error{"'" + session + "' is no session: it needs 32 hexadecimal digits", ""};
    }
    Target target{session, std::nullopt, State::kept, ""};
    if (record::has_stub(arguments.data, session)) {
        auto const stub = record::read_stub(arguments.data, session);
        target.state = stub && stub->erased ? State::withdrawn : State::kept;
        return std::vector{target};
    }
    auto const found = std::ranges::find_if(
        all, [&](record::SessionFacts const& facts) { return facts.header.session == session; });
    if (found != all.end()) {
        target.facts = *found;
    }
    auto const journals = record::list_sessions(arguments.data);
    if (!target.facts && !std::ranges::binary_search(journals, session)) {
        return base::Error{"there is no session '" + session + "' in '" + arguments.data + "'",
                           "--participant CODE shows the sessions of a person"};
    }
    return std::vector{target};
}

base::Result<std::vector<Target>>
targets_of_participant(WithdrawArguments const& arguments,
                       std::vector<record::SessionFacts> const& all)
{
    std::vector<Target> targets;
    for (record::SessionFacts const& facts : all) {
        bool const wanted = facts.header.participant == arguments.participant &&
                            (!arguments.visit || facts.header.visit == *arguments.visit);
        if (wanted) {
            targets.push_back({facts.header.session, facts, State::kept, ""});
        }
    }
    if (targets.empty()) {
        return base::Error{
            "there is no session of '" + arguments.participant + "'" +
                (arguments.visit ? ", visit " + std::to_string(*arguments.visit) : "") + " in '" +
                arguments.data + "'",
            "check the code; journals that cannot be read are only found with "
            "--session; what was withdrawn before has no code any more"};
    }
    return targets;
}

std::string_view name_of(State state)
{
    switch (state) {
    case State::kept:
        return "kept";
    case State::withdrawn:
        return "withdrawn";
    case State::failed:
        break;
    }
    return "failed";
}

nlohmann::json to_json(WithdrawArguments const& arguments,
                       std::vector<Target> const& targets,
                       std::vector<std::string> const& copies)
{
    nlohmann::json sessions = nlohmann::json::array();
    for (Target const& target : targets) {
        nlohmann::json one{{"session", target.session}, {"state", name_of(target.state)}};
        // Once it is erased, this output must not hold what the study no longer does.
        if (target.facts && target.state != State::withdrawn) {
            one["participant"] = target.facts->header.participant;
            one["experiment"] = target.facts->header.experiment;
            one["visit"] = target.facts->header.visit;
            one["attempt"] = target.facts->header.attempt;
            one["started_utc"] = target.facts->header.started_utc;
            one["outcome"] = target.facts->outcome;
            one["trials"] = target.facts->trial_count;
        }
        if (!target.why.empty()) {
            one["why"] = target.why;
        }
        sessions.push_back(std::move(one));
    }
    return {{"data", arguments.data},
            {"yes", arguments.yes},
            {"sessions", sessions},
            {"still_in", copies},
            {"exports_changed", false}};
}

std::string to_line(Target const& target)
{
    if (!target.facts) {
        return "  " + target.session + "  (nothing more can be read of it)\n";
    }
    events::Header const& header = target.facts->header;
    return "  " + target.session + "  " + header.participant + ", visit " +
           std::to_string(header.visit) + ", attempt " + std::to_string(header.attempt) + ", " +
           header.experiment + ", " + header.started_utc.substr(0, 10) + ", " +
           target.facts->outcome + ", " + std::to_string(target.facts->trial_count) + " trials\n";
}

void tell_copies(WithdrawArguments const& arguments, std::vector<std::string> const& copies)
{
    std::cout << "tables already exported are not changed; ";
    if (copies.empty()) {
        std::cout << "none was found in " << arguments.data
                  << " (elsewhere nothing was searched)\n";
        return;
    }
    std::cout << "these files, and what was exported with them, still hold it (elsewhere nothing "
                 "was searched):\n";
    for (std::string const& path : copies) {
        std::cout << "  " << path << '\n';
    }
}

ExitCode refuse(WithdrawArguments const& arguments,
                std::vector<Target> const& targets,
                std::vector<std::string> const& copies)
{
    if (arguments.json) {
        std::cout << to_json(arguments, targets, copies).dump(2) << '\n';
    } else {
        std::cout << "would be erased from " << arguments.data << ", for good:\n";
        for (Target const& target : targets) {
            std::cout << to_line(target);
        }
        tell_copies(arguments, copies);
    }
    return failed({"nothing was erased", "repeat it with --yes"}, ExitCode::refused);
}

void erase(WithdrawArguments const& arguments, record::Store& store, Target& target)
{
    if (target.state == State::withdrawn) {
        return;
    }
    auto const erased = store.withdraw(target.session, record::WithdrawnBy::command, utc_today());
    target.state = erased ? State::withdrawn : State::failed;
    if (!erased) {
        target.why = erased.error().what;
        (void)failed({target.session + " of " + arguments.data + ": " + erased.error().what,
                      erased.error().hint});
    }
}

ExitCode tell_erased(WithdrawArguments const& arguments,
                     std::vector<Target> const& targets,
                     std::vector<std::string> const& copies)
{
    auto const failures = std::ranges::count(targets, State::failed, &Target::state);
    if (arguments.json) {
        std::cout << to_json(arguments, targets, copies).dump(2) << '\n';
    } else {
        auto const erased = targets.size() - static_cast<std::size_t>(failures);
        std::cout << withdrawn_line(erased);
        tell_copies(arguments, copies);
    }
    return failures == 0 ? ExitCode::done : ExitCode::world_failed;
}

} // namespace

ExitCode withdraw(WithdrawArguments const& arguments)
{
    auto store = record::Store::open(arguments.data, record::StoreMode::read_write);
    if (!store) {
        return failed(store.error());
    }
    if (auto const report = refresh(*store); !report) {
        return failed(report.error());
    }
    auto const all = store->sessions();
    if (!all) {
        return failed(all.error());
    }
    auto targets = arguments.participant.empty() ? targets_of_session(arguments, *all)
                                                 : targets_of_participant(arguments, *all);
    if (!targets) {
        return failed(targets.error(), ExitCode::faults);
    }
    for (Target const& target : *targets) {
        if (record::is_being_written(record::journal_path(arguments.data, target.session))) {
            return failed({"session " + target.session + " is being recorded at this moment",
                           "stop it first (Esc held for a second)"},
                          ExitCode::refused);
        }
    }
    auto const copies = record::find_copies(arguments.data, identifiers(*targets));
    bool const anything_left = std::ranges::any_of(
        *targets, [](Target const& target) { return target.state == State::kept; });
    if (!arguments.yes && anything_left) {
        return refuse(arguments, *targets, copies);
    }
    for (Target& target : *targets) {
        erase(arguments, *store, target);
    }
    return tell_erased(arguments, *targets, copies);
}

} // namespace securebase::app
