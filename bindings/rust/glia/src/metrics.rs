//! How good predictions are. A metric is a spec: `"accuracy"`, `"f1_macro"`, `"top_k_accuracy(k=3)"`, `"r2"`, ...
use crate::exchange::{c_text, call, expect_length, rows_of};
use crate::handle::Handle;
use crate::{Error, Result, Status, Targets};
use glia_sys as sys;
use std::fmt;
use std::ptr::null;

pub use crate::curves::{calibration_curve, precision_recall_curve, roc_curve, CalibrationBin, CurvePoint};

/// The class of each row of outputs: the largest; for a single output, 1 where it is above 0.5.
pub fn classify(y: &[f32], outputs: usize) -> Result<Vec<i32>> {
    let rows = rows_of("y", y.len(), outputs)?;
    let mut classes = vec![0; rows];
    call(|| unsafe { sys::glia_metrics_classify(y.as_ptr(), rows, outputs, classes.as_mut_ptr()) })?;
    Ok(classes)
}

/// The share of rows whose predicted class is the true one; NaN for no rows.
pub fn accuracy(truth: &[i32], predicted: &[i32]) -> Result<f64> {
    expect_length("predicted", predicted.len(), truth.len(), 1)?;
    let mut accuracy = f64::NAN;
    call(|| unsafe { sys::glia_metrics_accuracy(truth.as_ptr(), predicted.as_ptr(), truth.len(), &mut accuracy) })?;
    Ok(accuracy)
}

/// In row t and column p of class_count x class_count, the rows of true class t predicted as p.
pub fn confusion(truth: &[i32], predicted: &[i32], class_count: usize) -> Result<Vec<u64>> {
    expect_length("predicted", predicted.len(), truth.len(), 1)?;
    let size = class_count.min(sys::GLIA_MAX_CLASSES as usize).pow(2); // glia refuses more classes
    let mut matrix = Vec::new();
    if matrix.try_reserve_exact(size).is_err() {
        let message = format!("no memory for {class_count} x {class_count} counts");
        return Err(Error::new(Status::OutOfMemory, message));
    }
    matrix.resize(size, 0);
    call(|| unsafe {
        let (truth, rows) = (truth.as_ptr(), truth.len());
        sys::glia_metrics_confusion(truth, predicted.as_ptr(), rows, class_count, matrix.as_mut_ptr())
    })?;
    Ok(matrix)
}

/// What [`per_class`] tells of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClassFigures {
    /// Right / predicted.
    pub precision: f64,
    /// Right / true.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Rows that are truly of the class, or their weight.
    pub support: f64,
}

/// Precision, recall and F1 of each class.
pub fn per_class(
    truth: &[i32],
    predicted: &[i32],
    weights: Option<&[f32]>,
    class_count: usize,
) -> Result<Vec<ClassFigures>> {
    expect_length("predicted", predicted.len(), truth.len(), 1)?;
    let weights = weights_of(weights, truth.len())?;
    let size = class_count.min(sys::GLIA_MAX_CLASSES as usize);
    let mut columns = vec![0.0; 4 * size];
    call(|| unsafe {
        let [precision, recall, f1, support] = [0, 1, 2, 3].map(|column| columns.as_mut_ptr().add(column * size));
        let (rows, truth, predicted) = (truth.len(), truth.as_ptr(), predicted.as_ptr());
        sys::glia_metrics_per_class(truth, predicted, weights, rows, class_count, precision, recall, f1, support)
    })?;
    let figures = |class| ClassFigures {
        precision: columns[class],
        recall: columns[size + class],
        f1: columns[2 * size + class],
        support: columns[3 * size + class],
    };
    Ok((0..size).map(figures).collect())
}

/// A metric of outputs (rows x outputs); weights say how much each row counts.
pub fn compute(metric: &str, y: &[f32], outputs: usize, targets: Targets<'_>, weights: Option<&[f32]>) -> Result<f64> {
    let metric = c_text(metric)?;
    let rows = rows_of("y", y.len(), outputs)?;
    targets.expect(rows, outputs)?;
    let weights = weights_of(weights, rows)?;
    let mut value = f64::NAN;
    let (metric, y) = (metric.as_ptr(), y.as_ptr());
    call(|| unsafe {
        match targets {
            Targets::Values(values) => {
                sys::glia_metrics_compute(metric, y, rows, outputs, values.as_ptr(), weights, &mut value)
            }
            Targets::Classes(classes) => {
                sys::glia_metrics_compute_classes(metric, y, rows, outputs, classes.as_ptr(), weights, &mut value)
            }
        }
    })?;
    Ok(value)
}

pub(crate) fn weights_of(weights: Option<&[f32]>, rows: usize) -> Result<*const f32> {
    match weights {
        None => Ok(null()),
        Some(weights) => expect_length("weights", weights.len(), rows, 1).map(|()| weights.as_ptr()),
    }
}

/// A metric of rows that come in batches.
///
/// ```
/// # fn main() -> glia::Result<()> {
/// use glia::{metrics::Metric, Targets};
/// let mut rmse = Metric::new("rmse", 1, false)?;
/// rmse.add(&[1.0, 2.0], Targets::Values(&[1.0, 3.0]), None)?;
/// rmse.add(&[5.0], Targets::Values(&[6.0]), None)?;
/// assert!((rmse.value()?.powi(2) - 2.0 / 3.0).abs() < 1e-12);
/// # Ok(())
/// # }
/// ```
pub struct Metric {
    raw: Handle<sys::glia_metric>,
    outputs: usize,
}

// Safety: the value is read through const; adding rows needs `&mut self`.
unsafe impl Send for Metric {}
unsafe impl Sync for Metric {}

impl Metric {
    /// A metric of no rows yet, for so many outputs; `has_classes`: where each row has one class.
    pub fn new(metric: &str, outputs: usize, has_classes: bool) -> Result<Metric> {
        let metric = c_text(metric)?;
        Handle::create(|out| unsafe { sys::glia_metric_create(out, metric.as_ptr(), outputs, has_classes.into()) })
            .map(|raw| Metric { raw, outputs })
    }

    /// Adds rows.
    pub fn add(&mut self, y: &[f32], targets: Targets<'_>, weights: Option<&[f32]>) -> Result<&mut Metric> {
        let rows = rows_of("y", y.len(), self.outputs)?;
        targets.expect(rows, self.outputs)?;
        let weights = weights_of(weights, rows)?;
        let (metric, y) = (self.raw.get_mut(), y.as_ptr());
        call(|| unsafe {
            match targets {
                Targets::Values(values) => sys::glia_metric_add(metric, y, rows, values.as_ptr(), weights),
                Targets::Classes(classes) => sys::glia_metric_add_classes(metric, y, rows, classes.as_ptr(), weights),
            }
        })?;
        Ok(self)
    }

    /// The figure of all rows so far.
    pub fn value(&self) -> Result<f64> {
        let mut value = f64::NAN;
        call(|| unsafe { sys::glia_metric_value(self.raw.get(), &mut value) })?;
        Ok(value)
    }

    /// Forgets all rows.
    pub fn reset(&mut self) -> Result<&mut Metric> {
        call(|| unsafe { sys::glia_metric_reset(self.raw.get_mut()) })?;
        Ok(self)
    }
}

impl fmt::Debug for Metric {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Metric").field("outputs", &self.outputs).field("value", &self.value()).finish()
    }
}
