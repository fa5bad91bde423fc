#!/bin/sh
# compare_cases.sh REFERENCE IRIS.csv RUNNER [ARGUMENT...]: whether the runner prints the lines of the reference program
# (cases.md). Each runs in an empty folder of its own below the working directory.
set -u
export LC_ALL=C # system's reasons in error texts

if [ $# -lt 3 ]; then
    echo "usage: compare_cases.sh REFERENCE IRIS.csv RUNNER [ARGUMENT...]" >&2
    exit 2
fi
reference=$1
iris=$2
shift 2

scratch=$(mktemp -d "$PWD/cases.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/reference" "$scratch/runner"

if ! (cd "$scratch/reference" && "$reference" "$iris" >"$scratch/expected"); then
    echo "the reference program failed" >&2
    exit 1
fi
(cd "$scratch/runner" && "$@" "$iris" >"$scratch/printed")
status=$?
if ! diff -u "$scratch/expected" "$scratch/printed"; then
    echo "the runner prints other lines (+) than the reference (-)" >&2
    exit 1
fi
if [ $status -ne 0 ]; then
    echo "the runner prints the right lines, but exits with $status" >&2
    exit 1
fi
echo "$(wc -l <"$scratch/expected") lines are equal"
