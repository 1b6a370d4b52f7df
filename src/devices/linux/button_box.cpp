// SPDX-License-Identifier: MIT
// Talking with a button box.
#include "devices/linux/button_box.h"

#include "devices/linux/box_clock.h"
#include "devices/linux/box_lines.h"
#include "devices/linux/listener.h"
#include "devices/linux/serial_port.h"

#include <array>
#include <optional>
#include <utility>

namespace securebase::devices {

namespace {

constexpr std::uint64_t protocol = 1;
constexpr base::Duration patience = std::chrono::seconds(3);
/// Often enough that a drift of 200 ppm adds no more than 50 us.
constexpr base::Duration ask_every = std::chrono::milliseconds(250);
/// Nothing takes that long from a button to us: the stamp is of another clock.
constexpr base::Duration too_old = std::chrono::seconds(10);
constexpr std::size_t first_questions = 12;

} // namespace

struct ButtonBox::Reader {
    Reader(SerialPort opened, std::vector<ports::Key> meant, ports::Clock const& session_clock)
        : port(std::move(opened)), keys(std::move(meant)), clock(session_clock),
          mailbox(session_clock)
    {}

    base::Result<void> greet();
    void run();
    void ask();
    /// Reads what is there; false when the line is gone.
    bool read();
    void take(std::string_view line, base::Instant heard);
    void take_press(BoxLine const& line, base::Instant heard);

    SerialPort port;
    std::vector<ports::Key> keys;
    ports::Clock const& clock;
    BoxClock box_clock;
    std::optional<std::uint64_t> buttons; ///< Once it has said what it is.
    std::uint64_t version = 0;
    std::size_t brackets = 0;
    std::uint64_t question = 0;
    std::optional<base::Instant> asked; ///< While the question is open.
    base::Instant read_last{};
    std::array<char, 128> line{};
    std::size_t length = 0; ///< Of what has come of a line; past its size: too long.
    Mailbox mailbox;
    Listener listener;
};

base::Result<void> ButtonBox::Reader::greet()
{
    constexpr base::Duration again = std::chrono::milliseconds(500);
    base::Instant const limit = clock.now() + patience;
    base::Instant next{};
    pollfd file{port.file(), POLLIN, 0};
    while (!buttons || brackets < first_questions) {
        base::Instant const now = clock.now();
        if (now >= limit) {
            return base::Error{"no button box answers on the serial line",
                               "it must speak docs/formats/button_box.md at 115200 baud"};
        }
        if (!buttons && now >= next) { // Many boxes sleep for a second or two once opened.
            port.write("hello\n");
            next = now + again;
        }
        if (buttons && !asked) {
            ask();
        }
        sleep_on({&file, 1}, std::chrono::milliseconds(20));
        if (!read()) {
            return base::Error{"the serial line is gone", {}};
        }
    }
    if (version != protocol) {
        return base::Error{"the button box speaks version " + std::to_string(version) +
                               " of its protocol, this program " + std::to_string(protocol),
                           {}};
    }
    if (*buttons < keys.size()) {
        return base::Error{"the button box has " + std::to_string(*buttons) + " buttons, but " +
                               std::to_string(keys.size()) + " keys were named",
                           "name as many keys as there are buttons to be used"};
    }
    return {};
}

void ButtonBox::Reader::run()
{
    std::array<pollfd, 2> files{pollfd{port.file(), POLLIN, 0},
                                pollfd{listener.bell().file(), POLLIN, 0}};
    base::Instant next = clock.now() + ask_every;
    while (!listener.is_ending()) {
        base::Instant const now = clock.now();
        if (now >= next) {
            ask();
            next = now + ask_every;
        }
        sleep_on(files, next - now);
        bool const is_gone = (files[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
        if (!read() || is_gone) {
            mailbox.lose();
            return;
        }
    }
}

void ButtonBox::Reader::ask()
{
    std::string const words = "time " + std::to_string(++question) + "\n";
    asked = clock.now();
    if (!port.write(words)) {
        asked.reset();
    }
}

bool ButtonBox::Reader::read()
{
    std::array<char, 256> bytes{};
    while (true) {
        auto const got = port.read(bytes);
        base::Instant const heard = clock.now();
        if (!got) {
            return false;
        }
        for (std::size_t i = 0; i < *got; ++i) {
            if (bytes[i] != '\n') {
                if (length < line.size()) {
                    line[length] = bytes[i];
                }
                ++length;
                continue;
            }
            if (length <= line.size()) {
                take({line.data(), length}, heard);
            }
            length = 0;
        }
        read_last = heard;
        if (*got < bytes.size()) {
            return true;
        }
    }
}

void ButtonBox::Reader::take(std::string_view words, base::Instant heard)
{
    auto const told = read_box_line(words);
    if (!told) {
        return; // Boxes say something of their own when they start.
    }
    switch (told->what) {
    case BoxLine::What::greeting: // Said once; later ones come while others read this.
        if (!buttons) {
            version = told->number;
            buttons = told->value;
        }
        break;
    case BoxLine::What::time:
        if (asked && told->number == question) {
            box_clock.learn(*asked, told->value, heard);
            asked.reset();
            ++brackets;
        }
        break;
    case BoxLine::What::down:
    case BoxLine::What::up:
        take_press(*told, heard);
        break;
    }
}

void ButtonBox::Reader::take_press(BoxLine const& told, base::Instant heard)
{
    if (told.number == 0 || told.number > keys.size()) {
        return; // Of a button that stands for no key.
    }
    ports::InputEvent event;
    event.kind =
        told.what == BoxLine::What::down ? ports::InputKind::key_down : ports::InputKind::key_up;
    event.key = keys[told.number - 1];
    auto const when = box_clock.moment_of(told.value, heard);
    bool const is_news = when && heard - when->latest < too_old;
    event.when = is_news ? *when : base::Timestamp{read_last, heard, base::TimeSource::poll};
    mailbox.deliver(event);
}

ButtonBox::ButtonBox(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
ButtonBox::~ButtonBox() = default;
ButtonBox::ButtonBox(ButtonBox&& other) noexcept = default;
ButtonBox& ButtonBox::operator=(ButtonBox&& other) noexcept = default;

base::Result<ButtonBox> ButtonBox::open(std::string const& path,
                                        std::vector<ports::Key> const& keys,
                                        ports::Clock const& clock)
{
    auto port = SerialPort::open(path);
    if (!port) {
        return port.error();
    }
    auto reader = std::make_unique<Reader>(*std::move(port), keys, clock);
    if (auto const greeted = reader->greet(); !greeted) {
        return greeted.error();
    }
    reader->listener.start([self = reader.get()] { self->run(); });
    return ButtonBox(std::move(reader));
}

std::string ButtonBox::describe() const
{
    std::string out = R"({"device":"button box","stamped_by":"hardware","buttons":)";
    out += std::to_string(reader_->buttons.value_or(0)) + R"(,"keys":[)";
    for (std::size_t i = 0; i < reader_->keys.size(); ++i) {
        out += (i == 0 ? "\"" : ",\"") + std::string(ports::name_of(reader_->keys[i])) + '"';
    }
    return out + R"(],"thread":")" + std::string(reader_->listener.priority()) + "\"}";
}

Mailbox& ButtonBox::mailbox() noexcept
{
    return reader_->mailbox;
}

} // namespace securebase::devices
