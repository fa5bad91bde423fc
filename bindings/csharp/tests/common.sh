# What the scripts of both toolchains need. Environment, set by CMake: GLIA_LIBRARY_PATH, the folder of the library;
# GLIA_TEST_DATA; GLIA_CSHARP_WORK, where everything is written.
set -euo pipefail
export LC_ALL=C

source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
other_libraries=$GLIA_CSHARP_WORK
skipped=77 # what ctest takes for a skipped test

# is_required NAME: whether the list GLIA_REQUIRE_BINDINGS has it.
is_required() {
    [[ ,${GLIA_REQUIRE_BINDINGS-}, == *,$1,* ]]
}

# lacks NAME WHAT: ends the test, as skipped, or as failed where the binding is required.
lacks() {
    if is_required "$1"; then
        echo "FAILED: $2, and GLIA_REQUIRE_BINDINGS asks for $1" >&2
        exit 1
    fi
    echo "skipped: $2"
    exit "$skipped"
}
