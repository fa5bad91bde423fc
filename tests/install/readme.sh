# readme.sh LANGUAGE EXTENSION PROBE: the README's program in a language, and the lines below it, which build and run it
# with the installed glia. PROBE is a command that succeeds where the language's tools are installed.
. "$TREE/tests/install/common.sh"
language=$1
extension=$2
[ "$language" != python ] || export PATH=/usr/bin:$PATH # Debian's python3, which numpy is for
"$TREE/bindings/need.sh" "$language" "$3" true || exit $?

# code LANGUAGE: the README's first program in it.
code() {
    awk -v fence="\`\`\`$1" '$0 == fence { inside = 1; next } inside && /^```$/ { exit } inside' "$TREE/README.md"
}

# commands LANGUAGE: the indented lines that follow that program.
commands() {
    awk -v fence="\`\`\`$1" '
        $0 == fence { state = 1; next }
        state == 1 && /^```$/ { state = 2; next }
        state == 2 && /^    / { print; next }
        state == 2 && NF { exit }' "$TREE/README.md"
}

export GLIA=$(pkg-config --variable=pkgdatadir glia)
tell_loader
unset GLIA_LIB_DIR GLIA_LIBRARY_PATH

# The model that it loads is that of the program in C.
build_readme_xor
./xor
case $language in
    csharp | python) unset LD_LIBRARY_PATH ;; # which find the library of their installation by themselves
esac

# What the tools write stays here, and nothing is asked of a network.
export CARGO_TARGET_DIR=$folder/target CARGO_NET_OFFLINE=true PYTHONDONTWRITEBYTECODE=1
export GOPATH=$folder/go GOCACHE=$BUILD/bindings/go/work/cache GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-buildvcs=false

code "$language" >"predict.$extension"
commands "$language" >commands.sh
[ -s "predict.$extension" ] && [ -s commands.sh ] || fail "the README has no program in $language, or no command for it"
cat commands.sh
sh -eu commands.sh >said.txt || fail "$(cat said.txt)"
cat said.txt
right='1 xor 0 = \(0\.9[0-9]*\|1\)'
grep -x "$right" said.txt
[ -z "${WORK-}" ] || exit 0 # build_with_prefix asks no more

# The program that was built works with a libglia of another kind, too: OTHER_LIBRARIES are folders of such.
[ "$language" != go ] || go build -o predict predict.go
for other in ${OTHER_LIBRARIES-}; do
    export LD_LIBRARY_PATH=$other GLIA_LIBRARY_PATH=$other PYTHONPATH=$GLIA/bindings/python
    case $language in
    csharp) set -- mono predict.exe ;;
    python) set -- python3 predict.py ;;
    rust) set -- target/debug/predict ;;
    *) set -- ./predict ;;
    esac
    rm -f loader.*
    LD_DEBUG=libs LD_DEBUG_OUTPUT=loader "$@" | grep -x "$right"
    cat loader.* | grep -F "calling init: $other/libglia.so.1" >/dev/null || fail "that was not the library in $other"
done

# A linked program cannot say more of a missing library than the loader does: which one it is, and, when asked by the
# variable of the READMEs, where it was looked for.
case $language in
    cpp | go) program=./predict ;;
    rust) program=$CARGO_TARGET_DIR/debug/predict ;;
    *) exit 0 ;; # which tell it themselves
esac
unset LD_LIBRARY_PATH
if ! "$program" 2>said.txt; then # a system may have another glia installed
    cat said.txt
    ! is_of_system || fail "the loader does not find what is installed for the whole system"
    grep 'libglia\.so\.1: cannot open shared object file' said.txt
    LD_DEBUG=libs "$program" 2>&1 | grep -A 2 'find library=libglia\.so\.1' | grep 'search \(path\|cache\)='
fi

if [ "$language" = rust ]; then # the build script of the binding's README makes a run path
    sed -n '/^```rust,ignore$/,/^```$/{/^```/!p}' "$TREE/bindings/rust/README.md" >build.rs
    cargo build --quiet
    "$program"
fi
