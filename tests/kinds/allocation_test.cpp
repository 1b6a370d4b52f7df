// SPDX-License-Identifier: MIT
// Drawing a question asks nobody for memory.
#include "kinds/count_allocations.h"
#include "kinds/drive.h"

namespace {

using namespace securebase;
using test::Drive;

std::vector<std::pair<std::string, model::Settings>> questions()
{
    auto const ask = std::pair("ask", test::text("How close do you feel?"));
    auto const abc = std::pair("options", test::texts({"a", "b", "c"}));
    auto const text = std::pair("text", test::text("# One\n\nTwo **three**.\n\n- four"));
    model::SettingMap keys{{"E", test::text("left")}};
    return {{"keys", test::options({{"keys", model::Setting{std::move(keys)}}})},
            {"likert", test::options({ask, {"low", test::text("no")}})},
            {"vas", test::options({ask, {"low", test::text("no")}})},
            {"choose", test::options({ask, abc})},
            {"choose_many", test::options({ask, abc})},
            {"type", test::options({ask})},
            {"read", test::options({text, {"keep", test::truth(true)}})},
            {"pages", test::options({text})},
            {"agree", test::options({text, {"items", test::texts({"x", "y"})}})}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_allocation)

BOOST_AUTO_TEST_CASE(drawing_asks_for_no_memory)
{
    for (auto const& [kind, settings] : questions()) {
        test::Room room;
        Drive drive(room, kind, settings);
        for (char const* key : {"Down", "End", "1", "Enter"}) {
            std::vector<ports::Sprite> out;
            out.reserve(512);
            std::size_t const before = test::allocations();
            drive.response().draw(out);
            std::size_t const asked = test::allocations() - before;
            BOOST_TEST(asked == 0U, kind);
            BOOST_TEST(out.size() < 512U);
            drive.key(key);
        }
    }
}

BOOST_AUTO_TEST_CASE(asking_for_memory_is_noticed)
{
    std::size_t const before = test::allocations();
    auto const memory = std::make_unique<std::vector<int>>(1000);
    BOOST_TEST(test::allocations() - before == 2U);
    BOOST_TEST(memory->size() == 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
