use crate::exchange::{c_text, call};
use crate::kernels::{
    arrays_table, destroy, elementwise_table, rows_table, Arrays, Elementwise, Gradient, RowFunction,
};
use crate::{system, Result};
use glia_sys as sys;
use std::fmt;
use std::ptr::null;

/// An activation of this program, in Rust: any number of threads may run it at once.
///
/// Most are functions of single numbers, and are given as a function and its derivative. Both get a list of parameter
/// values, in the order in which the parameters are declared.
///
/// ```
/// # fn main() -> glia::Result<()> {
/// glia::Activation::new("snake")
///     .parameter("alpha", 1.0, 0.01, 100.0)
///     .formula("x + sin(alpha x)^2 / alpha")
///     .elementwise(
///         |x, p| x + (p[0] * x).sin().powi(2) / p[0],
///         |x, _y, p| 1.0 + (2.0 * p[0] * x).sin(),
///     )
///     .register()?;
/// assert!(glia::gradient_check::check_activation("snake(alpha=2)")?.passed());
/// let mut model = glia::Model::new(4)?;
/// model.add_dense(8, "snake(alpha=0.5)")?.add_dense(1, "identity")?;
/// # Ok(())
/// # }
/// ```
///
/// A trainer of several threads runs the closures on all of them at once, so what they share must be `Sync`:
///
/// ```
/// # use std::sync::atomic::{AtomicUsize, Ordering};
/// let calls = AtomicUsize::new(0);
/// let counted = move |x: f64, _: &[f64]| { calls.fetch_add(1, Ordering::Relaxed); x };
/// glia::Activation::new("counted").elementwise(counted, |_, _, _| 1.0);
/// ```
///
/// ```compile_fail,E0277
/// # use std::cell::Cell;
/// let calls = Cell::new(0);
/// let counted = move |x: f64, _: &[f64]| { calls.set(calls.get() + 1); x };
/// glia::Activation::new("counted").elementwise(counted, |_, _, _| 1.0);
/// ```
///
/// and the last of these threads drops them, so it must be `Send`:
///
/// ```
/// # use std::sync::Mutex;
/// let held = Mutex::new(2.0);
/// let scaled = move |x: f64, _: &[f64]| x * *held.lock().unwrap();
/// glia::Activation::new("scaled").elementwise(scaled, |_, _, _| 2.0);
/// ```
///
/// ```compile_fail,E0277
/// # use std::sync::Mutex;
/// let held = Box::leak(Box::new(Mutex::new(2.0))).lock().unwrap(); // `Sync`, but to be dropped where it was locked
/// let scaled = move |x: f64, _: &[f64]| x * *held;
/// glia::Activation::new("scaled").elementwise(scaled, |_, _, _| 2.0);
/// ```
///
/// A panic gives NaN to glia, and goes on after the call that ran the activation. A registered activation is for ever,
/// or until [`registry::unregister`](crate::registry::unregister) and the end of the last model that uses it.
#[derive(Clone, Debug)]
#[must_use = "an activation is known to glia when it is registered"]
pub struct Activation {
    name: String,
    revision: u32,
    parameters: Vec<Parameter>,
    formula: Option<String>,
    reference: Option<String>,
    initializer: Option<String>,
}

#[derive(Clone, Debug)]
struct Parameter {
    name: String,
    default: f64,
    minimum: f64,
    maximum: f64,
}

impl Activation {
    /// An activation of that name: a small letter, then small letters, digits and underscores.
    pub fn new(name: &str) -> Activation {
        Activation {
            name: name.to_owned(),
            revision: 1,
            parameters: Vec::new(),
            formula: None,
            reference: None,
            initializer: None,
        }
    }

    /// From 1; raise it when the mathematics change. Model files store it.
    pub fn revision(mut self, revision: u32) -> Activation {
        self.revision = revision;
        self
    }

    /// One more parameter, with its default and range.
    pub fn parameter(mut self, name: &str, default: f64, minimum: f64, maximum: f64) -> Activation {
        self.parameters.push(Parameter { name: name.to_owned(), default, minimum, maximum });
        self
    }

