// SPDX-License-Identifier: MIT
// One virtual participant.
#include "bots/mind.h"

#include "base/assert.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace securebase::bots {

namespace {

using ports::AskKind;
using ports::InputEvent;
using ports::InputKind;

constexpr base::Duration key_held = base::from_ms(70);
constexpr double ms_per_word = 240;
/// A question above a rating is taken in at a glance after the first few.
constexpr double ms_per_word_of_rating = 90;
constexpr double lapse_ms = 20'000;

/// The names an expression of the profile may use, for one question.
class View final : public model::Bindings {
public:
    View(std::map<std::string, double, std::less<>> const& traits, ports::Ask const& ask)
        : traits_(traits), ask_(ask)
    {}

    model::Value value_of(std::string_view name) const override
    {
        if (auto const trait = traits_.find(name); trait != traits_.end()) {
            return model::Value(trait->second);
        }
        for (auto const& [condition, text] : ask_.conditions) {
            if (condition == name) {
                auto const number = base::parse_number(text);
                return number ? model::Value(*number) : model::Value(text);
            }
        }
        if (name == "stage") {
            return model::Value(std::string(ask_.stage));
        }
        if (name == "part") {
            return model::Value(std::string(ask_.part));
        }
        return name == "trial" ? model::Value(std::string(ask_.trial_name)) : model::Value();
    }

private:
    std::map<std::string, double, std::less<>> const& traits_;
    ports::Ask const& ask_;
};

InputEvent event(InputKind kind, base::Instant at)
{
    InputEvent made;
    made.kind = kind;
    made.when = base::Timestamp::exact(at, base::TimeSource::simulated);
    return made;
}

std::string_view condition(ports::Ask const& ask, std::string_view name)
{
    auto const found = std::ranges::find(
        ask.conditions, name, [](auto const& entry) { return std::string_view(entry.first); });
    return found == ask.conditions.end() ? std::string_view() : std::string_view(found->second);
}

bool is_empty(ports::Offer const& offer)
{
    return offer.key == ports::Key::none && offer.box == ports::Box{};
}

} // namespace

Mind::Mind(Profile const& profile, std::uint64_t seed, std::uint64_t person)
    : profile_(profile), random_(base::mix(seed, "person"), std::to_string(person))
{
    for (Trait const& trait : profile.traits) {
        traits_[trait.name] = trait.mean + trait.sd * random_.normal();
    }
}

bool Mind::can_do(ports::Offer const& offer) const
{
    return profile_.hands == Hands::keys ? !is_button(offer.key) : offer.box != ports::Box{};
}

double Mind::thinking_ms(double usual)
{
    return std::max(
        120.0, usual * (0.75 + 0.12 * random_.normal()) + usual * 0.25 * random_.exponential());
}

double Mind::reaction_ms(ports::Ask const& ask)
{
    View const view(traits_, ask);
    double mean = profile_.rt.mu;
    for (Effect const& effect : profile_.effects) {
        if (effect.where.holds(view)) {
            auto const add = effect.add.evaluate(view);
            mean += add.number() != nullptr ? *add.number() : 0.0;
        }
    }
    double const drawn =
        mean + profile_.rt.sigma * random_.normal() + profile_.rt.tau * random_.exponential();
    return std::max(150.0, drawn);
}

double Mind::rating(ports::Ask const& ask)
{
    View const view(traits_, ask);
    double mean = 0.5;
    double sd = 0.25;
    for (Rating const& rating : profile_.ratings) {
        if (rating.where.holds(view)) {
            auto const value = rating.mean.evaluate(view);
            mean = value.number() != nullptr ? *value.number() : 0.5;
            sd = rating.sd;
            break;
        }
    }
    double const drawn = std::clamp(mean + sd * random_.normal(), 0.0, 1.0);
    return condition(ask, "reverse") == "yes" ? 1.0 - drawn : drawn;
}

ports::Offer const& Mind::nearest(ports::Ask const& ask, double position) const
{
    return *std::ranges::min_element(ask.offers, {}, [&](ports::Offer const& offer) {
        return std::abs(offer.position - position);
    });
}

