// SPDX-License-Identifier: MIT
// Answers a question through keys and pointer, as the frame loop and a participant would.
#pragma once

#include "devices/virtual/input.h"
#include "devices/virtual/workshop.h"
#include "kinds/kinds.h"
#include "model/experiment.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace securebase::stage {

inline std::ostream& operator<<(std::ostream& out, Reaction reaction)
{
    constexpr char const* names[] = {"ignored", "changed", "chosen", "answered"};
    return out << names[static_cast<int>(reaction)];
}

} // namespace securebase::stage

namespace securebase::test {

inline model::Setting text(std::string words)
{
    return model::Setting{std::move(words)};
}
inline model::Setting number(double value)
{
    return model::Setting{value};
}
inline model::Setting truth(bool value)
{
    return model::Setting{value};
}
inline model::Setting texts(std::vector<std::string> const& words)
{
    model::SettingList list;
    for (std::string const& one : words) {
        list.push_back(model::Setting{one});
    }
    return model::Setting{std::move(list)};
}
inline model::Setting percent(double x, double y)
{
    return model::Setting{model::Point{{x, model::LengthUnit::percent_of_height},
                                       {y, model::LengthUnit::percent_of_height}}};
}

inline model::Settings options(std::vector<std::pair<std::string, model::Setting>> const& entries)
{
    model::Settings made;
    for (auto const& [name, value] : entries) {
        made.set(name, value);
    }
    return made;
}

/// A screen without pixels.
struct Room {
    devices::VirtualWorkshop workshop;
    std::map<std::string, std::string> texts = model::default_texts();
    std::map<std::string, model::Point> places;
    std::int32_t width = 1920;
    std::int32_t height = 1080;
    std::uint64_t seed = 1;

    stage::Scene scene()
    {
        return {workshop,
                width,
                height,
                {24, 26, 30},
                {236, 236, 236},
                height * 42 / 1000,
                texts,
                places,
                seed};
    }
};

/// One question on the screen. Every picture is shown 10 ms after what changed it, and the clock
/// stands at 1 s when the first one appears.
class Drive {
public:
    Drive(Room& room, std::string_view kind, model::Settings const& settings)
    {
        stage::Kinds const kinds = securebase::kinds::all();
        auto made = kinds.response(kind)->prepare(settings, room.scene());
        BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? "" : made.error().what));
        response_ = std::move(*made);
        show();
    }

    stage::Response& response() { return *response_; }
    stage::Answer answer() const { return response_->answer(); }
    /// Milliseconds since the first picture.
    void wait(double ms) { now_ += base::from_ms(ms); }

    stage::Reaction key(ports::Key key)
    {
        stage::Reaction const reaction = send(devices::key_press(key, now_).front());
        send(devices::key_press(key, now_).back());
        return reaction;
    }
    stage::Reaction key(std::string_view name) { return key(ports::key_named(name)); }
    /// A key or a press after a page has been looked at for a second.
    stage::Reaction turn(std::string_view name)
    {
        wait(1000);
        return key(name);
    }
    stage::Reaction turn(ports::Box const& box)
    {
        wait(1000);
        return click(box);
    }
    stage::Reaction hold(ports::Key key) { return send(devices::key_press(key, now_).front()); }
    stage::Reaction type(std::string_view words) { return send(devices::typed(words, now_)); }
    /// What an input method shows before it is done, from character `from` on.
    stage::Reaction compose(std::string_view words, std::int32_t from = 0)
    {
        ports::InputEvent event = devices::typed(words, now_);
        event.kind = ports::InputKind::composing;
        event.x = from;
        return send(event);
    }
    stage::Reaction move(std::int32_t x, std::int32_t y)
    {
        return send(devices::click(x, y, now_)[0]);
    }
    stage::Reaction down(std::int32_t x, std::int32_t y)
    {
        return send(devices::click(x, y, now_)[1]);
    }
    stage::Reaction up(std::int32_t x, std::int32_t y)
    {
        return send(devices::click(x, y, now_)[2]);
    }
    stage::Reaction click(ports::Box const& box)
    {
        std::int32_t const x = box.x + box.width / 2;
        std::int32_t const y = box.y + box.height / 2;
        move(x, y);
        stage::Reaction const reaction = down(x, y);
        up(x, y);
        return reaction;
    }

    ports::Ask ask() const
    {
        ports::Ask made;
        response_->describe(made);
        return made;
    }
    /// The offer with this value; the test fails when there is none.
    ports::Offer offer(std::string_view value) const
    {
        ports::Ask const now = ask();
        for (ports::Offer const& one : now.offers) {
            if (one.value == value) {
                return one;
            }
        }
        BOOST_FAIL("no offer " << value);
        return {};
    }

    std::vector<ports::Sprite> sprites() const
    {
        std::vector<ports::Sprite> made;
        response_->draw(made);
        return made;
    }

private:
    void show() { response_->shown(base::Timestamp::exact(now_, base::TimeSource::simulated)); }
    stage::Reaction send(ports::InputEvent event)
    {
        event.when = base::Timestamp::exact(now_, base::TimeSource::simulated);
        stage::Reaction const reaction = response_->handle(event);
        if (reaction == stage::Reaction::changed || reaction == stage::Reaction::chosen) {
            now_ += base::from_ms(10);
            show();
        }
        return reaction;
    }

    std::unique_ptr<stage::Response> response_;
    base::Instant now_ = base::instant_from_ns(1'000'000'000);
};

/// What the error says, or "fine".
inline std::string
response_error(Room& room, std::string_view kind, model::Settings const& settings)
{
    stage::Kinds const kinds = securebase::kinds::all();
    auto const made = kinds.response(kind)->prepare(settings, room.scene());
    return made ? "fine" : made.error().what;
}

/// The texts a look consists of, in the order drawn, joined by " | ".
inline std::string words_in(Room const& room, std::vector<ports::Sprite> const& sprites)
{
    std::string made;
    for (ports::Sprite const& sprite : sprites) {
        std::string_view const shown = room.workshop.shown_by(sprite.picture);
        if (!shown.empty() && shown != "bitmap") {
            made += (made.empty() ? "" : " | ") + std::string(shown);
        }
    }
    return made;
}

} // namespace securebase::test
