// SPDX-License-Identifier: MIT
// Response: a typed text.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

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
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response type_response()
{
    return std::make_unique<TypeKind>();
}

} // namespace securebase::kinds
