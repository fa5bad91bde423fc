#!/bin/bash
# Compiles library, cases and sample with Debian's mono alone, and runs them.
. "$(dirname -- "$0")/common.sh"

work=$GLIA_CSHARP_WORK/mono
command -v mcs >/dev/null && command -v mono >/dev/null || lacks csharp "mcs or mono is not installed"
mkdir -p "$work"

# compile OUTPUT OPTION...: warnings are errors; -doc would miss comments otherwise.
compile() {
    mcs -nologo -langversion:7.2 -unsafe -optimize -warn:4 -warnaserror -out:"$work/$1" "${@:2}"
}

compile Glia.dll -target:library -doc:"$work/Glia.xml" -recurse:"$source/Glia/*.cs"
compile Tests.exe -reference:"$work/Glia.dll" -recurse:"$source/tests/cases/*.cs" -recurse:"$source/tests/mono/*.cs"
compile Probe.exe -reference:"$work/Glia.dll" "$source/tests/loading/Probe.cs"

probe_folder=$work
probe_architecture=$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)
probe() {
    mono "$work/Probe.exe" "$@"
}

cd "$work"
mono Tests.exe
. "$source/tests/loading/loading.sh"
check_loading
