//! Which plugins may be loaded. The only test of its program: the list is the process's, and tests run beside each
//! other.
use glia::registry;

#[test]
fn only_allowed_plugins_are_loaded() {
    let another = "0".repeat(64);
    registry::allow(&[("relu", None), ("tanh", Some(another.as_str()))]).unwrap();
    assert!(registry::path("relu").is_ok());
    assert!(registry::path("tanh").unwrap_err().message().contains("SHA-256"));
    registry::allow_all().unwrap();
    assert!(registry::path("tanh").is_ok());
    assert!(registry::allow(&[("no name", None)]).is_err());
}
