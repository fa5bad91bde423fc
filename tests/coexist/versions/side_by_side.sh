# Two generations of glia in one prefix, as a system has them during a transition: programs of each, and one program
# with both, find the library that they were linked to, and each library its own plugins.
#   sh -eu side_by_side.sh LIB_1 SUBDIR_1 LIB_2 SUBDIR_2 LINKED_1 LINKED_2 BOTH
# LIB: the file of a library; SUBDIR: of the directory that it is in, where its plugins are.
lib_1=$1 subdir_1=$2 lib_2=$3 subdir_2=$4 linked_1=$5 linked_2=$6 both=$7

fail() {
    echo "$1"
    exit 1
}

# install LIBRARY SUBDIR: with the name that programs ask for, its relu, and the softmax that both have.
install() {
    soname=$(readelf -d "$1" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
    [ ! -e "prefix/lib/$soname" ] || fail "both are called $soname"
    mkdir -p "prefix/lib/$2"
    cp "$1" "prefix/lib/$soname"
    cp "$(dirname "$1")/$2/relu.so" "$(dirname "$lib_1")/$subdir_1/softmax.so" "prefix/lib/$2"
}
rm -rf prefix
install "$lib_1" "$subdir_1"
install "$lib_2" "$subdir_2"
lib=$(realpath prefix)/lib
export LD_LIBRARY_PATH="$lib"

cat >expected.txt <<TEXT
3 $lib/$subdir_1/relu.so
6 $lib/$subdir_2/relu.so
TEXT
{ "$linked_1" && "$linked_2"; } >two_programs.txt
diff expected.txt two_programs.txt
"$both" "$lib/libglia.so.1" "$lib/libglia.so.2" >one_program.txt
diff expected.txt one_program.txt
