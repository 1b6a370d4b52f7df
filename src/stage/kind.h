// SPDX-License-Identifier: MIT
// What a kind of stimulus or response must do for the stage. One .cpp in kinds/ per kind.
#pragma once

#include "base/result.h"
#include "model/catalogue.h"
#include "model/value.h"
#include "ports/companion.h"
#include "ports/display.h"
#include "ports/input.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {
struct Experiment;
}

namespace securebase::stage {

/// What preparing needs to know of the screen and of the experiment's look.
struct Scene {
    ports::Workshop& workshop;
    std::int32_t width = 0; ///< Pixels.
    std::int32_t height = 0;
    model::Rgb background;
    model::Rgb color;
    std::int32_t text_px = 0;                        ///< Usual text size.
    std::map<std::string, std::string> const& texts; ///< Words for the participant.
    std::map<std::string, model::Point> const& places;
    std::uint64_t seed =
        0; ///< For options to be shown in random order; differs per trial and stage.

    std::int32_t pixels(model::Length const& length) const;
    /// A box of this size centred at a point.
    ports::Box
    box_at(model::Point const& at, std::int32_t box_width, std::int32_t box_height) const;
    /// `share` of the screen's height in pixels.
    std::int32_t part_of_height(double share) const;
};

/// The scene of an experiment on a screen of this size; texts and places stay the experiment's.
Scene scene_of(model::Experiment const& experiment,
               std::uint64_t seed,
               ports::Workshop& workshop,
               std::int32_t width,
               std::int32_t height);

/// A kind of stimulus.
class StimulusKind {
public:
    virtual ~StimulusKind() = default;
    virtual model::KindDecl declaration() const = 0;
    /// Appends what it draws. Runs between trials; may prepare pictures. Errors: material that
    /// cannot be made.
    virtual base::Result<void> prepare(model::Settings const& options,
                                       Scene const& scene,
                                       std::vector<ports::Sprite>& out) const = 0;
};

/// What an input did to a question.
enum class Reaction : std::uint8_t {
    ignored,
    changed,  ///< Looks different now.
    chosen,   ///< An answer stands that was not there before, or another one; not yet confirmed.
    answered, ///< The question is done.
};

/// The answer as the response event stores it.
struct Answer {
    std::string value;               ///< JSON: a text, a number or a list of texts.
    std::string plain;               ///< The same for comparing with `correct` and for text slots.
    std::optional<double> number;    ///< The same when it is a number.
    std::vector<std::string> chosen; ///< The same when it is a list.
    std::vector<double> parts_ms;    ///< Reading and pages: time on each.
    std::string shown; ///< JSON of the order in which options were shown; may be empty.
};

/// One question while it is on the screen. Made between trials; everything it draws has been
/// prepared.
class Response {
public:
    virtual ~Response() = default;
    /// Appends its present look, back to front.
    virtual void draw(std::vector<ports::Sprite>& out) const = 0;
    virtual Reaction handle(ports::InputEvent const& event) = 0;
    /// The question's picture is on the screen (also after each change).
    virtual void shown(base::Timestamp const& when) { (void)when; }
    virtual Answer answer() const = 0;
    /// What a participant could do now.
    virtual void describe(ports::Ask& ask) const = 0;
    /// Wants the mouse pointer, typed characters, and the answer confirmed by hand.
    virtual bool wants_pointer() const { return true; }
    virtual bool wants_text() const { return false; }
    /// Draws nothing, whatever is pressed.
    virtual bool is_unseen() const { return false; }
};

/// A kind of response.
class ResponseKind {
public:
    virtual ~ResponseKind() = default;
    virtual model::KindDecl declaration() const = 0;
    virtual base::Result<std::unique_ptr<Response>> prepare(model::Settings const& options,
                                                            Scene const& scene) const = 0;
};

/// All kinds; made once by app from kinds::all().
struct Kinds {
    std::vector<std::unique_ptr<StimulusKind>> stimuli;
    std::vector<std::unique_ptr<ResponseKind>> responses;

    StimulusKind const* stimulus(std::string_view name) const;
    ResponseKind const* response(std::string_view name) const;
    /// The declarations, for `check`, the manual and --help (rules are added by score).
    model::Catalogue catalogue() const;
};

} // namespace securebase::stage
