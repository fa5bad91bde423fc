//! Lets the tests and examples of this crate find libglia where it was linked from, installed or not, and tells the
//! build scripts of programs where that is, in DEP_GLIA_RUST_LIB_DIR.
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let directory = std::env::var("DEP_GLIA_LIB_DIR").expect("the build script of glia-sys says where libglia is");
    println!("cargo:rustc-link-arg=-Wl,-rpath,{directory}");
    println!("cargo:lib_dir={directory}");
}
