// SPDX-License-Identifier: MIT
// Opening and reading the kernel's input devices.
#include "devices/linux/evdev_input.h"

#include "devices/linux/control.h"
#include "devices/linux/evdev_stream.h"
#include "devices/linux/file.h"
#include "devices/linux/listener.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>
#include <utility>

namespace securebase::devices {

namespace {

using Bits = std::array<unsigned char, KEY_CNT / 8 + 1>;

KeyState state_of(Bits const& bits)
{
    KeyState state;
    for (std::size_t i = 0; i < state.size(); ++i) {
        state[i] = (static_cast<unsigned>(bits[i / 8]) >> (i % 8) & 1U) != 0;
    }
    return state;
}

struct Device {
    File file;
    std::string node;
    std::string name;
    EvdevStream stream;
};

} // namespace

struct EvdevInput::Reader {
    Reader(ports::Clock const& session_clock, Control asked)
        : clock(session_clock), control(asked != nullptr ? asked : real_control),
          mailbox(session_clock)
    {}

    base::Result<bool> add(std::string const& node);
    KeyState keys_of(int file) const;
    void run();
    bool read(Device& device);

    ports::Clock const& clock;
    Control control;
    std::vector<Device> devices;
    Mailbox mailbox;
    Listener listener;
};

/// Whether it is a keyboard or has buttons of a mouse, and is read from now on.
base::Result<bool> EvdevInput::Reader::add(std::string const& node)
{
    File file(::open(node.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0) {
        return base::Error{"cannot read '" + node + "': " + std::generic_category().message(errno),
                           errno == EACCES ? "put the user into the group input and log in anew"
                                           : std::string()};
    }
    Bits has{};
    int monotonic = CLOCK_MONOTONIC;
    if (control(file.get(), EVIOCGBIT(EV_KEY, sizeof has), has.data()) < 0 ||
        control(file.get(), EVIOCSCLOCKID, &monotonic) < 0) {
        return base::Error{"'" + node + "' is no input device that tells our clock", {}};
    }
    KeyState const keys = state_of(has);
    if (!keys[KEY_SPACE] && !keys[BTN_LEFT] && !keys[BTN_TOUCH]) {
        return false; // A lid, a power button, a headphone plug.
    }
    std::array<char, 128> name{};
    control(file.get(), EVIOCGNAME(name.size() - 1), name.data());
    KeyState const down = keys_of(file.get());
    devices.push_back({std::move(file), node, name.data(), EvdevStream(down, clock.now())});
    return true;
}

KeyState EvdevInput::Reader::keys_of(int file) const
{
    Bits bits{};
    control(file, EVIOCGKEY(sizeof bits), bits.data());
    return state_of(bits);
}

void EvdevInput::Reader::run()
{
    std::vector<pollfd> files;
    for (Device const& device : devices) {
        files.push_back({device.file.get(), POLLIN, 0});
    }
    files.push_back({listener.bell().file(), POLLIN, 0});
    while (!listener.is_ending()) {
        sleep_on(files, std::nullopt);
        for (std::size_t i = 0; i < devices.size(); ++i) {
            if (files[i].revents != 0 && !read(devices[i])) {
                files[i].fd = -1; // Was pulled out: poll() passes it over.
                mailbox.lose();
            }
        }
    }
}

/// False when the device is gone.
bool EvdevInput::Reader::read(Device& device)
{
    std::array<input_event, 64> records{};
    while (true) {
        ssize_t const got = ::read(device.file.get(), records.data(), sizeof records);
        base::Instant const heard = clock.now();
        if (got <= 0) {
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        }
        std::size_t const count = static_cast<std::size_t>(got) / sizeof records[0];
        for (std::size_t i = 0; i < count; ++i) {
            if (auto const event = device.stream.take(records[i], heard)) {
                mailbox.deliver(*event);
            }
        }
        if (device.stream.has_gap()) {
            KeyState const down = keys_of(device.file.get());
            while (auto const event = device.stream.catch_up(down, clock.now())) {
                mailbox.deliver(*event);
            }
        }
    }
}

EvdevInput::EvdevInput(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
EvdevInput::~EvdevInput() = default;
EvdevInput::EvdevInput(EvdevInput&& other) noexcept = default;
EvdevInput& EvdevInput::operator=(EvdevInput&& other) noexcept = default;

base::Result<EvdevInput>
EvdevInput::open(std::vector<std::string> const& nodes, ports::Clock const& clock, Control control)
{
    auto reader = std::make_unique<Reader>(clock, control);
    std::optional<base::Error> first;
    for (std::string const& node : nodes) {
        auto const added = reader->add(node);
        if (!added && !first) {
            first = added.error();
        }
    }
    if (reader->devices.empty()) {
        return first.value_or(
            base::Error{"no keyboard and no mouse among the kernel's devices", {}});
    }
    reader->listener.start([self = reader.get()] { self->run(); });
    return EvdevInput(std::move(reader));
}

std::string EvdevInput::describe() const
{
    std::string out = R"({"device":"keyboard and mouse","through":"evdev","stamped_by":"driver")"
                      R"(,"resolution_ns":1000,"devices":[)";
    for (std::size_t i = 0; i < reader_->devices.size(); ++i) {
        Device const& device = reader_->devices[i];
        std::string name = device.name;
        std::replace_if(
            name.begin(), name.end(), [](char c) { return c == '"' || c == '\\' || c < ' '; }, '?');
        out += (i == 0 ? R"({"node":")" : R"(,{"node":")") + device.node + R"(","name":")" + name +
               "\"}";
    }
    return out + R"(],"thread":")" + std::string(reader_->listener.priority()) + "\"}";
}

Mailbox& EvdevInput::mailbox() noexcept
{
    return reader_->mailbox;
}

} // namespace securebase::devices
