//! Activations by themselves.
use glia::registry;

#[test]
fn values_and_gradients_are_those_of_the_function() {
    let x = [-2.0, 0.5];
    assert_eq!(registry::values("leaky_relu(alpha=0.25)", &x, 2).unwrap(), [-0.5, 0.5]);
    assert_eq!(registry::gradients("leaky_relu(alpha=0.25)", &x, &[1.0, 3.0], 2).unwrap(), [0.25, 3.0]);
    let x64 = [-2.0, 0.5];
    assert_eq!(registry::values_f64("leaky_relu(alpha=0.25)", &x64, 2).unwrap(), [-0.5, 0.5]);
    assert_eq!(registry::gradients_f64("leaky_relu(alpha=0.25)", &x64, &[1.0, 3.0], 2).unwrap(), [0.25, 3.0]);
    assert_eq!(registry::values("softmax", &x, 1).unwrap(), [1.0, 1.0]);
    assert!(registry::values("leaky_relu(alpha=2)", &x, 2).unwrap_err().message().contains("alpha"));
    assert!(registry::values("relu", &x, 3).unwrap_err().message().contains("no whole rows of 3"));
    assert!(registry::gradients("relu", &x, &[1.0], 1).unwrap_err().message().contains("dy has 1 elements"));
}
