// SPDX-License-Identifier: MIT
// Pairing what one input saw with what another stamped.
#include "devices/x11/merged_input.h"

#include <algorithm>
#include <optional>

namespace securebase::devices {

namespace {

using ports::InputEvent;
using ports::InputKind;

bool is_key(InputKind kind)
{
    return kind == InputKind::key_down || kind == InputKind::key_up;
}

bool is_stamped_better(InputKind kind)
{
    return is_key(kind) || kind == InputKind::pointer_down || kind == InputKind::pointer_up;
}

/// Releases may be made up by a window system that loses the keyboard; presses are not.
bool must_be_seen_by_both(InputKind kind)
{
    return kind == InputKind::key_down;
}

base::Duration gap(base::Timestamp const& a, base::Timestamp const& b)
{
    return std::max({a.earliest - b.latest, b.earliest - a.latest, base::Duration{}});
}

/// Which of two that disagree is right nobody knows: it lies in or between both. A queue that is
/// looked at cannot be wrong about when, only unsure, so main's is the likelier.
base::Timestamp hull(base::Timestamp const& main, base::Timestamp const& stamp)
{
    return base::Timestamp::about(main.likely(),
                                  std::min(main.earliest, stamp.earliest),
                                  std::max(main.latest, stamp.latest),
                                  stamp.source);
}

InputEvent mismatch_at(base::Timestamp const& when)
{
    InputEvent event;
    event.kind = InputKind::mismatch;
    event.when = when;
    return event;
}

} // namespace

MergedInput::MergedInput(ports::Input& main, ports::Input& stamps, ports::Clock& clock)
    : main_(&main), stamps_(&stamps), clock_(&clock)
{}

std::string MergedInput::describe() const
{
    return R"({"events":)" + main_->describe() + R"(,"keys_and_buttons":)" + stamps_->describe() +
           "}";
}

std::size_t MergedInput::drain(std::span<InputEvent> room) noexcept
{
    collect();
    std::size_t taken = 0;
    while (taken < room.size() && count_ > 0 && !held(0).waits) {
        Held& first = held(0);
        room[taken++] = first.event;
        if (first.disputed) {
            first.event = mismatch_at(first.event.when);
            first.disputed = false;
        } else {
            first_ = (first_ + 1) % held_capacity;
            --count_;
        }
    }
    return taken;
}

void MergedInput::wait(base::Instant until) noexcept
{
    constexpr base::Duration step = std::chrono::milliseconds(1);
    while (true) {
        collect();
        base::Instant const now = clock_->now();
        if ((count_ > 0 && !held(0).waits) || now >= until) {
            return;
        }
        if (count_ > 0) {
            stamps_->wait(std::min(until, now + step));
        } else {
            main_->wait(until);
        }
    }
}

void MergedInput::set_text_input(bool on) noexcept
{
    text_input_ = on;
    main_->set_text_input(on);
}

void MergedInput::set_pointer(bool visible) noexcept
{
    main_->set_pointer(visible);
}

void MergedInput::collect() noexcept
{
    std::array<InputEvent, 32> some{};
    // Main first: what it knows, the other usually knows too by the time it is asked.
    while (count_ + some.size() < held_capacity) {
        std::size_t const taken = main_->drain(some);
        base::Instant const now = clock_->now();
        for (std::size_t i = 0; i < taken; ++i) {
            take(some[i], now);
        }
        if (taken < some.size()) {
            break;
        }
    }
    base::Instant const now = clock_->now();
    for (std::size_t taken = stamps_->drain(some); taken > 0; taken = stamps_->drain(some)) {
        for (std::size_t i = 0; i < taken; ++i) {
            take_stamp(some[i], now);
        }
    }
    for (std::size_t i = 0; i < count_; ++i) {
        if (held(i).waits) {
            join(held(i));
        }
    }
    give_up(now);
}

void MergedInput::take(InputEvent const& event, base::Instant now) noexcept
{
    if (event.kind == InputKind::focus_lost || event.kind == InputKind::focus_gained) {
        focused_ = event.kind == InputKind::focus_gained;
        unpaired_count_ = 0; // Keys of another window.
    }
    hold({event, now, is_stamped_better(event.kind), false});
}

void MergedInput::take_stamp(InputEvent const& event, base::Instant now) noexcept
{
    if (!is_stamped_better(event.kind)) {
        hold({event, now, false, false}); // The device says that it lost something.
        return;
    }
    if (unpaired_count_ == stamp_capacity) {
        drop_stamp(0);
    }
    unpaired_[unpaired_count_++] = {event, now};
}

/// Gives an event the stamp of its twin, if that is known: of several the nearest, for one that the
/// window never saw may stand before it.
void MergedInput::join(Held& held) noexcept
{
    std::optional<std::size_t> nearest;
    for (std::size_t i = 0; i < unpaired_count_; ++i) {
        InputEvent const& twin = unpaired_[i].event;
        bool const is_twin =
            twin.kind == held.event.kind && (!is_key(twin.kind) || twin.key == held.event.key);
        if (is_twin && (!nearest || gap(twin.when, held.event.when) <
                                        gap(unpaired_[*nearest].event.when, held.event.when))) {
            nearest = i;
        }
    }
    if (nearest) {
        InputEvent const& twin = unpaired_[*nearest].event;
        held.disputed = gap(twin.when, held.event.when) > tolerance;
        held.event.when = held.disputed ? hull(held.event.when, twin.when) : twin.when;
        held.waits = false;
        drop_stamp(*nearest);
    }
}

void MergedInput::drop_stamp(std::size_t index) noexcept
{
    auto const begin = unpaired_.begin() + static_cast<std::ptrdiff_t>(index);
    std::move(begin + 1, unpaired_.begin() + static_cast<std::ptrdiff_t>(unpaired_count_), begin);
    --unpaired_count_;
}

void MergedInput::hold(Held const& held) noexcept
{
    if (count_ < held_capacity) {
        held_[(first_ + count_++) % held_capacity] = held;
        return;
    }
    // Whoever drains it is told, in place of what was held last.
    InputEvent& last = this->held(count_ - 1).event;
    last = {.kind = InputKind::lost, .when = held.event.when};
    this->held(count_ - 1).waits = false;
}

void MergedInput::give_up(base::Instant now) noexcept
{
    for (std::size_t i = 0; i < count_; ++i) {
        Held& one = held(i);
        if (one.waits && now - one.since >= patience) {
            one.waits = false;
            one.disputed = must_be_seen_by_both(one.event.kind);
        }
    }
    while (unpaired_count_ > 0 && now - unpaired_[0].since >= main_patience) {
        InputEvent const& alone = unpaired_[0].event;
        // While text is typed, an input method keeps keys to itself.
        if (focused_ && !text_input_ && must_be_seen_by_both(alone.kind)) {
            hold({mismatch_at(alone.when), now, false, false});
        }
        drop_stamp(0);
    }
}

} // namespace securebase::devices
