# abidiff reports what would break a program or a plugin that exists: each change below is made in a copy of the public
# headers, and must be told by its name.
#   sh -eu breaks.sh
. "$(dirname "$0")/declared.sh"
need abidiff

# change FILE SCRIPT: a fresh copy of the headers, with FILE changed by SCRIPT, for sed.
change() {
    rm -rf include
    cp -r "$root/include" include
    sed -i -E "$2" "include/glia/$1"
    ! cmp -s "include/glia/$1" "$root/include/glia/$1" || fail "'$2' changes nothing in $1"
}

# reported TEXT FILE SCRIPT: that change is a break, and the report of it has TEXT.
reported() {
    change "$2" "$3"
    declared include broken.so
    differs "$baseline" broken.so $breaks >report.txt || fail "not reported: $3"
    grep -F -- "$1" report.txt >/dev/null || { head -30 report.txt; fail "the report after '$3' does not say '$1'"; }
}

# Functions.
reported "[D] 'function void glia_model_destroy(glia_model*)'" model.h '/void glia_model_destroy/d'
reported "[C] 'function glia_status glia_session_create(glia_session**, const glia_model*, size_t)'" session.h \
    's/size_t max_rows/uint32_t max_rows/'
reported "[C] 'function int32_t glia_log_level()'" log.h 's/int32_t glia_log_level/const char* glia_log_level/'
reported "[C] 'function glia_status glia_model_add_dense(glia_model*, size_t, const char*)'" model.h \
    's/(glia_model_add_dense.*), const char\* activation/\1/'
reported "[C] 'function glia_status glia_trainer_set_callback" trainer.h 's/(callback\)\(.*)int32_t event/\1int64_t event/'

# The layout of structs.
reported "'uint32_t added', at offset 64" plugin.h 's/^ +const char\* name; /uint32_t added;\n&/'
reported "'void* user', at offset 576" plugin.h '/^ +void\* user; /d'
reported "type of 'double max_error_ulp' changed" plugin.h 's/double max_error_ulp/float max_error_ulp/'
reported "uint32_t isa" plugin.h 's/uint32_t isa;/uint64_t isa;/'

# Constants.
reported "GLIA_ERROR_IO' from value '4' to '40'" status.h 's/GLIA_ERROR_IO = 4/GLIA_ERROR_IO = 40/'
reported "'glia_constants_GLIA_LOG_TRACE::GLIA_LOG_OFF' value '5'" log.h 's/GLIA_LOG_OFF/GLIA_LOG_NONE/'
reported "GLIA_PLUGIN_MAX_PARAMETERS" plugin.h 's/GLIA_PLUGIN_MAX_PARAMETERS 16u/GLIA_PLUGIN_MAX_PARAMETERS 8u/'

# The name that programs ask the loader for.
reported "SONAME changed from 'libglia.so.1' to 'libglia.so.2'" version.h 's/(GLIA_VERSION_MAJOR) 1/\1 2/'

# A header that says something else than the library does not compile with it.
compiles() {
    "${CXX:-c++}" -std=c++20 -fsyntax-only -Iinclude -I"$root/src" "$root/src/api/version_api.cpp" 2>errors.txt
}
change model.h 's/^/ /'
compiles || { cat errors.txt; fail "version_api.cpp does not compile"; }
change version.h 's/uint32_t glia_version/uint64_t glia_version/'
! compiles || fail "the library compiles against another declaration than its own"
grep -F "conflicting declaration" errors.txt >/dev/null

# What is only added is no break: tests/abi/renew.sh takes note of it.
change status.h 's/^( +)(GLIA_ERROR_INTERNAL = 12)/\1GLIA_ERROR_ADDED = 13,\n&/'
sed -i 's/^GLIA_API size_t glia_model_inputs/enum { GLIA_ADDED = 1 };\n#define GLIA_MAX_ADDED 5u\n\
GLIA_API glia_status glia_model_added(glia_model* model);\n&/' include/glia/model.h
declared include added.so
! differs "$baseline" added.so $breaks || fail "an addition is taken for a break"
differs "$baseline" added.so $all >report.txt || fail "an addition is not noticed"
for name in GLIA_ERROR_ADDED glia_constants_GLIA_ADDED GLIA_MAX_ADDED glia_model_added; do
    grep "$name" report.txt >/dev/null || fail "the report does not tell of $name"
done
