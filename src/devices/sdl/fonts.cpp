// SPDX-License-Identifier: MIT
// Where Debian puts fonts, and which are asked first.
#include "devices/sdl/fonts.h"

#include "base/hash.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace securebase::devices {

namespace {

struct Place {
    char const* regular;
    char const* bold;
};

/// Under /usr/share/fonts. Packages: fonts-noto-core, fonts-dejavu-core, fonts-noto-cjk,
/// fonts-wqy-microhei, fonts-ipafont-gothic, fonts-nanum.
constexpr std::array places{
    Place{"truetype/noto/NotoSans-Regular.ttf", "truetype/noto/NotoSans-Bold.ttf"},
    Place{"truetype/noto/NotoSansArabic-Regular.ttf", "truetype/noto/NotoSansArabic-Bold.ttf"},
    Place{"truetype/noto/NotoSansHebrew-Regular.ttf", "truetype/noto/NotoSansHebrew-Bold.ttf"},
    Place{"opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"},
    Place{"truetype/noto/NotoSansDevanagari-Regular.ttf",
          "truetype/noto/NotoSansDevanagari-Bold.ttf"},
    Place{"truetype/noto/NotoSansBengali-Regular.ttf", "truetype/noto/NotoSansBengali-Bold.ttf"},
    Place{"truetype/noto/NotoSansGurmukhi-Regular.ttf", "truetype/noto/NotoSansGurmukhi-Bold.ttf"},
    Place{"truetype/noto/NotoSansGujarati-Regular.ttf", "truetype/noto/NotoSansGujarati-Bold.ttf"},
    Place{"truetype/noto/NotoSansTamil-Regular.ttf", "truetype/noto/NotoSansTamil-Bold.ttf"},
    Place{"truetype/noto/NotoSansTelugu-Regular.ttf", "truetype/noto/NotoSansTelugu-Bold.ttf"},
    Place{"truetype/noto/NotoSansKannada-Regular.ttf", "truetype/noto/NotoSansKannada-Bold.ttf"},
    Place{"truetype/noto/NotoSansMalayalam-Regular.ttf",
          "truetype/noto/NotoSansMalayalam-Bold.ttf"},
    Place{"truetype/noto/NotoSansSinhala-Regular.ttf", "truetype/noto/NotoSansSinhala-Bold.ttf"},
    Place{"truetype/noto/NotoLoopedThai-Regular.ttf", "truetype/noto/NotoLoopedThai-Bold.ttf"},
    Place{"truetype/noto/NotoSansThai-Regular.ttf", "truetype/noto/NotoSansThai-Bold.ttf"},
    Place{"truetype/noto/NotoSansLao-Regular.ttf", "truetype/noto/NotoSansLao-Bold.ttf"},
    Place{"truetype/noto/NotoSansKhmer-Regular.ttf", "truetype/noto/NotoSansKhmer-Bold.ttf"},
    Place{"truetype/noto/NotoSansMyanmar-Regular.ttf", "truetype/noto/NotoSansMyanmar-Bold.ttf"},
    Place{"truetype/noto/NotoSansGeorgian-Regular.ttf", "truetype/noto/NotoSansGeorgian-Bold.ttf"},
    Place{"truetype/noto/NotoSansArmenian-Regular.ttf", "truetype/noto/NotoSansArmenian-Bold.ttf"},
    Place{"truetype/noto/NotoSansEthiopic-Regular.ttf", "truetype/noto/NotoSansEthiopic-Bold.ttf"},
    Place{"truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf"},
    Place{"truetype/noto/NotoSansSymbols-Regular.ttf", "truetype/noto/NotoSansSymbols-Bold.ttf"},
    Place{"truetype/noto/NotoSansSymbols2-Regular.ttf", ""},
    Place{"truetype/noto/NotoSansMath-Regular.ttf", ""},
    Place{"truetype/wqy/wqy-microhei.ttc", ""},
    Place{"opentype/ipafont-gothic/ipag.ttf", ""},
    Place{"truetype/nanum/NanumGothic.ttf", "truetype/nanum/NanumGothicBold.ttf"},
};

constexpr std::int32_t probe_size = 16;

std::string path_of(char const* place)
{
    std::string const path = std::string("/usr/share/fonts/") + place;
    std::error_code ignored;
    return *place != '\0' && std::filesystem::exists(path, ignored) ? path : std::string();
}

} // namespace

base::Result<FontShelf> FontShelf::open()
{
    FontShelf shelf;
    for (Place const& place : places) {
        if (std::string regular = path_of(place.regular); !regular.empty()) {
            shelf.faces_.push_back({std::move(regular), path_of(place.bold)});
        }
    }
    if (shelf.faces_.empty()) {
        return base::Error{"no font found under /usr/share/fonts",
                           "install the Debian package fonts-noto-core"};
    }
    shelf.probes_.resize(shelf.faces_.size());
    shelf.note_use(0);
    shelf.note_file(shelf.faces_.front().bold);
    return shelf;
}

TTF_Font* FontShelf::probe(std::size_t face)
{
    if (!probes_[face]) {
        probes_[face].reset(TTF_OpenFont(faces_[face].regular.c_str(), probe_size));
    }
    return probes_[face].get();
}

std::optional<std::size_t> FontShelf::face_with(char32_t code_point,
                                                std::optional<std::size_t> preferred)
{
    auto const has = [&](std::size_t face) {
        TTF_Font* const font = probe(face);
        return font != nullptr && TTF_GlyphIsProvided32(font, code_point) != 0;
    };
    if (preferred && has(*preferred)) {
        return preferred;
    }
    for (std::size_t face = 0; face < faces_.size(); ++face) {
        if (has(face)) {
            return face;
        }
    }
    return std::nullopt;
}

base::Result<TTF_Font*> FontShelf::font(std::size_t face, Weight weight, std::int32_t size)
{
    auto const key = std::tuple(face, weight, size);
    if (auto const known = fonts_.find(key); known != fonts_.end()) {
        return known->second.get();
    }
    bool const has_bold = !faces_[face].bold.empty();
    std::string const& file =
        weight == Weight::bold && has_bold ? faces_[face].bold : faces_[face].regular;
    FontHandle font(TTF_OpenFont(file.c_str(), size));
    if (!font) {
        return base::Error{"cannot open the font '" + file + "': " + TTF_GetError(), {}};
    }
    // Light hinting snaps heights to pixels and leaves the letters' own widths.
    TTF_SetFontHinting(font.get(), TTF_HINTING_LIGHT);
    if (weight == Weight::bold && !has_bold) {
        TTF_SetFontStyle(font.get(), TTF_STYLE_BOLD);
    }
    note_file(file);
    return fonts_.emplace(key, std::move(font)).first->second.get();
}

void FontShelf::note_use(std::size_t face)
{
    note_file(faces_[face].regular);
}

void FontShelf::note_file(std::string const& file)
{
    if (!file.empty() && std::ranges::find(used_, file) == used_.end()) {
        used_.push_back(file);
    }
}

base::Result<std::vector<events::FileHash>> FontShelf::used() const
{
    std::vector<events::FileHash> files;
    for (std::string const& file : used_) {
        auto hash = base::hash_file(file);
        if (!hash) {
            return hash.error();
        }
        files.push_back({file, *hash});
    }
    return files;
}

} // namespace securebase::devices
