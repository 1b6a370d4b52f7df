// SPDX-License-Identifier: MIT
// Book-keeping of pictures.
#include "ports/picture_table.h"

#include <functional>

namespace securebase::ports {

std::size_t PictureTable::RunHash::operator()(TextRun const& run) const noexcept
{
    std::size_t hash = std::hash<std::string>{}(run.text);
    auto const stir = [&](std::int32_t value) {
        hash = (hash ^ static_cast<std::size_t>(value)) * 1'099'511'628'211U;
    };
    stir(run.size);
    stir(run.max_width);
    stir(run.color.red << 16 | run.color.green << 8 | run.color.blue);
    stir(static_cast<std::int32_t>(run.align) << 1 | static_cast<std::int32_t>(run.bold));
    return hash;
}

Picture const* PictureTable::find(TextRun const& run) const
{
    auto const found = runs_.find(run);
    return found == runs_.end() ? nullptr : &found->second;
}

Picture const* PictureTable::find_image(std::string_view path) const
{
    auto const found = images_.find(path);
    return found == images_.end() ? nullptr : &found->second;
}

Picture PictureTable::add_bitmap(std::int32_t width, std::int32_t height)
{
    made_.emplace_back();
    return {static_cast<std::uint32_t>(made_.size()), width, height};
}

Picture PictureTable::add(TextRun const& run, std::int32_t width, std::int32_t height)
{
    Picture const picture = add_bitmap(width, height);
    made_.back().run = &runs_.emplace(run, picture).first->first;
    return picture;
}

Picture PictureTable::add_image(std::string_view path, std::int32_t width, std::int32_t height)
{
    Picture const picture = add_bitmap(width, height);
    made_.back().image = &images_.emplace(path, picture).first->first;
    return picture;
}

std::size_t PictureTable::release()
{
    for (std::size_t i = kept_; i < made_.size(); ++i) {
        if (made_[i].run != nullptr) {
            runs_.erase(runs_.find(*made_[i].run));
        }
        if (made_[i].image != nullptr) {
            images_.erase(images_.find(*made_[i].image));
        }
    }
    made_.resize(kept_);
    return kept_;
}

std::string_view PictureTable::shown_by(Picture picture) const
{
    if (!has(picture)) {
        return {};
    }
    Made const& made = made_[picture.id - 1];
    if (made.run != nullptr) {
        return made.run->text;
    }
    if (made.image != nullptr) {
        return *made.image;
    }
    return "bitmap";
}

} // namespace securebase::ports
