// SPDX-License-Identifier: MIT
// Questions to an X server.
#include "devices/x11/x_server.h"

#include <xcb/randr.h>

#include <string>
#include <string_view>

namespace securebase::devices {

bool is_composed(xcb_connection_t* connection, int screen)
{
    std::string const name = "_NET_WM_CM_S" + std::to_string(screen);
    auto const atom = answer_of(
        xcb_intern_atom_reply,
        connection,
        xcb_intern_atom(connection, 0, static_cast<std::uint16_t>(name.size()), name.data()));
    if (!atom) {
        return false;
    }
    auto const owner = answer_of(
        xcb_get_selection_owner_reply, connection, xcb_get_selection_owner(connection, atom->atom));
    return owner && owner->owner != XCB_NONE;
}

bool is_an_xwayland(xcb_connection_t* connection, xcb_window_t window)
{
    constexpr std::string_view mark = "XWAYLAND";
    auto const extension = answer_of(
        xcb_query_extension_reply,
        connection,
        xcb_query_extension(connection, static_cast<std::uint16_t>(mark.size()), mark.data()));
    if (extension && extension->present != 0) {
        return true;
    }
    auto const* const randr = xcb_get_extension_data(connection, &xcb_randr_id);
    if (randr == nullptr || randr->present == 0) {
        return false;
    }
    auto const screens = answer_of(xcb_randr_get_screen_resources_current_reply,
                                   connection,
                                   xcb_randr_get_screen_resources_current(connection, window));
    if (!screens) {
        return false;
    }
    auto const* const outputs = xcb_randr_get_screen_resources_current_outputs(screens.get());
    for (int i = 0; i < xcb_randr_get_screen_resources_current_outputs_length(screens.get()); ++i) {
        auto const info = answer_of(xcb_randr_get_output_info_reply,
                                    connection,
                                    xcb_randr_get_output_info(connection, outputs[i], 0));
        if (info && std::string_view(
                        reinterpret_cast<char const*>(xcb_randr_get_output_info_name(info.get())),
                        info->name_len)
                        .starts_with(mark)) {
            return true;
        }
    }
    return false;
}

} // namespace securebase::devices
