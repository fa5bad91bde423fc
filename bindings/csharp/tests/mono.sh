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
compile Bench.exe -reference:Glia.dll "$source/bench/Program.cs" # measured by tests/bench/languages.sh

# What the READMEs show, compiled and run by the lines that they show, in a folder that looks like the tree.
readme=$work/readme
mkdir -p "$readme/build/release"
ln -sfn "$GLIA_LIBRARY_PATH" "$readme/build/release/lib"
ln -sfn "$source/.." "$readme/bindings"
ln -sfn "$GLIA_TEST_DATA/.." "$readme/tests"

# lines_of DOCUMENT PROGRAM: makes commands.sh of the lines that compile and run PROGRAM.exe.
lines_of() {
    sed -n "/^    mcs/{:more; /\\\\$/{N; b more}; /$2/p}; /^    .*mono $2.exe/p" "$1" >"$readme/commands.sh"
    [[ $(grep -c '^    [^ ]' "$readme/commands.sh") == 2 ]] || fail "$1 does not say how $2 is compiled and run"
    cat "$readme/commands.sh"
}

follow() {
    (cd "$readme" && sh -e commands.sh)
}

probe_folder=$work
probe() {
    mono "$work/GliaTests.exe" probe "$@"
}

mono GliaTests.exe cases
MONO_THREADS_SUSPEND=preemptive mono GliaTests.exe cases # by which calls cost less (README.md)
sed -n '/^```csharp$/,/^```$/{/^```/!p}' "$source/README.md" >"$readme/Xor.cs"
lines_of "$source/README.md" Xor
[[ $(follow) == "0 1 1 0" && -s $readme/xor.safetensors ]] || fail "the program of the README does something else"
# Compiled from the sources of an installation that no loader knows, the program finds the library of that.
prefix=$work/prefix
mkdir -p "$prefix/share/glia/bindings"
ln -sfn "$source" "$prefix/share/glia/bindings/csharp"
ln -sfn "$GLIA_LIBRARY_PATH" "$prefix/lib"
(
    cd "$readme"
    mcs -nologo -langversion:7.2 -unsafe -out:Installed.exe Xor.cs \
        -recurse:"$prefix/share/glia/bindings/csharp/Glia/*.cs"
    [[ $(unset GLIA_LIBRARY_PATH && mono Installed.exe) == "0 1 1 0" ]]
) || fail "a program does not find the installation that it was compiled from"

lines_of "$source/../../README.md" digits
check_sample follow
"$@" mono "$work/GliaTests.exe" behaviour
. "$source/tests/loading/loading.sh"
check_loading
check_first_uses
