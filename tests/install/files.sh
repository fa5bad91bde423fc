# Which component installs which file: the list is files.txt, where PLUGIN stands for each plugin of glia's own, PAGE
# for each document about them, HEADER for each public header, MANUAL for its manual page, FUNCTION for each function of
# C, COMMAND for each command, and BINDING for each source that a binding consists of.
. "$TREE/tests/install/common.sh"
export LC_ALL=C

for component in runtime dev plugins tools bindings; do
    sed "s|^$BUILD/tests/install/stage/|$component |" "$BUILD/tests/install/stage_$component.txt"
    echo
done | sed '/^$/d' | sort >installed.txt

plugins=$(cd "$TREE/plugins" && ls *.cpp | sed 's/\.cpp$//')
pages=$(cd "$TREE/plugins" && ls *.md | sed 's/\.md$//')
headers=$(cd "$TREE/include/glia" && find . -name '*.h' -o -name '*.hpp' | sed 's|^\./||')
manuals="libglia $(for header in $headers; do echo "glia_$header"; done | grep -v handle.hpp | tr / _ |
    sed 's/^glia_glia\./glia./')"
bindings=$(cd "$TREE/bindings" && find csharp/Glia csharp/sample python rust go -type f |
    grep -vE '/(bin|obj|target|tests|internal|__pycache__)/|_test\.go$|\.sh$|CMakeLists.txt$|rustfmt.toml$')
functions=$(cat "$TREE/tests/abi/symbols.txt")
commands=$(commands_of glia)
version=$(sed -n 's/^#define GLIA_VERSION_\(MAJOR\|MINOR\|PATCH\) //p' "$TREE/include/glia/version.h" | paste -sd.)
while read -r line; do
    case $line in
    *libglia.a) [ "$(cached GLIA_STATIC)" != ON ] || echo "$line" ;;
    *PLUGIN*) for plugin in $plugins; do echo "$line" | sed "s|PLUGIN|$plugin|"; done ;;
    *PAGE*) for page in $pages; do echo "$line" | sed "s|PAGE|$page|"; done ;;
    *MANUAL*) for manual in $manuals; do echo "$line" | sed "s|MANUAL|$manual|"; done ;;
    *FUNCTION*) for function in $functions; do echo "$line" | sed "s|FUNCTION|$function|"; done ;;
    *COMMAND*) for command in $commands; do echo "$line" | sed "s|COMMAND|$command|"; done ;;
    *BINDING*) for binding in $bindings; do echo "$line" | sed "s|BINDING|$binding|"; done ;;
    *HEADER*) for header in $headers; do echo "$line" | sed "s|HEADER|$header|"; done ;;
    *) echo "$line" ;;
    esac
done <"$TREE/tests/install/files.txt" | sed "s|LIBDIR|$(cached CMAKE_INSTALL_LIBDIR)|; s|VERSION|$version|
    s|CONFIG|$(cached CMAKE_BUILD_TYPE | tr A-Z a-z)|" | sort >listed.txt
diff -u listed.txt installed.txt
