# `./bootstrap install` in a system that has nothing, the README's programs with what it has installed, and
# `./bootstrap uninstall`, after which every file is as it was.
. /srv/glia/tests/install/packages/common.sh
export HOME=/srv/home

# What bootstrap needs it installs by itself; that stays. The first prefix is none of those that the loader looks in,
# which is said, and is not there before or after.
glia/bootstrap install --prefix /opt/glia >said.txt || { cat said.txt && fail "it cannot be installed"; }
cat said.txt
grep -qF "note: programs do not look for libraries in /opt/glia" said.txt
train="train glia/tests/data/iris.csv --network 16:relu -o model.safetensors"
/opt/glia/bin/glia $train >/dev/null
glia/bootstrap uninstall --prefix /opt/glia
[ ! -e /opt/glia ]

quiet_apt install $languages
all_files >before.txt
glia/bootstrap install
ldconfig -p | grep libglia.so.1
glia $train >/dev/null
export TREE=/srv/glia BUILD=/srv/consumers MOVED=/usr/local
consumer c_program c_program.sh ""
readme_programs

glia/bootstrap uninstall
all_files >after.txt
diff -u before.txt after.txt
