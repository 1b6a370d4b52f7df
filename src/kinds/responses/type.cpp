// SPDX-License-Identifier: MIT
// Response: a typed text.
#include "base/text.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/flow.h"
#include "kinds/question.h"
#include "kinds/text_field.h"
#include "ports/wrap.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;
using ports::Key;
using stage::Reaction;

constexpr std::size_t near_the_limit = 20;
constexpr double letters_em = 0.9;

/// Where the field and what stands below it are.
struct FieldLayout {
    Regions regions;
    ports::Box field;
    ports::Box inner; ///< For the letters.
    std::int32_t text_size = 0;
};

FieldLayout lay_out_field(Studio& studio, model::Settings const& options)
{
    FieldLayout made;
    auto const lines = static_cast<std::int32_t>(whole_or(options, "lines", 1));
    std::int32_t const padding = studio.part(0.016);
    std::int32_t const below = studio.em(0.6) * 3 / 2; // The number of characters left.
    Regions const regions = regions_for(studio, options);
    std::int32_t const most = regions.whole.height * 6 / 10;
    made.text_size = studio.em(letters_em);
    while (ports::line_height(made.text_size) * lines + 2 * padding + below > most &&
           made.text_size > studio.em(0.5)) {
        --made.text_size;
    }
    std::int32_t const inner_height = ports::line_height(made.text_size) * lines;
    std::int32_t const height = std::max(inner_height + 2 * padding, studio.part(0.07));
    made.regions = with_body(studio, regions, height + below);
    ports::Box const body = made.regions.body;
    std::int32_t const width = std::min(body.width, made.text_size * 30);
    made.field = {body.x + (body.width - width) / 2, body.y, width, height};
    made.inner = {made.field.x + 3 * padding / 2,
                  made.field.y + (height - inner_height) / 2,
                  width - 3 * padding,
                  inner_height};
    return made;
}

class Type final : public Question {
public:
    Type(Studio studio, FieldLayout const& layout, model::Settings const& options);

    stage::Answer answer() const override { return text_answer(text_.trimmed()); }
    bool wants_text() const override { return true; }
    /// Of the pictures made beforehand.
    std::optional<base::Error> const& error() const { return studio_.error(); }

protected:
    void draw_body(std::vector<ports::Sprite>& out) const override;
    bool is_answered() const override { return base::count_code_points(text_.trimmed()) >= least_; }
    bool is_done() const override { return text_.size() > 0 && is_answered(); }
    std::optional<std::size_t> target_at(std::int32_t x, std::int32_t y) const override;
    Reaction press(std::size_t target, std::int32_t x, std::int32_t y) override;
    Reaction key(Key key) override;
    void key_up(Key key) override;
    Reaction enter() override;
    Reaction typed(std::string_view utf8) override;
    Reaction composed(std::size_t from, std::string_view utf8) override;
    Key confirm_key() const override { return is_long_ ? Key::none : Key::enter; }
    void describe_body(ports::Ask& ask) const override { ask.kind = ports::AskKind::type; }

private:
    Reaction after_edit(bool changed);
    Reaction after_move(bool moved);
    void lay_out();

    Studio studio_; ///< Typed text is drawn as it comes; nothing here is timed.
    ports::Box box_;
    Look field_;
    Look left_field_; ///< While the button has the focus.
    Look placeholder_;
    TypedText text_;
    std::u32string composition_; ///< Of an input method, at the caret.
    TextField shown_;
    Look left_;
    std::size_t least_;
    bool is_long_;
    bool control_ = false;
};

Type::Type(Studio studio, FieldLayout const& layout, model::Settings const& options)
    : Question(studio,
               layout.regions,
               options,
               Confirm::by_hand,
               whole_or(options, "lines", 1) > 1 ? "hint_type_lines" : "hint_type"),
      studio_(std::move(studio)), box_(layout.field),
      text_(static_cast<std::size_t>(whole_or(options, "most", 200))),
      shown_(layout.inner, layout.text_size),
      least_(static_cast<std::size_t>(whole_or(options, "least", 0))),
      is_long_(whole_or(options, "lines", 1) > 1)
{
    Palette const& colors = studio_.colors();
    std::int32_t const line = std::max(2, studio_.part(0.0025));
    field_ = studio_.panel(box_, {colors.panel, colors.accent, line, studio_.part(0.014)});
    left_field_ = studio_.panel(box_, {colors.panel, colors.groove, line, studio_.part(0.014)});
    std::string const placeholder = text_or(options, "placeholder", "");
    if (!placeholder.empty()) {
        ports::Picture const picture =
            studio_.fitted(placeholder,
                           {layout.text_size, colors.quiet, ports::Align::left},
                           layout.inner.width,
                           layout.inner.height);
        std::int32_t const room = layout.inner.width - picture.width;
        std::int32_t const x = reads_right_to_left(placeholder) ? room : 0;
        placeholder_.push_back(at(picture, layout.inner.x + x, layout.inner.y));
    }
    if (!studio_.error()) {
        lay_out();
    }
}

