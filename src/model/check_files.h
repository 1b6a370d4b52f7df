// SPDX-License-Identifier: MIT
// The files of an experiment: found inside its folder only, read once, hashed (private to the
// room).
#pragma once

#include "events/header.h"
#include "model/literals.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

class Files {
public:
    /// `root` is the folder of the session's own script.
    explicit Files(std::string root);

    /// The path of the file `name` of `folder`, or why it may not be used: it leaves the folder
    /// (also through a link), is absent (with the nearest name of those that end in `endings`, else
    /// as it does) or is no regular file.
    std::optional<std::string> find(std::string const& folder,
                                    std::string const& name,
                                    Complaint& complaint,
                                    std::vector<std::string> const& endings = {}) const;
    /// The bytes of a file that was found; noted with its hash.
    std::optional<std::string> read(std::string const& path, Complaint& complaint);
    /// Notes a file whose bytes somebody else reads.
    void note(std::string const& path, std::string hash);
    /// All files noted, sorted by path, as reached from the root folder.
    std::vector<events::FileHash> hashes() const;

    /// Files of `folder` and below whose names end in one of `endings`, as scripts name them; links
    /// that lead out are left out, and so is what lies deeper than 8 folders or beyond 20,000
    /// files.
    static std::vector<std::string> list(std::string const& folder,
                                         std::vector<std::string> const& endings);

    std::string const& root() const { return root_; }

private:
    std::string root_;
    std::map<std::string, std::string> hashes_;
};

/// `folder` and `name` as one path; an empty folder is the current one.
std::string join_path(std::string const& folder, std::string const& name);
/// Without `.` and `x/..`; empty for the current folder.
std::string tidy_path(std::string const& path);
/// The real path, links followed; nothing when there is none.
std::optional<std::string> real_path(std::string const& path);
/// Last part of the real path of a folder.
std::string folder_name(std::string const& folder);
bool is_folder(std::string const& path);
bool is_image_name(std::string_view name);

} // namespace securebase::model
