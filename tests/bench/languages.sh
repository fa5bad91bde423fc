#!/bin/bash
# languages.sh [LANGUAGE...]: what predicting one row through a session costs in cpp, csharp, go, python and rust beyond
# the same call in C, where the tools of the language are installed. Each program makes both kinds of calls, in turns,
# and tells the medians of many rounds, with the quartiles of the difference. On a quiet machine, against build/release,
# or the build that GLIA_BUILD names.
set -euo pipefail
tree=$(cd -- "$(dirname -- "$0")/../.." && pwd)
build=$(cd -- "${GLIA_BUILD:-$tree/build/release}" && pwd)
work=$build/tests/bench/languages
mkdir -p "$work/tmp"
export GLIA_LIBRARY_PATH=$build/lib GLIA_LIB_DIR=$build/lib
link=(-I"$tree/include" -L"$build/lib" -lglia -Wl,-rpath,"$build/lib")

# has COMMAND...: whether all are installed.
has() {
    type -P "$@" >/dev/null
}

# show LABEL COMMAND...: the label and the line that the command prints.
show() {
    printf '%-18s' "$1"
    "${@:2}"
}

cpp() {
    g++ -O2 -std=c++17 "$tree/tests/bench/languages/overhead.cpp" "$work/libpredict_in_c.so" -o "$work/overhead" \
        "${link[@]}" -Wl,-rpath,"$work"
    show C++ "$work/overhead"
}

csharp() {
    local bench=$tree/bindings/csharp/bench
    export LD_LIBRARY_PATH=$work GLIA_CSHARP_WORK=$build/bindings/csharp
    if has mcs mono; then
        mcs -nologo -langversion:7.2 -unsafe -optimize -out:"$work/Bench.exe" "$bench/Program.cs" \
            -recurse:"$tree/bindings/csharp/Glia/*.cs"
        show mono mono "$work/Bench.exe"
        # mono reads this when it starts: its way into native code and back becomes shorter.
        show 'mono, preemptive' env MONO_THREADS_SUSPEND=preemptive mono "$work/Bench.exe"
    fi
    if has dotnet; then
        . "$bench/../tests/sdk.sh"
        build "$bench/Bench.csproj" >/dev/null
        show .NET dotnet "$work/bin/Bench/release/Bench.dll"
    fi
}

go() {
    has go || return 0
    (
        export GOFLAGS='-mod=mod -buildvcs=false -tags=glia_flags' GOPROXY=off GOTOOLCHAIN=local GOTMPDIR=$work/tmp
        export GOCACHE=$build/bindings/go/work/cache GOPATH=$build/bindings/go/work/path
        export CGO_CFLAGS="-O2 -I$tree/include" CGO_LDFLAGS="-L$build/lib -Wl,-rpath,$build/lib"
        cd "$tree/bindings/go"
        command go test -run '^$' -bench Predict -benchtime 1x . >"$work/go.txt"
    )
    # BenchmarkPredict-2 1 401567890 ns/op 370 C-ns 480 Go-ns 110 more-ns ...
    show Go awk '/^BenchmarkPredict/ {
        for (i = 5; i < NF; i += 2) figure[$(i + 1)] = sprintf("%.0f", $i)
        print "C " figure["C-ns"] " ns, Go " figure["Go-ns"] " ns; more in the same round: " figure["more-ns"] " ns (" \
            figure["more-ns-lower"] " to " figure["more-ns-upper"] ")"
    }' "$work/go.txt"
}

python() {
    /usr/bin/python3 -c 'import numpy' 2>/dev/null || return 0
    PYTHONPATH=$tree/bindings/python PYTHONDONTWRITEBYTECODE=1 show Python /usr/bin/python3 \
        "$tree/tests/bench/languages/overhead.py" "$work/libpredict_in_c.so"
}

rust() {
    has cargo rustc || return 0
    (
        export CARGO_TARGET_DIR=$build/bindings/rust/target CARGO_NET_OFFLINE=true
        cd "$tree/bindings/rust"
        cargo bench --quiet --locked --bench overhead >"$work/rust.txt"
    )
    show Rust cat "$work/rust.txt"
}

gcc -O2 -shared -fPIC "$tree/tests/bench/languages/predict_in_c.c" -o "$work/libpredict_in_c.so" "${link[@]}"
(($# > 0)) || set -- cpp rust csharp go python
for language in "$@"; do
    case $language in
    cpp | csharp | go | python | rust) ("$language") ;;
    *)
        echo "languages.sh: '$language' is none of cpp, csharp, go, python, rust" >&2
        exit 2
        ;;
    esac
done
