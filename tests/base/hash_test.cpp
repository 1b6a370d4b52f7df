// SPDX-License-Identifier: MIT
// Fingerprints, held to the values of another implementation of BLAKE2b.
#include "base/hash.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::base;

BOOST_AUTO_TEST_SUITE(base_hash)

BOOST_AUTO_TEST_CASE(bytes_have_the_known_fingerprints)
{
    BOOST_TEST(hash_hex("") == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    BOOST_TEST(hash_hex("abc") ==
               "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

BOOST_AUTO_TEST_CASE(a_chain_link_is_the_short_hash_of_both_parts)
{
    BOOST_TEST(chain_hex("", "") == "e4a6a0577479b2b4");
    BOOST_TEST(chain_hex("", "abc") == "d8bb14d833d59559");
    BOOST_TEST(chain_hex("ab", "c") == "d8bb14d833d59559");
}

BOOST_AUTO_TEST_CASE(a_file_has_the_fingerprint_of_its_bytes)
{
    securebase::support::TemporaryFolder const folder;
    auto const large = hash_file(folder.write("large", std::string(200'000, 'a')));
    BOOST_REQUIRE(large.has_value());
    BOOST_TEST(*large == "5d9714feafe283193f3554a956c08f5d8fbade49844b12bf3ba49ac2aa9107e3");
    auto const empty = hash_file(folder.write("empty", ""));
    BOOST_REQUIRE(empty.has_value());
    BOOST_TEST(*empty == hash_hex(""));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_has_none)
{
    securebase::support::TemporaryFolder const folder;
    BOOST_TEST(hash_file(folder.path("absent")).error().what ==
               "cannot read '" + folder.path("absent") + "'");
    BOOST_TEST(!hash_file(folder.path()).has_value());
}

BOOST_AUTO_TEST_CASE(random_digits_are_as_many_as_asked_and_differ)
{
    std::string const one = random_hex(16);
    BOOST_TEST(one.size() == 32U);
    BOOST_TEST(one.find_first_not_of("0123456789abcdef") == std::string::npos);
    BOOST_TEST(one != random_hex(16)); // equal once in 2^128
    BOOST_TEST(random_hex(0).empty());
}

BOOST_AUTO_TEST_SUITE_END()
