#!/bin/sh
# test.sh INCLUDE OTHER_VERSION COMPARE_CASES [ARGUMENT...]: all tests of the Go binding, against the headers in INCLUDE
# and the library in GLIA_LIB_DIR. OTHER_VERSION is a library that, preloaded, makes glia another version; COMPARE_CASES
# the command of bindings/cases.md. Everything is built in GO_WORK.
set -eu
include=$1
other_version=$2
shift 2
export GOCACHE="$GO_WORK/cache" GOTMPDIR="$GO_WORK/tmp" GOPATH="$GO_WORK/path"
mkdir -p "$GOTMPDIR"
export GOFLAGS='-mod=mod -buildvcs=false -tags=glia_flags' GOPROXY=off GOTOOLCHAIN=local
export GODEBUG=cgocheck=1 CGO_ENABLED=1
export CGO_CFLAGS="-O2 -I$include" CGO_LDFLAGS="-L$GLIA_LIB_DIR -Wl,-rpath,$GLIA_LIB_DIR"
GO_WORK=$GO_WORK/$(go env GOVERSION) # but for what Go keeps apart by itself
mkdir -p "$GO_WORK"
cd "$(dirname "$0")"

fail() {
    echo "go: $1" >&2
    exit 1
}

unformatted=$(gofmt -l .)
[ -z "$unformatted" ] || fail "not formatted: $unformatted"
# Built with the race detector, all but what is alone without it: the cycles that take no memory, and what all languages
# do alike. So the packages for HTTP are compiled once.
go vet -race ./...
go test -race -vet=off ./...
go test -vet=off .
go build -o "$GO_WORK/" ./internal/cases
go build -race -o "$GO_WORK/" ./examples/serve
(cd "$GO_WORK" && "$@" "$GO_WORK/cases")

# The program of the README.
readme=$GO_WORK/readme
mkdir -p "$readme"
sed -n '/^```go$/,/^```$/{/^```/!p}' README.md >"$readme/main.go"
printf 'module readme\n\ngo 1.19\n\nrequire glia v1.0.0\n\nreplace glia => %s\n' "$PWD" >"$readme/go.mod"
said=$(cd "$readme" && gofmt -l . && go run . && ls xor.safetensors) || fail "the README's program: $said"
echo "$said" | grep -q '^\[0\.0. \(0\.9.\|1\.00\) \(0\.9.\|1\.00\) 0\.0.\]$' ||
    fail "the README's program says: $said"

# Where the library is another one, or is without its plugins, or is not there, an error says so.
serve() {
    LD_PRELOAD=$1 "$GO_WORK/serve" ../../tests/data/iris.csv 2>&1
}
said=$(serve "$other_version") && fail "glia 2 is not refused"
echo "$said" | grep -q "the loaded library '$other_version' is glia 2\.0\.0, but this program needs glia 1\." ||
    fail "of another version is said: $said"
if [ -z "${GLIA_TEST_INSIDE-}" ]; then # otherwise it needs none
    mkdir -p "$GO_WORK/alone"
    cp -L "$GLIA_LIB_DIR/libglia.so.1" "$GO_WORK/alone/"
    said=$(serve "$GO_WORK/alone/libglia.so.1") && fail "missing plugins are not missed"
    echo "$said" | grep -q "unknown activation 'tanh'; searched: $GO_WORK/alone/glia/1" ||
        fail "of missing plugins is said: $said"
fi
said=$(GOFLAGS='-mod=mod -buildvcs=false' PKG_CONFIG_LIBDIR=/nowhere PKG_CONFIG_PATH='' go build . 2>&1) &&
    fail "a missing glia.pc is not missed"
echo "$said" | grep -q "Package glia was not found in the pkg-config search path" ||
    fail "of a missing glia.pc is said: $said"
