#!/bin/sh
# test.sh OTHER_VERSION COMPARE_CASES [ARGUMENT...]: all tests of the Rust binding, against the library in GLIA_LIB_DIR.
# OTHER_VERSION is a library that, preloaded, makes glia another version; COMPARE_CASES the command of
# bindings/cases.md. Everything is built in CARGO_TARGET_DIR.
set -eu
other_version=$1
shift
export CARGO_NET_OFFLINE=true RUST_BACKTRACE=0
cd "$(dirname "$0")"

fail() {
    echo "rust: $1" >&2
    exit 1
}

cargo test --locked --quiet
RUSTDOCFLAGS="-D warnings" cargo doc --locked --quiet --no-deps

examples=$CARGO_TARGET_DIR/debug/examples
(cd "$CARGO_TARGET_DIR" && "$@" "$examples/cases")
iris=../../tests/data/iris.csv
"$examples/iris" $iris "$CARGO_TARGET_DIR/iris.safetensors" | grep -q 'accuracy \(9[0-9]\|100\)' ||
    fail "the example has learnt too little"

# Where the library is another one, or is not there, an error says so.
said=$(LD_PRELOAD=$other_version "$examples/iris" $iris "$CARGO_TARGET_DIR/iris.safetensors" 2>&1) &&
    fail "glia 2 is not refused"
echo "$said" | grep -q 'the loaded library is glia 20000 .* needs glia 1\.0\.0 or a later 1\.x' ||
    fail "of another version is said: $said"
scripts="$CARGO_TARGET_DIR"/debug/build/glia-sys-*/build-script-build
for script in $scripts; do
    said=$(GLIA_LIB_DIR=/nowhere OUT_DIR="$CARGO_TARGET_DIR" "$script" 2>&1) && fail "a missing library is not missed"
    echo "$said" | grep -q "GLIA_LIB_DIR is '/nowhere', but there is no libglia.so in it" ||
        fail "of a missing library is said: $said"
    said=$(unset GLIA_LIB_DIR && PKG_CONFIG_LIBDIR=/nowhere PKG_CONFIG_PATH='' OUT_DIR="$CARGO_TARGET_DIR" "$script" 2>&1) &&
        fail "a missing glia.pc is not missed"
    echo "$said" | grep -q "glia 1.x was not found. pkg-config looked for glia.pc in PKG_CONFIG_PATH ('')" ||
        fail "of a missing glia.pc is said: $said"
done
