# A program in C, by pkg-config; and the README's, by the line that it shows.
. "$TREE/tests/install/common.sh"
need pkg-config
pkg-config --libs-only-l glia | grep -x -- '-lglia *' # what glia itself links is no concern of others
gcc -std=c99 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags glia) "$TREE/tests/install/program.c" -o program \
    $(pkg-config --libs glia) "-Wl,-rpath,$(pkg-config --variable=libdir glia)"
./program "$(pkg-config --modversion glia)"

sed -n '/^```c$/,/^```$/p' "$TREE/README.md" | sed '/^```/d' >xor.c
line=$(grep '^    gcc xor.c .*pkg-config' "$TREE/README.md")
eval "$line"
LD_LIBRARY_PATH=$(pkg-config --variable=libdir glia) ./xor | grep '1 xor 0 = \(0.9\|1\)'
