#!/bin/sh
# The Debian packages in a system of their own: a Debian 12 with nothing but its essential packages, made for this and
# thrown away. They are installed, used, built against from every language, looked at by lintian, and purged. It takes
# minutes, needs the network, and root or the right to make user namespaces. Where it cannot be done it exits with 77.
#   cmake --preset package && cmake --build --preset package && cpack --preset package
#   sh tests/install/packages.sh
# With the argument from_source it is ./bootstrap install and uninstall that are tried there, and no packages needed.
set -eu
tree=$(cd "$(dirname "$0")/../.." && pwd)
packages=$tree/build/package/packages

skip() {
    echo "skipped: $1"
    exit 77
}
command -v mmdebstrap >/dev/null || skip "there is no mmdebstrap, which makes the system: apt-get install mmdebstrap"
[ "$(id -u)" = 0 ] || unshare --user --map-root-user true || skip "run this as root"
[ $# -gt 0 ] || set -- removal consumers lintian
if [ "$1" != from_source ]; then
    ls "$packages"/*.deb || skip "there are no packages: see the first lines of $0"
    # Those that are older than what they are made of would say nothing about it.
    for package in "$packages"/*.deb; do
        newer=$(cd "$tree" && find CMakeLists.txt CMakePresets.json LICENSE include src plugins bindings \
            tests/abi/symbols.txt -type f -newer "$package" ! -path '*/__pycache__/*' -print -quit)
        [ -z "$newer" ] || { echo "$package is older than $newer: make it anew"; exit 1; }
    done
fi

# Hooks are given the directory of the new system.
in_system() {
    echo "--customize-hook=chroot \"\$1\" sh -eu /srv/glia/tests/install/packages/$1.sh"
}
first=$1
for script in "$@"; do
    shift
    set -- "$@" "$(in_system "$script")"
done
exec mmdebstrap --variant=apt --format=null --dpkgopt=force-unsafe-io \
    --customize-hook='mkdir "$1/srv/glia" "$1/srv/packages"' \
    --customize-hook="tar -C '$tree' --exclude=./build --exclude=./.git -c . |
        tar -C \"\$1/srv/glia\" -x --no-same-owner" \
    --customize-hook="[ '$first' = from_source ] || cp '$packages'/*.deb \"\$1/srv/packages\"" \
    "$@" bookworm /dev/null
