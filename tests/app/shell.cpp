// SPDX-License-Identifier: MIT
// The real program, called as a person calls it.
#include "app/shell.h"

#include "base/text.h"
#include "support/temporary_folder.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

namespace securebase::testing {

namespace {

/// No display answers, wherever the tests run; texts do not depend on the machine.
std::string head(std::string const& folder)
{
    return "unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER\n"
           "export LC_ALL=C.UTF-8 PATH=\"" SECUREBASE_PROGRAM_FOLDER ":/usr/bin:$PATH\"\n"
           "cd '" +
           folder + "'\nset -e\n";
}

int run_script(std::string const& script, std::string const& redirection)
{
    int const status = std::system(("bash '" + script + "' " + redirection).c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Ran run(std::string const& folder, std::string const& lines)
{
    support::TemporaryFolder const aside;
    std::string const script = aside.write("lines.sh", head(folder) + lines + "\n");
    Ran ran;
    ran.code = run_script(script, "> '" + aside.path("out") + "' 2> '" + aside.path("err") + "'");
    ran.output = base::read_file(aside.path("out")).value_or("");
    ran.errors = base::read_file(aside.path("err")).value_or("");
    return ran;
}

void copy_experiments(std::string const& folder)
{
    std::filesystem::copy(SECUREBASE_SOURCE_DIR "/experiments",
                          folder + "/experiments",
                          std::filesystem::copy_options::recursive);
}

} // namespace securebase::testing
