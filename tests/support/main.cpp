// SPDX-License-Identifier: MIT
// The one main of every test program.
#define BOOST_TEST_MODULE securebase
#include <boost/test/unit_test.hpp>
