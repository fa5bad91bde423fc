# What -DGLIA_EMBED_PLUGINS=ON makes libglia of, as the build system has it: nothing is compiled here, since the library
# that other tests of this folder run on is made of the same objects.
#   option.sh TREE BUILD
tree=$1
build=$2
command -v ninja >/dev/null || { echo "there is no ninja"; exit 77; }
rm -rf "$build"
configure() {
    cmake -S "$tree" -B "$build" -G Ninja -DGLIA_BUILD_TESTS=OFF -DGLIA_BUILD_EXAMPLES=OFF -DGLIA_DOCS=OFF \
        -DGLIA_STATIC=ON "-DGLIA_EMBED_PLUGINS=$1" >"$build.log" || { cat "$build.log"; exit 1; }
    ninja -C "$build" -t inputs lib/libglia.so >"$build.shared.txt"
    ninja -C "$build" -t inputs lib/libglia.a >"$build.static.txt"
}

configure ON
ls "$tree"/plugins/*.cpp | sed 's|.*/||; s|[.]cpp$||' | sort >"$build.names.txt"
for kind in shared static; do
    sed -n 's|.*plugins/embedded/\([a-z0-9_]*\)[.]o$|\1|p' "$build.$kind.txt" | sort -u |
        diff -u "$build.names.txt" - || { echo "the $kind library lacks plugins"; exit 1; }
    grep -q 'embedded/table[.]cpp$' "$build.$kind.txt" || { echo "the $kind library lacks their table"; exit 1; }
done
# Plugin files are made all the same.
ninja -C "$build" -t commands all | grep -q -- '-o lib/glia/[0-9]*/relu[.]so ' ||
    { echo "there is no relu.so"; exit 1; }

configure OFF
! grep 'plugins/embedded/' "$build.shared.txt" "$build.static.txt" ||
    { echo "plugins are inside without the option"; exit 1; }
