// SPDX-License-Identifier: MIT
// Response: pages to read, then consent.
#include "kinds/book.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/option_list.h"
#include "kinds/question.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

/// Pages, then boxes to tick with the buttons to agree or not; without items the buttons stand
/// below the last page.
class Agree final : public stage::Response {
public:
    Agree(Studio& studio, std::string const& text, std::vector<std::string> const& items);

    void draw(std::vector<ports::Sprite>& out) const override;
    Reaction handle(ports::InputEvent const& event) override;
    void shown(base::Timestamp const& when) override { book_.shown(when); }
    stage::Answer answer() const override;
    void describe(ports::Ask& ask) const override;

private:
    /// What can be pressed on the last page: the items, then these.
    enum Place : std::size_t { back = 0, refuse = 1, consent = 2, places = 3 };

    bool is_deciding() const { return book_.is_last(); }
    bool may_agree() const { return std::ranges::count(ticked_, false) == 0; }
    bool may_go_back() const { return book_.page() > 0; }
    std::size_t place(Place which) const { return items_.size() + which; }
    std::optional<std::size_t> under(std::int32_t x, std::int32_t y) const;
    Reaction press(std::size_t target, base::Timestamp const& when);
    Reaction tick(std::size_t item);
    Reaction decide(bool agrees, base::Timestamp const& when);
    Reaction pointer(ports::InputEvent const& event);
    Reaction key(ports::InputEvent const& event);
    Reaction move(std::ptrdiff_t by);
    void draw_button(std::vector<ports::Sprite>& out, Button const& button, Place which) const;

    Book book_;
    std::vector<std::string> item_words_;
    OptionList items_;
    std::vector<bool> ticked_;
    Button agree_;
    Button refuse_;
    Look hint_;
    Look notice_;
    bool asks_for_ticks_ = false;
    bool shows_focus_ = false;
    std::optional<std::size_t> hover_;
    std::optional<std::size_t> focus_;
    std::optional<bool> agreed_;
    mutable std::vector<ports::Offer> offers_; ///< Of the last describe().
};

Agree::Agree(Studio& studio, std::string const& text, std::vector<std::string> const& items)
    : book_(studio, text, items.empty() ? 0 : 1), item_words_(items), ticked_(items.size())
{
    PageRegions const regions = page_regions(studio);
    if (!items.empty() && !studio.error()) {
        items_ = OptionList(studio, items, regions.text, MarkForm::square);
        items_.move_down((regions.text.height - items_.height()) * 4 / 10);
    }
    ports::Box const foot = regions.foot;
    std::string const yes = studio.word("agree");
    std::string const no = studio.word("disagree");
    std::int32_t const gap = studio.part(0.02);
    std::int32_t const room = foot.width - book_.back().box.width - 3 * gap;
    std::int32_t yes_width = button_width(studio, yes);
    std::int32_t no_width = button_width(studio, no);
    if (yes_width + no_width > room) { // Long words get smaller letters.
        yes_width = room * yes_width / (yes_width + no_width);
        no_width = room - yes_width;
    }
    std::int32_t const right = foot.x + foot.width;
    agree_ = make_button(
        studio, yes, {right - yes_width, foot.y, yes_width, foot.height}, ButtonSort::main);
    refuse_ = make_button(studio,
                          no,
                          {right - yes_width - gap - no_width, foot.y, no_width, foot.height},
                          ButtonSort::plain);
    hint_ = edge_line(studio,
                      studio.word(items.empty() ? "hint_decide" : "hint_agree"),
                      regions.hint,
                      studio.colors().quiet);
    notice_ = edge_line(studio, studio.word("required"), regions.hint, studio.colors().accent);
}

void Agree::draw_button(std::vector<ports::Sprite>& out, Button const& button, Place which) const
{
    bool const off = which == consent && !may_agree();
    bool const focused = shows_focus_ && focus_ == place(which);
    button.draw(out,
                off                      ? ButtonState::off
                : hover_ == place(which) ? ButtonState::hover
                                         : ButtonState::idle,
                focused);
}

void Agree::draw(std::vector<ports::Sprite>& out) const
{
    if (!is_deciding()) {
        book_.draw(out);
        return;
    }
    book_.draw_text(out);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        items_.draw(out, i, ticked_[i], hover_ == i, shows_focus_ && focus_ == i);
    }
    if (may_go_back()) {
        draw_button(out, book_.back(), back);
    }
    draw_button(out, refuse_, refuse);
    draw_button(out, agree_, consent);
    append(out, asks_for_ticks_ ? notice_ : hint_);
}

Reaction Agree::handle(ports::InputEvent const& event)
{
    if (is_deciding()) {
        return event.kind == ports::InputKind::key_down ? key(event) : pointer(event);
    }
    switch (book_.handle(event)) {
    case Turn::none:
        return Reaction::ignored;
    case Turn::turned:
        hover_.reset();
        focus_.reset();
        return Reaction::changed;
    case Turn::changed:
    case Turn::past_end:
        break;
    }
    return Reaction::changed;
}

std::optional<std::size_t> Agree::under(std::int32_t x, std::int32_t y) const
{
    if (agree_.box.contains(x, y)) {
        return place(consent);
    }
    if (refuse_.box.contains(x, y)) {
        return place(refuse);
    }
    if (may_go_back() && book_.back().box.contains(x, y)) {
        return place(back);
    }
    return items_.at(x, y);
}

