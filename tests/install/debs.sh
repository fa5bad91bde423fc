# The Debian packages, made of what multiarch.sh has built: each has the files of its component and those that Debian
# asks for, and names what it needs. (packages.sh installs them, in a system of their own.)
. "$TREE/tests/install/common.sh"
need cpack
need dpkg-deb
need dpkg-shlibdeps
build=$BUILD/tests/install/multiarch/build
[ -f "$build/build.ninja" ] || { echo "multiarch.sh could not build"; exit 77; }
unset DEBEMAIL DEBFULLNAME # of whoever runs this
cmake -S "$TREE" -B "$build" -DGLIA_PACKAGES=ON -DCMAKE_SKIP_INSTALL_RPATH=ON >configured.txt
cpack --config "$build/CPackConfig.cmake" -B made -D CPACK_DEBIAN_COMPRESSION_TYPE=none >packed.txt ||
    fail "$(cat packed.txt)"
version=$(cached CMAKE_PROJECT_VERSION)
library=$(sed -n 's/^CMAKE_INSTALL_LIBDIR:[A-Z]*=//p' "$build/CMakeCache.txt")

# check COMPONENT PACKAGE: its files; and PACKAGE.txt is what it says of itself.
check() {
    mv made/"$2"_"$version"-1_*.deb "$2.deb"
    dpkg-deb --info "$2.deb" >"$2.txt"
    {
        sed "s|^$BUILD/tests/install/stage/|usr/|; s|^usr/$(cached CMAKE_INSTALL_LIBDIR)/|usr/$library/|
            /LICENSE$/d; /libglia\.a$/d; s/-[a-z]*\.cmake$/.cmake/" "$BUILD/tests/install/stage_$1.txt"
        printf '\nusr/share/doc/%s\n' "$2/copyright" "$2/changelog.Debian.gz"
        [ "$1" != plugins ] || echo usr/share/lintian/overrides/glia-plugins
    } | sed '/^$/d' | sort >listed.txt
    dpkg-deb --fsys-tarfile "$2.deb" | tar -t | sed -n 's|^\./||; /[^/]$/p' | sed 's/-[a-z]*\.cmake$/.cmake/' |
        sort >packed.txt
    diff -u listed.txt packed.txt
}
says() {
    grep -qE "$2" "$1.txt" || fail "$1 does not say '$2': $(cat "$1.txt")"
}
export LC_ALL=C
check runtime libglia1
check plugins glia-plugins
check dev libglia-dev
check tools glia-tools
check bindings glia-bindings
! ls made/*.deb 2>/dev/null || fail "there are packages that are not looked at"

for package in libglia1 glia-plugins libglia-dev glia-tools glia-bindings; do
    says $package "^ Version: $version-1\$"
    says $package '^ Maintainer: .+ <.+@.+>$'
    says $package '^ Description: fully connected neural networks'
done
for package in libglia1 glia-tools; do says $package '^ Depends: .*libc6 \(>= .*libstdc\+\+6 \(>= '; done
says libglia1 "^ Depends: .*glia-plugins \(>= $version\), glia-plugins \(<< 2\)"
says libglia-dev "^ Depends: libglia1 \(= $version-1\)"
says glia-tools "^ Depends: .*libglia1 \(>= $version\)"
says glia-bindings "^ Depends: libglia-dev \(>= $version\)"
says glia-bindings '^ Architecture: all$'
for control in shlibs symbols triggers; do says libglia1 " $control *\$"; done
dpkg-deb --info libglia1.deb symbols | sed -n 's/^ \(glia_.*\)@GLIA_1 .*/\1/p' | diff -u "$TREE/tests/abi/symbols.txt" -

# Of the next major version, no library's package has a file with the same name.
! dpkg-deb --fsys-tarfile libglia1.deb | tar -t | grep '[^/]$' | grep -v 'libglia1/\|/libglia\.so\.1' ||
    fail "libglia2 would have these files"

! command -v lintian ||
    lintian --fail-on error --suppress-tags uses-no-compression-for-data-tarball --tag-display-limit 0 ./*.deb