ports::Offer const& Mind::pick(ports::Ask const& ask)
{
    bool const has_choice =
        std::ranges::any_of(ask.offers, [&](ports::Offer const& offer) { return can_do(offer); });
    std::vector<ports::Offer const*> right;
    std::vector<ports::Offer const*> others;
    for (ports::Offer const& offer : ask.offers) {
        if (can_do(offer) || !has_choice) {
            (offer.value == ask.correct ? right : others).push_back(&offer);
        }
    }
    if (!right.empty() && (others.empty() || random_.uniform() < profile_.rt.accuracy)) {
        return *right.front();
    }
    // Without a right answer any is as good as another; a wrong one is drawn.
    return *others[static_cast<std::size_t>(random_.below(others.size()))];
}

std::vector<InputEvent>
Mind::do_offer(ports::Offer const& offer, double along, base::Instant at) const
{
    std::vector<InputEvent> events;
    bool const by_key = offer.key != ports::Key::none && !is_button(offer.key);
    if (by_key && (profile_.hands == Hands::keys || offer.box == ports::Box{})) {
        events = {event(InputKind::key_down, at), event(InputKind::key_up, at + key_held)};
        events[0].key = events[1].key = offer.key;
        return events;
    }
    SECUREBASE_ASSERT(offer.box != ports::Box{}, "an offer can be pressed or touched");
    events = {event(InputKind::pointer_move, at),
              event(InputKind::pointer_down, at),
              event(InputKind::pointer_up, at + key_held)};
    for (InputEvent& one : events) {
        if (one.kind != InputKind::pointer_move) {
            one.key = is_button(offer.key) ? offer.key : ports::Key::mouse_left;
        }
        one.x = offer.box.x +
                static_cast<std::int32_t>(along * static_cast<double>(offer.box.width - 1));
        one.y = offer.box.y + offer.box.height / 2;
    }
    return events;
}

std::vector<InputEvent> Mind::act(ports::Ask const& ask)
{
    auto const after = [&](double ms) {
        return std::max(ask.since + base::from_ms(ms), ask.since + ask.least_turn);
    };
    double const reading = ms_per_word * static_cast<double>(ask.words);
    double const glance = ms_per_word_of_rating * static_cast<double>(ask.words);
    bool const agrees = ask.part_kind == "consent";
    switch (ask.kind) {
    case AskKind::press:
        if (agrees) {
            auto const yes = std::ranges::find(ask.offers, "yes", &ports::Offer::value);
            return do_offer(
                yes == ask.offers.end() ? ask.offers.front() : *yes, 0.5, after(thinking_ms(900)));
        }
        if (ask.part_kind == "block" || ask.part_kind == "practice") {
            // Whoever lapses answers far too late; where there is a limit the question is closed by
            // then.
            double const lapse = random_.uniform() < profile_.rt.lapse ? lapse_ms : 0.0;
            double const ms = lapse + reaction_ms(ask);
            return do_offer(pick(ask), 0.5, ask.opened + base::from_ms(ms));
        }
        return do_offer(pick(ask), 0.5, after(thinking_ms(1200 + reading)));
    case AskKind::rate:
        return do_offer(nearest(ask, rating(ask)), 0.5, after(thinking_ms(1200 + glance)));
    case AskKind::slide:
        return do_offer(ask.offers.front(), rating(ask), after(thinking_ms(1500 + glance)));
    case AskKind::tick:
        if (!ask.offers.empty() && (agrees || is_empty(ask.confirm) || random_.uniform() < 0.4)) {
            return do_offer(
                agrees ? ask.offers.front() : pick(ask), 0.5, after(thinking_ms(700 + reading)));
        }
        return do_offer(ask.confirm, 0.5, after(thinking_ms(500)));
    case AskKind::type: {
        InputEvent typed = event(InputKind::text, after(thinking_ms(2500)));
        ports::set_text(typed, "virtual answer");
        return {typed};
    }
    case AskKind::turn:
        return do_offer(ask.confirm, 0.5, after(thinking_ms(300 + reading)));
    case AskKind::done:
        return do_offer(ask.confirm, 0.5, after(thinking_ms(350)));
    }
    return {};
}

} // namespace securebase::bots
