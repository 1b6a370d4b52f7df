// SPDX-License-Identifier: MIT
// Decoding, resampling and saving images.
#include "devices/sdl/images.h"

#include "base/assert.h"
#include "base/text.h"
#include "ports/image_file.h"

#include <SDL_image.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

namespace securebase::devices {

namespace {

/// How much of one source pixel goes into one new pixel, along one axis.
struct Share {
    std::int32_t source = 0;
    float weight = 0;
};

/// The source pixels of every new pixel. Enlarging interpolates between the two nearest.
std::vector<std::vector<Share>> shares_along(std::int32_t from, std::int32_t to)
{
    double const scale = static_cast<double>(from) / to;
    double const reach = std::max(scale, 1.0);
    std::vector<std::vector<Share>> all(static_cast<std::size_t>(to));
    for (std::int32_t i = 0; i < to; ++i) {
        double const middle = (i + 0.5) * scale - 0.5;
        auto const first = static_cast<std::int32_t>(std::floor(middle - reach)) + 1;
        auto const last = static_cast<std::int32_t>(std::ceil(middle + reach)) - 1;
        double sum = 0;
        for (std::int32_t j = first; j <= last; ++j) {
            sum += 1 - std::abs(j - middle) / reach;
        }
        for (std::int32_t j = first; j <= last; ++j) {
            double const weight = (1 - std::abs(j - middle) / reach) / sum;
            all[static_cast<std::size_t>(i)].push_back(
                {std::clamp(j, 0, from - 1), static_cast<float>(weight)});
        }
    }
    return all;
}

/// Red, green and blue times alpha, and alpha.
using Pixel = std::array<float, 4>;

Pixel pixel_at(SDL_Surface const& surface, std::int32_t x, std::int32_t y)
{
    auto const* const row = static_cast<std::uint8_t const*>(surface.pixels) +
                            static_cast<std::ptrdiff_t>(y) * surface.pitch;
    std::uint32_t argb = 0;
    std::memcpy(&argb, row + static_cast<std::ptrdiff_t>(x) * 4, 4);
    auto const channel = [&](unsigned shift) {
        return static_cast<float>((argb >> shift) & 0xFFU) / 255.0F;
    };
    float const alpha = channel(24);
    return {channel(16) * alpha, channel(8) * alpha, channel(0) * alpha, alpha};
}

void set_pixel(SDL_Surface& surface, std::int32_t x, std::int32_t y, Pixel const& pixel)
{
    float const alpha = std::clamp(pixel[3], 0.0F, 1.0F);
    auto const channel = [](float value) {
        return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
    };
    auto const color = [&](std::size_t i) { return alpha > 0 ? channel(pixel[i] / alpha) : 0U; };
    std::uint32_t const argb = channel(alpha) << 24U | color(0) << 16U | color(1) << 8U | color(2);
    auto* const row =
        static_cast<std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
    std::memcpy(row + static_cast<std::ptrdiff_t>(x) * 4, &argb, 4);
}

void add(Pixel& sum, Pixel const& pixel, float weight)
{
    for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i] += pixel[i] * weight;
    }
}

SurfaceHandle argb_surface(std::int32_t width, std::int32_t height)
{
    return SurfaceHandle(
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888));
}

base::Error no_memory()
{
    return {std::string("no memory for a picture: ") + SDL_GetError(), {}};
}

} // namespace

base::Result<SurfaceHandle> load_image(std::string const& path)
{
    auto const bytes = base::read_file(path);
    if (!bytes) {
        return base::Error{"cannot read the image '" + path + "'", "is the file there?"};
    }
    auto const header = ports::image_header(*bytes, path);
    if (!header) {
        return header.error();
    }
    SDL_RWops* const source = SDL_RWFromConstMem(bytes->data(), static_cast<int>(bytes->size()));
    SurfaceHandle const decoded(header->format == ports::ImageFormat::png ? IMG_LoadPNG_RW(source)
                                                                          : IMG_LoadJPG_RW(source));
    SDL_RWclose(source);
    if (!decoded || decoded->w != header->width || decoded->h != header->height) {
        return base::Error{"'" + path + "' is damaged and cannot be decoded",
                           "save it again as PNG or JPEG"};
    }
    SurfaceHandle converted(SDL_ConvertSurfaceFormat(decoded.get(), SDL_PIXELFORMAT_ARGB8888, 0));
    if (!converted) {
        return no_memory();
    }
    return converted;
}

base::Result<SurfaceHandle> surface_of(ports::Bitmap const& bitmap)
{
    auto const width = static_cast<std::size_t>(bitmap.width);
    auto const height = static_cast<std::size_t>(bitmap.height);
    SECUREBASE_ASSERT(bitmap.width > 0 && bitmap.height > 0 &&
                          bitmap.rgba.size() == width * height * 4,
                      "a bitmap has four bytes for each pixel");
    SurfaceHandle surface = argb_surface(bitmap.width, bitmap.height);
    if (!surface) {
        return no_memory();
    }
    SDL_ConvertPixels(bitmap.width,
                      bitmap.height,
                      SDL_PIXELFORMAT_RGBA32,
                      bitmap.rgba.data(),
                      bitmap.width * 4,
                      SDL_PIXELFORMAT_ARGB8888,
                      surface->pixels,
                      surface->pitch);
    return surface;
}

base::Result<SurfaceHandle> resample(SDL_Surface& source, std::int32_t width, std::int32_t height)
{
    SECUREBASE_ASSERT(source.format->format == SDL_PIXELFORMAT_ARGB8888, "pictures are ARGB");
    SurfaceHandle result = argb_surface(width, height);
    if (!result) {
        return no_memory();
    }
    auto const columns = shares_along(source.w, width);
    auto const rows = shares_along(source.h, height);
    auto const row_length = static_cast<std::size_t>(source.w);
    std::vector<Pixel> row(row_length);
    for (std::int32_t y = 0; y < height; ++y) {
        std::ranges::fill(row, Pixel{});
        for (Share const& share : rows[static_cast<std::size_t>(y)]) {
            for (std::size_t x = 0; x < row_length; ++x) {
                add(row[x],
                    pixel_at(source, static_cast<std::int32_t>(x), share.source),
                    share.weight);
            }
        }
        for (std::int32_t x = 0; x < width; ++x) {
            Pixel sum{};
            for (Share const& share : columns[static_cast<std::size_t>(x)]) {
                add(sum, row[static_cast<std::size_t>(share.source)], share.weight);
            }
            set_pixel(*result, x, y, sum);
        }
    }
    return result;
}

base::Result<void> save_png(SDL_Surface& surface, std::string const& path)
{
    if (IMG_SavePNG(&surface, path.c_str()) != 0) {
        return base::Error{"cannot write '" + path + "': " + IMG_GetError(), {}};
    }
    return {};
}

} // namespace securebase::devices
