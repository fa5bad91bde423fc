# The template in Rust: by the line that it shows, and with cargo, with no network.
. "$TREE/tests/install/common.sh"
case " $(echo "${GLIA_REQUIRE_BINDINGS-}" | tr ',;' '  ') " in
*" rust "*) command -v rustc >/dev/null && command -v cargo >/dev/null || fail "rust is required, and not there" ;;
esac
need rustc
need cargo
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
