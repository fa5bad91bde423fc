#!/bin/bash
# run.sh [BUILD]: what a prediction costs in C# beyond C, with mono and the .NET SDK, whichever are installed. BUILD is
# the build directory of the library, build/release at first; measure with a release build, on a quiet machine.
set -euo pipefail
bench=$(cd -- "$(dirname -- "$0")" && pwd)
build=$(cd -- "${1:-$bench/../../../build/release}" && pwd)
work=$build/bindings/csharp/bench
mkdir -p "$work"
export GLIA_LIBRARY_PATH=$build/lib GLIA_CSHARP_WORK=$build/bindings/csharp

gcc -O2 -shared -fPIC -I"$bench/../../../include" "$bench/loop.c" -o "$work/libpredict_in_c.so" -L"$build/lib" -lglia \
    -Wl,-rpath,"$build/lib"
export LD_LIBRARY_PATH=$work

if command -v mcs >/dev/null && command -v mono >/dev/null; then
    mcs -nologo -langversion:7.2 -unsafe -optimize -out:"$work/Bench.exe" -recurse:"$bench/../Glia/*.cs" \
        "$bench/Program.cs"
    echo "mono $(mono --version=number)"
    mono "$work/Bench.exe"
fi
if command -v dotnet >/dev/null; then
    . "$bench/../tests/sdk.sh"
    build "$bench/Bench.csproj" >/dev/null
    echo ".NET $(dotnet --version)"
    dotnet "$work/bin/Bench/release/Bench.dll"
fi
