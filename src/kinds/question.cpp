// SPDX-License-Identifier: MIT
// What ratings, choices and typed answers have in common.
#include "kinds/question.h"

#include "base/text.h"
#include "events/json_members.h"
#include "kinds/declare.h"

#include <algorithm>
#include <limits>

namespace securebase::kinds {

namespace {

using ports::Box;
using ports::InputKind;
using ports::Key;
using stage::Reaction;

constexpr std::size_t on_next = std::numeric_limits<std::size_t>::max();

/// Between the words above and the body, of the screen's height.
constexpr double ask_gap = 0.045;

Box band(Studio const& studio, double top, double bottom)
{
    stage::Scene const& scene = studio.scene();
    std::int32_t const width = studio.column_width();
    std::int32_t const y = scene.part_of_height(top);
    return {(scene.width - width) / 2, y, width, scene.part_of_height(bottom) - y};
}

} // namespace

Regions regions_for(Studio& studio, model::Settings const& options)
{
    bool const has_ask = !text_or(options, "ask", "").empty();
    std::string const position = text_or(options, "position", has_ask ? "middle" : "lower");
    Regions made;
    if (position == "middle") {
        made.ask = has_ask ? band(studio, 0.08, 0.44) : band(studio, 0.2, 0.2);
        made.body = has_ask ? band(studio, 0.5, 0.775) : band(studio, 0.4, 0.775);
    } else {
        made.ask = has_ask ? band(studio, 0.5, 0.61) : band(studio, 0.55, 0.55);
        made.body = has_ask ? band(studio, 0.635, 0.775) : band(studio, 0.57, 0.775);
    }
    made.whole = made.ask;
    made.whole.height = made.body.y + made.body.height - made.ask.y;
    Box const next = band(studio, 0.825, 0.825);
    std::int32_t const width = button_width(studio, studio.word("next"));
    made.next = {(studio.scene().width - width) / 2, next.y, width, button_height(studio)};
    made.hint = band(studio, 0.93, 0.975);
    return made;
}

Regions with_body(Studio& studio, Regions regions, std::int32_t height)
{
    std::int32_t const bottom = regions.body.y + regions.body.height;
    if (height <= regions.body.height) {
        return regions;
    }
    std::int32_t const gap = studio.part(ask_gap);
    regions.body = {regions.body.x, bottom - height, regions.body.width, height};
    if (regions.ask.height > 0) {
        regions.ask.height = regions.body.y - gap - regions.ask.y;
    }
    if (regions.body.y < regions.whole.y || regions.ask.height < 0) {
        studio.fail({"the question does not fit the screen", "make text_size smaller"});
    }
    return regions;
}

TextStyle question_style(Studio const& studio)
{
    return {studio.em(), studio.colors().text};
}

Question::Confirm Question::confirm_of(model::Settings const& options)
{
    return truth_or(options, "confirm", true) ? Confirm::by_hand : Confirm::at_once;
}

Question::Question(Studio& studio,
                   Regions const& regions,
                   model::Settings const& options,
                   Confirm confirm,
                   std::string_view hint)
    : confirm_(confirm)
{
    Palette const& colors = studio.colors();
    std::string const ask = text_or(options, "ask", "");
    words_ = count_words(ask);
    if (!ask.empty()) {
        ports::Picture const picture =
            studio.fitted(ask, question_style(studio), regions.ask.width, regions.ask.height);
        ask_.push_back(at(picture,
                          regions.ask.x + (regions.ask.width - picture.width) / 2,
                          regions.ask.y + regions.ask.height - picture.height));
    }
    hint_ = edge_line(studio, studio.word(hint), regions.hint, colors.quiet);
    notice_ = edge_line(studio, studio.word("required"), regions.hint, colors.accent);
    if (confirms()) {
        next_ = make_button(studio, studio.word("next"), regions.next, ButtonSort::main);
    }
}

void Question::draw(std::vector<ports::Sprite>& out) const
{
    append(out, ask_);
    draw_body(out);
    if (confirms()) {
        ButtonState const state = !is_answered()                         ? ButtonState::off
                                  : hover_ == on_next || next_has_focus_ ? ButtonState::hover
                                                                         : ButtonState::idle;
        next_.draw(out, state, next_has_focus_);
    }
    append(out, asks_for_answer_ ? notice_ : hint_);
}

Reaction Question::handle(ports::InputEvent const& event)
{
    switch (event.kind) {
    case InputKind::pointer_move:
        return pointer_moved(event.x, event.y);
    case InputKind::pointer_down:
        return pointer_pressed(event.x, event.y);
    case InputKind::pointer_up:
        return release();
    case InputKind::key_down:
        return key_pressed(event.key);
    case InputKind::key_up:
        key_up(event.key);
        return Reaction::ignored;
    case InputKind::text:
        return text_typed(event.utf8.data());
    case InputKind::composing:
        return composed(static_cast<std::size_t>(event.x), event.utf8.data());
    case InputKind::quit:
    case InputKind::focus_lost:
    case InputKind::focus_gained:
    case InputKind::lost:
    case InputKind::mismatch:
        break;
    }
    return Reaction::ignored;
}

std::optional<std::size_t> Question::under(std::int32_t x, std::int32_t y) const
{
    if (confirms() && next_.box.contains(x, y)) {
        return on_next;
    }
    return target_at(x, y);
}

Reaction Question::pointer_moved(std::int32_t x, std::int32_t y)
{
    Reaction const dragged = drag(x, y);
    auto const now = under(x, y);
    bool const moved = now != hover_;
    hover_ = now;
    return dragged != Reaction::ignored ? dragged : moved ? Reaction::changed : Reaction::ignored;
}

Reaction Question::pointer_pressed(std::int32_t x, std::int32_t y)
{
    shows_focus_ = false;
    next_has_focus_ = false;
    auto const target = under(x, y);
    if (!target) {
        return Reaction::ignored;
    }
    hover_ = target;
    if (*target == on_next) {
        return confirm();
    }
    Reaction const reaction = press(*target, x, y);
    asks_for_answer_ = asks_for_answer_ && reaction != Reaction::chosen;
    return reaction;
}

Reaction Question::key_pressed(ports::Key key)
{
    Reaction const reaction = is_enter(key) ? enter() : this->key(key);
    shows_focus_ = shows_focus_ || reaction != Reaction::ignored;
    asks_for_answer_ = asks_for_answer_ && reaction != Reaction::chosen;
    return reaction;
}

Reaction Question::text_typed(std::string_view utf8)
{
    Reaction const reaction = typed(utf8);
    asks_for_answer_ = asks_for_answer_ && reaction != Reaction::chosen;
    return reaction;
}

Reaction Question::confirm()
{
    if (is_answered()) {
        return Reaction::answered;
    }
    asks_for_answer_ = true;
    return Reaction::changed;
}

Reaction Question::made_choice() const
{
    return confirms() ? Reaction::chosen : Reaction::answered;
}

Reaction Question::drag(std::int32_t x, std::int32_t y)
{
    (void)x;
    (void)y;
    return Reaction::ignored;
}

Reaction Question::release()
{
    return Reaction::ignored;
}

Reaction Question::typed(std::string_view utf8)
{
    (void)utf8;
    return Reaction::ignored;
}

Reaction Question::composed(std::size_t from, std::string_view utf8)
{
    (void)from;
    (void)utf8;
    return Reaction::ignored;
}

ports::Offer Question::next_offer() const
{
    ports::Offer offer;
    offer.key = confirm_key();
    offer.box = next_.box;
    return offer;
}

void Question::describe(ports::Ask& ask) const
{
    ask.words = words_;
    if (confirms() && is_done()) {
        ask.kind = ports::AskKind::done;
        ask.confirm = next_offer();
        return;
    }
    describe_body(ask);
}

std::size_t stepped(std::optional<std::size_t> from, std::ptrdiff_t by, std::size_t count)
{
    auto const last = static_cast<std::ptrdiff_t>(count) - 1;
    std::ptrdiff_t const to = !from ? (by > 0 ? 0 : last) : static_cast<std::ptrdiff_t>(*from) + by;
    return static_cast<std::size_t>(std::clamp(to, std::ptrdiff_t{0}, last));
}

std::optional<int> digit_of(Key key)
{
    auto const code = static_cast<int>(key);
    for (Key const one : {Key::digit_1, Key::keypad_1}) {
        int const distance = code - static_cast<int>(one);
        if (distance >= 0 && distance <= 9) {
            return distance == 9 ? 0 : distance + 1;
        }
    }
    return std::nullopt;
}

Key key_of_digit(std::size_t digit)
{
    if (digit > 9) {
        return Key::none;
    }
    auto const first = static_cast<std::uint16_t>(Key::digit_1);
    auto const step = static_cast<std::uint16_t>(digit == 0 ? 9 : digit - 1);
    return static_cast<Key>(first + step);
}

bool is_enter(Key key)
{
    return key == Key::enter || key == Key::keypad_enter;
}

Look edge_line(Studio& studio, std::string_view words, Box const& box, ports::Color color)
{
    if (words.empty()) {
        return {};
    }
    ports::Picture const picture =
        studio.fitted(words, {studio.em(0.6), color}, box.width, box.height);
    return {centered(picture, box)};
}

stage::Answer text_answer(std::string const& text)
{
    stage::Answer answer;
    events::append_json_text(answer.value, text);
    answer.plain = text;
    return answer;
}

stage::Answer number_answer(double number)
{
    stage::Answer answer;
    answer.value = base::format_number(number);
    answer.plain = answer.value;
    answer.number = number;
    return answer;
}

std::string json_list(std::vector<std::string> const& texts)
{
    std::string json = "[";
    for (std::string const& text : texts) {
        json += json.size() > 1 ? "," : "";
        events::append_json_text(json, text);
    }
    return json + "]";
}

stage::Answer list_answer(std::vector<std::string> chosen)
{
    stage::Answer answer;
    answer.value = json_list(chosen);
    answer.plain = base::join(chosen, "|");
    answer.chosen = std::move(chosen);
    return answer;
}

} // namespace securebase::kinds
