# The packages name all that they need, work at once, and are gone without a trace when they are purged.
. /srv/glia/tests/install/packages/common.sh
quiet_apt install python3-minimal # for what its programs leave behind
all_files >before.txt
quiet_apt install ./packages/*.deb
dpkg --audit | tee audit.txt
[ ! -s audit.txt ]
glia train glia/tests/data/iris.csv --network 16:relu \
    --optimizer "adam(learning_rate=0.02)" --epochs 60 -o model.safetensors >/dev/null
glia evaluate model.safetensors glia/tests/data/iris.csv | grep -E 'accuracy +(9[0-9]|100)\.'
for package in libglia1 libglia-dev glia-plugins glia-tools glia-bindings; do
    [ -f /usr/share/doc/$package/copyright ] || fail "$package has no copyright file"
    zcat /usr/share/doc/$package/changelog.Debian.gz | grep "^glia ($(dpkg-query -f '${Version}' -W $package))"
done
ldconfig -p | grep libglia.so.1

# Python leaves what it has compiled beside the module, also where it then fails for want of others.
module=/usr/share/glia/bindings/python
PYTHONDONTWRITEBYTECODE= PYTHONPATH=$module python3 -c 'import glia' 2>/dev/null || true
[ -d $module/__pycache__ ] || fail "Python has compiled nothing"

quiet_apt purge --autoremove libglia1 libglia-dev glia-plugins glia-tools glia-bindings
all_files >after.txt
diff -u before.txt after.txt
! ldconfig -p | grep libglia || fail "the loader's cache still has it"
