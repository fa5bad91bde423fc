//! Curves of one score for each row, and whether the row is positive (1) or not (0).
use crate::exchange::{call, expect_length};
use crate::metrics::weights_of;
use crate::Result;
use glia_sys as sys;

/// A point of a curve.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CurvePoint {
    /// Scores at or above it count as positive.
    pub threshold: f64,
    /// The false positive rate; of a precision-recall curve, recall.
    pub x: f64,
    /// The true positive rate; of a precision-recall curve, precision.
    pub y: f64,
}

type Function = unsafe extern "C" fn(
    *const f32,
    *const i32,
    *const f32,
    usize,
    *mut f64,
    *mut f64,
    *mut f64,
    usize,
    *mut usize,
) -> sys::glia_status;

fn curve(function: Function, scores: &[f32], truth: &[i32], weights: Option<&[f32]>) -> Result<Vec<CurvePoint>> {
    expect_length("truth", truth.len(), scores.len(), 1)?;
    let weights = weights_of(weights, scores.len())?;
    let most = scores.len() + 1;
    let (mut x, mut y, mut thresholds) = (vec![0.0; most], vec![0.0; most], vec![0.0; most]);
    let (px, py, pt) = (x.as_mut_ptr(), y.as_mut_ptr(), thresholds.as_mut_ptr());
    let mut points = 0;
    call(|| unsafe {
        function(scores.as_ptr(), truth.as_ptr(), weights, scores.len(), px, py, pt, most, &mut points)
    })?;
    let point = |i: usize| CurvePoint { threshold: thresholds[i], x: x[i], y: y[i] };
    Ok((0..points).map(point).collect())
}

/// The ROC curve, over falling thresholds.
pub fn roc_curve(scores: &[f32], truth: &[i32], weights: Option<&[f32]>) -> Result<Vec<CurvePoint>> {
    curve(sys::glia_metrics_roc_curve, scores, truth, weights)
}

/// The precision-recall curve, over falling thresholds.
pub fn precision_recall_curve(scores: &[f32], truth: &[i32], weights: Option<&[f32]>) -> Result<Vec<CurvePoint>> {
    curve(sys::glia_metrics_precision_recall_curve, scores, truth, weights)
}

/// A bin of a calibration curve; NaN twice and 0 where it has no weight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CalibrationBin {
    /// The mean probability of its rows.
    pub mean_probability: f64,
    /// The share of them that is positive.
    pub positive_share: f64,
    /// Their weight.
    pub weight: f64,
}

/// How far probabilities can be believed, in bins of equal width over [0, 1].
pub fn calibration_curve(
    probabilities: &[f32],
    truth: &[i32],
    weights: Option<&[f32]>,
    bins: usize,
) -> Result<Vec<CalibrationBin>> {
    expect_length("truth", truth.len(), probabilities.len(), 1)?;
    let weights = weights_of(weights, probabilities.len())?;
    let size = bins.min(sys::GLIA_MAX_CALIBRATION_BINS as usize); // glia refuses more
    let mut columns = vec![0.0; 3 * size];
    call(|| unsafe {
        let [mean, share, weight] = [0, 1, 2].map(|column| columns.as_mut_ptr().add(column * size));
        let (scores, rows) = (probabilities.as_ptr(), probabilities.len());
        sys::glia_metrics_calibration_curve(scores, truth.as_ptr(), weights, rows, bins, mean, share, weight)
    })?;
    let bin = |i: usize| CalibrationBin {
        mean_probability: columns[i],
        positive_share: columns[size + i],
        weight: columns[2 * size + i],
    };
    Ok((0..size).map(bin).collect())
}
