// SPDX-License-Identifier: MIT
// A question with options below each other.
#include "kinds/options_question.h"

#include "kinds/declare.h"

#include <algorithm>

namespace securebase::kinds {

using stage::Reaction;

OptionsLayout lay_out_options(Studio& studio, model::Settings const& options, MarkForm form)
{
    OptionsLayout made;
    made.options = texts_or_none(options, "options");
    made.is_shuffled = truth_or(options, "shuffle", false);
    made.order = shown_order(made.options.size(), made.is_shuffled, studio.scene().seed);
    made.regions = regions_for(studio, options);
    std::vector<std::string> shown;
    for (std::size_t const index : made.order) {
        shown.push_back(made.options[index]);
    }
    ports::Box const whole = made.regions.whole;
    ports::Box const body = made.regions.body;
    std::string const ask = text_or(options, "ask", "");
    std::int32_t const gap = ask.empty() ? 0 : studio.part(0.045);
    std::int32_t const words =
        ask.empty()
            ? 0
            : studio.fitted(ask, question_style(studio), whole.width, whole.height * 45 / 100)
                  .height;
    if (studio.error()) {
        return made;
    }
    ports::Box const area{body.x, 0, body.width, whole.height - words - gap};
    made.list = OptionList(studio, shown, area, form);
    made.regions = with_body(studio, made.regions, made.list.height());
    made.list.move_down(made.regions.body.y);
    return made;
}

OptionsQuestion::OptionsQuestion(Studio& studio,
                                 OptionsLayout layout,
                                 model::Settings const& options,
                                 Confirm confirm,
                                 std::string_view hint)
    : Question(studio, layout.regions, options, confirm, hint), layout_(std::move(layout))
{
    for (std::string const& one : layout_.options) {
        words_ += count_words(one);
    }
}

void OptionsQuestion::draw_body(std::vector<ports::Sprite>& out) const
{
    for (std::size_t i = 0; i < count(); ++i) {
        layout_.list.draw(out, i, is_chosen(i), is_hovered(i), shows_focus() && focus_ == i);
    }
}

std::optional<std::size_t> OptionsQuestion::target_at(std::int32_t x, std::int32_t y) const
{
    return layout_.list.at(x, y);
}

Reaction OptionsQuestion::press(std::size_t target, std::int32_t x, std::int32_t y)
{
    (void)x;
    (void)y;
    focus_ = target;
    return pick(target);
}

Reaction OptionsQuestion::move(std::ptrdiff_t by)
{
    std::size_t const to = stepped(focus_, by, count());
    if (focus_ == to) {
        return Reaction::ignored;
    }
    focus_ = to;
    return Reaction::changed;
}

Reaction OptionsQuestion::key(ports::Key key)
{
    if (auto const digit = digit_of(key)) {
        auto const place = static_cast<std::size_t>(*digit) - 1; // 0 wraps to a place too far.
        return place < count() ? press(place, 0, 0) : Reaction::ignored;
    }
    auto const column = static_cast<std::ptrdiff_t>(layout_.list.rows_per_column());
    bool const has_columns = layout_.list.columns() > 1;
    switch (key) {
    case ports::Key::up:
        return move(-1);
    case ports::Key::down:
        return move(1);
    case ports::Key::left:
        return has_columns ? move(-column) : Reaction::ignored;
    case ports::Key::right:
        return has_columns ? move(column) : Reaction::ignored;
    case ports::Key::space:
        return focus_ ? pick(*focus_) : Reaction::ignored;
    default:
        return Reaction::ignored;
    }
}

ports::Offer OptionsQuestion::offer(std::size_t place) const
{
    ports::Offer made;
    made.value = option(place);
    made.key = key_of_digit(place + 1);
    made.box = layout_.list.box(place);
    return made;
}

std::string OptionsQuestion::shown() const
{
    std::vector<std::string> order;
    for (std::size_t i = 0; i < count(); ++i) {
        order.push_back(option(i));
    }
    return layout_.is_shuffled ? json_list(order) : std::string();
}

} // namespace securebase::kinds
