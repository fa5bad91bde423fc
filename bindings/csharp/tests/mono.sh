#!/bin/bash
# Compiles library, tests and sample with Debian's mono alone, and runs them.
. "$(dirname -- "$0")/common.sh"

work=$GLIA_CSHARP_WORK/mono
mkdir -p "$work"
cd "$work"

# compile OUTPUT OPTION...
compile() {
    mcs -nologo -langversion:7.2 -unsafe -optimize -warn:4 -warnaserror -out:"$work/$1" "${@:2}"
}

compile Glia.dll -target:library -doc:Glia.xml -recurse:"$source/Glia/*.cs" # a public name without comment is a warning
compile GliaTests.exe -reference:Glia.dll -recurse:"$source/tests/console/*.cs" -recurse:"$source/tests/cases/*.cs" \
    -recurse:"$source/tests/behaviour/*.cs" -recurse:"$source/tests/loading/*.cs"
compile Digits.exe -reference:Glia.dll -recurse:"$source/sample/*.cs"
compile Bench.exe -reference:Glia.dll "$source/bench/Program.cs" # measured by bench/run.sh
sed -n '/^```csharp$/,/^```$/{/^```/!p}' "$source/README.md" >Xor.cs
compile Xor.exe -reference:Glia.dll Xor.cs

probe_folder=$work
probe() {
    mono "$work/GliaTests.exe" probe "$@"
}

mono GliaTests.exe cases
[[ $(mono Xor.exe) == "0 1 1 0" && -s xor.safetensors ]] || fail "the program of the README does something else"
check_sample mono "$work/Digits.exe"
"$@" mono "$work/GliaTests.exe" behaviour
. "$source/tests/loading/loading.sh"
check_loading
check_first_uses
