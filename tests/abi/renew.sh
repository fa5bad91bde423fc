#!/bin/sh
# Takes note, in types.abi, of what was added to the public headers. What was changed or removed is refused.
#   tests/abi/renew.sh            after functions, constants, macros or structs were added
#   tests/abi/renew.sh --grown    after a struct that plugins fill has grown at its end, which is all that the report says
set -eu
. "$(dirname "$0")/declared.sh"
command -v abidw >/dev/null || fail "there is no abidw; it is in Debian's package abigail-tools"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" # the baseline names no path of this machine
declared "$root/include" declared.so
if [ -e "$baseline" ] && [ "${1-}" != --grown ]; then
    ! differs "$baseline" declared.so $breaks ||
        fail "That breaks programs and plugins that exist. Where a struct of plugin.h has only grown at its end: --grown"
fi
abidw --no-architecture --no-comp-dir-path --no-corpus-path --no-show-locs --no-elf-needed \
    --no-parameter-names --no-write-default-sizes --out-file "$baseline" declared.so
