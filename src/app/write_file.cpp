// SPDX-License-Identifier: MIT
// Writing a small file.
#include "app/write_file.h"

namespace securebase::app {

base::Result<void> write_file(std::string const& path, std::string const& bytes)
{
    auto file = report::AtomicFile::create(path);
    return file ? complete(*file, bytes) : file.error();
}

base::Result<void> complete(report::AtomicFile& file, std::string const& bytes)
{
    if (auto written = file.write(bytes); !written) {
        return written;
    }
    if (auto finished = file.finish(); !finished) {
        return finished;
    }
    return file.commit();
}

} // namespace securebase::app
