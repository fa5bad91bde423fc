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
compile Bench.exe -reference:Glia.dll "$source/bench/Program.cs" # measured by tests/bench/languages.sh

# The program of the README, compiled and run by the lines that it shows, in a folder that looks like the tree.
follow_readme() {
    local readme=$work/readme
    mkdir -p "$readme/build/release"
    ln -sfn "$GLIA_LIBRARY_PATH" "$readme/build/release/lib"
    ln -sfn "$source/.." "$readme/bindings"
    sed -n '/^```csharp$/,/^```$/{/^```/!p}' "$source/README.md" >"$readme/Xor.cs"
    sed -n '/^    mcs .*Xor.cs/p; /^    .*mono Xor.exe/p' "$source/README.md" >"$readme/commands.sh"
    [[ $(cd "$readme" && sh -e commands.sh) == "0 1 1 0" && -s $readme/xor.safetensors ]] ||
        fail "the program of the README does something else"
}

probe_folder=$work
probe() {
    mono "$work/GliaTests.exe" probe "$@"
}

mono GliaTests.exe cases
follow_readme
check_sample mono "$work/Digits.exe"
"$@" mono "$work/GliaTests.exe" behaviour
. "$source/tests/loading/loading.sh"
check_loading
check_first_uses
