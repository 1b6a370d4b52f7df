// SPDX-License-Identifier: MIT
// Finding and reading the files of an experiment.
#include "model/check_files.h"

#include "base/diagnostics.h"
#include "base/hash.h"
#include "base/text.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace securebase::model {

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 8;
constexpr std::size_t most_listed = 20'000;

bool leaves(std::string_view name)
{
    auto const parts = base::split(name, '/');
    return name.starts_with('/') || std::ranges::find(parts, "..") != parts.end();
}

bool is_inside(std::string const& path, std::string const& folder)
{
    return path.size() > folder.size() && path.starts_with(folder) &&
           (folder.ends_with('/') || path[folder.size()] == '/');
}

std::vector<std::string> ending_of(std::string const& name)
{
    std::string const ending = fs::path(name).extension().string();
    return ending.empty() ? std::vector<std::string>{} : std::vector<std::string>{ending};
}

} // namespace

Files::Files(std::string root) : root_(std::move(root)) {}

std::optional<std::string> Files::find(std::string const& folder,
                                       std::string const& name,
                                       Complaint& complaint,
                                       std::vector<std::string> const& endings) const
{
    if (name.empty()) {
        complaint = {"the name of the file is empty", {}};
        return std::nullopt;
    }
    if (leaves(name)) {
        complaint = {model::quoted(name) + " leads out of the experiment's folder",
                     "copy the file into the folder and name it from there"};
        return std::nullopt;
    }
    std::string const path = tidy_path(join_path(folder, name));
    auto const real = real_path(path);
    if (!real) {
        complaint = {
            "there is no file " + model::quoted(name) + " in the experiment's folder",
            base::nearest_hint(name, list(folder, endings.empty() ? ending_of(name) : endings))};
        return std::nullopt;
    }
    auto const real_folder = real_path(folder.empty() ? "." : folder);
    if (!real_folder || !is_inside(*real, *real_folder)) {
        complaint = {model::quoted(name) + " is a link that leads out of the experiment's folder",
                     "copy the file itself into the folder"};
        return std::nullopt;
    }
    std::error_code failed;
    if (!fs::is_regular_file(*real, failed)) {
        complaint = {model::quoted(name) + (fs::is_directory(*real, failed)
                                                ? " is a folder, not a file"
                                                : " is not a regular file"),
                     {}};
        return std::nullopt;
    }
    return path;
}

std::optional<std::string> Files::read(std::string const& path, Complaint& complaint)
{
    auto bytes = base::load_file(path);
    if (!bytes) {
        complaint = {model::quoted(path) + " cannot be read: " + bytes.error().what,
                     bytes.error().hint};
        return std::nullopt;
    }
    note(path, base::hash_hex(*bytes));
    return std::move(*bytes);
}

void Files::note(std::string const& path, std::string hash)
{
    fs::path const from = root_.empty() ? fs::path(".") : fs::path(root_);
    std::error_code failed;
    fs::path const real = fs::absolute(path, failed).lexically_normal();
    fs::path const relative =
        real.lexically_relative(fs::absolute(from, failed).lexically_normal());
    std::string const name = relative.generic_string();
    hashes_.insert_or_assign(name.empty() ? path : name, std::move(hash));
}

std::vector<events::FileHash> Files::hashes() const
{
    std::vector<events::FileHash> all;
    for (auto const& [path, hash] : hashes_) {
        all.push_back({path, hash});
    }
    return all;
}

std::vector<std::string> Files::list(std::string const& folder,
                                     std::vector<std::string> const& endings)
{
    std::vector<std::string> names;
    std::error_code failed;
    fs::path const from = folder.empty() ? fs::path(".") : fs::path(folder);
    auto at = fs::recursive_directory_iterator(
        from, fs::directory_options::skip_permission_denied, failed);
    std::size_t seen = 0;
    for (; !failed && at != fs::recursive_directory_iterator() && seen < most_listed;
         at.increment(failed), ++seen) {
        if (at.depth() >= deepest) {
            at.disable_recursion_pending();
        }
        std::string const ending = base::to_lower_ascii(at->path().extension().string());
        bool const wanted = endings.empty() || std::ranges::find(endings, ending) != endings.end();
        if (wanted && at->is_regular_file(failed) && !at->is_symlink(failed)) {
            names.push_back(at->path().lexically_relative(from).generic_string());
        }
    }
    std::ranges::sort(names);
    return names;
}

std::string join_path(std::string const& folder, std::string const& name)
{
    return folder.empty() ? name : folder.ends_with('/') ? folder + name : folder + "/" + name;
}

std::string tidy_path(std::string const& path)
{
    std::string tidy = fs::path(path).lexically_normal().generic_string();
    if (tidy.size() > 1 && tidy.ends_with('/')) {
        tidy.pop_back();
    }
    return tidy == "." ? std::string() : tidy;
}

std::optional<std::string> real_path(std::string const& path)
{
    std::error_code failed;
    fs::path const real = fs::canonical(path.empty() ? "." : path, failed);
    return failed ? std::nullopt : std::optional(real.generic_string());
}

std::string folder_name(std::string const& folder)
{
    auto const real = real_path(folder);
    return fs::path(real ? *real : folder).filename().generic_string();
}

bool is_folder(std::string const& path)
{
    std::error_code failed;
    return fs::is_directory(path.empty() ? "." : path, failed);
}

bool is_image_name(std::string_view name)
{
    std::string const small = base::to_lower_ascii(name);
    return small.ends_with(".png") || small.ends_with(".jpg") || small.ends_with(".jpeg");
}

} // namespace securebase::model
