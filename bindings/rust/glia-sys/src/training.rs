//! trainer.h, steps.h, stopping.h, checkpoint.h, cross_validation.h and gradient_check.h.
use crate::{glia_dataset, glia_destroy, glia_model, glia_status};
use core::ffi::c_void;
use std::os::raw::c_char;

opaque!(glia_trainer glia_cross_validation glia_gradient_report);

pub const GLIA_MAX_THREADS: u32 = 1024;

pub const GLIA_EVENT_BATCH: i32 = 1;
pub const GLIA_EVENT_EPOCH: i32 = 2;

pub const GLIA_STOP_NONE: i32 = 0;
pub const GLIA_STOP_EPOCHS: i32 = 1;
pub const GLIA_STOP_EARLY: i32 = 2;
pub const GLIA_STOP_TARGET: i32 = 3;
pub const GLIA_STOP_TIME: i32 = 4;
pub const GLIA_STOP_CALLBACK: i32 = 5;
pub const GLIA_STOP_NUMERIC: i32 = 6;
pub const GLIA_STOP_CONVERGED: i32 = 7;
pub const GLIA_STOP_ERROR: i32 = 8;

pub type glia_trainer_callback =
    Option<unsafe extern "C" fn(trainer: *const glia_trainer, event: i32, user: *mut c_void) -> i32>;
pub type glia_fold_callback = Option<
    unsafe extern "C" fn(fold: usize, folds: usize, trainer: *const glia_trainer, event: i32, user: *mut c_void) -> i32,
>;

