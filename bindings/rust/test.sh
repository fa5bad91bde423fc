#!/bin/sh
# test.sh OTHER_VERSION COMPARE_CASES [ARGUMENT...]: all tests of the Rust binding, against the library in GLIA_LIB_DIR.
# OTHER_VERSION is a library that, preloaded, makes glia another version; COMPARE_CASES the command of
# bindings/cases.md. Everything is built in CARGO_TARGET_DIR, in
# a directory for each version of Rust.
set -eu
other_version=$1
shift
version=$(cargo --version | cut -d ' ' -f 2)
export CARGO_NET_OFFLINE=true RUST_BACKTRACE=0 CARGO_TARGET_DIR="$CARGO_TARGET_DIR/$version"
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
said=$("$examples/iris" $iris "$CARGO_TARGET_DIR/iris.safetensors") || fail "the example fails"
echo "$said" | grep -q 'accuracy \(9[0-9]\|100\)' || fail "the example has learnt too little: $said"

# The program of the README, with what it says of a program that runs on its own.
readme=$CARGO_TARGET_DIR/readme
built=$CARGO_TARGET_DIR/debug/deps
mkdir -p "$readme"
sed -n '/^```rust$/,/^```$/{/^```/!p}' README.md >"$readme/main.rs"
crate=$(ls -t "$built"/libglia-*.rlib | head -n 1)
rustc --edition 2021 "$readme/main.rs" -o "$readme/main" --extern glia="$crate" -L dependency="$built" \
    -L native="$GLIA_LIB_DIR"
cd "$readme"
said=$(LD_LIBRARY_PATH=$GLIA_LIB_DIR ./main && ls xor.safetensors) || fail "the README's program: $said"
echo "$said" | grep -q '^\[0\.0., \(0\.9.\|1\.00\), \(0\.9.\|1\.00\), 0\.0.\]$' ||
    fail "the README's program says: $said"
if ! said=$(./main 2>&1); then # a system may have glia installed
    echo "$said" | grep -q 'libglia\.so\.1: cannot open shared object file' || fail "of no library is said: $said"
fi
cd - >/dev/null

# Where the library is another one, or is without its plugins, or is not there, an error says so.
iris() {
    LD_PRELOAD=$1 "$examples/iris" $iris "$CARGO_TARGET_DIR/iris.safetensors" 2>&1
}
said=$(iris "$other_version") && fail "glia 2 is not refused"
echo "$said" | grep -q "the loaded library '$other_version' is glia 2\.0\.0, but this program needs glia 1\." ||
    fail "of another version is said: $said"
if [ -z "${GLIA_TEST_INSIDE-}" ]; then # otherwise it needs none
    mkdir -p "$CARGO_TARGET_DIR/alone"
    cp -L "$GLIA_LIB_DIR/libglia.so.1" "$CARGO_TARGET_DIR/alone/"
    said=$(iris "$CARGO_TARGET_DIR/alone/libglia.so.1") && fail "missing plugins are not missed"
    echo "$said" | grep -q "unknown activation '[a-z]*'; searched: $CARGO_TARGET_DIR/alone/glia/1" ||
        fail "of missing plugins is said: $said"
fi
scripts="$CARGO_TARGET_DIR"/debug/build/glia-sys-*/build-script-build
for script in $scripts; do
    said=$(GLIA_LIB_DIR=/nowhere OUT_DIR="$CARGO_TARGET_DIR" "$script" 2>&1) && fail "a missing library is not missed"
    echo "$said" | grep -q "GLIA_LIB_DIR is '/nowhere', but there is no libglia.so in it" ||
        fail "of a missing library is said: $said"
    said=$(unset GLIA_LIB_DIR &&
        PKG_CONFIG_LIBDIR=/nowhere PKG_CONFIG_PATH='' OUT_DIR="$CARGO_TARGET_DIR" "$script" 2>&1) &&
        fail "a missing glia.pc is not missed"
    echo "$said" | grep -q "glia 1.x was not found. pkg-config looked for glia.pc in PKG_CONFIG_PATH ('')" ||
        fail "of a missing glia.pc is said: $said"
done
