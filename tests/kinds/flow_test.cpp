// SPDX-License-Identifier: MIT
// Text that flows into lines.
#include "kinds/drive.h"
#include "kinds/flow.h"

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

BOOST_AUTO_TEST_SUITE_END()
