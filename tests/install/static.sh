# The static library, where there is no shared one; and beside functions of the program's own that have the names of
# some within. Where there are arguments, it is another one: built with the system's OpenBLAS, or with the activations
# inside, which needs no plugin files.
#   static.sh [LIBRARY FLAGS [inside]]
. "$TREE/tests/install/common.sh"
need pkg-config
mkdir -p lib/pkgconfig
cp "${1-$(find "$MOVED" -name libglia.a)}" lib
cp "$(find "$MOVED" -name glia.pc)" lib/pkgconfig
if [ $# -gt 1 ]; then sed -i "s|^Libs.private:.*|Libs.private: $2|" lib/pkgconfig/glia.pc; fi
ln -s "$MOVED/include" include
if [ "${3-}" != inside ]; then export GLIA_PLUGIN_PATH="$plugins"; fi
installed_pc=$PKG_CONFIG_PATH
export PKG_CONFIG_PATH=$PWD/lib/pkgconfig
cp "$TREE/tests/install/program.c" .
if pkg-config --static --libs glia | grep -e -lopenblas; then
    echo 'extern int own; int own;' >own.c # that OpenBLAS is the program's, too
else
    echo 'void cblas_sgemm(void); void cblas_sgemm(void) { __builtin_trap(); }' >own.c
fi
version=$(pkg-config --modversion glia)
flags=$(pkg-config --static --libs glia)
gcc -std=c99 $(pkg-config --cflags glia) -c program.c own.c
gcc program.o own.o -o program $flags
! readelf -d program | grep -F libglia || fail "the shared library is linked"
./program "$version"

# With a static C++ library, of which the linker takes what is asked for alone.
gcc program.o own.o -o program_cpp $(echo "$flags" | sed 's/-lstdc++/-Wl,-Bstatic & -Wl,-Bdynamic/')
! readelf -d program_cpp | grep -F libstdc++ || fail "the shared C++ library is linked"
./program_cpp "$version"
! nm --format=posix lib/libglia.a | grep -E '^_Z[^ ]* [wv] ' || fail "what is asked for may be missing"

nm --extern-only --defined-only --format=just-symbols lib/libglia.a | sed "/:$/d; /^$/d" | LC_ALL=C sort >shown.txt
diff -u "$TREE/tests/abi/symbols.txt" shown.txt

# A program that needs no other file at all.
has() {
    for library in "$@"; do [ -e "$(gcc -print-file-name="$library")" ] || return 1; done
}
if [ "${3-}" = inside ] && has libc.a libm.a libz.a libstdc++.a; then
    gcc -static program.o own.o -o program_alone $flags 2>warnings.txt # of dlopen, which this program has no use for
    ! readelf -d program_alone | grep -F NEEDED || fail "a shared library is linked"
    ./program_alone "$version"
fi

# The README's line, which chooses between both where they are installed.
if [ $# = 0 ]; then
    export PKG_CONFIG_PATH=$installed_pc
    sed -n '/^```c$/,/^```$/p' "$TREE/README.md" | sed '/^```/d' >xor.c
    line=$(grep '^    cc xor.c .*pkg-config --static' "$TREE/README.md")
    eval "$line"
    ! readelf -d xor | grep -F libglia || fail "the shared library is linked"
    ./xor | grep '1 xor 0 = \(0.9\|1\)'
fi
