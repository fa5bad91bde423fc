# The template in Rust: by the line that it shows, and with cargo, with no network.
. "$TREE/tests/install/common.sh"
"$TREE/bindings/need.sh" rust "rustc --version && cargo --version" true
cp -r "$MOVED"/share/doc/glia/plugins/templates source
cd source
line=$(sed -n 's|^//     \(rustc .*\)|\1|p' smooth_relu.rs)
echo "$line"
eval "$line"
use_plugin smooth_relu.so
rm smooth_relu.so

line=$(sed -n 's|^//     \(cargo .*\)|\1|p' smooth_relu.rs)
echo "$line"
export CARGO_NET_OFFLINE=true CARGO_TARGET_DIR=target
eval "$line"
use_plugin smooth_relu.so
