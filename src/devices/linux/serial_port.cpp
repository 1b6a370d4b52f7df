// SPDX-License-Identifier: MIT
// Opening and using a serial line.
#include "devices/linux/serial_port.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace securebase::devices {

namespace {

base::Error cannot_open(std::string const& path, int code)
{
    std::string hint;
    if (code == EACCES) {
        hint = "put the user into the group that owns it (ls -l " + path +
               "), usually dialout, and log in anew";
    } else if (code == ENOENT) {
        hint = "is it plugged in? ls /dev/ttyUSB* /dev/ttyACM*";
    }
    return {"cannot open the serial line '" + path + "': " + std::generic_category().message(code),
            hint};
}

} // namespace

base::Result<SerialPort> SerialPort::open(std::string const& path)
{
    SerialPort port(File(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)));
    int const file = port.file();
    if (file < 0) {
        return cannot_open(path, errno);
    }
    termios settings{};
    if (tcgetattr(file, &settings) != 0) {
        return base::Error{"'" + path + "' is no serial line", {}};
    }
    cfmakeraw(&settings);
    cfsetspeed(&settings, B115200);
    // Whoever used the line before may have wanted two stop bits, or to be asked first; and a box
    // that starts anew whenever the line is closed is not ready when it is opened again.
    settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB | HUPCL);
    settings.c_iflag &= ~static_cast<tcflag_t>(IXOFF | IXANY);
    settings.c_cflag |= CLOCAL | CREAD;
    if (tcsetattr(file, TCSANOW, &settings) != 0) {
        return cannot_open(path, errno);
    }
    tcflush(file, TCIOFLUSH);
    return port;
}

std::optional<std::size_t> SerialPort::read(std::span<char> room) noexcept
{
    ssize_t const got = ::read(file_.get(), room.data(), room.size());
    if (got >= 0) {
        // Nothing at all, though something was to be read, is how a line that was pulled out reads.
        return static_cast<std::size_t>(got);
    }
    return errno == EAGAIN || errno == EINTR ? std::optional<std::size_t>(0) : std::nullopt;
}

bool SerialPort::write(std::string_view bytes) noexcept
{
    return ::write(file_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

} // namespace securebase::devices
