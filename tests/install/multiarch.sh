# Libraries may have a directory for each architecture: what is installed finds its parts there too.
. "$TREE/tests/install/common.sh"
need pkg-config
cmake -S "$TREE" -B build -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib/x86_64-linux-gnu \
    -DGLIA_BUILD_TESTS=OFF -DGLIA_BUILD_EXAMPLES=OFF >configured.txt
mkdir -p prefix/lib/x86_64-linux-gnu/pkgconfig prefix/include
cp build/src/install/glia.pc prefix/lib/x86_64-linux-gnu/pkgconfig
export PKG_CONFIG_PATH=$PWD/prefix/lib/x86_64-linux-gnu/pkgconfig
[ "$(realpath "$(pkg-config --variable=libdir glia)")" = "$(realpath prefix)/lib/x86_64-linux-gnu" ]
[ "$(realpath "$(pkg-config --variable=includedir glia)")" = "$(realpath prefix)/include" ]
grep -F '/../../../../"' build/src/install/glia-config.cmake # from lib/x86_64-linux-gnu/cmake/glia to the prefix
grep -F 'ORIGIN/../lib/x86_64-linux-gnu' build/src/cli/cmake_install.cmake
