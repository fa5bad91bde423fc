#!/bin/bash
# Compiles the sample ahead of time, where the packages of the compiler are at hand, and runs it.
. "$(dirname -- "$0")/common.sh"
. "$(dirname -- "$0")/sdk.sh"

work=$work/aot # of its own: what is restored for it is more
mkdir -p "$work"

options=(-p:PublishAot=true -p:StripSymbols=false --runtime "$runtime")
command -v clang >/dev/null || command -v gcc >/dev/null || lacks aot "there is no linker for NativeAOT"
restored "$source/sample/Digits.csproj" "${options[@]}" || lacks aot "the packages of NativeAOT are not at hand"
dotnet publish "$source/sample/Digits.csproj" --configuration Release --artifacts-path "$work" --nologo --no-restore \
    --verbosity quiet -p:UseSharedCompilation=false "${options[@]}"
check_sample "$work/publish/Digits/release_$runtime/Digits" \
    "$GLIA_TEST_DATA/digits.csv" "$work/digits.safetensors"
