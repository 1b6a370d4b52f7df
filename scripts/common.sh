# SPDX-License-Identifier: MIT
# What every script here shares: strict mode, the repository's root, one line per step.
# Sourced, never run. Needs bash and coreutils alone, so that it works before any set-up.

set -euo pipefail
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
me=$(basename "$0")
cd "$root"

say() { printf '%s: %s\n' "$me" "$*"; }
die() {
    printf '%s: %s\n' "$me" "$1" >&2
    exit "${2:-3}"
}

# usage: the comment block at the head of the calling script is its help text.
usage() {
    local line
    while IFS= read -r line; do
        case $line in
            '#!'* | '# SPDX'*) ;;
            '#'*) line=${line#'#'} && printf '%s\n' "${line# }" ;;
            *) break ;;
        esac
    done <"$0"
}

# quietly LOG COMMAND...: the output goes to LOG; it is shown only when COMMAND fails.
quietly() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        die "failed: $* (whole output: $log)"
    fi
}

# configure_and_build PRESET TARGET... (more for cmake in the array configure_options)
configure_options=()
configure_and_build() {
    local preset=$1 start=$SECONDS
    shift
    say "configuring build/$preset"
    quietly "build/$preset-configure.log" cmake --preset "$preset" \
        ${configure_options[@]+"${configure_options[@]}"}
    say "building build/$preset ($*), log in build/$preset-build.log"
    if [[ -t 1 ]]; then
        cmake --build "build/$preset" --target "$@" || die "the build failed (see above)"
    else
        quietly "build/$preset-build.log" cmake --build "build/$preset" --target "$@"
    fi
    say "built in $((SECONDS - start)) s"
}
