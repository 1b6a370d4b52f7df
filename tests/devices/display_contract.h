// SPDX-License-Identifier: MIT
// What every Display and every Workshop promises.
#pragma once

#include "ports/clock.h"
#include "ports/display.h"
#include "ports/wrap.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace securebase::contract {

inline void display_describes_itself(ports::Display const& display)
{
    ports::DisplayFacts const facts = display.describe();
    BOOST_TEST(facts.width > 0);
    BOOST_TEST(facts.height > 0);
    BOOST_TEST(base::to_ns(facts.period) >= 1'000'000);
    BOOST_TEST(base::to_ns(facts.period) <= 100'000'000);
    BOOST_TEST((facts.onset_source != base::TimeSource::unknown));
    BOOST_TEST(!facts.name.empty());
}

/// Frames are counted, follow each other in time, and claim no more than the display says it can.
inline void display_reports_frames(ports::Display& display, ports::Clock const& clock)
{
    base::TimeSource const best = display.describe().onset_source;
    ports::FrameReport last = display.show({{0, 0, 0, 255}, {}}, base::Instant{});
    for (int i = 0; i < 5; ++i) {
        base::Instant const call = clock.now();
        ports::FrameReport const report = display.show({{9, 9, 9, 255}, {}}, base::Instant{});
        BOOST_TEST(report.frame == last.frame + 1);
        BOOST_TEST(base::to_ns(report.shown.latest) >= base::to_ns(report.shown.earliest));
        BOOST_TEST(base::to_ns(report.shown.latest) >= base::to_ns(call));
        BOOST_TEST(base::to_ns(report.shown.likely()) > base::to_ns(last.shown.likely()));
        BOOST_TEST((report.shown.source >= best));
        BOOST_TEST(report.late.value_or(0) >= 0);
        last = report;
    }
}

inline void display_waits_for_the_moment(ports::Display& display, ports::Clock const& clock)
{
    base::Duration const period = display.describe().period;
    base::Instant const asked = clock.now() + 3 * period;
    ports::FrameReport const report = display.show({{0, 0, 0, 255}, {}}, asked);
    BOOST_TEST(base::to_ns(report.shown.latest) >= base::to_ns(asked));
    BOOST_TEST(base::to_ns(clock.now()) >= base::to_ns(asked - period));
}

/// What was announced is shown after so many refreshes, one after the other; another frame may be
/// shown instead.
inline void display_shows_what_was_announced(ports::Display& display)
{
    base::Duration const period = display.describe().period;
    ports::Frame const dark{{8, 8, 8, 255}, {}};
    ports::Frame const black{{0, 0, 0, 255}, {}};
    display.show(black, base::Instant{});
    display.announce(black, 3);
    display.announce(dark, 2);
    ports::FrameReport last = display.show(dark, base::Instant{});
    for (auto const& [frame, refreshes] : {std::pair(black, 3), std::pair(dark, 2)}) {
        ports::FrameReport const next =
            display.show(frame, last.shown.likely() + refreshes * period - period / 4);
        BOOST_TEST(next.frame == last.frame + 1);
        auto const lasted =
            static_cast<double>((next.shown.likely() - last.shown.likely()).count()) /
            static_cast<double>(period.count());
        BOOST_TEST(lasted > refreshes - 0.8);
        last = next;
    }
    display.announce(black, 2);
    display.announce(dark, 2);
    display.show(dark, base::Instant{});
    ports::FrameReport const other = display.show({{7, 7, 7, 255}, {}}, base::Instant{});
    BOOST_TEST(other.shown.is_known());
    BOOST_TEST(other.frame >= last.frame + 2);
}

inline void display_contract(ports::Display& display, ports::Clock const& clock)
{
    display_describes_itself(display);
    display_reports_frames(display, clock);
    display_waits_for_the_moment(display, clock);
    display_shows_what_was_announced(display);
}

