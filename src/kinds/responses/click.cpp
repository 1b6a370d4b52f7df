// SPDX-License-Identifier: MIT
// Response: areas to touch or click.
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/question.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

class Click final : public stage::Response {
public:
    explicit Click(std::vector<ports::Offer> offers) : offers_(std::move(offers)) {}

    void draw(std::vector<ports::Sprite>& out) const override { (void)out; }

    /// Where areas overlap, the one written first is hit.
    Reaction handle(ports::InputEvent const& event) override
    {
        if (event.kind != ports::InputKind::pointer_down || hit_ != nullptr) {
            return Reaction::ignored;
        }
        auto const found = std::ranges::find_if(offers_, [&](ports::Offer const& offer) {
            return offer.box.contains(event.x, event.y);
        });
        if (found == offers_.end()) {
            return Reaction::ignored;
        }
        hit_ = &*found;
        return Reaction::answered;
    }

    stage::Answer answer() const override { return text_answer(hit_->value); }

    void describe(ports::Ask& ask) const override
    {
        ask.kind = ports::AskKind::press;
        ask.offers = offers_;
    }

private:
    std::vector<ports::Offer> offers_;
    ports::Offer const* hit_ = nullptr;
};

/// Of the map of one area.
model::Point const& point_of(model::SettingMap const& area, std::string_view name)
{
    auto const found = std::ranges::find(area, name, &model::NamedSetting::name);
    SECUREBASE_ASSERT(found != area.end(), "check gives every area a place and a size");
    auto const* point = std::get_if<model::Point>(&found->value.held);
    SECUREBASE_ASSERT(point != nullptr, "places and sizes are points");
    return *point;
}

class ClickKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl ClickKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "click";
    decl.doc = "Areas of the screen to touch or click; the first one hit counts.";
    decl.value_option = "areas";
    decl.options = {
        required("areas", OptionType::area_map, "Each area's name, centre (`at`) and `size`."),
    };
    decl.answer = "text: the name of the area";
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> ClickKind::prepare(model::Settings const& options,
                                                                  stage::Scene const& scene) const
{
    std::vector<ports::Offer> offers;
    for (auto const& [name, value] : options.map("areas")) {
        auto const* area = std::get_if<model::SettingMap>(&value.held);
        SECUREBASE_ASSERT(area != nullptr, "an area is a map");
        model::Point const& size = point_of(*area, "size");
        ports::Offer offer;
        offer.value = name;
        offer.box = scene.box_at(point_of(*area, "at"), scene.pixels(size.x), scene.pixels(size.y));
        offers.push_back(std::move(offer));
    }
    return std::unique_ptr<stage::Response>(std::make_unique<Click>(std::move(offers)));
}

} // namespace

Response click_response()
{
    return std::make_unique<ClickKind>();
}

} // namespace securebase::kinds
