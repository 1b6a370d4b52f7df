// SPDX-License-Identifier: MIT
// Image files and our own pixels as surfaces, and surfaces as files.
#pragma once

#include "base/result.h"
#include "devices/sdl/handles.h"
#include "ports/display.h"

#include <cstdint>
#include <string>

namespace securebase::devices {

/// A PNG or JPEG, known by its content, decoded to ARGB.
/// Errors: absent, another format, too large (see ports::image_header), damaged.
base::Result<SurfaceHandle> load_image(std::string const& path);
/// Errors: no memory.
base::Result<SurfaceHandle> surface_of(ports::Bitmap const& bitmap);
/// The same picture at another size; each new pixel is a weighted mean of those it covers, with
/// transparent pixels weighing nothing. `source` is ARGB8888. Errors: no memory.
base::Result<SurfaceHandle> resample(SDL_Surface& source, std::int32_t width, std::int32_t height);
/// Errors: the disk refused.
base::Result<void> save_png(SDL_Surface& surface, std::string const& path);

} // namespace securebase::devices
