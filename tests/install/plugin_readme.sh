# What plugins/README.md tells an author to do, word by word: it is the text that is installed.
. "$TREE/tests/install/common.sh"
need pkg-config
readme=$MOVED/share/doc/glia/plugins/README.md
cp "$TREE/tests/data/iris.csv" data.csv

# Code that is indented, without Rust, which may not be there, and without the installation for the whole system.
sed -n '/^## Your own/,/^## In C++/ s/^    //p' "$readme" >steps.sh
sed -i '/^rustc /d; /plugindir/d; /^FAILED/d; s|^cd my_activation|& \&\& mv ../data.csv .|' steps.sh
cat steps.sh
sh -eu steps.sh >shown.txt
cat shown.txt
grep -F 'width=1, from 0.001 to 1000' shown.txt
[ -s my_activation/model.safetensors ]

# The shortest plugin in C++, compiled as the README's line compiles another.
sed -n '/^```cpp/,/^```/p' "$readme" | sed '/^```/d' >square.cpp
line=$(sed -n '/^g++ /,/pkg-config/p' steps.sh | sed 's/smooth_relu/square/g')
eval "$line"
GLIA_PLUGIN_PATH=$PWD glia activations square | grep -F 'x * x'
