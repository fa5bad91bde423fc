# What the scripts here begin with; they run as root in the system that packages.sh makes.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER # which are not there
cd /srv

fail() {
    echo "$1"
    exit 1
}

quiet_apt() {
    apt-get --yes --quiet=2 --option Dpkg::Use-Pty=0 --no-install-recommends "$@" >apt.txt 2>&1 ||
        { cat apt.txt && exit 1; }
}

# Every file of the system, with what is in it, and every package, with what dpkg knows of it. Left out is what the
# kernel shows, the scripts' own folder, and what changes by itself: /tmp, logs, caches; what apt fetches and notes; and
# dpkg's own lists, whose order changes, with the copies and locks beside them. Of a directory the size is left out: one
# that has grown stays so.
all_files() {
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /srv -o -path /tmp -o -path /var/log \
        -o -path /var/cache -o -path '/var/lib/apt/*' -o -path '/var/lib/dpkg/*-old' -o -path /var/lib/dpkg/status \
        -o -path /var/lib/dpkg/lock\* \) -prune \
        -o -type d -printf '%p %y %m\n' -o -printf '%p %y %m %s %l\n' -type f -exec sha256sum -- {} + >files.txt
    dpkg-query --show --showformat '${Package} ${Version} ${Status}\n' >>files.txt
    sort files.txt
}

# consumer NAME SCRIPT ARGUMENTS: a test of an installation, as ctest runs it on a staged one.
consumer() {
    export NAME=$1
    sh -eu "$TREE/tests/install/$2" $3 >consumer.txt 2>&1 || { cat consumer.txt && fail "$1 failed"; }
    echo "$1: passed"
}

# The README's programs in all languages, and what they are built with.
languages="gcc g++ libc6-dev pkg-config python3-numpy rustc cargo golang-go mono-mcs mono-runtime
    libmono-system-core4.0-cil"
readme_programs() {
    consumer readme_cpp readme.sh "cpp cpp true"
    consumer readme_csharp readme.sh "csharp cs true"
    consumer readme_python readme.sh "python py true"
    consumer readme_rust readme.sh "rust rs true"
    consumer readme_go readme.sh "go go true"
}
