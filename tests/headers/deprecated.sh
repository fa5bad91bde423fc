# GLIA_DEPRECATED: who uses what is deprecated is told what to use, and can switch that off. SOURCE is this folder.
set -eu
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# expect_warnings <compiler and language...>
expect_warnings() {
    compile="$* -Wall -Wextra -pedantic -I$SOURCE/../../include -fsyntax-only $SOURCE/deprecated.c"
    echo "$compile"
    $compile 2>"$said" || { cat "$said"; exit 1; }
    for text in "since 1.2; use glia_new_function" "since 1.3; use glia_new_type" "since 1.4; use GLIA_NEW_VALUE"; do
        grep -F "$text" "$said" | grep -q warning || { echo "no warning says '$text'"; cat "$said"; exit 1; }
    done
    $compile -Werror -DGLIA_NO_DEPRECATION_WARNINGS
    ! $compile -Werror 2>"$said" || { echo "without the switch there is no error either"; exit 1; }
}

for standard in c99 c11 c17; do
    expect_warnings "$CC" -std=$standard
    ! command -v clang >/dev/null || expect_warnings clang -std=$standard
done
for standard in c++17 c++20; do
    expect_warnings "$CXX" -x c++ -std=$standard
    ! command -v clang++ >/dev/null || expect_warnings clang++ -x c++ -std=$standard
done
