# Size, relocations and needed libraries of what is installed, against the limits in budget.txt.
. "$TREE/tests/install/common.sh"
need readelf
build="$(uname -m) $(cached CMAKE_BUILD_TYPE) $(cached GLIA_BLAS) $(cached GLIA_EMBED_PLUGINS)"
if [ "$build" != "x86_64 Release private OFF" ]; then
    echo "the limits are for a release for x86-64, with the private OpenBLAS"
    exit 77
fi

bytes() {
    cat "$@" | wc -c
}
relocations() {
    readelf --relocs --wide "$1" | grep -cE '^[0-9a-f]{16} ' || true
}
needed() {
    readelf --dynamic --wide "$1" | grep -c '(NEEDED)' || true
}
# largest <measure> <files...>
largest() {
    measure=$1
    shift
    for file in "$@"; do "$measure" "$file"; done | sort -n | tail -n 1
}

library=$(find "$MOVED" -name 'libglia.so.1.*')
cat >measured.txt <<TEXT
libglia bytes $(bytes "$library")
libglia relocations $(relocations "$library")
libglia needed $(needed "$library")
plugin bytes $(largest bytes "$plugins"/*.so)
plugin relocations $(largest relocations "$plugins"/*.so)
plugin needed $(largest needed "$plugins"/*.so)
plugins bytes $(bytes "$plugins"/*.so)
glia bytes $(bytes "$MOVED/bin/glia")
TEXT

# within <limits>: whether all of measured.txt is, and nothing is zero, as what was not measured would be.
within() {
    awk 'NR == FNR { if ($0 !~ /^#/) limit[$1 " " $2] = $3; next }
        !(($1 " " $2) in limit) || $3 + 0 == 0 || $3 > limit[$1 " " $2] {
            print "budget: " $1 " has " $3 " " $2 "; the limit is " limit[$1 " " $2]
            bad = 1
        }
        { delete limit[$1 " " $2] }
        END {
            for (left in limit) { print "budget: " left " is not measured"; bad = 1 }
            exit bad
        }' "$1" measured.txt
}
cat measured.txt
within "$TREE/tests/install/budget.txt"

# A limit that is exceeded by one is reported.
awk '$3 > 0 { print $1, $2, $3 - ($1 == "plugin" && $2 == "relocations") }' measured.txt >tight.txt
! within tight.txt >report.txt || fail "a limit is exceeded, and that is not reported"
grep -qx "budget: plugin has [0-9]* relocations; the limit is [0-9]*" report.txt
