// SPDX-License-Identifier: MIT
// A workshop without fonts: pictures have sizes, not pixels.
#pragma once

#include "ports/display.h"
#include "ports/image_file.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace securebase::devices {

/// Text metrics are fixed: half an em for each character, one em for a wide (CJK) one, nothing for
/// a combining mark; lines as every workshop breaks them. Images get the size in their header.
class VirtualWorkshop final : public ports::Workshop {
public:
    base::Result<ports::Picture> text(ports::TextRun const& run) override;
    base::Result<ports::Picture> image(std::string const& path) override;
    base::Result<ports::Picture> bitmap(ports::Bitmap const& bitmap) override;
    void release() override;
    void keep() override { kept_ = made_.size(); }

    /// What a picture shows: its text, its file, "bitmap", or nothing when it is not (or no longer)
    /// there. The view lives until the next call of the workshop.
    std::string_view shown_by(ports::Picture picture) const;
    std::size_t picture_count() const { return made_.size(); }

private:
    /// Everything that tells two pictures of text apart.
    struct RunHash {
        std::size_t operator()(ports::TextRun const& run) const noexcept;
    };
    struct RunEqual {
        bool operator()(ports::TextRun const& a, ports::TextRun const& b) const noexcept;
    };
    using Runs = std::unordered_map<ports::TextRun, ports::Picture, RunHash, RunEqual>;
    using Images = std::map<std::string, ports::Picture, std::less<>>;
    /// Nodes of both maps stay where they are, so that a picture can point to what it shows.
    struct Made {
        ports::TextRun const* run = nullptr;
        std::string const* image = nullptr;
    };

    ports::Picture add(std::int32_t width, std::int32_t height);

    std::vector<Made> made_; ///< Picture id 1 is the first.
    std::size_t kept_ = 0;
    Runs runs_;
    Images images_;
    std::map<std::string, ports::ImageHeader, std::less<>> headers_; ///< Files are read once.
};

} // namespace securebase::devices
