# A project in C++ that finds glia with CMake; and no glia where it asks for another major version.
. "$TREE/tests/install/common.sh"
cp -r "$TREE/tests/install/cpp_project" source
cp "$TREE/tests/install/program.c" source/program.cpp
cmake -S source -B build -DCMAKE_BUILD_TYPE=Release
cmake --build build
build/program "$(cat build/version.txt)"
if [ -f build/program_static ]; then
    GLIA_PLUGIN_PATH=$plugins build/program_static "$(cat build/version.txt)"
fi

sed -i 's/find_package(glia 1 /find_package(glia 2 /' source/CMakeLists.txt
! cmake -S source -B another >refused.txt 2>&1 || fail "version 2 was found"
grep -F 'glia-config.cmake, version: 1.' refused.txt
