// SPDX-License-Identifier: MIT
// Response: a rating on a row of numbered points.
#include "kinds/anchors.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/question.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

constexpr std::int64_t usual_points = 7;

/// Where the points of a row are.
struct Row {
    std::size_t count = 0;
    std::int32_t side = 0;  ///< Of one point.
    std::int32_t pitch = 0; ///< From one middle to the next.
    std::int32_t first = 0; ///< Middle of the first.
    std::int32_t top = 0;

    std::int32_t middle(std::size_t point) const
    {
        return first + pitch * static_cast<std::int32_t>(point);
    }
    ports::Box box(std::size_t point) const { return {middle(point) - side / 2, top, side, side}; }
};

Row row_in(Studio const& studio, ports::Box const& body, std::size_t count)
{
    auto const number = static_cast<std::int32_t>(count);
    std::int32_t const widest = body.width / number;
    Row row;
    row.count = count;
    row.side = std::min(studio.part(0.085), widest * 9 / 10);
    row.pitch = std::clamp(body.width * 6 / 10 / (number - 1), row.side * 3 / 2, row.side * 3);
    row.pitch = std::min(row.pitch, widest);
    row.first = body.x + body.width / 2 - row.pitch * (number - 1) / 2;
    row.top = body.y + studio.part(0.01);
    return row;
}

class Likert final : public Question {
public:
    Likert(Studio& studio, model::Settings const& options, std::size_t points, std::int64_t least);

    stage::Answer answer() const override
    {
        return number_answer(static_cast<double>(least_ + static_cast<std::int64_t>(*chosen_)));
    }

protected:
    void draw_body(std::vector<ports::Sprite>& out) const override;
    bool is_answered() const override { return chosen_.has_value(); }
    std::optional<std::size_t> target_at(std::int32_t x, std::int32_t y) const override;
    Reaction press(std::size_t target, std::int32_t x, std::int32_t y) override;
    Reaction key(ports::Key key) override;
    Reaction enter() override;
    void describe_body(ports::Ask& ask) const override
    {
        ask.kind = ports::AskKind::rate;
        ask.offers = offers_;
    }

private:
    struct Point {
        ports::Box hit;
        Look idle;
        Look hover;
        Look chosen;
        Look ring;
    };

    void make_point(Studio& studio, Row const& row, std::size_t point);
    void make_labels(Studio& studio,
                     model::Settings const& options,
                     Row const& row,
                     ports::Box const& body);
    Reaction choose(std::size_t point);
    Reaction move(std::ptrdiff_t by);

    std::int64_t least_ = 1;
    std::vector<Point> points_;
    std::vector<ports::Offer> offers_;
    Look labels_;
    std::optional<std::size_t> chosen_;
    std::optional<std::size_t>
        focus_; ///< Where the arrows are; the choice, once it needs confirming.
};

Likert::Likert(Studio& studio,
               model::Settings const& options,
               std::size_t points,
               std::int64_t least)
    : Question(studio, regions_for(studio, options), options, confirm_of(options), "hint_rate"),
      least_(least)
{
    ports::Box const body = regions_for(studio, options).body;
    Row const row = row_in(studio, body, points);
    for (std::size_t i = 0; i < points; ++i) {
        make_point(studio, row, i);
    }
    make_labels(studio, options, row, body);
}

void Likert::make_point(Studio& studio, Row const& row, std::size_t point)
{
    Palette const& colors = studio.colors();
    ports::Box const box = row.box(point);
    std::int64_t const value = least_ + static_cast<std::int64_t>(point);
    std::string const number = std::to_string(value);
    std::int32_t const size = std::min(studio.em(0.9), row.side * 6 / 10);
    std::int32_t const radius = row.side / 4;
    auto const look = [&](ports::Color under, TextStyle const& style) {
        Look made = studio.panel(box, {under, under, 0, radius});
        made.push_back(centered(studio.text(number, style), box));
        return made;
    };
    TextStyle const plain{size, colors.text};
    Point made;
    made.hit = {
        row.middle(point) - row.pitch / 2, box.y - row.side / 4, row.pitch, row.side * 3 / 2};
    made.idle = look(colors.panel, plain);
    made.hover = look(colors.panel_hover, plain);
    made.chosen = look(colors.accent, {size, colors.accent_text, ports::Align::center, true});
    made.ring = studio.focus_ring(box, radius);
    points_.push_back(std::move(made));

    ports::Offer offer;
    offer.value = number;
    offer.key = value >= 0 ? key_of_digit(static_cast<std::size_t>(value)) : ports::Key::none;
    offer.box = box;
    offer.position = static_cast<double>(point) / static_cast<double>(row.count - 1);
    offers_.push_back(std::move(offer));
}

