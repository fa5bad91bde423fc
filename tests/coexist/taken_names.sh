# glia uses its own spdlog, fmt and OpenBLAS, whatever the program brings: here every such name is taken by a library
# that is searched before all others, and whose functions and tables end the program. So no other version of these
# libraries can matter, whatever it does under the same names.
#   sh -eu taken_names.sh CLIENT SPDLOG_HOST OBJECT...
# CLIENT: a program that does much with glia, with its arguments; SPDLOG_HOST: one that calls spdlog itself; OBJECT:
# those of glia that use the libraries.
client=$1 spdlog_host=$2
shift 2

fail() {
    echo "$1"
    exit 1
}

# Names that an object defines for whoever comes first, or for all that have them, and names that it takes from
# elsewhere; "V" and "u" are data.
nm --format=posix "$@" | awk '
    $2 ~ /^[WVu]$/ && $1 ~ /6spdlog|3fmt|8nlohmann/ { print $1, $2 }
    $2 == "U" && $1 ~ /^(cblas|openblas)_/ { print $1, $2 }' | sort -u >names.txt
for name in 6spdlog 3fmt "3fmt.* u"; do
    grep "$name" names.txt >/dev/null || fail "the objects do not use $name"
done
awk '
    BEGIN { print "void abort(void);" }
    $2 ~ /^[Vu]$/ { # at an address that nobody may read
        printf "__asm__(\".globl %s\\n.set %s, 8\");\n", $1, $1
        next
    }
    {
        printf "void taken_%d(void) __asm__(\"%s\");\n", NR, $1
        printf "void taken_%d(void) {\n    abort();\n}\n", NR
    }' names.txt >taken.c
"${CC:-cc}" -shared -fPIC -o taken.so taken.c

LD_PRELOAD=$PWD/taken.so sh -c "$client" || fail "glia calls what the program has under these names"
! LD_PRELOAD=$PWD/taken.so "$spdlog_host" 2>/dev/null || fail "nothing was taken"
wc -l <names.txt
