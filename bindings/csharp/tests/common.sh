# What the scripts of both toolchains need. Environment, set by CMake: GLIA_LIBRARY_PATH, the folder of the library;
# GLIA_TEST_DATA; GLIA_CSHARP_WORK, where everything is written. The arguments are the command that compares behaviour
# cases (bindings/cases.md), to be followed by that of the runner.
set -euo pipefail
export LC_ALL=C

source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
other_libraries=$GLIA_CSHARP_WORK
skipped=77 # what ctest takes for a skipped test

# check_sample COMMAND...: runs the sample, shows what it says, and expects it to have learnt and to read itself again.
check_sample() {
    local said expected
    said=$("$@" "$GLIA_TEST_DATA/digits.csv" "$work/digits.safetensors")
    printf '%s\n' "$said"
    for expected in '^9[5-9]\.[0-9] % of 359 digits' '^ +30/30 (━)+  loss 0\.0' '^ +0  3[0-9] .* 100 % ' \
        '359 of 359 predictions are the same, to the bit' '^one prediction takes [0-9.]+ µs' 'test$' 'training$'; do
        grep -qE "$expected" <<<"$said" || { echo "FAILED: the sample does not say $expected" >&2 && exit 1; }
    done
    ! grep -q $'\033' <<<"$said" || { echo "FAILED: the sample writes colours to a pipe" >&2 && exit 1; }
}
