// SPDX-License-Identifier: MIT
// Where else in a data folder a session may stand.
#include "record/copies.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace securebase::record {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece = std::size_t{1} << 20U;

bool contains_one_of(fs::path const& path, std::vector<std::string> const& words)
{
    std::size_t longest = 0;
    for (std::string const& word : words) {
        longest = std::max(longest, word.size());
    }
    std::ifstream file(path, std::ios::binary);
    std::string bytes;
    while (file) {
        // The end of the last piece stays: a word may stand across two.
        bytes.erase(0, bytes.size() - std::min(bytes.size(), longest));
        std::size_t const kept = bytes.size();
        bytes.resize(kept + piece);
        file.read(bytes.data() + kept, static_cast<std::streamsize>(piece));
        bytes.resize(kept + static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
        if (std::ranges::any_of(
                words, [&](auto const& word) { return bytes.find(word) != std::string::npos; })) {
            return true;
        }
    }
    return false;
}

/// Journals, stubs and the index of this study, not of another that lies inside the folder.
bool is_of_the_study(fs::path const& path, fs::path const& data_folder)
{
    return path.parent_path() == data_folder / "sessions" ||
           (path.parent_path() == data_folder &&
            path.filename().string().starts_with("study.sqlite"));
}

} // namespace

std::vector<std::string> find_copies(std::string const& data_folder,
                                     std::vector<std::string> const& sessions)
{
    std::vector<std::string> found;
    fs::path folder = fs::path(data_folder).lexically_normal();
    if (!folder.has_filename()) {
        folder = folder.parent_path(); // "data/" is "data".
    }
    std::error_code fault;
    auto const options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator file(folder, options, fault), end; !fault && file != end;
         file.increment(fault)) {
        std::error_code ignored;
        bool const plain = file->symlink_status(ignored).type() == fs::file_type::regular;
        if (plain && !is_of_the_study(file->path(), folder) &&
            contains_one_of(file->path(), sessions)) {
            found.push_back(file->path().string());
        }
    }
    std::ranges::sort(found);
    return found;
}

} // namespace securebase::record
