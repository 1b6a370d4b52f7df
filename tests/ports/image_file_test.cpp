// SPDX-License-Identifier: MIT
// Image headers written out byte by byte.
#include "ports/image_file.h"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace ports = securebase::ports;
using ports::image_header;

std::string bytes(std::initializer_list<int> values)
{
    std::string out;
    for (int const value : values) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(value)));
    }
    return out;
}

/// Signature, length 13, IHDR, width 640, height 480.
std::string const png = bytes({0x89, 'P', 'N', 'G', 13,  10, 26, 10, 0,   0, 0, 13, 'I', 'H', 'D',
                               'R',  0,   0,   2,   128, 0,  0,  1,  224, 8, 2, 0,  0,   0});
/// SOI, APP0 of 4 bytes, padding, SOF2 with height 100 and width 200.
std::string const jpeg = bytes({0xFF, 0xD8, 0xFF, 0xE0, 0,   4, 0,   0, 0xFF, 0xFF, 0xC2,
                                0,    11,   8,    0,    100, 0, 200, 1, 1,    0x11, 0});

std::string message_of(securebase::base::Result<ports::ImageHeader> const& result)
{
    return result ? "no error" : result.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(ports_image_file)

BOOST_AUTO_TEST_CASE(reads_the_size_of_a_png)
{
    auto const header = image_header(png, "a.png");
    BOOST_TEST_REQUIRE(header.has_value());
    BOOST_TEST((*header == ports::ImageHeader{ports::ImageFormat::png, 640, 480}));
}

BOOST_AUTO_TEST_CASE(reads_the_size_of_a_jpeg_past_other_segments)
{
    auto const header = image_header(jpeg, "a.jpg");
    BOOST_TEST_REQUIRE(header.has_value());
    BOOST_TEST((*header == ports::ImageHeader{ports::ImageFormat::jpeg, 200, 100}));
}

BOOST_AUTO_TEST_CASE(every_cut_header_is_damaged_and_none_crashes)
{
    for (std::size_t length = 8; length < 24; ++length) {
        BOOST_TEST(message_of(image_header(png.substr(0, length), "a.png")) ==
                   "'a.png' is damaged: its header gives no size");
    }
    for (std::size_t length = 3; length < 17; ++length) {
        BOOST_TEST(message_of(image_header(jpeg.substr(0, length), "a.jpg")) ==
                   "'a.jpg' is damaged: its header gives no size");
    }
}

BOOST_AUTO_TEST_CASE(other_formats_are_refused_by_content_not_by_name)
{
    BOOST_TEST(message_of(image_header("GIF89a..........", "face.png")) ==
               "'face.png' is neither PNG nor JPEG");
    BOOST_TEST(message_of(image_header("", "empty.jpg")) == "'empty.jpg' is neither PNG nor JPEG");
}

BOOST_AUTO_TEST_CASE(sizes_above_the_limit_are_refused_before_decoding)
{
    std::string huge = png;
    huge[18] = 0x20; // 0x2080 = 8320 wide.
    BOOST_TEST(message_of(image_header(huge, "big.png")) ==
               "'big.png' is 8320 x 480 pixels; at most 8192 either way");
    std::string vast = png;
    vast[16] = '\xff';
    BOOST_TEST(message_of(image_header(vast, "big.png")) ==
               "'big.png' is 4278190720 x 480 pixels; at most 8192 either way");
    std::string none = png;
    none[18] = 0;
    none[19] = 0;
    BOOST_TEST(message_of(image_header(none, "none.png")) ==
               "'none.png' is damaged: its header gives no size");
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_named)
{
    BOOST_TEST(message_of(ports::read_image_header("no/such.png")) ==
               "cannot read the image 'no/such.png'");
}

BOOST_AUTO_TEST_SUITE_END()
