//! metrics.h.
use crate::glia_status;
use std::os::raw::c_char;

opaque!(glia_metric);

pub const GLIA_MAX_CALIBRATION_BINS: u32 = 10000;

extern "C" {
    // glia/metrics.h
    pub fn glia_metrics_classify(y: *const f32, rows: usize, outputs: usize, classes: *mut i32) -> glia_status;
    pub fn glia_metrics_accuracy(
        truth: *const i32,
        predicted: *const i32,
        rows: usize,
        accuracy: *mut f64,
    ) -> glia_status;
    pub fn glia_metrics_confusion(
        truth: *const i32,
        predicted: *const i32,
        rows: usize,
        class_count: usize,
        matrix: *mut u64,
    ) -> glia_status;
    pub fn glia_metrics_per_class(
        truth: *const i32,
        predicted: *const i32,
        weights: *const f32,
        rows: usize,
        class_count: usize,
        precision: *mut f64,
        recall: *mut f64,
        f1: *mut f64,
        support: *mut f64,
    ) -> glia_status;
    pub fn glia_metrics_compute(
        metric: *const c_char,
        y: *const f32,
        rows: usize,
        outputs: usize,
        targets: *const f32,
        weights: *const f32,
        value: *mut f64,
    ) -> glia_status;
    pub fn glia_metrics_compute_classes(
        metric: *const c_char,
        y: *const f32,
        rows: usize,
        outputs: usize,
        classes: *const i32,
        weights: *const f32,
        value: *mut f64,
    ) -> glia_status;
    pub fn glia_metric_create(
        out: *mut *mut glia_metric,
        metric: *const c_char,
        outputs: usize,
        has_classes: i32,
    ) -> glia_status;
    pub fn glia_metric_destroy(metric: *mut glia_metric);
    pub fn glia_metric_add(
        metric: *mut glia_metric,
        y: *const f32,
        rows: usize,
        targets: *const f32,
        weights: *const f32,
    ) -> glia_status;
    pub fn glia_metric_add_classes(
        metric: *mut glia_metric,
        y: *const f32,
        rows: usize,
        classes: *const i32,
        weights: *const f32,
    ) -> glia_status;
    pub fn glia_metric_value(metric: *const glia_metric, value: *mut f64) -> glia_status;
    pub fn glia_metric_reset(metric: *mut glia_metric) -> glia_status;
    pub fn glia_metrics_roc_curve(
        scores: *const f32,
        truth: *const i32,
        weights: *const f32,
        rows: usize,
        false_positive_rate: *mut f64,
        true_positive_rate: *mut f64,
        thresholds: *mut f64,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_metrics_precision_recall_curve(
        scores: *const f32,
        truth: *const i32,
        weights: *const f32,
        rows: usize,
        recall: *mut f64,
        precision: *mut f64,
        thresholds: *mut f64,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_metrics_calibration_curve(
        probabilities: *const f32,
        truth: *const i32,
        weights: *const f32,
        rows: usize,
        bins: usize,
        mean_probability: *mut f64,
        positive_share: *mut f64,
        weight: *mut f64,
    ) -> glia_status;
}
