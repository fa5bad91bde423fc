# A build with the distribution's OpenBLAS takes that, and nothing that is for the private one.
. "$TREE/tests/install/common.sh"
need ninja
cmake -S "$TREE" -B build -DGLIA_BLAS=system -DGLIA_BUILD_TESTS=OFF -DGLIA_BUILD_EXAMPLES=OFF >configured.txt
ninja -C build -t commands glia >commands.txt
grep -F 'system_blas_memory.cpp.o -c ' commands.txt >/dev/null || fail "its source is missing"
grep -e '-shared .*libopenblas[.]so' commands.txt >/dev/null || fail "it is not linked"
! grep -E 'private_blas|libopenblas\.a|--wrap' commands.txt || fail "there is something of the private one"

! cmake -S "$TREE" -B other -DGLIA_BLAS=atlas >configured.txt 2>errors.txt || fail "it is anything"
grep -F "GLIA_BLAS is 'atlas'; it must be 'private' or 'system'" errors.txt
