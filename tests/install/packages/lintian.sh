# Debian's own judge of packages finds no error.
. /srv/glia/tests/install/packages/common.sh
quiet_apt install lintian
lintian --fail-on error --display-info packages/*.deb 2>&1
