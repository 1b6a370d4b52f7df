// SPDX-License-Identifier: MIT
// The grammar of faults, and how each is made to happen.
#include "devices/virtual/faults.h"

#include "base/assert.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace securebase::devices {

namespace {

struct Named {
    FaultKind kind;
    std::string_view name;
    std::string_view form; ///< As written, for messages.
};

constexpr std::array<Named, 11> all_faults{
    {{FaultKind::late, "late", "late=N"},
     {FaultKind::early, "early", "early"},
     {FaultKind::discard, "discard", "discard"},
     {FaultKind::stall, "stall", "stall=Nms"},
     {FaultKind::key_during_stall, "key_during_stall", "key_during_stall=Nms"},
     {FaultKind::key_before_onset, "key_before_onset", "key_before_onset"},
     {FaultKind::lost_input, "lost_input", "lost_input"},
     {FaultKind::focus_lost, "focus_lost", "focus_lost"},
     {FaultKind::msc_jump, "msc_jump", "msc_jump=N"},
     {FaultKind::clock_step, "clock_step", "clock_step=Nms"},
     {FaultKind::mismatch, "mismatch", "mismatch"}}};

constexpr double most_frames = 1000;
constexpr double most_ms = 10'000;

std::string forms()
{
    std::string text;
    for (Named const& one : all_faults) {
        text += (text.empty() ? "" : ", ") + std::string(one.form);
    }
    return text;
}

base::Error wrong(std::string_view text, std::string const& what)
{
    return {"'" + std::string(text) + "': " + what,
            "write FAULT@trialT or FAULT@trialT.STAGE, such as late=2@trial7; faults: " + forms()};
}

/// A whole number from 1 to `most`.
std::optional<double> amount_of(std::string_view text, double most)
{
    auto const number = base::parse_number(text);
    bool const fits = number && *number >= 1 && *number <= most && *number == std::floor(*number);
    return fits ? number : std::nullopt;
}

bool counts_refreshes(FaultKind kind)
{
    return kind == FaultKind::late || kind == FaultKind::msc_jump;
}

bool takes_amount(FaultKind kind)
{
    return counts_refreshes(kind) || kind == FaultKind::stall ||
           kind == FaultKind::key_during_stall || kind == FaultKind::clock_step;
}

/// Refreshes, else milliseconds with their unit.
std::optional<double> read_amount(FaultKind kind, std::string_view amount)
{
    if (counts_refreshes(kind)) {
        return amount_of(amount, most_frames);
    }
    if (!amount.ends_with("ms")) {
        return std::nullopt;
    }
    amount.remove_suffix(2);
    return amount_of(amount, most_ms);
}

} // namespace

std::string_view name_of(FaultKind kind)
{
    return all_faults.at(static_cast<std::size_t>(kind)).name;
}

base::Result<Fault> parse_fault(std::string_view text)
{
    auto const at = text.find('@');
    std::string_view const what = text.substr(0, at);
    std::string_view const name = what.substr(0, what.find('='));
    auto const named = std::ranges::find(all_faults, name, &Named::name);
    if (named == all_faults.end()) {
        return wrong(text, "there is no fault '" + std::string(name) + "'");
    }
    Fault fault;
    fault.kind = named->kind;
    std::string_view const amount =
        name == what ? std::string_view() : what.substr(name.size() + 1);
    if (takes_amount(fault.kind)) {
        auto const read = read_amount(fault.kind, amount);
        if (!read) {
            return wrong(text,
                         std::string(name) + (counts_refreshes(fault.kind)
                                                  ? " takes whole refreshes, 1 to 1000"
                                                  : " takes whole milliseconds, 1ms to 10000ms"));
        }
        fault.amount = *read;
    } else if (name != what) {
        return wrong(text, std::string(name) + " takes no amount");
    }
    std::string_view place = at == std::string_view::npos ? "" : text.substr(at + 1);
    if (!place.starts_with("trial")) {
        return wrong(text, "it does not say at which trial");
    }
    place.remove_prefix(5);
    auto const dot = place.find('.');
    auto const trial = amount_of(place.substr(0, dot), 1e9);
    if (!trial) {
        return wrong(text, "trials count from 1");
    }
    fault.trial = static_cast<std::uint32_t>(*trial);
    if (dot != std::string_view::npos) {
        fault.stage = place.substr(dot + 1);
        if (fault.stage.empty()) {
            return wrong(text, "a stage has a name");
        }
    }
    return fault;
}

FaultDesk::FaultDesk(VirtualClock& clock,
                     VirtualDisplay& display,
                     Inject inject,
                     StepClock step_clock,
                     std::vector<Fault> faults)
    : clock_(clock), display_(display), inject_(std::move(inject)),
      step_clock_(std::move(step_clock)), faults_(std::move(faults))
{
    SECUREBASE_ASSERT(
        std::ranges::none_of(faults_, [](Fault const& fault) { return fault.stage.empty(); }),
        "faults know their stage");
}

void FaultDesk::about_to_show(std::uint32_t trial, std::string_view stage) noexcept
{
    for (Fault const& fault : faults_) {
        if (fault.trial == trial && fault.stage == stage) {
            ++happened_;
            before(fault);
        }
    }
}

void FaultDesk::has_shown(std::uint32_t trial,
                          std::string_view stage,
                          base::Timestamp const& said) noexcept
{
    static_cast<void>(said);
    for (Fault const& fault : faults_) {
        if (fault.trial == trial && fault.stage == stage) {
            after(fault);
        }
    }
}

void FaultDesk::report(ports::InputKind kind, base::Instant when)
{
    ports::InputEvent event;
    event.kind = kind;
    event.when = base::Timestamp::exact(when, base::TimeSource::simulated);
    if (kind == ports::InputKind::key_down || kind == ports::InputKind::key_up) {
        event.key = ports::Key::f12;
    }
    inject_(event);
}

void FaultDesk::press(base::Instant when)
{
    report(ports::InputKind::key_down, when);
    report(ports::InputKind::key_up, when + base::from_ms(1));
}

void FaultDesk::before(Fault const& fault)
{
    switch (fault.kind) {
    case FaultKind::late:
        display_.befall({.late = static_cast<std::int32_t>(fault.amount)});
        break;
    case FaultKind::early:
        display_.befall({.late = -1});
        break;
    case FaultKind::msc_jump:
        display_.befall({.jump = static_cast<std::int64_t>(fault.amount)});
        break;
    case FaultKind::discard:
        display_.befall({.discarded = true});
        break;
    case FaultKind::stall:
        clock_.advance(base::from_ms(fault.amount));
        break;
    case FaultKind::key_during_stall:
        press(clock_.now() + base::from_ms(fault.amount / 2));
        clock_.advance(base::from_ms(fault.amount));
        break;
    case FaultKind::key_before_onset:
        press(clock_.now());
        break;
    case FaultKind::clock_step:
        step_clock_(base::from_ms(fault.amount));
        break;
    default:
        break;
    }
}

void FaultDesk::after(Fault const& fault)
{
    // Within the trial, however short its stages are.
    base::Instant const soon = clock_.now() + std::chrono::microseconds(100);
    switch (fault.kind) {
    case FaultKind::lost_input:
        report(ports::InputKind::lost, soon);
        break;
    case FaultKind::focus_lost:
        report(ports::InputKind::focus_lost, soon);
        report(ports::InputKind::focus_gained, soon + std::chrono::microseconds(100));
        break;
    case FaultKind::mismatch:
        report(ports::InputKind::mismatch, soon);
        break;
    default:
        break;
    }
}

} // namespace securebase::devices
