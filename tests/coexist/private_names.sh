# What glia is built of is nobody's business: libglia neither offers nor wants a name of the libraries inside it, and a
# plugin offers one name.
#   sh -eu private_names.sh PLUGINS SPDLOG_HOST LIBRARY...
plugins=$1 spdlog_host=$2
shift 2
inside='spdlog|fmt::|nlohmann|cblas_|openblas_|[sd]gemm|mbedtls|XXH|r123'

fail() {
    echo "$1"
    exit 1
}

for library in "$@"; do
    ! nm -D --demangle "$library" | grep -E "$inside" || fail "$library shows these"
done
! nm -D --defined-only --format=posix --print-file-name "$plugins"/*.so | grep -v ': glia_plugin_v1 ' ||
    fail "plugins offer these"

# That such names would be seen: a program that uses spdlog wants them.
nm -D --demangle "$spdlog_host" | grep -E "$inside" >/dev/null || fail "names are not seen"