Reaction Agree::pointer(ports::InputEvent const& event)
{
    if (event.kind == ports::InputKind::pointer_move) {
        auto const before = hover_;
        hover_ = under(event.x, event.y);
        return hover_ == before ? Reaction::ignored : Reaction::changed;
    }
    if (event.kind != ports::InputKind::pointer_down) {
        return Reaction::ignored;
    }
    shows_focus_ = false;
    hover_ = under(event.x, event.y);
    return hover_ ? press(*hover_, event.when) : Reaction::ignored;
}

Reaction Agree::tick(std::size_t item)
{
    focus_ = item;
    ticked_[item] = !ticked_[item];
    asks_for_ticks_ = asks_for_ticks_ && !may_agree();
    return Reaction::changed;
}

Reaction Agree::decide(bool agrees, base::Timestamp const& when)
{
    if (agrees && !may_agree()) {
        asks_for_ticks_ = true;
        return Reaction::changed;
    }
    if (book_.turn(true, when) != Turn::past_end) {
        return Reaction::ignored;
    }
    agreed_ = agrees;
    return Reaction::answered;
}

Reaction Agree::press(std::size_t target, base::Timestamp const& when)
{
    if (target < items_.size()) {
        return tick(target);
    }
    if (target == place(back)) {
        return book_.turn(false, when) == Turn::turned ? Reaction::changed : Reaction::ignored;
    }
    return decide(target == place(consent), when);
}

Reaction Agree::move(std::ptrdiff_t by)
{
    auto const lowest = static_cast<std::ptrdiff_t>(
        items_.size() == 0 && !may_go_back() ? place(refuse) : std::size_t{0});
    auto const highest = static_cast<std::ptrdiff_t>(place(consent));
    std::ptrdiff_t to = by > 0 ? lowest : highest;
    if (focus_) {
        to = static_cast<std::ptrdiff_t>(*focus_) + by;
        if (to == static_cast<std::ptrdiff_t>(place(back)) && !may_go_back()) {
            to += by;
        }
        to = std::clamp(to, lowest, highest);
    }
    shows_focus_ = true;
    focus_ = static_cast<std::size_t>(to);
    return Reaction::changed;
}

Reaction Agree::key(ports::InputEvent const& event)
{
    using ports::Key;
    if (auto const digit = digit_of(event.key)) {
        auto const item = static_cast<std::size_t>(*digit) - 1; // 0 wraps to an item too far.
        return item < items_.size() ? tick(item) : Reaction::ignored;
    }
    switch (event.key) {
    case Key::up:
    case Key::left:
        return move(-1);
    case Key::down:
    case Key::right:
    case Key::tab:
        return move(1);
    case Key::backspace:
    case Key::page_up:
        return may_go_back() ? press(place(back), event.when) : Reaction::ignored;
    case Key::space:
        return focus_ ? press(*focus_, event.when) : Reaction::ignored;
    case Key::enter:
    case Key::keypad_enter:
        return focus_ && *focus_ >= items_.size() ? press(*focus_, event.when)
                                                  : decide(true, event.when);
    default:
        return Reaction::ignored;
    }
}

stage::Answer Agree::answer() const
{
    stage::Answer answer = text_answer(agreed_.value_or(false) ? "yes" : "no");
    answer.parts_ms = book_.parts_ms();
    return answer;
}

void Agree::describe(ports::Ask& ask) const
{
    if (!is_deciding()) {
        book_.describe(ask);
        return;
    }
    offers_.clear();
    ask.words = book_.words();
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (!ticked_[i]) {
            ports::Offer offer;
            offer.value = item_words_[i];
            offer.key = key_of_digit(i + 1);
            offer.box = items_.box(i);
            offers_.push_back(std::move(offer));
            ask.words += count_words(item_words_[i]);
        }
    }
    ask.kind = ports::AskKind::tick;
    if (offers_.empty()) {
        ask.kind = ports::AskKind::press;
        ports::Offer yes;
        yes.value = "yes";
        yes.box = agree_.box;
        yes.key = focus_ && *focus_ >= items_.size() ? ports::Key::none : ports::Key::enter;
        ports::Offer no;
        no.value = "no";
        no.box = refuse_.box;
        offers_ = {std::move(yes), std::move(no)};
    }
    ask.offers = offers_;
}

class AgreeKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl AgreeKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "agree";
    decl.doc = "Pages of text, then boxes to tick, then agreement or refusal.";
    decl.value_option = "text";
    decl.options = {
        required("text", OptionType::page, "Markdown, as for pages."),
        optional("items",
                 OptionType::text_list,
                 "",
                 "Statements that must all be ticked before agreeing is possible."),
    };
    decl.answer = "text: yes or no";
    decl.draws_itself = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> AgreeKind::prepare(model::Settings const& options,
                                                                  stage::Scene const& scene) const
{
    Studio studio(scene);
    return made_in<Agree>(studio, text_or(options, "text", ""), texts_or_none(options, "items"));
}

} // namespace

Response agree_response()
{
    return std::make_unique<AgreeKind>();
}

} // namespace securebase::kinds
