// SPDX-License-Identifier: MIT
// Response: a text shown sentence by sentence.
#include "kinds/book.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/flow.h"
#include "kinds/question.h"
#include "kinds/sentences.h"

#include <algorithm>
#include <array>

namespace securebase::kinds {

namespace {

using model::OptionType;

using ports::InputKind;
using ports::Key;
using stage::Reaction;

constexpr double usual_least_ms = 300;
/// A frame counts as this long where a time is given in frames: reading is not tied to frames.
constexpr double frame_ms = 1000.0 / 60.0;
constexpr std::array sizes{1.0, 0.92, 0.84, 0.76, 0.68, 0.6};

base::Duration least_of(model::Settings const& options)
{
    if (!options.has("least")) {
        return base::from_ms(usual_least_ms);
    }
    model::TimeRange const& time = options.time("least");
    return base::from_ms(time.least * (time.unit == model::TimeUnit::frames ? frame_ms : 1.0));
}

constexpr std::array turning{Key::space, Key::enter, Key::keypad_enter, Key::right, Key::page_down};

/// A sentence while it is read, and after.
struct Sentence {
    Look reading;
    Look was_read;
    std::uint32_t words = 0;
};

/// A text that was read, its lines below each other from the box's corner.
Look paragraph(Studio& studio, std::string const& text, ports::Box const& box, std::int32_t size)
{
    Look look;
    std::int32_t y = box.y;
    for (FlowLine const& line : flow(studio, {text, {}}, box.width, size, studio.colors().quiet)) {
        append(look, moved(line.look, box.x, y));
        y += line.height;
    }
    return look;
}

class Read final : public stage::Response {
public:
    Read(Studio& studio, model::Settings const& options);

    void draw(std::vector<ports::Sprite>& out) const override;
    Reaction handle(ports::InputEvent const& event) override;
    void shown(base::Timestamp const& when) override;
    stage::Answer answer() const override;
    void describe(ports::Ask& ask) const override;

private:
    bool place(Studio& studio, std::vector<std::string> const& texts, std::int32_t size);
    void make_dots(Studio& studio);