extern "C" {
    // glia/trainer.h
    pub fn glia_trainer_create(out: *mut *mut glia_trainer, model: *mut glia_model) -> glia_status;
    pub fn glia_trainer_destroy(trainer: *mut glia_trainer);
    pub fn glia_trainer_set_loss(trainer: *mut glia_trainer, loss: *const c_char) -> glia_status;
    pub fn glia_trainer_set_class_weight(trainer: *mut glia_trainer, rule: *const c_char) -> glia_status;
    pub fn glia_trainer_set_class_weights(trainer: *mut glia_trainer, weights: *const f64, count: usize)
        -> glia_status;
    pub fn glia_trainer_set_optimizer(trainer: *mut glia_trainer, optimizer: *const c_char) -> glia_status;
    pub fn glia_trainer_set_schedule(trainer: *mut glia_trainer, schedule: *const c_char) -> glia_status;
    pub fn glia_trainer_set_penalty(trainer: *mut glia_trainer, penalty: *const c_char) -> glia_status;
    pub fn glia_trainer_set_constraint(trainer: *mut glia_trainer, constraint: *const c_char) -> glia_status;
    pub fn glia_trainer_set_clipping(trainer: *mut glia_trainer, clipping: *const c_char) -> glia_status;
    pub fn glia_trainer_set_accumulation(trainer: *mut glia_trainer, batches: usize) -> glia_status;
    pub fn glia_trainer_set_metrics(
        trainer: *mut glia_trainer,
        metrics: *const *const c_char,
        count: usize,
    ) -> glia_status;
    pub fn glia_trainer_figures(
        trainer: *const glia_trainer,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_trainer_set_batch_size(trainer: *mut glia_trainer, rows: usize) -> glia_status;
    pub fn glia_trainer_set_epochs(trainer: *mut glia_trainer, epochs: usize) -> glia_status;
    pub fn glia_trainer_set_seed(trainer: *mut glia_trainer, seed: u64) -> glia_status;
    pub fn glia_trainer_set_shuffle(trainer: *mut glia_trainer, shuffle: i32) -> glia_status;
    pub fn glia_trainer_set_threads(trainer: *mut glia_trainer, threads: usize) -> glia_status;
    pub fn glia_trainer_set_callback(
        trainer: *mut glia_trainer,
        callback: glia_trainer_callback,
        user: *mut c_void,
        destroy: glia_destroy,
    ) -> glia_status;
    pub fn glia_trainer_fit(
        trainer: *mut glia_trainer,
        train: *const glia_dataset,
        validation: *const glia_dataset,
    ) -> glia_status;
    pub fn glia_trainer_evaluate(
        trainer: *const glia_trainer,
        dataset: *const glia_dataset,
        loss: *mut f64,
        accuracy: *mut f64,
    ) -> glia_status;
    pub fn glia_trainer_find_learning_rate(
        trainer: *const glia_trainer,
        train: *const glia_dataset,
        lowest: f64,
        highest: f64,
        steps: usize,
        rates: *mut f64,
        losses: *mut f64,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_trainer_progress(
        trainer: *const glia_trainer,
        epoch: *mut usize,
        epochs: *mut usize,
        batch: *mut usize,
        batches: *mut usize,
    ) -> glia_status;
    pub fn glia_trainer_metric(trainer: *const glia_trainer, name: *const c_char, value: *mut f64) -> glia_status;
    pub fn glia_trainer_callback_result(trainer: *const glia_trainer) -> i32;
    pub fn glia_trainer_history(
        trainer: *const glia_trainer,
        name: *const c_char,
        values: *mut f64,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;

    // glia/steps.h
    pub fn glia_trainer_forward(trainer: *mut glia_trainer, x: *const f32, rows: usize, y: *mut f32) -> glia_status;
    pub fn glia_trainer_loss(trainer: *mut glia_trainer, targets: *const f32, loss: *mut f64) -> glia_status;
    pub fn glia_trainer_loss_classes(trainer: *mut glia_trainer, classes: *const i32, loss: *mut f64) -> glia_status;
    pub fn glia_trainer_loss_weighted(
        trainer: *mut glia_trainer,
        targets: *const f32,
        weights: *const f32,
        loss: *mut f64,
    ) -> glia_status;
    pub fn glia_trainer_loss_classes_weighted(
        trainer: *mut glia_trainer,
        classes: *const i32,
        weights: *const f32,
        loss: *mut f64,
    ) -> glia_status;
    pub fn glia_trainer_backward(trainer: *mut glia_trainer) -> glia_status;
    pub fn glia_trainer_backward_from(trainer: *mut glia_trainer, output_gradient: *const f32) -> glia_status;
    pub fn glia_trainer_update(trainer: *mut glia_trainer) -> glia_status;
    pub fn glia_trainer_get_gradients(
        trainer: *const glia_trainer,
        layer: usize,
        tensor: *const c_char,
        values: *mut f32,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_trainer_set_gradients(
        trainer: *mut glia_trainer,
        layer: usize,
        tensor: *const c_char,
        values: *const f32,
        size: usize,
    ) -> glia_status;
    pub fn glia_trainer_get_activations(
        trainer: *const glia_trainer,
        position: usize,
        values: *mut f32,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_trainer_get_activation_gradients(
        trainer: *const glia_trainer,
        position: usize,
        values: *mut f32,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;

    // glia/stopping.h
    pub fn glia_trainer_set_early_stopping(
        trainer: *mut glia_trainer,
        figure: *const c_char,
        patience: usize,
        min_change: f64,
        restore_best: i32,
    ) -> glia_status;
    pub fn glia_trainer_set_improvement(trainer: *mut glia_trainer, improvement: *const c_char) -> glia_status;
    pub fn glia_trainer_set_target(trainer: *mut glia_trainer, figure: *const c_char, value: f64) -> glia_status;
    pub fn glia_trainer_set_time_limit(trainer: *mut glia_trainer, seconds: f64) -> glia_status;
    pub fn glia_trainer_stop_reason(trainer: *const glia_trainer) -> i32;
    pub fn glia_trainer_best_epoch(trainer: *const glia_trainer) -> usize;

    // glia/checkpoint.h
    pub fn glia_trainer_set_checkpoint(
        trainer: *mut glia_trainer,
        path: *const c_char,
        epochs: usize,
        seconds: f64,
    ) -> glia_status;
    pub fn glia_trainer_resume(trainer: *mut glia_trainer, path: *const c_char) -> glia_status;

    // glia/cross_validation.h
    pub fn glia_cross_validate(
        out: *mut *mut glia_cross_validation,
        trainer: *const glia_trainer,
        dataset: *const glia_dataset,
        folds: *const c_char,
        groups: *const i32,
        size: usize,
        initializer: *const c_char,
        seed: u64,
        callback: glia_fold_callback,
        user: *mut c_void,
    ) -> glia_status;
    pub fn glia_cross_validation_destroy(result: *mut glia_cross_validation);
    pub fn glia_cross_validation_folds(result: *const glia_cross_validation) -> usize;
    pub fn glia_cross_validation_callback_result(result: *const glia_cross_validation) -> i32;
    pub fn glia_cross_validation_figures(
        result: *const glia_cross_validation,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_cross_validation_values(
        result: *const glia_cross_validation,
        name: *const c_char,
        values: *mut f64,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_cross_validation_summary(
        result: *const glia_cross_validation,
        name: *const c_char,
        mean: *mut f64,
        deviation: *mut f64,
    ) -> glia_status;

    // glia/gradient_check.h
    pub fn glia_trainer_check_gradients(
        out: *mut *mut glia_gradient_report,
        trainer: *const glia_trainer,
        x: *const f32,
        rows: usize,
        targets: *const f32,
        classes: *const i32,
        limit: usize,
        seed: u64,
    ) -> glia_status;
    pub fn glia_activation_check_gradient(
        out: *mut *mut glia_gradient_report,
        activation: *const c_char,
    ) -> glia_status;
    pub fn glia_gradient_report_destroy(report: *mut glia_gradient_report);
    pub fn glia_gradient_report_passed(report: *const glia_gradient_report) -> i32;
    pub fn glia_gradient_report_checked(report: *const glia_gradient_report) -> usize;
    pub fn glia_gradient_report_wrong(report: *const glia_gradient_report) -> usize;
    pub fn glia_gradient_report_skipped(report: *const glia_gradient_report) -> usize;
    pub fn glia_gradient_report_worst(
        report: *const glia_gradient_report,
        error: *mut f64,
        analytic: *mut f64,
        numerical: *mut f64,
        layer: *mut usize,
        index: *mut usize,
    ) -> glia_status;
    pub fn glia_gradient_report_describe(
        report: *const glia_gradient_report,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
}
