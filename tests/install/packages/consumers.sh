# Programs and plugins in every language, built against the packages as an installation is against a staged prefix; and
# the cases that all languages share, which print the same lines in each.
. /srv/glia/tests/install/packages/common.sh
quiet_apt install ./packages/*.deb $languages cmake ninja-build binutils

export TREE=/srv/glia BUILD=/srv/consumers MOVED=/usr CMAKE_GENERATOR=Ninja
consumer c_program c_program.sh ""
consumer c_project cmake_project.sh C
consumer cpp_project cmake_project.sh CXX
consumer plugin_c plugin_c.sh gcc
consumer plugin_cpp plugin_cpp.sh g++
consumer plugin_cmake plugin_cmake.sh ""
consumer plugin_rust plugin_rust.sh ""
consumer plugin_readme plugin_readme.sh ""
readme_programs

mkdir cases
cd cases
gcc -std=c99 $TREE/bindings/c/cases/*.c -o c $(pkg-config --cflags --libs glia) -lm
g++ -std=c++20 $TREE/bindings/cpp/cases/*.cpp -o cpp $(pkg-config --cflags --libs glia)
mcs -nologo -langversion:7.2 -unsafe -out:csharp.exe -recurse:"/usr/share/glia/bindings/csharp/Glia/*.cs" \
    -recurse:"$TREE/bindings/csharp/tests/console/*.cs" -recurse:"$TREE/bindings/csharp/tests/cases/*.cs" \
    -recurse:"$TREE/bindings/csharp/tests/behaviour/*.cs" -recurse:"$TREE/bindings/csharp/tests/loading/*.cs"
(cd $TREE/bindings/rust && CARGO_TARGET_DIR=/srv/cases/rust cargo build --locked --offline --quiet --example cases)
export HOME=/srv/cases GOFLAGS='-mod=mod -buildvcs=false' GOPROXY=off
(cd $TREE/bindings/go && go build -o /srv/cases/go_cases ./internal/cases)
same_lines() {
    printf '%s: ' "$1"
    shift
    sh "$TREE/bindings/compare_cases.sh" /srv/cases/c "$TREE/tests/data/iris.csv" "$@"
}
same_lines cpp /srv/cases/cpp
same_lines csharp mono /srv/cases/csharp.exe behaviour
same_lines rust /srv/cases/rust/debug/examples/cases
same_lines go /srv/cases/go_cases
export PYTHONPATH=/usr/share/glia/bindings/python
same_lines python python3 $TREE/bindings/python/tests/cases.py
