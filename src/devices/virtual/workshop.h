// SPDX-License-Identifier: MIT
// A workshop without fonts: pictures have sizes, not pixels.
#pragma once

#include "ports/image_file.h"
#include "ports/picture_table.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace securebase::devices {

/// Text metrics are fixed: half an em for each character, one em for a wide (CJK) one, nothing for
/// a combining mark; lines as every workshop breaks them. Images get the size in their header.
class VirtualWorkshop final : public ports::Workshop {
public:
    base::Result<ports::Picture> text(ports::TextRun const& run) override;
    base::Result<ports::Picture> image(std::string const& path) override;
    base::Result<ports::Picture> bitmap(ports::Bitmap const& bitmap) override;
    void release() override { pictures_.release(); }
    void keep() override { pictures_.keep(); }

    /// What a picture shows, see PictureTable.
    std::string_view shown_by(ports::Picture picture) const { return pictures_.shown_by(picture); }
    std::size_t picture_count() const { return pictures_.size(); }

private:
    ports::PictureTable pictures_;
    std::map<std::string, ports::ImageHeader, std::less<>> headers_; ///< Files are read once.
};

} // namespace securebase::devices
