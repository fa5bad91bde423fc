# Programs, in each language, that use a libglia of another kind, which is in the folder: built as for the ordinary one.
# Where no plugins are beside it, there are none, and it has the activations inside.
# other_library.sh FOLDER
. "$TREE/tests/install/common.sh"
need pkg-config
cp -r "$MOVED" prefix
installed=$(find prefix -name 'libglia.so.*.*')
cp "$1/$(basename "$installed")" "$installed"
[ -e "$1/glia" ] || rm -r "$(dirname "$installed")/glia"
build_with_prefix "$PWD/prefix"
