// SPDX-License-Identifier: MIT
// Response: single keys.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

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
    decl.doc = "Single keys; the first one pressed counts.";
    decl.value_option = "keys";
    decl.options = {
        required("keys",
                 OptionType::key_map,
                 "Each key and the answer it gives; a list of keys gives their names."),
    };
    decl.answer = "text: the value of the key";
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> KeysKind::prepare(model::Settings const& options,
                                                                 stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response keys_response()
{
    return std::make_unique<KeysKind>();
}

} // namespace securebase::kinds
