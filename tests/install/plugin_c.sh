# The template in C, by the one line that it shows.
. "$TREE/tests/install/common.sh"
need "$1"
need pkg-config
cp "$(pkg-config --variable=templatedir glia)/smooth_relu.c" .
line=$(sed -n 's/^ \*     gcc /'"$1"' /p' smooth_relu.c)
echo "$line"
eval "$line"
use_plugin smooth_relu.so
