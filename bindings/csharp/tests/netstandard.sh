#!/bin/bash
# Compiles the library for netstandard2.0, which older runtimes and Unity take, where the packages of it are at hand.
. "$(dirname -- "$0")/common.sh"
. "$(dirname -- "$0")/sdk.sh"

work=$work/netstandard # of its own: what is restored for it is another
mkdir -p "$work"

project=$source/Glia/Glia.csproj
restored "$project" -p:GliaFrameworks=netstandard2.0 ||
    lacks netstandard "the packages of netstandard2.0 are not at hand"
build "$project" --no-restore -p:GliaFrameworks=netstandard2.0
[[ -f $work/bin/Glia/release_netstandard2.0/Glia.dll ]] || fail "there is no Glia.dll"
