# The templates by glia_add_activation_plugin(): in C++ as they stand, and in a project that knows C alone.
. "$TREE/tests/install/common.sh"
cp -r "$MOVED"/share/doc/glia/plugins/templates cpp
cmake -S cpp -B cpp/build -DCMAKE_BUILD_TYPE=Release
cmake --build cpp/build
use_plugin cpp/build/smooth_relu.so
! readelf -d cpp/build/smooth_relu.so | grep -F 'libstdc++' || fail "the plugin needs the C++ library"

cp -r cpp c
rm -r c/build
sed -i 's/LANGUAGES CXX/LANGUAGES C/; s/smooth_relu\.cpp/smooth_relu.c/' c/CMakeLists.txt
cmake -S c -B c/build
cmake --build c/build
use_plugin c/build/smooth_relu.so

# Installing it puts it beside glia's own, where it is found without GLIA_PLUGIN_PATH.
unset GLIA_PLUGIN_PATH
DESTDIR=$PWD/destination cmake --install c/build
[ -f "$PWD/destination$(glia activations relu | sed -n 's/^file *\(.*\)relu.so/\1/p')smooth_relu.so" ]
