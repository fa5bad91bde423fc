//! Fully connected neural networks: training and prediction with the glia library.
//!
//! ```
//! # fn main() -> glia::Result<()> {
//! use glia::{Dataset, Model, Trainer};
//! let x = [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]; // exclusive or: four rows of two numbers
//! let data = Dataset::rows_of(&x, 2).values(&[0.0, 1.0, 1.0, 0.0], 1).copy()?;
//! let mut model = Model::new(2)?;
//! model.add_dense(8, "tanh")?.add_dense(1, "sigmoid")?;
//! let mut trainer = Trainer::new(model)?;
//! trainer.set_optimizer("adam(learning_rate=0.1)")?.set_epochs(200)?.fit(&data, None)?;
//! println!("{:.2?}", trainer.model().predict(&x)?);
//! # let y = trainer.model().predict(&x)?;
//! # assert!(y[0] < 0.5 && y[1] > 0.5 && y[2] > 0.5 && y[3] < 0.5, "{y:?}");
//! # Ok(())
//! # }
//! ```
//!
//! # Conventions
//!
//! - What is chosen by name is a *spec*: `"relu"`, `"leaky_relu(alpha=0.1)"`, `"adam(learning_rate=3e-4)"`
//!   ([`spec`] lists and describes them).
//! - Numbers are `f32`; rows lie one after another in a slice, whose length tells how many there are.
//! - A method with `&self` may be called by any number of threads at once; one with `&mut self` needs the object to
//!   itself. A [`Session`] serves one thread at a time.
//! - An [`Error`] has a status for the program and one line for a person. A call that fails leaves its objects as they
//!   were; a fit that has begun keeps the updates made until then.
//! - A closure that panics stops what runs it, in order. The panic goes on in the thread that made the call, when that
//!   has returned; so does that of an activation on a thread of glia's own ([`Trainer::set_threads`]).
#![warn(missing_docs)]
#![warn(rust_2018_idioms)]

mod activation;
mod cross_validation;
mod curves;
mod dataset;
mod error;
mod exchange;
mod fit;
pub mod gradient_check;
mod handle;
mod kernels;
pub mod log;
pub mod metrics;
mod model;
mod options;
mod panics;
pub mod registry;
mod rows;
mod session;
pub mod spec;
mod split;
mod steps;
mod stream;
pub mod system;
mod trainer;

pub use activation::{Activation, Complete};
pub use cross_validation::CrossValidation;
pub use dataset::{Dataset, TargetKind};
pub use error::{Error, Result, Status};
pub use fit::{Event, Progress};
pub use gradient_check::{GradientReport, WorstDerivative};
pub use kernels::{Arrays, Elementwise, Gradient, RowFunction};
pub use model::Model;
pub use options::{DataOptions, Header, Metadata};
pub use rows::Rows;
pub use session::Session;
pub use split::Folds;
pub use steps::Targets;
pub use stream::{StreamRows, StreamShape};
pub use trainer::{EarlyStopping, StopReason, Trainer};
