#!/bin/sh
# need.sh LANGUAGE PROBE COMMAND [ARGUMENT...]: runs the command where the shell command PROBE succeeds. Otherwise exits
# with 77, for "skipped", or with 1 where GLIA_REQUIRE_BINDINGS (a list as in csharp,rust,go,python) names the language.
if [ $# -lt 3 ]; then
    echo "usage: need.sh LANGUAGE PROBE COMMAND [ARGUMENT...]" >&2
    exit 2
fi
language=$1
probe=$2
shift 2
if why=$(sh -c "$probe" 2>&1); then
    exec "$@"
fi
echo "$language: this fails: $probe"
echo "$why" | tail -n 1
case ,${GLIA_REQUIRE_BINDINGS-}, in
    *,"$language",*)
        echo "$language: required by GLIA_REQUIRE_BINDINGS=$GLIA_REQUIRE_BINDINGS"
        exit 1
        ;;
esac
echo "$language: skipped"
exit 77
