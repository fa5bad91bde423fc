# glia runs on every x86-64 processor: nothing is compiled for the one that it is built on, and what is compiled for a
# better one is in functions that are called only where the processor is one.
#   sh -eu instructions.sh COMPILE_COMMANDS PLUGINS OBJECTS
# COMPILE_COMMANDS: as CMake writes them; PLUGINS: their directory; OBJECTS: a file that lists those of libglia.
commands=$1 plugins=$2 objects=$3
kernel_sources='/linalg/kernels/avx(2|512)\.cpp'
better_functions='(run_|[0-9])avx(2|512)'

# Instructions beyond SSE2. Those of AVX and later all begin with v, or with k for masks.
better='v.*|k(mov|and|or|xor|not|shift|unpck|test)[a-z]+|andn|bextr|bzhi|mulx|pdep|pext|rorx|sarx|shlx|shrx'
better="$better|popcnt|crc32[a-z]?|h(add|sub)p[sd]|movddup|pshufb|pabs[bwd]|palignr|pmulld|pm(in|ax)(sb|uw|[su]d)"
better="$better|p?blend[a-z]+|ptest|p(insr|extr)[bdq]|round[sp][sd]|dpp[sd]|pmov[sz]x[a-z]+"

fail() {
    echo "$1"
    exit 1
}

# functions_with_better FILE...: how many such instructions are in each function that has any.
functions_with_better() {
    objdump -d --no-show-raw-insn "$@" | awk -v better="^($better)\$" '
        /^[0-9a-f]+ <.*>:$/ { function_name = $2 }
        /^ *[0-9a-f]+:\t/ && $2 ~ better { ++count[function_name] }
        END { for (name in count) print count[name], name }'
}

# That they would be seen.
echo 'void twice(float* x) { for (int i = 0; i < 64; ++i) x[i] *= 2; }' >twice.c
"${CC:-cc}" -O3 -march=x86-64-v3 -c twice.c
functions_with_better twice.o | grep -F '<twice>' >/dev/null || fail "AVX2 is not seen"

# Options that choose instructions are those of the kernels.
! grep -F '"command":' "$commands" | grep -E -- ' -m(arch|cpu|tune|avx|sse[34]|ssse|fma|bmi)' |
    grep -vE "$kernel_sources" || fail "these are compiled for some processors only"

# Kernels share no function with other sources: the linker keeps one of two that are the same, perhaps theirs.
kernels=$(grep -E "$kernel_sources" "$objects")
[ "$(echo "$kernels" | wc -l)" = 2 ] || fail "the kernels are not found"
! nm --defined-only --format=posix $kernels | grep -E ' [WVu] ' | grep -v '^DW\.ref\.' ||
    fail "the kernels define these for other sources, too"

functions_with_better "$plugins"/*.so $(grep -vE "$kernel_sources|\\.[gp]ch\$" "$objects") >found.txt
! grep -vE "$better_functions" found.txt || fail "these have instructions that some processors do not know"
[ "$(wc -l <found.txt)" -gt 100 ] || fail "the functions for better processors are not found"
