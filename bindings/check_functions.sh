#!/bin/sh
# check_functions.sh: every public function (tests/abi/symbols.txt) is called by the binding of each language, or stands
# in left_out.txt with the reason.
set -eu
export LC_ALL=C
cd "$(dirname "$0")"
symbols=../tests/abi/symbols.txt
wrong=0

# check LANGUAGE FILE...: tells the functions that are neither called nor left out, and those left out that are called.
check() {
    language=$1
    shift
    {
        grep -rhowE 'glia_[a-z0-9_]+' "$@" | sort -u | sed 's/^/calls /'
        grep "^$language " left_out.txt
        sed 's/^/has /' $symbols
    } | awk -v language="$language" '
        $1 == "calls" { called[$2] = 1; next }
        $1 == language { left_out[$2] = NF > 2; next }
        !($2 in called) && !left_out[$2] { print language ": " $2 " is not called, nor in left_out.txt"; wrong = 1 }
        { known[$2] = 1 }
        END {
            for (name in left_out) {
                if (name in called) { print language ": " name " is in left_out.txt, but called"; wrong = 1 }
                if (!(name in known)) { print language ": " name " in left_out.txt is no function"; wrong = 1 }
            }
            exit wrong
        }' || wrong=1
}

check cpp ../include/glia/cpp
check csharp --exclude-dir=Native csharp/Glia
check go --include=*.go --include=bridge.c --exclude=*_test.go --exclude-dir=examples --exclude-dir=internal go
check python python/glia.py
check rust rust/glia/src
exit $wrong
