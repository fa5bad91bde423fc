# What the scripts here begin with: from public headers, a library that has what they declare and does nothing.
#
# libabigail reads types in debug information. Of libglia itself that takes it a minute and 25 MB, nearly all of them
# about private C++; and constants, of which no function's type speaks, are not among them. What a caller sees is what
# the headers say: a definition in src/api that contradicts its declaration does not compile, and one that does not see
# its declaration is not exported.
root=$(cd "$(dirname "$0")/../.." && pwd)
baseline=$root/tests/abi/types.abi

fail() {
    echo "$1"
    exit 1
}

# need COMMAND: skips the test where it is missing.
need() {
    command -v "$1" >/dev/null || { echo "there is no $1"; exit 77; }
}

# preprocess INCLUDE [OPTION]
preprocess() {
    "${CC:-cc}" -E -P -I"$1" -DGLIA_EXPORT_H -DGLIA_API=GLIA_PUBLIC -DGLIA_BEGIN= -DGLIA_END= \
        "-DGLIA_DEPRECATED(text)=" ${2-} "$1/glia/glia.h"
}

# declared INCLUDE OUT: writes OUT.c in the working directory and makes the library OUT of it. Each declared function
# gets a body. Each group of constants gets a name and a variable of its type, and so do the macros that stand for
# numbers: a type that nothing uses is not compared.
declared() {
    major=$(sed -n 's/^#define GLIA_VERSION_MAJOR //p' "$1/glia/version.h")
    {
        preprocess "$1" | tr '\n' ' ' | sed -E '
            s/GLIA_PUBLIC ([^;]*);/\n\1 { __builtin_trap(); }\n/g
            s/enum \{ *(\w+)([^}]*)\};/\nenum glia_constants_\1 { \1\2} glia_constants_\1;\n/g'
        echo 'const glia_plugin_t glia_plugin_v1 = {0};'
        echo 'enum glia_macros {'
        preprocess "$1" -dM | sed -nE '/GLIA_VERSION/d; s/^#define (GLIA_\w+) ([0-9]\w*)$/    \1 = \2,/p' | sort
        echo '} glia_macros;'
    } >"$2.c"
    "${CC:-cc}" -std=c99 -g -fPIC -shared "-Wl,-soname,libglia.so.$major" \
        "-Wl,--version-script=$root/src/api/libglia.map" -o "$2" "$2.c"
}

# differs OLD NEW OPTION: whether abidiff reports anything, which it does on standard output.
differs() {
    status=0
    abidiff --no-default-suppression --no-corpus-path --no-architecture "$3" "$1" "$2" || status=$?
    [ $((status & 3)) = 0 ] || { echo "abidiff could not compare"; exit 1; }
    [ $status != 0 ]
}

# Everything, also what harms nobody; and what is more than an addition.
all=--harmless
breaks=--no-added-syms
