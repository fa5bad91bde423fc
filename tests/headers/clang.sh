# The public headers as clang sees them: those of C alone in the oldest and the newest standard, and the interfaces for
# programs and for plugins in C++. SOURCE is this folder, SOURCES where there is a source of nothing but each header.
set -eu
command -v clang++ >/dev/null || { echo "there is no clang"; exit 77; }
strictly="-I$SOURCE/../../include -Wall -Wextra -Wpedantic -Werror -fsyntax-only"

for standard in c99 c17; do
    clang -std=$standard $strictly "$SOURCES"/C99/*.c
done
for standard in c++17 c++20; do
    clang++ -std=$standard $strictly "$SOURCES"/CXX17/glia_glia_h*.cpp
done
cat "$SOURCES"/CXX20/glia_plugin_*.cpp >plugin_headers.cpp
clang++ -std=c++20 $strictly plugin_headers.cpp