    base::Duration least_;
    bool keep_ = false;
    std::vector<Sentence> sentences_;
    std::vector<Look> reached_; ///< Dots, one for each sentence.
    std::vector<Look> to_come_;
    Look hint_;
    ports::Box screen_;
    std::size_t at_ = 0;
    std::optional<base::Instant> since_; ///< Empty: the sentence is not on the screen yet.
    std::vector<double> parts_;
};

Read::Read(Studio& studio, model::Settings const& options)
    : least_(least_of(options)),
      keep_(truth_or(options, "keep", false)), screen_{0,
                                                       0,
                                                       studio.scene().width,
                                                       studio.scene().height}
{
    std::string const text = text_or(options, "text", "");
    std::vector<std::string> const texts = split_sentences(text);
    bool fits = false;
    for (double const size : sizes) {
        fits = fits || studio.error() || place(studio, texts, studio.em(size));
    }
    if (!fits) {
        studio.fail({"the text " + excerpt(text) + " does not fit the screen",
                     "shorten it, or make text_size smaller"});
        return;
    }
    make_dots(studio);
    PageRegions const regions = page_regions(studio);
    hint_ = edge_line(studio, studio.word("hint_read"), regions.hint, studio.colors().quiet);
}

/// Every sentence begins at the same left edge; alone, also in the same line.
bool Read::place(Studio& studio, std::vector<std::string> const& texts, std::int32_t size)
{
    std::int32_t const column = std::min(size * 30, studio.column_width());
    Palette const& colors = studio.colors();
    sentences_.clear();
    std::vector<std::vector<FlowLine>> all;
    std::int32_t widest = 0;
    std::int32_t highest = 0;
    std::int32_t together = 0;
    std::int32_t const gap = size / 3;
    for (std::string const& text : texts) {
        all.push_back(flow(studio, {text, {}}, column, size, colors.text));
        std::int32_t height = 0;
        for (FlowLine const& line : all.back()) {
            widest = std::max(widest, line.width);
            height += line.height;
        }
        highest = std::max(highest, height);
        together += height + gap;
    }
    stage::Scene const& scene = studio.scene();
    std::int32_t const left = (scene.width - widest) / 2;
    std::int32_t const room = scene.part_of_height(keep_ ? 0.68 : 0.42);
    std::int32_t const top = scene.part_of_height(keep_ ? 0.1 : 0.36);
    if ((keep_ ? together : highest) > room) {
        return false;
    }
    std::int32_t y = keep_ ? top + (room - together) * 4 / 10 : top;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Sentence made;
        made.words = count_words(texts[i]);
        std::int32_t line_y = y;
        for (FlowLine const& line : all[i]) {
            append(made.reading, moved(line.look, left, line_y));
            line_y += line.height;
        }
        if (keep_) {
            append(made.was_read, paragraph(studio, texts[i], {left, y, column, 0}, size));
            y = line_y + gap;
        }
        sentences_.push_back(std::move(made));
    }
    return true;
}

/// One dot for each sentence.
void Read::make_dots(Studio& studio)
{
    auto const count = static_cast<std::int32_t>(sentences_.size());
    std::int32_t const pitch =
        std::min(studio.part(0.026), studio.column_width() / std::max(count, 1));
    std::int32_t const size = std::max(2, std::min(studio.part(0.011), pitch * 6 / 10));
    std::int32_t const first = studio.scene().width / 2 - pitch * (count - 1) / 2;
    std::int32_t const y = studio.part(0.85);
    Palette const& colors = studio.colors();
    for (std::int32_t i = 0; i < count && count > 1; ++i) {
        ports::Box const box = centered_box(first + i * pitch, y, size, size);
        to_come_.push_back(studio.disc(box, colors.panel_hover));
        reached_.push_back(studio.disc(box, colors.accent));
    }
}

void Read::draw(std::vector<ports::Sprite>& out) const
{
    for (std::size_t i = 0; keep_ && i < at_; ++i) {
        append(out, sentences_[i].was_read);
    }
    append(out, sentences_[at_].reading);
    for (std::size_t i = 0; i < reached_.size(); ++i) {
        append(out, i <= at_ ? reached_[i] : to_come_[i]);
    }
    append(out, hint_);
}

void Read::shown(base::Timestamp const& when)
{
    if (!since_) {
        since_ = when.likely();
    }
}

Reaction Read::handle(ports::InputEvent const& event)
{
    bool const turns =
        event.kind == InputKind::pointer_down ||
        (event.kind == InputKind::key_down && std::ranges::count(turning, event.key) > 0);
    base::Instant const moment = event.when.likely();
    if (!turns || !since_ || moment < *since_ + least_) {
        return Reaction::ignored;
    }
    parts_.push_back(base::to_ms(moment - *since_));
    if (at_ + 1 == sentences_.size()) {
        return Reaction::answered;
    }
    ++at_;
    since_.reset();
    return Reaction::changed;
}

stage::Answer Read::answer() const
{
    stage::Answer answer = number_answer(static_cast<double>(parts_.size()));
    answer.parts_ms = parts_;
    return answer;
}

void Read::describe(ports::Ask& ask) const
{
    ask.kind = ports::AskKind::turn;
    ask.words = sentences_[at_].words;
    ask.confirm.key = Key::space;
    ask.confirm.box = screen_;
    ask.least_turn = least_;
}

class ReadKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl ReadKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "read";
    decl.doc = "A text shown sentence by sentence at the reader's own pace.";
    decl.value_option = "text";
    decl.options = {
        required("text",
                 OptionType::text,
                 "The text; it is divided after sentence ends and at line breaks."),
        optional(
            "least", OptionType::time, "300 ms", "A sentence cannot be left before this, in ms."),
        optional("keep", OptionType::truth, "no", "Sentences already read stay on the screen."),
    };
    decl.answer = "number: how many sentences were read; the time on each is kept with the answer";
    decl.draws_itself = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> ReadKind::prepare(model::Settings const& options,
                                                                 stage::Scene const& scene) const
{
    Studio studio(scene);
    if (split_sentences(text_or(options, "text", "")).empty()) {
        return base::Error{"there is nothing to read", "write a text"};
    }
    return made_in<Read>(studio, options);
}

} // namespace

Response read_response()
{
    return std::make_unique<ReadKind>();
}

} // namespace securebase::kinds
