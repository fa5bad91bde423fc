# A launcher of compilers, for tests of what is done with glia's objects rather than of what a compiler makes of its
# sources: an object that the build at hand has is copied from there; all else is compiled, and so is COMPILED.
#   sh reuse.sh BUILD COMPILER ARGUMENT...
build=$1
shift
previous=
for argument in "$@"; do
    [ "$previous" != -o ] || object=$argument
    previous=$argument
done
made=$build/$(echo "$object" | sed 's,^.*glia[^/]*/\(src\|plugins\)/,\1/,')
case $object in
*/"${COMPILED-}") ;;
*glia*) [ ! -f "$made" ] || exec cp "$made" "$object" ;;
esac
exec "$@"
