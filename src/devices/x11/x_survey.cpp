// SPDX-License-Identifier: MIT
// Asking an X server for its compositor, monitors and time.
#include "devices/x11/x_survey.h"

#include "base/middle.h"
#include "devices/x11/raw_input.h"
#include "devices/x11/x_server.h"

#include <xcb/randr.h>

#include <utility>

namespace securebase::devices {

namespace {

struct Disconnect {
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
};
using Connection = std::unique_ptr<xcb_connection_t, Disconnect>;

xcb_screen_t* screen_of(xcb_connection_t* connection, int number)
{
    auto screens = xcb_setup_roots_iterator(xcb_get_setup(connection));
    for (; screens.rem > 0 && number > 0; --number) {
        xcb_screen_next(&screens);
    }
    return screens.rem > 0 ? screens.data : nullptr;
}

std::optional<double> rate_of(xcb_randr_mode_info_t const& mode)
{
    double lines = mode.vtotal;
    lines *= (mode.mode_flags & XCB_RANDR_MODE_FLAG_DOUBLE_SCAN) != 0 ? 2 : 1;
    lines /= (mode.mode_flags & XCB_RANDR_MODE_FLAG_INTERLACE) != 0 ? 2 : 1;
    double const pixels = lines * mode.htotal;
    return mode.dot_clock > 0 && pixels > 0 ? std::optional(mode.dot_clock / pixels) : std::nullopt;
}

std::optional<double> rate_of(xcb_randr_get_screen_resources_current_reply_t const& resources,
                              xcb_randr_mode_t mode)
{
    auto modes = xcb_randr_get_screen_resources_current_modes_iterator(&resources);
    for (; modes.rem > 0; xcb_randr_mode_info_next(&modes)) {
        if (modes.data->id == mode) {
            return rate_of(*modes.data);
        }
    }
    return std::nullopt;
}

std::optional<XMonitor> monitor_of(xcb_connection_t* connection,
                                   xcb_randr_get_screen_resources_current_reply_t const& resources,
                                   xcb_randr_output_t output)
{
    auto const info = answer_of(xcb_randr_get_output_info_reply,
                                connection,
                                xcb_randr_get_output_info(connection, output, 0));
    if (!info || info->crtc == XCB_NONE) {
        return std::nullopt; // Not on.
    }
    auto const shown = answer_of(xcb_randr_get_crtc_info_reply,
                                 connection,
                                 xcb_randr_get_crtc_info(connection, info->crtc, 0));
    if (!shown || shown->mode == XCB_NONE) {
        return std::nullopt;
    }
    return XMonitor{
        std::string(reinterpret_cast<char const*>(xcb_randr_get_output_info_name(info.get())),
                    info->name_len),
        shown->x,
        shown->y,
        shown->width,
        shown->height,
        rate_of(resources, shown->mode)};
}

std::vector<XMonitor> monitors_of(xcb_connection_t* connection, xcb_window_t root)
{
    std::vector<XMonitor> monitors;
    auto const* const randr = xcb_get_extension_data(connection, &xcb_randr_id);
    if (randr == nullptr || randr->present == 0) {
        return monitors;
    }
    auto const resources = answer_of(xcb_randr_get_screen_resources_current_reply,
                                     connection,
                                     xcb_randr_get_screen_resources_current(connection, root));
    if (!resources) {
        return monitors;
    }
    auto const* const outputs = xcb_randr_get_screen_resources_current_outputs(resources.get());
    int const count = xcb_randr_get_screen_resources_current_outputs_length(resources.get());
    for (int i = 0; i < count; ++i) {
        if (auto const monitor = monitor_of(connection, *resources, outputs[i])) {
            monitors.push_back(*monitor);
        }
    }
    return monitors;
}

/// The time of a change to a property of ours, in the server's milliseconds.
std::optional<std::uint32_t> server_time(xcb_connection_t* connection, xcb_window_t window)
{
    xcb_change_property(connection,
                        XCB_PROP_MODE_REPLACE,
                        window,
                        XCB_ATOM_WM_NAME,
                        XCB_ATOM_STRING,
                        8,
                        0,
                        nullptr);
    xcb_flush(connection);
    while (Answer<xcb_generic_event_t> const event{xcb_wait_for_event(connection)}) {
        if ((event->response_type & 0x7F) == XCB_PROPERTY_NOTIFY) {
            return reinterpret_cast<xcb_property_notify_event_t const&>(*event).time;
        }
    }
    return std::nullopt; // The connection is gone.
}

void ask_for_time(xcb_connection_t* connection,
                  xcb_window_t root,
                  ports::Clock const& clock,
                  std::size_t questions,
                  XSurvey& out)
{
    xcb_window_t const window = xcb_generate_id(connection);
    std::uint32_t const events = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_create_window(connection,
                      XCB_COPY_FROM_PARENT,
                      window,
                      root,
                      0,
                      0,
                      1,
                      1,
                      0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT,
                      XCB_COPY_FROM_PARENT,
                      XCB_CW_EVENT_MASK,
                      &events);
    std::vector<double> offsets;
    for (std::size_t i = 0; i < questions; ++i) {
        base::Instant const before = clock.now();
        auto const time = server_time(connection, window);
        base::Instant const after = clock.now();
        if (!time) {
            break;
        }
        ++out.clock_asked;
        auto const when = moment_of(*time, after, std::chrono::milliseconds(1));
        if (!when || when->latest < before) {
            ++out.clock_outside;
            continue;
        }
        // A stamp is cut down to whole milliseconds: half of one is missing on average.
        base::Instant const theirs = when->earliest + std::chrono::microseconds(500);
        offsets.push_back(base::to_ms(theirs - (before + (after - before) / 2)));
    }
    xcb_destroy_window(connection, window);
    if (!offsets.empty()) {
        out.clock_offset_ms = base::middle_of(std::move(offsets));
    }
}

} // namespace

base::Result<XSurvey>
survey(ports::Clock const& clock, std::size_t questions, std::string const& display)
{
    int number = 0;
    Connection const connection(xcb_connect(display.empty() ? nullptr : display.c_str(), &number));
    xcb_screen_t const* const screen = xcb_connection_has_error(connection.get()) == 0
                                           ? screen_of(connection.get(), number)
                                           : nullptr;
    if (screen == nullptr) {
        return base::Error{"no X server answers", "set DISPLAY"};
    }
    XSurvey out;
    out.composed = is_composed(connection.get(), number);
    out.xwayland = is_an_xwayland(connection.get(), screen->root);
    out.monitors = monitors_of(connection.get(), screen->root);
    ask_for_time(connection.get(), screen->root, clock, questions, out);
    return out;
}

} // namespace securebase::devices
