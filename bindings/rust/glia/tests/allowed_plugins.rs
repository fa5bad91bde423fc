//! Which plugins may be loaded. The only test of its program: the list is the process's, and tests run beside each
//! other.
use glia::registry;
use std::path::PathBuf;

/// The file of an activation, which is there where the library has it inside, too.
fn plugin(name: &str) -> PathBuf {
    let places = registry::search_path().unwrap();
    let file = places.iter().map(|place| place.join(name).with_extension("so")).find(|file| file.exists());
    file.expect("a plugin file")
}

#[test]
fn only_allowed_plugins_are_loaded() {
    let another = "0".repeat(64);
    registry::allow(&[("relu", None), ("tanh", Some(another.as_str()))]).unwrap();
    assert!(registry::load(plugin("relu")).is_ok());
    assert!(registry::load(plugin("tanh")).unwrap_err().message().contains("SHA-256"));
    assert!(registry::load(plugin("elu")).unwrap_err().message().contains("not among the plugins"));
    registry::allow_all().unwrap();
    assert!(registry::load(plugin("tanh")).is_ok());
    assert_eq!(registry::path("tanh").unwrap(), Some(plugin("tanh").canonicalize().unwrap()));
    assert!(registry::allow(&[("no name", None)]).is_err());
}
