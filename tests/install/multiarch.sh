# Libraries may have a directory for each architecture, as Debian's do: what is installed so finds its parts, programs
# find it, and its own target removes it.
. "$TREE/tests/install/common.sh"
need ninja
need pkg-config
architecture=$(gcc -print-multiarch)
[ "$architecture" ] || architecture=$(gcc -dumpmachine)
# On these, objects depend.
for option in CMAKE_BUILD_TYPE GLIA_BLAS GLIA_EMBED_PLUGINS CMAKE_DISABLE_PRECOMPILE_HEADERS; do
    set -- "$@" "-D$option=$(cached $option)"
done
export COMPILED=search_path.cpp.o # which has the directory in it
cmake -S "$TREE" -B build -G Ninja -DCMAKE_INSTALL_PREFIX=/usr "-DCMAKE_INSTALL_LIBDIR=lib/$architecture" \
    -DGLIA_BUILD_TESTS=OFF -DGLIA_BUILD_EXAMPLES=OFF \
    "-DCMAKE_CXX_COMPILER_LAUNCHER=sh;$TREE/tests/install/reuse.sh;$BUILD" "$@" >configured.txt
ninja -C build >built.txt || fail "$(tail -n 40 built.txt)"

export DESTDIR="$PWD/destination"
cmake --install build --strip >installed.txt
prefix=$DESTDIR/usr
libraries=$prefix/lib/$architecture
[ "$(ls "$prefix/lib")" = "$architecture" ] || fail "there are libraries elsewhere"
where=glia/1/relu.so
[ "$(cached GLIA_EMBED_PLUGINS)" != ON ] || where=libglia.so.1
"$prefix/bin/glia" activations relu | grep -F "$(realpath "$libraries")/$where"
grep -qF "/usr/lib/$architecture/glia/1" "$libraries/libglia.so.1" || fail "where plugins are is not compiled in"
(
    unset DESTDIR
    export MOVED=$prefix PKG_CONFIG_PATH="$libraries/pkgconfig"
    build_with_prefix "$prefix"
)

cmake --build build --target uninstall >removed.txt
[ ! -e "$DESTDIR" ] || fail "there is left: $(find "$DESTDIR")"
