// SPDX-License-Identifier: MIT
// A question with options below each other, of which one or several can be chosen.
#pragma once

#include "kinds/option_list.h"
#include "kinds/question.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace securebase::kinds {

/// The list and where it leaves room for the words above it.
struct OptionsLayout {
    std::vector<std::string> options; ///< As written.
    std::vector<std::size_t> order;   ///< Which option is shown at each place.
    bool is_shuffled = false;
    Regions regions;
    OptionList list;
};

OptionsLayout lay_out_options(Studio& studio, model::Settings const& options, MarkForm form);

/// Options are counted by their place on the screen.
class OptionsQuestion : public Question {
protected:
    OptionsQuestion(Studio& studio,
                    OptionsLayout layout,
                    model::Settings const& options,
                    Confirm confirm,
                    std::string_view hint);

    virtual bool is_chosen(std::size_t place) const = 0;
    virtual stage::Reaction pick(std::size_t place) = 0;

    void draw_body(std::vector<ports::Sprite>& out) const final;
    std::optional<std::size_t> target_at(std::int32_t x, std::int32_t y) const final;
    stage::Reaction press(std::size_t target, std::int32_t x, std::int32_t y) final;
    stage::Reaction key(ports::Key key) final;

    std::size_t count() const { return layout_.order.size(); }
    std::string const& option(std::size_t place) const
    {
        return layout_.options[layout_.order[place]];
    }
    OptionsLayout const& layout() const { return layout_; }
    std::optional<std::size_t> focus() const { return focus_; }
    ports::Offer offer(std::size_t place) const;
    /// JSON of the order shown; empty when it is the one written.
    std::string shown() const;

private:
    stage::Reaction move(std::ptrdiff_t by);

    OptionsLayout layout_;
    std::optional<std::size_t> focus_;
};

} // namespace securebase::kinds
