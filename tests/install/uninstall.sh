# What is installed is used where it is, from each language, and removed without a trace: files, and directories that
# were made for it. What others have stays.
. "$TREE/tests/install/common.sh"
uninstall() {
    cmake "-DPREFIX=$1" "-DRECORDS=$BUILD/installed" -P "$TREE/src/install/uninstall.cmake" >removed.txt
}
mkdir -p usr/lib/pkgconfig usr/share/man
touch usr/lib/pkgconfig/other.pc
find usr | sort >before.txt

# Installed twice, and then a component once more.
cmake --install "$BUILD" --prefix "$PWD/usr" >installed.txt
cmake --install "$BUILD" --prefix "$PWD/usr" --component plugins >/dev/null

# What is said of the loader: whether it looks there.
libraries=$PWD/usr/$(cached CMAKE_INSTALL_LIBDIR)
grep -F "Programs do not look for libraries in $libraries;" installed.txt
mkdir bin
printf '#!/bin/sh\necho "/lib: (hard-coded)"\necho "%s: (from /etc/ld.so.conf:1)"\n' "$libraries" >bin/ldconfig
chmod +x bin/ldconfig
PATH="$PWD/bin:$PATH" cmake --install "$BUILD" --prefix "$PWD/usr" --component runtime >installed.txt
grep -F "Programs find libglia when root has run ldconfig" installed.txt
glia=$(find usr -name relu.so)
build_with_prefix "$PWD/usr" # where it was installed, before anything is moved
touch "${glia%relu.so}mine.so"
mkdir usr/share/glia/bindings/python/__pycache__ # as Python leaves it, where it may
touch usr/share/glia/bindings/python/__pycache__/glia.cpython-311.pyc
uninstall "$PWD/usr"
[ -f "${glia%relu.so}mine.so" ] || fail "a plugin of somebody else's is gone"
rm -r "${glia%/*/relu.so}"
find usr | sort | diff -u before.txt -

# Once more there is nothing to remove, and that is said.
! uninstall "$PWD/usr" 2>error.txt || fail "a second time succeeds"
grep -F "nothing is known to be installed" error.txt

# For a package, below DESTDIR.
export DESTDIR="$PWD/destination"
cmake --install "$BUILD" --prefix /opt/glia >installed.txt
! grep -F "Programs " installed.txt || fail "the loader of this system is not that of the package's"
[ -x destination/opt/glia/bin/glia ]
uninstall /opt/glia
[ ! -e destination ]
