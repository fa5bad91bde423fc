# A program in C, by pkg-config; and the README's, by the line that it shows.
. "$TREE/tests/install/common.sh"
need pkg-config
pkg-config --libs-only-l glia | grep -x -- '-lglia *' # what glia itself links is no concern of others
gcc -std=c99 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags glia) "$TREE/tests/install/program.c" -o program \
    $(pkg-config --libs glia) "-Wl,-rpath,$(pkg-config --variable=libdir glia)"
./program "$(pkg-config --modversion glia)"

build_readme_xor
tell_loader
./xor | grep '1 xor 0 = \(0.9\|1\)'
