# What the scripts here begin with: a folder of their own, outside the tree as far as glia can tell.
folder=${WORK:-$BUILD/tests/install}/$NAME
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"

# Where the installed plugins are; empty where there are none.
plugins=$(find "$MOVED" -name relu.so -printf %h)

fail() {
    echo "$1"
    exit 1
}

# What is installed for the whole system the loader finds by itself; of another place it has to be told.
is_of_system() {
    [ "$MOVED" = /usr ] || [ "$MOVED" = /usr/local ]
}
tell_loader() {
    unset LD_LIBRARY_PATH
    is_of_system || export LD_LIBRARY_PATH=$(pkg-config --variable=libdir glia)
}

# build_readme_xor: the README's program in C, by the line that it shows.
build_readme_xor() {
    sed -n '/^```c$/,/^```$/p' "$TREE/README.md" | sed '/^```/d' >xor.c
    eval "$(grep '^    gcc xor.c .*pkg-config' "$TREE/README.md")"
}

# cached VARIABLE: what the build was configured with.
cached() {
    sed -n "s/^$1:[A-Z]*=//p" "$BUILD/CMakeCache.txt"
}

# commands_of glia: that, and what it lists under Commands, to any depth, with hyphens for blanks.
commands_of() {
    echo "$*" | tr ' ' -
    for word in $("$@" --help | sed -n '/^Commands:$/,/^$/s/^  \([a-z_]*\) .*/\1/p'); do
        commands_of "$@" "$word"
    done
}

# need COMMAND: skips the test where it is missing.
need() {
    command -v "$1" >/dev/null || { echo "there is no $1"; exit 77; }
}

# build_with_prefix PREFIX: programs in C by pkg-config, in C++ by CMake, and the README's in each language that is
# here, are built with what is installed there, and work.
build_with_prefix() (
    prefix=$1
    export PKG_CONFIG_PATH="$prefix${PKG_CONFIG_PATH#"$MOVED"}" CMAKE_PREFIX_PATH=$prefix MOVED=$prefix WORK=$PWD
    NAME=c_program sh -eu "$TREE/tests/install/c_program.sh"
    NAME=cpp_project sh -eu "$TREE/tests/install/cmake_project.sh" CXX
    grep -v '^#' "$TREE/tests/install/languages.txt" >languages.txt
    while read -r language extension probe; do
        NAME=readme_$language sh -eu "$TREE/tests/install/readme.sh" "$language" "$extension" "$probe" </dev/null ||
            [ $? = 77 ]
    done <languages.txt
)

# use_plugin FILE: the installed glia finds the plugin that its name leads to, trains with it, and has nothing against
# it.
use_plugin() {
    name=$(basename "$1" .so)
    export GLIA_PLUGIN_PATH="$(realpath "$(dirname "$1")")"
    glia activations "$name" | grep -F "$GLIA_PLUGIN_PATH/$name.so"
    glia train "$TREE/tests/data/iris.csv" --network "16:$name" --optimizer "adam(learning_rate=0.02)" --epochs 60 \
        -o model.safetensors >training.txt
    glia evaluate model.safetensors "$TREE/tests/data/iris.csv" | grep -E 'accuracy +(9[0-9]|100)\.'
    glia check model.safetensors "$TREE/tests/data/iris.csv"
    glia plugin check "$GLIA_PLUGIN_PATH/$name.so"
}
