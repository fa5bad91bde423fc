# The static library, where there is no shared one; and beside functions of the program's own that have the names of
# some within.
. "$TREE/tests/install/common.sh"
need pkg-config
mkdir -p lib/pkgconfig
cp "$(find "$MOVED" -name libglia.a)" lib
cp "$(find "$MOVED" -name glia.pc)" lib/pkgconfig
ln -s "$MOVED/include" include
export PKG_CONFIG_PATH=$PWD/lib/pkgconfig
cp "$TREE/tests/install/program.c" .
echo 'void cblas_sgemm(void); void cblas_sgemm(void) { __builtin_trap(); }' >own.c
gcc -std=c99 $(pkg-config --cflags glia) program.c own.c -o program $(pkg-config --static --libs glia)
! readelf -d program | grep -F libglia || fail "the shared library is linked"
GLIA_PLUGIN_PATH=$plugins ./program "$(pkg-config --modversion glia)"

nm --extern-only --defined-only --format=just-symbols lib/libglia.a | sed "/:$/d; /^$/d" | LC_ALL=C sort >shown.txt
diff -u "$TREE/tests/abi/symbols.txt" shown.txt
