#!/bin/bash
# Builds library, tests and sample with the .NET SDK, and runs them. Packages come from the source that
# GLIA_NUGET_SOURCE names (a folder or an address), or else from the SDK's own; without xunit, the same cases run as
# under mono.
. "$(dirname -- "$0")/common.sh"
. "$(dirname -- "$0")/sdk.sh"

if restored "$source/tests/dotnet/XunitCases.csproj"; then
    build "$source/tests/dotnet/XunitCases.csproj" --no-restore
    dotnet test "$work/bin/XunitCases/release/XunitCases.dll"
elif is_required xunit; then
    fail "no packages of xunit, and GLIA_REQUIRE_BINDINGS asks for xunit"
else
    echo "xunit is not at hand: the cases run without it"
    build "$source/tests/dotnet/GliaTests.csproj"
    dotnet "$work/bin/GliaTests/release/GliaTests.dll" cases
fi

probe_folder=$work/bin/GliaTests/release
probe() {
    dotnet "$work/bin/GliaTests/release/GliaTests.dll" probe "$@"
}

check_sample dotnet "$work/bin/Digits/release/Digits.dll" "$GLIA_TEST_DATA/digits.csv" "$work/digits.safetensors"
"$@" dotnet "$work/bin/GliaTests/release/GliaTests.dll" behaviour
. "$source/tests/loading/loading.sh"
check_loading
