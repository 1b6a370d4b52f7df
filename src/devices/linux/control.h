// SPDX-License-Identifier: MIT
// Asking drivers through ioctl(), or whatever stands in for it.
#pragma once

#include <sys/ioctl.h>

namespace securebase::devices {

inline int real_control(int file, unsigned long request, void* data)
{
    return ioctl(file, request, data);
}

} // namespace securebase::devices
