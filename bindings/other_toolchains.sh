#!/bin/sh
# other_toolchains.sh LANGUAGE COMMAND [ARGUMENT...]: runs the command, the test of a language, once more for each other
# version of the language's tools that is installed beside the one on PATH: Debian's, or a newer one in the place where
# its installer puts it. Exits with 77, for "skipped", where there is none.
set -eu
language=$1
shift
case $language in
    go)
        version='go version'
        places="/usr/bin /usr/local/go/bin /usr/lib/go-*/bin $HOME/sdk/go*/bin"
        ;;
    rust)
        version='cargo --version'
        places="/usr/bin /usr/local/bin $HOME/.cargo/bin"
        ;;
    *)
        echo "other_toolchains.sh: '$language' is none of go, rust" >&2
        exit 2
        ;;
esac

seen="[$($version || true)]"
first=$seen
for place in $places; do
    [ -x "$place/${version%% *}" ] || continue
    found=$(PATH=$place:$PATH && $version) || continue # a proxy without a toolchain
    case $seen in
        *"[$found]"*) continue ;;
    esac
    seen=$seen[$found]
    echo "$language: with $found, in $place"
    (PATH=$place:$PATH && export PATH && exec "$@")
done
[ "$seen" != "$first" ] || { echo "skipped: no $language but $first"; exit 77; }