    /// One line for people.
    pub fn formula(mut self, formula: &str) -> Activation {
        self.formula = Some(formula.to_owned());
        self
    }

    /// Where the mathematics come from.
    pub fn reference(mut self, reference: &str) -> Activation {
        self.reference = Some(reference.to_owned());
        self
    }

    /// What `"auto"` takes for weights before it.
    pub fn initializer(mut self, initializer: &str) -> Activation {
        self.initializer = Some(initializer.to_owned());
        self
    }

    /// A function of single numbers: `function(x, parameters)`, and its derivative: `derivative(x, y, parameters)`.
    pub fn elementwise<F, D>(self, function: F, derivative: D) -> Complete<Elementwise<F, D>>
    where
        F: Fn(f64, &[f64]) -> f64 + Send + Sync + 'static,
        D: Fn(f64, f64, &[f64]) -> f64 + Send + Sync + 'static,
    {
        let table = elementwise_table::<F, D>();
        Complete { activation: self, functions: Elementwise::new(function, derivative), table }
    }

    /// A function of whole rows, such as softmax: see [`RowFunction`].
    pub fn rows<R: RowFunction>(self, function: R) -> Complete<R> {
        Complete { activation: self, functions: function, table: rows_table::<R>() }
    }

    /// Kernels over whole arrays of `f32`, for speed: `forward(parameters, columns, x, y)` writes y, and
    /// `backward(parameters, columns, known, dx)` writes dx; what these hold before is arbitrary. Rows of so many
    /// columns lie one after another. `elementwise` promises that each number depends on those at its place alone, so
    /// that glia may cut arrays anywhere.
    pub fn kernels<F, B>(self, elementwise: bool, forward: F, backward: B) -> Complete<Arrays<F, B>>
    where
        F: Fn(&[f64], usize, &[f32], &mut [f32]) + Send + Sync + 'static,
        B: Fn(&[f64], usize, Gradient<'_>, &mut [f32]) + Send + Sync + 'static,
    {
        let table = arrays_table::<F, B>(elementwise);
        Complete { activation: self, functions: Arrays::new(forward, backward), table }
    }
}

/// An [`Activation`] with its functions, to be registered.
#[must_use = "an activation is known to glia when it is registered"]
pub struct Complete<T> {
    activation: Activation,
    functions: T,
    table: sys::glia_activation_t,
}

impl<T: Send + Sync + 'static> Complete<T> {
    /// Makes the activation known to glia, under its name.
    pub fn register(self) -> Result<()> {
        system::check_version()?;
        let Complete { activation, functions, mut table } = self;
        let optional = |text: &Option<String>| text.as_deref().map(c_text).transpose();
        let (name, variant) = (c_text(&activation.name)?, c_text("rust")?);
        let (formula, reference) = (optional(&activation.formula)?, optional(&activation.reference)?);
        let initializer = optional(&activation.initializer)?;
        let names = activation.parameters.iter().map(|parameter| c_text(&parameter.name));
        let names = names.collect::<Result<Vec<_>>>()?;
        let parameters: Vec<_> = activation
            .parameters
            .iter()
            .zip(&names)
            .map(|(parameter, name)| sys::glia_activation_parameter_t {
                name: name.as_ptr(),
                default_value: parameter.default,
                minimum: parameter.minimum,
                maximum: parameter.maximum,
            })
            .collect();
        table.name = name.as_ptr();
        table.revision = activation.revision;
        table.parameter_count = u32::try_from(parameters.len()).unwrap_or(u32::MAX);
        table.parameters = if parameters.is_empty() { null() } else { parameters.as_ptr() };
        table.variant = variant.as_ptr();
        table.formula = crate::exchange::or_null(&formula);
        table.reference = crate::exchange::or_null(&reference);
        table.initializer = crate::exchange::or_null(&initializer);
        let user = Box::into_raw(Box::new(functions));
        table.user = user.cast();
        table.destroy = Some(destroy::<T>);
        let result = call(|| unsafe { sys::glia_registry_register_activation(&table) });
        if result.is_err() {
            drop(unsafe { Box::from_raw(user) }); // glia has not taken it
        }
        result
    }
}

impl<T> fmt::Debug for Complete<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.activation.fmt(formatter)
    }
}
