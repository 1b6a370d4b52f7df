// SPDX-License-Identifier: MIT
// Texts are cut at their slots and filled.
#include "model/text_template.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase::model;
namespace base = securebase::base;

namespace {

class Person final : public Names, public Bindings {
public:
    std::optional<Type> type_of(std::string_view name) const override
    {
        return name == "name" || name == "none" ? std::optional(Type::text) : std::nullopt;
    }
    std::vector<std::string> all() const override { return {"name", "none"}; }
    Value value_of(std::string_view name) const override
    {
        return name == "name" ? Value("Ada") : Value();
    }
};

struct Fault {
    std::string code;
    std::uint32_t line;
    std::uint32_t column;
};

Fault fault_of(std::string_view text, Layout layout = Layout::as_read)
{
    base::Diagnostics diagnostics;
    auto const cut = parse_template(text, {"f", 3, 5, 9}, Person(), diagnostics, layout);
    BOOST_TEST(!cut.has_value());
    BOOST_REQUIRE(!diagnostics.all().empty());
    base::Diagnostic const& first = diagnostics.all().front();
    return {first.code, first.place.line, first.place.column};
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_text_template)

BOOST_AUTO_TEST_CASE(slots_are_filled)
{
    BOOST_TEST(fill("Dear {name}, {upper(name)}!", Person()) == "Dear Ada, ADA!");
    BOOST_TEST(fill("{{name}} }} {'}' + name}", Person()) == "{name} } }Ada");
    BOOST_TEST(fill("a{none}b", Person()) == "ab");
    BOOST_TEST(fill("nothing to fill", Person()) == "nothing to fill");
}

BOOST_AUTO_TEST_CASE(doubled_braces_read_back_as_themselves)
{
    std::string const text = "if (a) { b; } {{c}}";
    BOOST_TEST(with_doubled_braces(text) == "if (a) {{ b; }} {{{{c}}}}");
    BOOST_TEST(fill(with_doubled_braces(text), Person()) == text);
}

BOOST_AUTO_TEST_CASE(faults_stand_where_they_are)
{
    Fault const unknown = fault_of("ä {nme}");
    BOOST_TEST(unknown.code == "unknown-name");
    BOOST_TEST(unknown.column == 8);
    Fault const second_line = fault_of("one\ntwo {name +}");
    BOOST_TEST(second_line.line == 4);
    BOOST_TEST(second_line.column == 12);
    BOOST_TEST(fault_of("a { b").code == "text-slot-open");
    BOOST_TEST(fault_of("a {b\n}").code == "text-slot-open");
    BOOST_TEST(fault_of("a } b").column == 7);
    BOOST_TEST(fault_of("a { } b").code == "text-slot-empty");
    Fault const changed = fault_of("one\ntwo {nme}", Layout::changed);
    BOOST_TEST(changed.line == 3);
    BOOST_TEST(changed.column == 5);
}

BOOST_AUTO_TEST_SUITE_END()