void Type::lay_out()
{
    shown_.lay_out(studio_, text_, composition_);
    left_.clear();
    if (text_.left() <= near_the_limit && text_.size() > 0) {
        ports::Picture const number =
            studio_.text(std::to_string(text_.left()), {studio_.em(0.6), studio_.colors().quiet});
        left_.push_back(at(number,
                           box_.x + box_.width - number.width,
                           box_.y + box_.height + studio_.part(0.006)));
    }
    studio_.forget_error();
}

void Type::draw_body(std::vector<ports::Sprite>& out) const
{
    append(out, next_has_focus() ? left_field_ : field_);
    if (text_.size() == 0 && composition_.empty()) {
        append(out, placeholder_);
    }
    append(out, shown_.look());
    append(out, left_);
}

std::optional<std::size_t> Type::target_at(std::int32_t x, std::int32_t y) const
{
    return box_.contains(x, y) ? std::optional<std::size_t>(0) : std::nullopt;
}

Reaction Type::press(std::size_t target, std::int32_t x, std::int32_t y)
{
    (void)target;
    (void)x;
    (void)y;
    return Reaction::changed; // The caret is in the field already.
}

Reaction Type::after_edit(bool changed)
{
    if (!changed) {
        return Reaction::ignored;
    }
    set_next_focus(false);
    lay_out();
    return Reaction::chosen;
}

Reaction Type::after_move(bool moved)
{
    if (!moved) {
        return Reaction::ignored;
    }
    lay_out();
    return Reaction::changed;
}

Reaction Type::typed(std::string_view utf8)
{
    if (next_has_focus()) {
        return Reaction::ignored;
    }
    if (utf8 == "\b") {
        return after_edit(text_.erase_before());
    }
    if (utf8 == "\x7F") {
        return after_edit(text_.erase_after());
    }
    composition_.clear();
    return after_edit(text_.insert(utf8));
}

Reaction Type::composed(std::size_t from, std::string_view utf8)
{
    auto const more = base::code_points(utf8);
    if (composition_.empty() && more.empty()) {
        return Reaction::ignored;
    }
    composition_.resize(std::min(from, composition_.size()));
    composition_.append(more.begin(), more.end());
    lay_out();
    return Reaction::changed;
}

Reaction Type::enter()
{
    if (!is_long_ || control_ || next_has_focus()) {
        return confirm();
    }
    return after_edit(text_.insert("\n"));
}

Reaction Type::key(Key key)
{
    switch (key) {
    case Key::left_control:
    case Key::right_control:
        control_ = true;
        return Reaction::ignored;
    case Key::tab:
        set_next_focus(!next_has_focus());
        return Reaction::changed;
    case Key::space:
        return next_has_focus() ? confirm() : Reaction::ignored;
    case Key::backspace:
        return after_edit(control_ ? text_.erase_word_before() : text_.erase_before());
    case Key::delete_forward:
        return after_edit(text_.erase_after());
    case Key::left:
        return after_move(text_.move_left());
    case Key::right:
        return after_move(text_.move_right());
    case Key::home:
        return after_move(text_.move_to_begin());
    case Key::end:
        return after_move(text_.move_to_end());
    default:
        return Reaction::ignored;
    }
}

void Type::key_up(Key key)
{
    if (key == Key::left_control || key == Key::right_control) {
        control_ = false;
    }
}

class TypeKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl TypeKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "type";
    decl.doc = "A typed text.";
    decl.value_option = "lines";
    decl.options = {
        with_range(optional("lines",
                            OptionType::integer,
                            "1",
                            "Height of the field in lines, from 1 to 12; in a field of several "
                            "lines Enter begins a new one."),
                   1,
                   12),
        with_range(
            optional(
                "least", OptionType::integer, "0", "How many characters there must be at least."),
            0,
            2000),
        with_range(optional("most",
                            OptionType::integer,
                            "200",
                            "How many characters there may be at most, up to 2000."),
                   1,
                   2000),
        optional("placeholder", OptionType::text, "", "Faint words in the empty field."),
        position_option(),
    };
    decl.answer = "text: what was typed, without spaces at its ends";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> TypeKind::prepare(model::Settings const& options,
                                                                 stage::Scene const& scene) const
{
    std::int64_t const least = whole_or(options, "least", 0);
    std::int64_t const most = whole_or(options, "most", 200);
    if (least > most) {
        return base::Error{"a text of at least " + std::to_string(least) +
                               " characters cannot have at most " + std::to_string(most),
                           "make 'least' smaller"};
    }
    Studio studio(scene);
    FieldLayout const layout = lay_out_field(studio, options);
    if (studio.error()) {
        return *studio.error();
    }
    auto response = std::make_unique<Type>(std::move(studio), layout, options);
    if (response->error()) {
        return *response->error();
    }
    return std::unique_ptr<stage::Response>(std::move(response));
}

} // namespace

Response type_response()
{
    return std::make_unique<TypeKind>();
}

} // namespace securebase::kinds
