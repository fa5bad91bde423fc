# A release archive, which has every file that git knows, but no git: all of it configures, no file is missing that
# something is built from, and bootstrap finds the sources to format.
. "$TREE/tests/install/common.sh"
need git
need clang-format
[ -e "$TREE/.git" ] || { echo "this is such an archive"; exit 77; }
mkdir archive
(cd "$TREE" && git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
    tar -c --null --no-recursion --ignore-failed-read --files-from=-) | tar -C archive -x
cmake -S archive -B archive/build/release -DGLIA_BUILD_TESTS=ON >configured.txt
ninja -C archive/build/release -t inputs all | sed -n "\\|^$PWD/archive/|p" >sources.txt
[ "$(wc -l <sources.txt)" -gt 300 ]
xargs -d '\n' ls -d <sources.txt >/dev/null

# Whatever a compiler has read of the tree is in it, too; and an activation, for one, is built.
ninja -C "$BUILD" -t deps | sed -n 's/^    //p' | sort -u | (cd "$BUILD" && xargs -d '\n' realpath --no-symlinks) |
    sed -n "\\|^$BUILD/|d; s|^$TREE/||p" | sort -u >read.txt
[ "$(wc -l <read.txt)" -gt 300 ]
(cd "$TREE" && xargs -d '\n' ls -d 2>/dev/null) <read.txt >there.txt || true # but for those that are no more
(cd archive && xargs -d '\n' ls -d) <there.txt >/dev/null
ninja -C archive/build/release glia_plugin_relu
[ -s archive/build/release/lib/glia/1/relu.so ]

find archive -name '*.[ch]' -delete -o -name '*.[ch]pp' -delete
mkdir -p archive/build/made archive/src/base
printf 'int  ugly( );' | tee archive/src/base/ugly.cpp >archive/build/made/ugly.cpp
archive/bootstrap format
[ "$(cat archive/src/base/ugly.cpp)" = "int ugly();" ]
[ "$(cat archive/build/made/ugly.cpp)" = "int  ugly( );" ] || fail "what was built is formatted"
