// SPDX-License-Identifier: MIT
// A folder for one test, gone with it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace securebase::support {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "securebase-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("no temporary folder");
        }
        path_ = name;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::string path() const { return path_; }
    std::string path(std::string const& inside) const { return path_ + '/' + inside; }

    /// Writes a file, making the folders on the way, and returns its path.
    std::string write(std::string const& inside, std::string_view bytes) const
    {
        std::filesystem::path const file = path(inside);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream out(file, std::ios::binary);
        out << bytes;
        out.close();
        if (!out) {
            throw std::runtime_error("cannot write " + file.string());
        }
        return file.string();
    }

private:
    std::string path_;
};

} // namespace securebase::support
