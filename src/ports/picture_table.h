// SPDX-License-Identifier: MIT
// Ports: which pictures a workshop has made, and how long they last.
#pragma once

#include "ports/display.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace securebase::ports {

/// The book-keeping every workshop needs: the same text or file again is the same picture, and
/// release() forgets what was made since keep(). Ids are given from 1 without gaps.
class PictureTable {
public:
    Picture const* find(TextRun const& run) const;
    Picture const* find_image(std::string_view path) const;

    Picture add(TextRun const& run, std::int32_t width, std::int32_t height);
    Picture add_image(std::string_view path, std::int32_t width, std::int32_t height);
    Picture add_bitmap(std::int32_t width, std::int32_t height);

    void keep() { kept_ = made_.size(); }
    /// Number of pictures that remain; those with a higher id are gone.
    std::size_t release();

    std::size_t size() const { return made_.size(); }
    bool has(Picture picture) const { return picture.id != 0 && picture.id <= made_.size(); }
    /// What a picture shows: its text, its file, "bitmap", or nothing when it is not there. The
    /// view lives until the next change of the table.
    std::string_view shown_by(Picture picture) const;

private:
    struct RunHash {
        std::size_t operator()(TextRun const& run) const noexcept;
    };
    /// Map nodes stay where they are, so that a picture can point to what it shows.
    struct Made {
        TextRun const* run = nullptr;
        std::string const* image = nullptr;
    };

    std::vector<Made> made_;
    std::size_t kept_ = 0;
    std::unordered_map<TextRun, Picture, RunHash> runs_;
    std::map<std::string, Picture, std::less<>> images_;
};

} // namespace securebase::ports
