// SPDX-License-Identifier: MIT
// What ratings, choices and typed answers have in common: words above, a body, a button to confirm.
#pragma once

#include "kinds/button.h"
#include "kinds/studio.h"
#include "stage/kind.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace securebase::kinds {

/// Where a question's parts stand on the screen.
struct Regions {
    ports::Box ask; ///< The words stand at its lower edge; height 0 without words.
    ports::Box body;
    ports::Box next;  ///< The button.
    ports::Box hint;  ///< One line at the lower edge of the screen.
    ports::Box whole; ///< From the upper edge of `ask` to the lower edge of `body`.
};

/// In the middle of the screen, or in its lower half below what else the stage shows.
Regions regions_for(Studio& studio, model::Settings const& options);

/// The same with a body of this height: one that is too high grows upwards, and the words above it
/// get less room. Errors (in the studio): too high for the screen.
Regions with_body(Studio& studio, Regions regions, std::int32_t height);

/// Of the words above a question.
TextStyle question_style(Studio const& studio);

/// A question whose body is drawn by the kind. Answers stand until they are confirmed, by the
/// button or Enter; without confirmation the first choice is the answer.
class Question : public stage::Response {
public:
    void draw(std::vector<ports::Sprite>& out) const final;
    stage::Reaction handle(ports::InputEvent const& event) final;
    void describe(ports::Ask& ask) const final;

protected:
    enum class Confirm : std::uint8_t { by_hand, at_once };
    /// What the option `confirm` says.
    static Confirm confirm_of(model::Settings const& options);

    /// `hint` names the word that explains the keys.
    Question(Studio& studio,
             Regions const& regions,
             model::Settings const& options,
             Confirm confirm,
             std::string_view hint);

    virtual void draw_body(std::vector<ports::Sprite>& out) const = 0;
    /// Whether the answer may be confirmed.
    virtual bool is_answered() const = 0;
    /// The part of the body under the pointer.
    virtual std::optional<std::size_t> target_at(std::int32_t x, std::int32_t y) const = 0;
    virtual stage::Reaction press(std::size_t target, std::int32_t x, std::int32_t y) = 0;
    /// Keys other than Enter. Enter goes to `enter`.
    virtual stage::Reaction key(ports::Key key) = 0;
    virtual stage::Reaction enter() { return confirm(); }
    virtual stage::Reaction drag(std::int32_t x, std::int32_t y);
    virtual stage::Reaction release();
    virtual stage::Reaction typed(std::string_view utf8);
    /// What an input method has put together so far, from character `from` on.
    virtual stage::Reaction composed(std::size_t from, std::string_view utf8);
    virtual void key_up(ports::Key key) { (void)key; }
    /// What could be done while nothing can be confirmed; sets kind and offers.
    virtual void describe_body(ports::Ask& ask) const = 0;
    /// Whether the next act is to confirm and nothing else.
    virtual bool is_done() const { return is_answered(); }

    /// Done when there is an answer; else asks for one.
    stage::Reaction confirm();
    /// What a choice that was made means: chosen, or answered when it needs no confirming.
    stage::Reaction made_choice() const;
    bool is_hovered(std::size_t target) const { return hover_ == target; }
    bool confirms() const { return confirm_ == Confirm::by_hand; }
    /// Whether the keyboard was used last, so that its place must be seen.
    bool shows_focus() const { return shows_focus_; }
    void set_next_focus(bool on) { next_has_focus_ = on; }
    bool next_has_focus() const { return next_has_focus_; }
    ports::Offer next_offer() const;
    /// The key that confirms; none when no single key does.
    virtual ports::Key confirm_key() const { return ports::Key::enter; }
    std::uint32_t words_ = 0; ///< Of the ask; kinds add their own.

private:
    std::optional<std::size_t> under(std::int32_t x, std::int32_t y) const;
    stage::Reaction pointer_moved(std::int32_t x, std::int32_t y);
    stage::Reaction pointer_pressed(std::int32_t x, std::int32_t y);
    stage::Reaction key_pressed(ports::Key key);
    stage::Reaction text_typed(std::string_view utf8);

    Confirm confirm_;
    Look ask_;
    Look hint_;
    Look notice_;
    Button next_;
    std::optional<std::size_t> hover_;
    bool asks_for_answer_ = false;
    bool shows_focus_ = false;
    bool next_has_focus_ = false;
};

/// Where the arrows go among `count` places. The first step goes to the end it comes from, so that
/// no place is nearer than another.
std::size_t stepped(std::optional<std::size_t> from, std::ptrdiff_t by, std::size_t count);
/// 0 to 9 for the digits of both blocks of keys.
std::optional<int> digit_of(ports::Key key);
/// The key of a digit; none beyond 9.
ports::Key key_of_digit(std::size_t digit);
bool is_enter(ports::Key key);
/// A small line at the lower edge, in quiet letters or in those of a notice.
Look edge_line(Studio& studio, std::string_view words, ports::Box const& box, ports::Color color);

/// Answers of the three sorts.
stage::Answer text_answer(std::string const& text);
stage::Answer number_answer(double number);
stage::Answer list_answer(std::vector<std::string> chosen);
/// JSON list of texts.
std::string json_list(std::vector<std::string> const& texts);

} // namespace securebase::kinds
