//! Finds libglia: in the directory `GLIA_LIB_DIR`, or else where pkg-config says.
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file that programs ask the dynamic loader for; its number is the major version that this crate is for.
const SONAME: &str = "libglia.so.1";
const PKG_CONFIG_RANGE: [&str; 2] = ["glia >= 1.0.0", "glia < 2"];

fn main() {
    for variable in ["GLIA_LIB_DIR", "PKG_CONFIG", "PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR"] {
        println!("cargo:rerun-if-env-changed={variable}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    let directory = match env::var_os("GLIA_LIB_DIR") {
        Some(directory) => from_environment(Path::new(&directory)),
        None => from_pkg_config(),
    }
    .unwrap_or_else(|message| {
        eprintln!("error: {message}");
        std::process::exit(1);
    });
    println!("cargo:rustc-link-search=native={}", directory.display());
    println!("cargo:rustc-link-lib=dylib=glia");
    println!("cargo:lib_dir={}", directory.display()); // DEP_GLIA_LIB_DIR in the build scripts of dependents
    let_cargo_find(&directory);
}

fn from_environment(directory: &Path) -> Result<PathBuf, String> {
    for name in ["libglia.so", SONAME] {
        if !directory.join(name).exists() {
            return Err(format!("GLIA_LIB_DIR is '{}', but there is no {name} in it", directory.display()));
        }
    }
    directory.canonicalize().map_err(|error| format!("GLIA_LIB_DIR '{}': {error}", directory.display()))
}

fn from_pkg_config() -> Result<PathBuf, String> {
    let found = pkg_config(&["--print-errors", "--exists", PKG_CONFIG_RANGE[0], PKG_CONFIG_RANGE[1]]);
    let libdir = found.and_then(|_| pkg_config(&["--variable=libdir", "glia"]));
    libdir.map(PathBuf::from).map_err(|reason| {
        format!(
            "glia 1.x was not found. pkg-config looked for glia.pc in PKG_CONFIG_PATH ('{}') and in '{}', and says: \
             {reason}\nInstall glia, or name the directory of glia.pc in PKG_CONFIG_PATH or that of libglia.so in \
             GLIA_LIB_DIR.",
            env::var("PKG_CONFIG_PATH").unwrap_or_default(),
            pkg_config(&["--variable=pc_path", "pkg-config"]).unwrap_or_default(),
        )
    })
}

fn pkg_config(arguments: &[&str]) -> Result<String, String> {
    let program = env::var_os("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    let output = Command::new(&program)
        .args(arguments)
        .output()
        .map_err(|error| format!("'{}' cannot be run: {error}", program.to_string_lossy()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; "))
    }
}

/// `cargo test` and `cargo run` let the loader search those directories alone that lie below cargo's own, so a link to
/// the library is put there. glia looks for its plugins beside the file that the link leads to.
fn let_cargo_find(directory: &Path) {
    let own = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let link = own.join(SONAME);
    let _ = std::fs::remove_file(&link);
    if std::os::unix::fs::symlink(directory.join(SONAME), &link).is_ok() {
        println!("cargo:rustc-link-search=native={}", own.display());
    }
}
