// SPDX-License-Identifier: MIT
// Which of the kernel's input devices an X server reads.
#pragma once

#include <string>
#include <vector>

namespace securebase::devices {

/// Nodes (/dev/input/event3) of its keyboards and pointers, sorted. Empty for servers without
/// devices of their own, such as Xvfb, where a key pressed on the machine means nothing.
/// `display` as in $DISPLAY; empty: that one.
std::vector<std::string> device_nodes(std::string const& display = {});

} // namespace securebase::devices
