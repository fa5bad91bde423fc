# Nothing that is installed names a directory of the build or of the source: so it can be moved and built anywhere alike.
. "$TREE/tests/install/common.sh"
for directory in "$TREE" "$BUILD"; do
    ! grep -rlF -- "$directory" "$MOVED" || fail "$directory is in these files"
done
