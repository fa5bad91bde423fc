# What callers and plugins were compiled with is still so: the functions, structs and constants of the public headers
# are those of the baseline, and libglia exports the functions that they declare.
#   sh -eu types.sh LIBRARY
. "$(dirname "$0")/declared.sh"
need abidiff

declared "$root/include" declared.so
! differs "$baseline" declared.so $all ||
    fail "The interface is not that of tests/abi/types.abi. Of what was only added, tests/abi/renew.sh takes note."

exported() {
    nm -D --defined-only "$1" | sed -nE 's/.* T (\w+)(@.*)?$/\1/p' | LC_ALL=C sort
}
exported declared.so >declared.txt
exported "$1" >exported.txt
diff declared.txt exported.txt || fail "libglia exports other functions than the headers declare"
grep -c . declared.txt
