// SPDX-License-Identifier: MIT
// Response: a rating anywhere on a line.
#include "kinds/anchors.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/question.h"

#include <algorithm>
#include <cmath>

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

constexpr double whole_line = 100.0;
constexpr double small_step = 1.0;
constexpr double large_step = 10.0;

class Vas final : public Question {
public:
    Vas(Studio& studio, model::Settings const& options);

    stage::Answer answer() const override { return number_answer(*value_); }

protected:
    void draw_body(std::vector<ports::Sprite>& out) const override;
    bool is_answered() const override { return value_.has_value(); }
    std::optional<std::size_t> target_at(std::int32_t x, std::int32_t y) const override;
    Reaction press(std::size_t target, std::int32_t x, std::int32_t y) override;
    Reaction drag(std::int32_t x, std::int32_t y) override;
    Reaction release() override;
    Reaction key(ports::Key key) override;
    void key_up(ports::Key key) override;
    void describe_body(ports::Ask& ask) const override;

private:
    void make_labels(Studio& studio, model::Settings const& options, ports::Box const& body);
    double value_at(std::int32_t x) const;
    Reaction set(double value);
    Reaction step(double by);

    ports::Box line_;   ///< One pixel of its width for each end and what lies between.
    ports::Box hit_;    ///< Where touching counts as touching the line.
    Look fixed_;        ///< Line, ends and words.
    Look handle_;       ///< At x 0.
    Look handle_ring_;  ///< At x 0.
    ports::Color done_; ///< Of the line left of the handle.
    std::optional<double> value_;
    std::optional<double> drag_from_; ///< The value when the button went down.
    bool dragging_ = false;
    bool shift_ = false;
    std::vector<ports::Offer> offers_;
};

Vas::Vas(Studio& studio, model::Settings const& options)
    : Question(studio, regions_for(studio, options), options, Confirm::by_hand, "hint_slide"),
      done_(studio.colors().accent)
{
    Palette const& colors = studio.colors();
    ports::Box const body = regions_for(studio, options).body;
    std::int32_t const thick = std::max(3, studio.part(0.006));
    std::int32_t const width = std::min(body.width * 8 / 10, studio.part(1.1));
    std::int32_t const middle = body.y + studio.part(0.05);
    line_ = {body.x + (body.width - width) / 2, middle - thick / 2, width, thick};
    std::int32_t const reach = studio.part(0.04);
    hit_ = {line_.x - reach, middle - reach, width + 2 * reach, 2 * reach};
    std::int32_t const end = studio.part(0.032);
    fixed_ = {fill(line_, colors.groove),
              fill({line_.x - thick / 2, middle - end / 2, thick, end}, colors.groove),
              fill({line_.x + width - thick / 2, middle - end / 2, thick, end}, colors.groove)};
    make_labels(studio, options, body);
    std::int32_t const size = studio.part(0.044);
    ports::Box const handle = centered_box(0, middle, size, size);
    handle_ = studio.disc(handle, colors.accent);
    handle_ring_ = studio.focus_ring(handle, size / 2);
    ports::Offer offer;
    offer.box = line_;
    offers_.push_back(offer);
}

void Vas::make_labels(Studio& studio, model::Settings const& options, ports::Box const& body)
{
    std::int32_t const top = line_.y + studio.part(0.05);
    ports::Box const area{body.x, top, body.width, body.y + body.height - top};
    append(fixed_, anchors(studio, options, line_.x, line_.x + line_.width, area));
    for (char const* name : {"low", "middle", "high"}) {
        words_ += count_words(text_or(options, name, ""));
    }
}

void Vas::draw_body(std::vector<ports::Sprite>& out) const
{
    append(out, fixed_);
    if (!value_) {
        return;
    }
    auto const along =
        static_cast<std::int32_t>(std::lround(*value_ / whole_line * (line_.width - 1)));
    out.push_back(fill({line_.x, line_.y, along, line_.height}, done_));
    auto const draw = [&](Look const& look) {
        for (ports::Sprite sprite : look) {
            sprite.box.x += line_.x + along;
            out.push_back(sprite);
        }
    };
    draw(handle_);
    if (shows_focus()) {
        draw(handle_ring_);
    }
}

std::optional<std::size_t> Vas::target_at(std::int32_t x, std::int32_t y) const
{
    return hit_.contains(x, y) ? std::optional<std::size_t>(0) : std::nullopt;
}

/// To one decimal.
double Vas::value_at(std::int32_t x) const
{
    double const share = static_cast<double>(x - line_.x) / static_cast<double>(line_.width - 1);
    return std::round(std::clamp(share, 0.0, 1.0) * whole_line * 10.0) / 10.0;
}

Reaction Vas::set(double value)
{
    if (value_ == value) {
        return Reaction::ignored;
    }
    value_ = value;
    return Reaction::chosen;
}

Reaction Vas::press(std::size_t target, std::int32_t x, std::int32_t y)
{
    (void)target;
    (void)y;
    dragging_ = true;
    Reaction const reaction = set(value_at(x));
    drag_from_ = value_;
    return reaction == Reaction::ignored ? Reaction::changed : reaction;
}

/// What is passed over on the way is no answer; the place where the handle is let go is.
Reaction Vas::drag(std::int32_t x, std::int32_t y)
{
    (void)y;
    return dragging_ && set(value_at(x)) == Reaction::chosen ? Reaction::changed
                                                             : Reaction::ignored;
}

Reaction Vas::release()
{
    bool const moved = dragging_ && value_ != drag_from_;
    dragging_ = false;
    return moved ? Reaction::chosen : Reaction::ignored;
}

/// The first step leaves the middle.
Reaction Vas::step(double by)
{
    double const from = value_.value_or(whole_line / 2);
    return set(std::clamp(std::round((from + by) * 10.0) / 10.0, 0.0, whole_line));
}

Reaction Vas::key(ports::Key key)
{
    double const size = shift_ ? large_step : small_step;
    switch (key) {
    case ports::Key::left_shift:
    case ports::Key::right_shift:
        shift_ = true;
        return Reaction::ignored;
    case ports::Key::left:
    case ports::Key::down:
        return step(-size);
    case ports::Key::right:
    case ports::Key::up:
        return step(size);
    case ports::Key::page_down:
        return step(-large_step);
    case ports::Key::page_up:
        return step(large_step);
    case ports::Key::home:
        return set(0.0);
    case ports::Key::end:
        return set(whole_line);
    case ports::Key::space:
        return confirm();
    default:
        return Reaction::ignored;
    }
}

void Vas::key_up(ports::Key key)
{
    if (key == ports::Key::left_shift || key == ports::Key::right_shift) {
        shift_ = false;
    }
}

void Vas::describe_body(ports::Ask& ask) const
{
    ask.kind = ports::AskKind::slide;
    ask.offers = offers_;
}

class VasKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl VasKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "vas";
    decl.doc = "A rating anywhere on a line.";
    decl.options = {
        optional("low", OptionType::text, "", "Words under the left end."),
        optional("middle", OptionType::text, "", "Words under the middle."),
        optional("high", OptionType::text, "", "Words under the right end."),
        position_option(),
    };
    decl.answer = "number: 0 at the left end to 100 at the right end, one decimal";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> VasKind::prepare(model::Settings const& options,
                                                                stage::Scene const& scene) const
{
    Studio studio(scene);
    return made_in<Vas>(studio, options);
}

} // namespace

Response vas_response()
{
    return std::make_unique<VasKind>();
}

} // namespace securebase::kinds
