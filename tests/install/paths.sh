# Nothing that is installed names a directory of the build or of the source: so it can be moved and built anywhere
# alike. (--strip leaves debug information in a static library. A release has none.)
. "$TREE/tests/install/common.sh"
exclude=--exclude=libglia.a
! grep -q '^CMAKE_BUILD_TYPE:.*=Release$' "$BUILD/CMakeCache.txt" || exclude=
for directory in "$TREE" "$BUILD"; do
    ! grep -rlF $exclude -- "$directory" "$MOVED" || fail "$directory is in these files"
done
