# How the library is found, and what is said where it is not. To be sourced by the script of a toolchain, which defines
# `probe`, a function that runs Probe with its arguments, and `probe_folder`, where it lies; GLIA_LIBRARY_PATH names the
# folder of the library.

# says WHAT COMMAND...: its output has the text in it.
says() {
    local expected=$1 output
    shift
    output=$("$@" 2>&1) || true
    if [[ $output != *"$expected"* ]]; then
        printf 'FAILED: %s\n  expected: %s\n  said:     %s\n' "$*" "$expected" "$output" >&2
        failed=1
    fi
}

check_loading() {
    local library=$GLIA_LIBRARY_PATH folder=$work/loading failed=0
    unset GLIA_LIBRARY_PATH
    rm -rf "$folder"
    mkdir -p "$folder/alone" "$folder/empty"
    cp -L "$library/libglia.so.1" "$folder/alone/" # without its plugins
    touch "$folder/text"

    # Found: by the variable (folder, file, list), by the program's own word, which comes first.
    GLIA_LIBRARY_PATH=$library says "$version $library/libglia.so.1" probe file
    GLIA_LIBRARY_PATH=$library/libglia.so.1 says "$version $library/libglia.so.1" probe file
    GLIA_LIBRARY_PATH=$folder/empty:$library says "$version $library/libglia.so.1" probe file
    GLIA_LIBRARY_PATH=$folder/empty says "$version $library/libglia.so.1" probe file "$library"
    # By the dynamic linker, and beside the program.
    LD_LIBRARY_PATH=$library says "$version $library/libglia.so.1" probe file
    local architecture=x64 beside=$probe_folder/libglia.so.1
    [[ $(uname -m) != aarch64 ]] || architecture=arm64
    local runtime=$probe_folder/runtimes/linux-$architecture/native
    ln -sf "$library/libglia.so.1" "$beside"
    says "$version" probe file
    rm "$beside"
    mkdir -p "$runtime"
    ln -sf "$library/libglia.so.1" "$runtime/"
    says "$version" probe file
    rm -r "$probe_folder/runtimes"

    # Not found, or another one.
    says "GliaLoadException: libglia.so.1 was not found: looked for '$probe_folder/libglia.so.1' (no such file)" \
        probe file
    says "set GLIA_LIBRARY_PATH or GliaLibrary.Path" probe file
    GLIA_LIBRARY_PATH=$folder/empty \
        says "'$folder/empty/libglia.so.1' (no such file); GLIA_LIBRARY_PATH names nothing that can be" probe file
    says "'$folder/none' (no such file); GliaLibrary.Path names nothing that can be loaded" probe file "$folder/none"
    says "'$folder/text' (" probe file "$folder/text"
    GLIA_LIBRARY_PATH=$GLIA_OTHER_VERSIONS/libglia_next.so \
        says "libglia_next.so' is glia 2.0.0; this assembly was made for $version" probe file
    GLIA_LIBRARY_PATH=$GLIA_OTHER_VERSIONS/libglia_older.so \
        says "libglia_older.so' is glia 0.9.0; this assembly was made for $version" probe file
    local alone="unknown activation 'relu'; searched: $folder/alone/glia/1"
    [[ -z ${GLIA_TEST_INSIDE-} ]] || alone=$folder/alone/libglia.so.1
    GLIA_LIBRARY_PATH=$folder/alone says "$alone" probe activation relu

    export GLIA_LIBRARY_PATH=$library

    # Only what is allowed, of files; what the library has inside comes after them.
    local relu=$folder/plugins/relu.so
    mkdir "$folder/plugins"
    cp "$library"/glia/1/{relu,tanh}.so "$folder/plugins"
    export GLIA_PLUGIN_PATH=$folder/plugins
    says "$relu" probe activation relu
    says "$relu" probe activation relu relu
    says "$relu" probe activation relu relu "$(sha256sum <"$relu" | cut -c 1-64)"
    says "tanh.so': it is not among the plugins that this program allows" probe activation tanh relu
    says "relu.so': it is not among the plugins" probe activation relu relu "$(sha256sum </dev/null | cut -c 1-64)"
    unset GLIA_PLUGIN_PATH
    return "$failed"
}

# Every way to use the library first loads it: mono looks for imports before the function that calls them runs.
check_first_uses() {
    local use failed=0
    for use in $(probe uses); do
        says "ok $use" probe use "$use"
    done
    return "$failed"
}
