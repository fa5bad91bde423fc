# What the headers of an earlier version declared is still there, unchanged: the baseline may be renewed by mistake, the
# copies in tests/old_abi are never edited.
#   sh -eu since.sh VERSION
. "$(dirname "$0")/declared.sh"
need abidiff

declared "$root/tests/old_abi/$1" then.so
declared "$root/include" now.so
! differs then.so now.so $breaks || fail "programs and plugins that were built with glia $1 break"
