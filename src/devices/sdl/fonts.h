// SPDX-License-Identifier: MIT
// The fonts of Debian's packages, found, opened at the sizes wanted, and told by hash.
#pragma once

#include "base/result.h"
#include "devices/sdl/handles.h"
#include "events/header.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace securebase::devices {

enum class Weight : std::uint8_t { regular, bold };

/// Typefaces in order of preference: Noto Sans, its sisters for other scripts, DejaVu Sans, and
/// what else Debian has for Chinese, Japanese and Korean. Owner: must go before TTF_Quit.
class FontShelf {
public:
    /// Errors: no font package is installed.
    static base::Result<FontShelf> open();

    /// A typeface that has the character: `preferred` when it does, else the first that does.
    std::optional<std::size_t> face_with(char32_t code_point, std::optional<std::size_t> preferred);
    /// The face at an em of `size` pixels. Bold is drawn heavier where the face has no bold file.
    /// Errors: the file cannot be opened any more.
    base::Result<TTF_Font*> font(std::size_t face, Weight weight, std::int32_t size);

    /// Text is going to be set in this face.
    void note_use(std::size_t face);
    /// Files of the main face and of all others in use so far, with their hashes, in the order of
    /// first use. Errors: a file cannot be read any more.
    base::Result<std::vector<events::FileHash>> used() const;

private:
    struct Face {
        std::string regular;
        std::string bold; ///< Empty when there is none.
    };

    std::vector<Face> faces_; ///< Only those whose file is there.
    std::vector<FontHandle> probes_;
    std::map<std::tuple<std::size_t, Weight, std::int32_t>, FontHandle> fonts_;
    std::vector<std::string> used_;

    TTF_Font* probe(std::size_t face);
    void note_file(std::string const& file);
};

} // namespace securebase::devices
