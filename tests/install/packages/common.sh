# What the scripts here begin with; they run as root in the system that packages.sh makes.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
cd /srv

fail() {
    echo "$1"
    exit 1
}

quiet_apt() {
    apt-get --yes --quiet=2 --option Dpkg::Use-Pty=0 --no-install-recommends "$@" >apt.txt 2>&1 ||
        { cat apt.txt && exit 1; }
}
