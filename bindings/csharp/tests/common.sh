# What the scripts of both toolchains need. Environment, set by CMake: GLIA_LIBRARY_PATH, the folder of the library;
# GLIA_TEST_DATA; GLIA_CSHARP_WORK, where everything is written. The arguments are the command that compares behaviour
# cases (bindings/cases.md), to be followed by that of the runner.
set -euo pipefail
export LC_ALL=C

source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
other_libraries=$GLIA_CSHARP_WORK
skipped=77 # what ctest takes for a skipped test
