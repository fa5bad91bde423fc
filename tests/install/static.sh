# The static library, where there is no shared one; and beside functions of the program's own that have the names of
# some within. Where there are arguments, it is another one that was built with the system's OpenBLAS.
#   static.sh [LIBRARY FLAGS]
. "$TREE/tests/install/common.sh"
need pkg-config
mkdir -p lib/pkgconfig
cp "${1-$(find "$MOVED" -name libglia.a)}" lib
cp "$(find "$MOVED" -name glia.pc)" lib/pkgconfig
if [ $# = 2 ]; then sed -i "s|^Libs.private:.*|Libs.private: $2|" lib/pkgconfig/glia.pc; fi
ln -s "$MOVED/include" include
export PKG_CONFIG_PATH=$PWD/lib/pkgconfig
cp "$TREE/tests/install/program.c" .
if pkg-config --static --libs glia | grep -e -lopenblas; then
    echo 'extern int own; int own;' >own.c # that OpenBLAS is the program's, too
else
    echo 'void cblas_sgemm(void); void cblas_sgemm(void) { __builtin_trap(); }' >own.c
fi
gcc -std=c99 $(pkg-config --cflags glia) program.c own.c -o program $(pkg-config --static --libs glia)
! readelf -d program | grep -F libglia || fail "the shared library is linked"
GLIA_PLUGIN_PATH=$plugins ./program "$(pkg-config --modversion glia)"

nm --extern-only --defined-only --format=just-symbols lib/libglia.a | sed "/:$/d; /^$/d" | LC_ALL=C sort >shown.txt
diff -u "$TREE/tests/abi/symbols.txt" shown.txt
