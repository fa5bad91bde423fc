//! Activations by themselves, and which plugins may be loaded. A program of its own: the list is the process's.
use glia::registry;

#[test]
fn values_and_gradients_are_those_of_the_function() {
    let x = [-2.0, 0.5];
    assert_eq!(registry::values("leaky_relu(alpha=0.25)", &x, 2).unwrap(), [-0.5, 0.5]);
    assert_eq!(registry::gradients("leaky_relu(alpha=0.25)", &x, &[1.0, 3.0], 2).unwrap(), [0.25, 3.0]);
    assert!(registry::values("leaky_relu(alpha=2)", &x, 2).unwrap_err().message().contains("alpha"));
}

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
