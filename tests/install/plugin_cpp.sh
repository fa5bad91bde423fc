# The template in C++, by the line that it shows; and a plugin of glia's own, which compiles outside its tree too.
. "$TREE/tests/install/common.sh"
need "$1"
need pkg-config
cp "$(pkg-config --variable=templatedir glia)/smooth_relu.cpp" "$(pkg-config --variable=templatedir glia)/../leaky_relu.cpp" .
line=$(sed -n '/^ \*     g++ /,/pkg-config/ s/^ \* *//p' smooth_relu.cpp | sed "s/^g++ /$1 /")
echo "$line"
eval "$line"
use_plugin smooth_relu.so
eval "$(echo "$line" | sed 's/smooth_relu/leaky_relu/g')"
use_plugin leaky_relu.so
