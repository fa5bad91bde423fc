# glia as a part of another project: that project gets the targets and the function, and nothing else; what it has set
# stays as it is, which its CMakeLists.txt looks at.
. "$TREE/tests/install/common.sh"
need ninja
cp -r "$TREE/tests/install/subproject" source
cp "$TREE/tests/install/program.c" "$TREE/plugins/templates/smooth_relu.c" source
launcher="sh;$TREE/tests/install/reuse.sh;$BUILD"
for option in GLIA_BLAS GLIA_EMBED_PLUGINS CMAKE_DISABLE_PRECOMPILE_HEADERS; do # on which objects depend
    set -- "$@" "-D$option=$(cached $option)"
done
cmake -S source -B build -G Ninja "-DGLIA_SOURCE=$TREE" "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher" "$@"
cmake --build build --target smooth_relu
use_plugin build/smooth_relu.so

# The library and its activations are built with what uses it, which finds them; no option of theirs reaches what does.
cmake --build build --target program
object=src/CMakeFiles/glia_objects.dir/base/error.cpp.o
cmp "build/glia/$object" "$BUILD/$object" || fail "objects are compiled that are there"
(unset GLIA_PLUGIN_PATH && build/program "$(cached CMAKE_PROJECT_VERSION)")
ninja -C build -t commands program >commands.txt
grep -F '/relu.cpp' commands.txt >/dev/null || fail "the activations are not built"
grep -F 'program.c.o -c ' commands.txt >ours.txt
grep -oE -- ' -(W|O|std=|f|g|m|D)[^ ]*' ours.txt | sort | paste -sd ' ' >options.txt
[ "$(cat options.txt)" = ' -DNDEBUG  -Os  -Wundef  -fvisibility=protected  -std=gnu11' ] ||
    fail "not the project's own options:$(cat options.txt)"

# No rule to install, no test, no target of a common name.
! find build/glia -name cmake_install.cmake -exec grep -F 'file(INSTALL' {} + || fail "glia installs itself"
ninja -C build -t targets all >targets.txt
! grep -E '^(uninstall|bench|relu|tanh|[a-z]+_tests): ' targets.txt || fail "a target has leaked"

# Each variable that is kept is CMake's own, that of a package which is looked for, or named after glia.
sed -n 's/^\([A-Za-z_0-9]*\):[A-Z]*=.*/\1/p' build/CMakeCache.txt >variables.txt
! grep -vE '^(_?CMAKE_|_?GNUInstallDirs|GLIA_|glia_|uses_glia_|ZLIB_|nlohmann_json_DIR|spdlog_DIR|fmt_DIR|FIND_PACKAGE|pkgcfg_|BUILD_TESTING$)' \
    variables.txt || fail "a variable has leaked"

# The same by FetchContent, with the static library, and installed together with the project, whose targets may have any
# name.
cmake -S source -B fetched -G Ninja "-DGLIA_SOURCE=$TREE" -DFETCH=ON -DGLIA_STATIC=ON -DGLIA_INSTALL=ON \
    "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher" "$@"
ninja -C fetched -t targets all | grep '^program: '
cmake --build fetched --target program_static
glia=$PWD/fetched/_deps/glia-build
(export GLIA_PLUGIN_PATH="$glia/lib/glia/1" && fetched/program_static "$(cached CMAKE_PROJECT_VERSION)")
(export DESTDIR="$PWD/installed" && cmake --install fetched --prefix /usr --component plugins)
[ -f "installed/usr/$(cached CMAKE_INSTALL_LIBDIR)/glia/1/relu.so" ]
[ ! -e "$glia/installed" ] || fail "it is recorded as installed by itself"
