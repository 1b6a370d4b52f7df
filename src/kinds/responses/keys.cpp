// SPDX-License-Identifier: MIT
// Response: single keys, and the buttons of a mouse as keys.
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/question.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

class Keys final : public stage::Response {
public:
    explicit Keys(std::vector<ports::Offer> offers) : offers_(std::move(offers)) {}

    void draw(std::vector<ports::Sprite>& out) const override { (void)out; }

    Reaction handle(ports::InputEvent const& event) override
    {
        bool const down = event.kind == ports::InputKind::key_down ||
                          event.kind == ports::InputKind::pointer_down;
        if (!down || pressed_ != nullptr) {
            return Reaction::ignored;
        }
        auto const found = std::ranges::find_if(offers_, [&](ports::Offer const& offer) {
            return event.key == ports::Key::none ? offer.box.contains(event.x, event.y)
                                                 : event.key == offer.key;
        });
        if (found == offers_.end()) {
            return Reaction::ignored;
        }
        pressed_ = &*found;
        return Reaction::answered;
    }

    stage::Answer answer() const override { return text_answer(pressed_->value); }

    void describe(ports::Ask& ask) const override
    {
        ask.kind = ports::AskKind::press;
        ask.offers = offers_;
    }

    bool wants_pointer() const override { return false; }
    bool is_unseen() const override { return true; }

private:
    std::vector<ports::Offer> offers_;
    ports::Offer const* pressed_ = nullptr;
};

/// Where a touch means the same as a button of the mouse: its half of the screen.
ports::Box half_of(stage::Scene const& scene, ports::Key key)
{
    std::int32_t const half = scene.width / 2;
    return key == ports::Key::mouse_left    ? ports::Box{0, 0, half, scene.height}
           : key == ports::Key::mouse_right ? ports::Box{half, 0, scene.width - half, scene.height}
                                            : ports::Box{};
}

class KeysKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl KeysKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "keys";
    decl.doc = "Single keys or buttons of the mouse; the first one pressed counts.";
    decl.value_option = "keys";
    decl.options = {
        required(
            "keys",
            OptionType::key_map,
            "Each key and the answer it gives; a list of keys gives their names. MouseLeft and "
            "MouseRight are the buttons of a mouse and, touched, the halves of the screen."),
    };
    decl.answer = "text: the value of the key";
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> KeysKind::prepare(model::Settings const& options,
                                                                 stage::Scene const& scene) const
{
    std::vector<ports::Offer> offers;
    for (auto const& [name, value] : options.map("keys")) {
        auto const* text = std::get_if<std::string>(&value.held);
        SECUREBASE_ASSERT(text != nullptr, "check gives every key a text");
        ports::Offer offer;
        offer.value = *text;
        offer.key = ports::key_named(name);
        if (offer.key == ports::Key::none || offer.key == ports::Key::escape) {
            return base::Error{"'" + name + "' cannot be an answer",
                               offer.key == ports::Key::escape ? "Escape stops the session"
                                                               : "there is no such key"};
        }
        offer.box = half_of(scene, offer.key);
        offers.push_back(std::move(offer));
    }
    return std::unique_ptr<stage::Response>(std::make_unique<Keys>(std::move(offers)));
}

} // namespace

Response keys_response()
{
    return std::make_unique<KeysKind>();
}

} // namespace securebase::kinds
