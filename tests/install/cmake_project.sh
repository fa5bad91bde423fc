# A project in one language alone, C or CXX, that finds glia with CMake.
. "$TREE/tests/install/common.sh"
language=$1
source=program.$(echo "$language" | sed 's/CXX/cpp/; s/C/c/')
cp -r "$TREE/tests/install/cmake_project" source
cp "$TREE/tests/install/program.c" "source/$source"
cmake -S source -B build -DCMAKE_BUILD_TYPE=Release "-DLANGUAGE=$language" "-DSOURCE=$source"
cmake --build build
build/program "$(cat build/version.txt)"
if [ -f build/program_static ] && [ "$plugins" ]; then
    GLIA_PLUGIN_PATH=$plugins build/program_static "$(cat build/version.txt)"
    ! readelf -d build/program_static | grep -F libglia || fail "the shared library is linked"
fi
