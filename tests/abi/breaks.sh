# abidiff reports what would break a program or a plugin that exists: the changes below are made in copies of the public
# headers, and each must be told by its name.
#   sh -eu breaks.sh
. "$(dirname "$0")/declared.sh"
need abidiff

fresh_headers() {
    rm -rf include
    cp -r "$root/include" include
}

# change FILE SCRIPT: FILE of the copy as SCRIPT, for sed, makes it.
change() {
    cp "include/glia/$1" before.h
    sed -i -E "$2" "include/glia/$1"
    ! cmp -s before.h "include/glia/$1" || fail "'$2' changes nothing in $1"
}

# reported OPTION TEXT...: what differs from the baseline is reported with each of these texts.
reported() {
    declared include changed.so
    differs "$baseline" changed.so "$1" >report.txt || fail "nothing is reported"
    shift
    for text in "$@"; do
        grep -F -- "$text" report.txt >/dev/null || { cat report.txt; fail "the report does not say: $text"; }
    done
}

# Functions: one that is gone, and a parameter, a result, a number of parameters and a callback of another type.
fresh_headers
change model.h '/void glia_model_destroy/d'
change session.h 's/size_t max_rows/uint32_t max_rows/'
change log.h 's/int32_t glia_log_level/const char* glia_log_level/'
change model.h 's/(glia_model_add_dense.*), const char\* activation/\1/'
change trainer.h 's/(callback\)\(.*)int32_t event/\1int64_t event/'
reported $breaks \
    "[D] 'function void glia_model_destroy(glia_model*)'" \
    "[C] 'function glia_status glia_session_create(glia_session**, const glia_model*, size_t)'" \
    "[C] 'function int32_t glia_log_level()'" \
    "[C] 'function glia_status glia_model_add_dense(glia_model*, size_t, const char*)'" \
    "[C] 'function glia_status glia_trainer_set_callback("

# Structs: members that are new in the middle, gone, and of another type.
fresh_headers
change plugin.h 's/^ +const char\* variant; /uint32_t added;\n&/'
change plugin.h '/^ +void\* user; /d'
change plugin.h 's/double max_error_ulp/float max_error_ulp/'
change plugin.h 's/uint32_t isa;/uint64_t isa;/'
reported $breaks "'uint32_t added', at offset 256" "'void* user', at offset 576" \
    "type of 'double max_error_ulp' changed" "type of 'uint32_t isa' changed"

# Constants, macros, and the name that programs ask the loader for.
fresh_headers
change status.h 's/GLIA_ERROR_IO = 4/GLIA_ERROR_IO = 40/'
change log.h 's/GLIA_LOG_OFF/GLIA_LOG_NONE/'
change plugin.h 's/GLIA_PLUGIN_MAX_PARAMETERS 16u/GLIA_PLUGIN_MAX_PARAMETERS 8u/'
change version.h 's/(GLIA_VERSION_MAJOR) 1/\1 2/'
reported $breaks "GLIA_ERROR_IO' from value '4' to '40'" "GLIA_LOG_OFF' value '5'" \
    "GLIA_PLUGIN_MAX_PARAMETERS' from value '16' to '8'" "SONAME changed from 'libglia.so.1' to 'libglia.so.2'"

# What is only added is noticed, and is no break: tests/abi/renew.sh takes note of it.
fresh_headers
change status.h 's/^( +)(GLIA_ERROR_INTERNAL = 12)/\1GLIA_ERROR_ADDED = 13,\n&/'
change model.h 's/^GLIA_API size_t glia_model_inputs/enum { GLIA_ADDED = 1 };\n#define GLIA_MAX_ADDED 5u\n\
GLIA_API glia_status glia_model_added(glia_model* model);\n&/'
reported $all GLIA_ERROR_ADDED glia_constants_GLIA_ADDED GLIA_MAX_ADDED glia_model_added
change session.h 's/^GLIA_API glia_status glia_session_predict/GLIA_DEPRECATED("since 1.2") &/'
declared include changed.so
! differs "$baseline" changed.so $breaks || fail "an addition, or a deprecation, is taken for a break"

# A header that says something else than the library does not compile with it.
compiles() {
    "${CXX:-c++}" -std=c++20 -fsyntax-only -Iinclude -I"$root/src" "$root/src/api/version_api.cpp" 2>errors.txt
}
compiles || { cat errors.txt; fail "version_api.cpp does not compile"; }
change version.h 's/uint32_t glia_version/uint64_t glia_version/'
! compiles || fail "the library compiles against another declaration than its own"
grep -F glia_version errors.txt >/dev/null
