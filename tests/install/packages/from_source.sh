# `./bootstrap install` in a system that has nothing, the README's programs with what it has installed, and
# `./bootstrap uninstall`, after which every file is as it was. The packages that it needs are there before, since these
# stay.
. /srv/glia/tests/install/packages/common.sh
needed=$(bash -c 'eval "$(sed -n "/^library_packages=/,/)\$/p; /^tool_packages=/p" glia/bootstrap)"
    echo "${library_packages[@]} ${tool_packages[@]}"')
quiet_apt install $languages $needed
all_files >before.txt
glia/bootstrap install
ldconfig -p | grep libglia.so.1
glia train glia/tests/data/iris.csv --network 16:relu -o model.safetensors >/dev/null
export TREE=/srv/glia BUILD=/srv/consumers MOVED=/usr/local HOME=/srv/home
readme_programs

glia/bootstrap uninstall
all_files >after.txt
diff -u before.txt after.txt