void Likert::make_labels(Studio& studio,
                         model::Settings const& options,
                         Row const& row,
                         ports::Box const& body)
{
    ports::Box area = body;
    area.y = row.top + row.side + studio.part(0.018);
    area.height = body.y + body.height - area.y;
    std::vector<std::string> const labels = texts_or_none(options, "labels");
    for (std::size_t i = 0; i < labels.size(); ++i) {
        area.width = row.pitch * 94 / 100;
        append(labels_, anchor(studio, labels[i], row.middle(i), area));
        words_ += count_words(labels[i]);
    }
    if (labels.empty()) {
        labels_ = anchors(studio, options, row.first, row.middle(row.count - 1), area);
        for (char const* name : {"low", "middle", "high"}) {
            words_ += count_words(text_or(options, name, ""));
        }
    }
}

void Likert::draw_body(std::vector<ports::Sprite>& out) const
{
    for (std::size_t i = 0; i < points_.size(); ++i) {
        Point const& point = points_[i];
        append(out, chosen_ == i ? point.chosen : is_hovered(i) ? point.hover : point.idle);
        if (shows_focus() && focus_ == i) {
            append(out, point.ring);
        }
    }
    append(out, labels_);
}

std::optional<std::size_t> Likert::target_at(std::int32_t x, std::int32_t y) const
{
    auto const found =
        std::ranges::find_if(points_, [&](Point const& point) { return point.hit.contains(x, y); });
    return found == points_.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - points_.begin()));
}

Reaction Likert::choose(std::size_t point)
{
    focus_ = point;
    if (chosen_ == point && confirms()) {
        return Reaction::changed;
    }
    chosen_ = point;
    return made_choice();
}

Reaction Likert::press(std::size_t target, std::int32_t x, std::int32_t y)
{
    (void)x;
    (void)y;
    return choose(target);
}

Reaction Likert::move(std::ptrdiff_t by)
{
    std::size_t const to = stepped(focus_, by, points_.size());
    if (focus_ == to) {
        return Reaction::ignored;
    }
    if (confirms()) {
        return choose(to);
    }
    focus_ = to;
    return Reaction::changed;
}

Reaction Likert::key(ports::Key key)
{
    if (auto const digit = digit_of(key)) {
        std::int64_t const point = *digit - least_;
        bool const exists = point >= 0 && point < static_cast<std::int64_t>(points_.size());
        return exists ? choose(static_cast<std::size_t>(point)) : Reaction::ignored;
    }
    switch (key) {
    case ports::Key::left:
    case ports::Key::down:
        return move(-1);
    case ports::Key::right:
    case ports::Key::up:
        return move(1);
    case ports::Key::space:
        return enter();
    default:
        return Reaction::ignored;
    }
}

Reaction Likert::enter()
{
    if (!confirms() && focus_) {
        return choose(*focus_);
    }
    return confirm();
}

class LikertKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl LikertKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "likert";
    decl.doc = "A rating on a row of numbered points.";
    decl.value_option = "points";
    decl.options = {
        with_range(
            optional(
                "points", OptionType::integer, "7", "How many points there are, from 2 to 11."),
            2,
            11),
        with_range(
            optional("least", OptionType::integer, "1", "The number of the first point."), -5, 1),
        optional("low", OptionType::text, "", "Words under the first point."),
        optional("middle", OptionType::text, "", "Words under the middle of the row."),
        optional("high", OptionType::text, "", "Words under the last point."),
        optional("labels",
                 OptionType::text_list,
                 "",
                 "Words under each point, instead of low, middle and high."),
        confirm_option(),
        position_option(),
    };
    decl.answer = "number: the point chosen";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> LikertKind::prepare(model::Settings const& options,
                                                                   stage::Scene const& scene) const
{
    auto const points = static_cast<std::size_t>(whole_or(options, "points", usual_points));
    std::size_t const labels = texts_or_none(options, "labels").size();
    if (labels != 0 && labels != points) {
        return base::Error{"a rating of " + std::to_string(points) + " points has " +
                               std::to_string(labels) + " labels",
                           "write one label for each point; an empty text leaves one out"};
    }
    Studio studio(scene);
    return made_in<Likert>(studio, options, points, whole_or(options, "least", 1));
}

} // namespace

Response likert_response()
{
    return std::make_unique<LikertKind>();
}

} // namespace securebase::kinds
