// SPDX-License-Identifier: MIT
// Text that flows into lines.
#include "kinds/drive.h"
#include "kinds/flow.h"

#include <tuple>

namespace {

using namespace securebase;

/// Pictures of some scripts reach above and below their line, as much at both ends.
class TallWorkshop final : public ports::Workshop {
public:
    base::Result<ports::Picture> text(ports::TextRun const& run) override
    {
        auto made = plain_.text(run);
        made->height += run.text.find("שלום") == std::string::npos ? 0 : 2 * reach;
        return made;
    }
    base::Result<ports::Picture> image(std::string const& path) override
    {
        return plain_.image(path);
    }
    base::Result<ports::Picture> bitmap(ports::Bitmap const& bitmap) override
    {
        return plain_.bitmap(bitmap);
    }
    void release() override {}
    void keep() override {}

    static constexpr std::int32_t reach = 11;

private:
    devices::VirtualWorkshop plain_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_flow)

BOOST_AUTO_TEST_CASE(a_tall_script_stays_on_its_line)
{
    test::Room room;
    TallWorkshop workshop;
    kinds::Studio studio({workshop,
                          room.width,
                          room.height,
                          {24, 26, 30},
                          {236, 236, 236},
                          40,
                          room.texts,
                          room.places,
                          room.seed});
    auto const lines = kinds::flow(studio, {"one שלום\ntwo", {}}, 1000, 40, studio.colors().text);
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[0].height == 54);
    BOOST_TEST(lines[0].look.at(0).box.height == 54 + 22);
    BOOST_TEST(lines[0].look.at(0).box.y == -11);
    BOOST_TEST(lines[1].look.at(0).box.y == 0);
}

BOOST_AUTO_TEST_CASE(the_first_letter_says_where_a_text_begins)
{
    BOOST_TEST(kinds::reads_right_to_left("12. שלום hello"));
    BOOST_TEST(kinds::reads_right_to_left("«مرحبا»"));
    BOOST_TEST(!kinds::reads_right_to_left("12. hello שלום"));
    BOOST_TEST(!kinds::reads_right_to_left("Ärger שלום"));
    BOOST_TEST(!kinds::reads_right_to_left("12"));
}

BOOST_AUTO_TEST_CASE(from_right_to_left_the_parts_of_a_line_follow_each_other_leftwards)
{
    test::Room room;
    kinds::Studio studio(room.scene());
    std::string const text = "אב גד הו";
    // The letters in the middle are bold; each has two bytes.
    auto const lines = kinds::flow(studio, {text, {{5, 9}}}, 1000, 40, studio.colors().text);
    BOOST_TEST_REQUIRE(lines.size() == 1U);
    BOOST_TEST_REQUIRE(lines[0].look.size() == 3U);
    BOOST_TEST(test::words_in(room, lines[0].look) == "\u200Fאב | \u200Fגד | \u200Fהו");
    auto const& [first, bold, last] =
        std::tie(lines[0].look[0], lines[0].look[1], lines[0].look[2]);
    BOOST_TEST(first.box.x + first.box.width == 1000);
    BOOST_TEST(first.box.x - 20 == bold.box.x + bold.box.width); // A space between them.
    BOOST_TEST(bold.box.x - 20 == last.box.x + last.box.width);
    BOOST_TEST(lines[0].width == 1000);
}

BOOST_AUTO_TEST_SUITE_END()
