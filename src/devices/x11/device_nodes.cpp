// SPDX-License-Identifier: MIT
// Asking an X server for its devices.
#include "devices/x11/device_nodes.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/XInput2.h>

#include <memory>
#include <set>

namespace securebase::devices {

namespace {

struct CloseDisplay {
    void operator()(Display* display) const { XCloseDisplay(display); }
};
struct FreeDevices {
    void operator()(XIDeviceInfo* devices) const { XIFreeDeviceInfo(devices); }
};
struct FreeBytes {
    void operator()(unsigned char* bytes) const { XFree(bytes); }
};

std::string node_of(Display* display, int device, Atom property)
{
    Atom type = None;
    int format = 0;
    unsigned long count = 0;
    unsigned long left = 0;
    unsigned char* bytes = nullptr;
    constexpr long most = 1024;
    if (XIGetProperty(display,
                      device,
                      property,
                      0,
                      most,
                      False,
                      XA_STRING,
                      &type,
                      &format,
                      &count,
                      &left,
                      &bytes) != Success) {
        return {};
    }
    std::unique_ptr<unsigned char, FreeBytes> const owner(bytes);
    bool const is_text = type == XA_STRING && format == 8 && bytes != nullptr;
    return is_text ? std::string(reinterpret_cast<char const*>(bytes), count) : std::string();
}

} // namespace

std::vector<std::string> device_nodes(std::string const& name)
{
    std::unique_ptr<Display, CloseDisplay> const display(
        XOpenDisplay(name.empty() ? nullptr : name.c_str()));
    int major = 2;
    int minor = 0;
    Atom const property = display ? XInternAtom(display.get(), "Device Node", True) : Atom{None};
    if (property == None || XIQueryVersion(display.get(), &major, &minor) != Success) {
        return {};
    }
    int count = 0;
    std::unique_ptr<XIDeviceInfo, FreeDevices> const devices(
        XIQueryDevice(display.get(), XIAllDevices, &count));
    std::set<std::string> nodes;
    for (int i = 0; devices && i < count; ++i) {
        XIDeviceInfo const& device = devices.get()[i];
        if (device.use == XISlaveKeyboard || device.use == XISlavePointer) {
            nodes.insert(node_of(display.get(), device.deviceid, property));
        }
    }
    nodes.erase("");
    return {nodes.begin(), nodes.end()};
}

} // namespace securebase::devices
