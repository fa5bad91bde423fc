# A program in C, by pkg-config.
. "$TREE/tests/install/common.sh"
need pkg-config
gcc -std=c99 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags glia) "$TREE/tests/install/program.c" -o program \
    $(pkg-config --libs glia) "-Wl,-rpath,$(pkg-config --variable=libdir glia)"
./program "$(pkg-config --modversion glia)"
