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

# Installing it puts it beside glia's own, where it is found without GLIA_PLUGIN_PATH. Other tests use this glia too, so
# it is one that was moved once more.
unset GLIA_PLUGIN_PATH
cp -al "$MOVED" again
glia=$(command -v glia)
glia=$PWD/again${glia#"$MOVED"}
! "$glia" plugin path smooth_relu || fail "it is found before it is there"
CMAKE_PREFIX_PATH=$PWD/again cmake -S c -B c/again
cmake --build c/again
cmake --install c/again
installed=$(realpath "again${plugins#"$MOVED"}")/smooth_relu.so
[ "$("$glia" plugin path smooth_relu)" = "$installed" ] || fail "it is not found as $installed"
