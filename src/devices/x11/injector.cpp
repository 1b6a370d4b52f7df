// SPDX-License-Identifier: MIT
// The thread that moves the keys.
#include "devices/x11/injector.h"

#include "devices/x11/keyboard.h"
#include "devices/x11/keycodes.h"

#include <algorithm>
#include <bitset>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace securebase::devices {

namespace {

using ports::InputKind;

// Both are CLOCK_MONOTONIC with GNU libraries.
std::chrono::steady_clock::time_point to_steady(base::Instant when)
{
    return std::chrono::steady_clock::time_point(
        std::chrono::nanoseconds(when.time_since_epoch().count()));
}

base::Instant now()
{
    auto const since = std::chrono::steady_clock::now().time_since_epoch();
    return base::instant_from_ns(
        std::chrono::duration_cast<std::chrono::nanoseconds>(since).count());
}

bool is_release(ports::InputEvent const& event)
{
    return event.kind == InputKind::key_up || event.kind == InputKind::pointer_up;
}

bool a_hand_can_do(ports::InputEvent const& event)
{
    switch (event.kind) {
    case InputKind::key_down:
    case InputKind::key_up:
        return keycode_of(event.key) != 0;
    case InputKind::pointer_down:
    case InputKind::pointer_up:
    case InputKind::pointer_move:
    case InputKind::text:
        return true;
    default:
        return false;
    }
}

} // namespace

/// What the thread and its owner share. The keyboard and what is held belong to the thread alone.
struct Injector::Hand {
    explicit Hand(XKeyboard opened) : keyboard(std::move(opened)) {}

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<ports::InputEvent> coming; ///< By time.
    std::vector<DoneAct> done;
    bool stopping = false;

    XKeyboard keyboard;
    std::bitset<256> held;
    std::optional<ports::Key> button_held;
    std::thread thread;

    void run();
    void act(ports::InputEvent const& event);
    void point_at(ports::InputEvent const& event) { keyboard.move_pointer(event.x, event.y); }
    void let_go();
};

void Injector::Hand::run()
{
    std::unique_lock lock(mutex);
    while (!stopping) {
        if (coming.empty()) {
            changed.wait(lock);
            continue;
        }
        base::Instant const due = coming.front().when.likely();
        if (now() < due) {
            changed.wait_until(lock, to_steady(due));
            continue;
        }
        ports::InputEvent const event = coming.front();
        coming.erase(coming.begin());
        lock.unlock();
        base::Instant const before = now();
        act(event);
        base::Instant const after = now();
        lock.lock();
        done.push_back({event, before, after});
    }
    let_go();
}

void Injector::Hand::act(ports::InputEvent const& event)
{
    auto const key = static_cast<std::size_t>(event.key) % held.size();
    switch (event.kind) {
    case InputKind::key_down:
        held.set(key);
        keyboard.move_key(event.key, true);
        break;
    case InputKind::key_up:
        if (held.test(key)) { // Not when pressing it was cancelled.
            held.reset(key);
            keyboard.move_key(event.key, false);
        }
        break;
    case InputKind::pointer_down:
        point_at(event);
        button_held = event.key;
        keyboard.move_button(event.key, true);
        break;
    case InputKind::pointer_up:
        if (button_held) {
            point_at(event);
            keyboard.move_button(*button_held, false);
            button_held.reset();
        }
        break;
    case InputKind::pointer_move:
        point_at(event);
        break;
    case InputKind::text:
        keyboard.type(event.utf8.data());
        break;
    default:
        break;
    }
}

void Injector::Hand::let_go()
{
    for (std::size_t key = 0; key < held.size(); ++key) {
        if (held.test(key)) {
            keyboard.move_key(static_cast<ports::Key>(key), false);
        }
    }
    if (button_held) {
        keyboard.move_button(*button_held, false);
    }
}

Injector::Injector(std::unique_ptr<Hand> hand) : hand_(std::move(hand))
{
    hand_->thread = std::thread([hand = hand_.get()] { hand->run(); });
}

Injector::Injector(Injector&& other) noexcept = default;

Injector& Injector::operator=(Injector&& other) noexcept
{
    std::swap(hand_, other.hand_);
    return *this;
}

Injector::~Injector()
{
    if (hand_) {
        {
            std::scoped_lock const lock(hand_->mutex);
            hand_->stopping = true;
        }
        hand_->changed.notify_all();
        hand_->thread.join();
    }
}

base::Result<Injector> Injector::open(std::string const& display)
{
    auto keyboard = XKeyboard::open(display);
    if (!keyboard) {
        return keyboard.error();
    }
    return Injector(std::make_unique<Hand>(*std::move(keyboard)));
}

void Injector::schedule(std::vector<ports::InputEvent> const& events)
{
    {
        std::scoped_lock const lock(hand_->mutex);
        std::ranges::copy_if(events, std::back_inserter(hand_->coming), a_hand_can_do);
        std::ranges::stable_sort(
            hand_->coming, {}, [](ports::InputEvent const& event) { return event.when.likely(); });
    }
    hand_->changed.notify_all();
}

void Injector::cancel()
{
    std::scoped_lock const lock(hand_->mutex);
    std::erase_if(hand_->coming, [](ports::InputEvent const& event) { return !is_release(event); });
}

std::size_t Injector::left() const
{
    std::scoped_lock const lock(hand_->mutex);
    return hand_->coming.size();
}

std::vector<DoneAct> Injector::done() const
{
    std::scoped_lock const lock(hand_->mutex);
    return hand_->done;
}

} // namespace securebase::devices
