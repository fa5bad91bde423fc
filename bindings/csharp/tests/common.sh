# What the scripts of both toolchains need. Environment, set by CMake: GLIA_LIBRARY_PATH, the folder of the library;
# GLIA_TEST_DATA; GLIA_CSHARP_WORK, where everything is written; GLIA_OTHER_VERSIONS, the folder of libraries of other
# versions. The arguments are the command that compares behaviour cases (bindings/cases.md), to be followed by that of
# the runner.
set -euo pipefail
export LC_ALL=C

source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -nE 's/^#define GLIA_VERSION_(MAJOR|MINOR|PATCH) //p' "$source/../../include/glia/version.h" |
    paste -sd .)

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

# is_required NAME: whether the list GLIA_REQUIRE_BINDINGS has it.
is_required() {
    [[ ,${GLIA_REQUIRE_BINDINGS-}, == *,$1,* ]]
}

# lacks NAME WHAT: ends the test: as skipped, which ctest reads from the exit code, or as failed where it is required.
lacks() {
    ! is_required "$1" || fail "$2, and GLIA_REQUIRE_BINDINGS asks for $1"
    echo "skipped: $2"
    exit 77
}

# check_sample COMMAND...: runs the sample, which has its arguments, shows what it says, and expects it to have learnt
# and to read itself again.
check_sample() {
    local said expected wide gallery
    said=$("$@")
    printf '%s\n' "$said"
    for expected in '^9[5-9]\.[0-9] % of 359 digits' '^ +30/30 (━)+  loss 0\.0' '^ +0  3[0-9] .* 100 % ' \
        '359 of 359 predictions are the same, to the bit' '^one prediction takes [0-9.]+ µs' 'test$' 'training$'; do
        grep -qE "$expected" <<<"$said" || fail "the sample does not say $expected"
    done
    gallery=$(sed -n '/^some digits; the last is the hardest$/,/^$/p' <<<"$said")
    [[ $(grep -cE '░░|▒▒|▓▓|██' <<<"$gallery") == 8 ]] || fail "the sample draws no digits of 8 lines"
    grep -qE '^  ([0-9], [0-9.]+ % +){3}[0-9], [0-9.]+ %(, is [0-9])?$' <<<"$gallery" ||
        fail "the sample does not say what it takes its digits for"
    ! grep -q $'\033' <<<"$said" || fail "the sample writes colours to a pipe"
    wide=$(grep -v '^  library' <<<"$said" | LC_ALL=C.UTF-8 grep -E '.{80}' || true)
    [[ -z $wide ]] || fail "the sample's lines are wider than a terminal: $wide"
}