inline ports::TextRun run_of(std::string text, std::int32_t size, std::int32_t max_width = 0)
{
    ports::TextRun run;
    run.text = std::move(text);
    run.size = size;
    run.max_width = max_width;
    return run;
}

inline void workshop_gives_the_same_picture_again(ports::Workshop& workshop)
{
    auto const first = workshop.text(run_of("attention", 32));
    auto const again = workshop.text(run_of("attention", 32));
    auto const larger = workshop.text(run_of("attention", 33));
    ports::TextRun bold = run_of("attention", 32);
    bold.bold = true;
    auto const heavy = workshop.text(bold);
    BOOST_TEST_REQUIRE((first && again && larger && heavy));
    BOOST_TEST((*first == *again));
    BOOST_TEST(first->id != 0U);
    BOOST_TEST(first->id != larger->id);
    BOOST_TEST(first->id != heavy->id);
    BOOST_TEST(first->width > 0);
}

inline void workshop_breaks_lines(ports::Workshop& workshop)
{
    std::string const words = "secure base and safe haven for the one who explores";
    auto const one_line = workshop.text(run_of(words, 20));
    auto const wrapped = workshop.text(run_of(words, 20, 150));
    auto const broken = workshop.text(run_of("one\ntwo\n\nfour", 20));
    BOOST_TEST_REQUIRE((one_line && wrapped && broken));
    BOOST_TEST(one_line->height == ports::line_height(20));
    BOOST_TEST(one_line->width > 150);
    BOOST_TEST(wrapped->width <= 150);
    BOOST_TEST(wrapped->height >= 3 * ports::line_height(20));
    BOOST_TEST(wrapped->height % ports::line_height(20) == 0);
    BOOST_TEST(broken->height == 4 * ports::line_height(20));
}

inline void workshop_forgets_what_was_not_kept(ports::Workshop& workshop)
{
    auto const lasting = workshop.text(run_of("lasting", 24));
    BOOST_TEST_REQUIRE(lasting.has_value());
    workshop.keep();
    auto const passing = workshop.text(run_of("passing", 24));
    BOOST_TEST_REQUIRE(passing.has_value());
    workshop.release();
    auto const lasting_again = workshop.text(run_of("lasting", 24));
    auto const passing_again = workshop.text(run_of("passing", 24));
    BOOST_TEST_REQUIRE((lasting_again && passing_again));
    BOOST_TEST((*lasting_again == *lasting));
    BOOST_TEST(passing_again->width == passing->width);
}

inline void workshop_takes_bitmaps(ports::Workshop& workshop)
{
    ports::Bitmap const bitmap{3, 2, std::vector<std::uint8_t>(24, 200)};
    auto const picture = workshop.bitmap(bitmap);
    BOOST_TEST_REQUIRE(picture.has_value());
    BOOST_TEST(picture->width == 3);
    BOOST_TEST(picture->height == 2);
}

inline void workshop_refuses_what_is_no_image(ports::Workshop& workshop)
{
    auto const absent = workshop.image("no/such/face.png");
    BOOST_TEST_REQUIRE(!absent.has_value());
    BOOST_TEST(absent.error().what == "cannot read the image 'no/such/face.png'");
    auto const other = workshop.image(SECUREBASE_SOURCE_DIR "/CMakeLists.txt");
    BOOST_TEST_REQUIRE(!other.has_value());
    BOOST_TEST(other.error().what == "'" SECUREBASE_SOURCE_DIR
                                     "/CMakeLists.txt' is neither PNG nor JPEG");
}

inline void workshop_contract(ports::Workshop& workshop)
{
    workshop_gives_the_same_picture_again(workshop);
    workshop_breaks_lines(workshop);
    workshop_forgets_what_was_not_kept(workshop);
    workshop_takes_bitmaps(workshop);
    workshop_refuses_what_is_no_image(workshop);
}

} // namespace securebase::contract
