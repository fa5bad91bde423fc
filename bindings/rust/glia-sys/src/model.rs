//! model.h, session.h and scaling.h.
use crate::{glia_dataset, glia_status};
use core::ffi::c_void;
use std::os::raw::c_char;

opaque!(glia_model glia_session);

pub const GLIA_MAX_WIDTH: u32 = 2147483647;
pub const GLIA_MAX_LAYERS: u32 = 100000;

extern "C" {
    // glia/model.h
    pub fn glia_model_create(out: *mut *mut glia_model, inputs: usize) -> glia_status;
    pub fn glia_model_add_dense(model: *mut glia_model, units: usize, activation: *const c_char) -> glia_status;
    pub fn glia_model_add_activation(model: *mut glia_model, activation: *const c_char) -> glia_status;
    pub fn glia_model_add_layer(model: *mut glia_model, layer: *const c_char) -> glia_status;
    pub fn glia_model_initialize(model: *mut glia_model, initializer: *const c_char, seed: u64) -> glia_status;
    pub fn glia_model_initialize_tensor(
        model: *mut glia_model,
        layer: usize,
        tensor: *const c_char,
        initializer: *const c_char,
        seed: u64,
    ) -> glia_status;
    pub fn glia_model_destroy(model: *mut glia_model);
    pub fn glia_model_clone(model: *const glia_model, out: *mut *mut glia_model) -> glia_status;
    pub fn glia_model_fold_batch_norm(model: *const glia_model, out: *mut *mut glia_model) -> glia_status;
    pub fn glia_model_inputs(model: *const glia_model) -> usize;
    pub fn glia_model_outputs(model: *const glia_model) -> usize;
    pub fn glia_model_layers(model: *const glia_model) -> usize;
    pub fn glia_model_parameter_count(model: *const glia_model) -> usize;
    pub fn glia_model_predict(model: *const glia_model, x: *const f32, rows: usize, y: *mut f32) -> glia_status;
    pub fn glia_model_get_parameters(
        model: *const glia_model,
        layer: usize,
        tensor: *const c_char,
        values: *mut f32,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_set_parameters(
        model: *mut glia_model,
        layer: usize,
        tensor: *const c_char,
        values: *const f32,
        size: usize,
    ) -> glia_status;
    pub fn glia_model_set_classes(model: *mut glia_model, names: *const *const c_char, count: usize) -> glia_status;
    pub fn glia_model_class_count(model: *const glia_model) -> usize;
    pub fn glia_model_class_name(
        model: *const glia_model,
        index: usize,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_loss(
        model: *const glia_model,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_describe(
        model: *const glia_model,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_describe_json(
        model: *const glia_model,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_save(model: *const glia_model, path: *const c_char) -> glia_status;
    pub fn glia_model_load(out: *mut *mut glia_model, path: *const c_char) -> glia_status;
    pub fn glia_model_save_memory(
        model: *const glia_model,
        buffer: *mut c_void,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_load_memory(out: *mut *mut glia_model, bytes: *const c_void, size: usize) -> glia_status;

    // glia/session.h
    pub fn glia_session_create(out: *mut *mut glia_session, model: *const glia_model, max_rows: usize) -> glia_status;
    pub fn glia_session_predict(session: *mut glia_session, x: *const f32, rows: usize, y: *mut f32) -> glia_status;
    pub fn glia_session_destroy(session: *mut glia_session);

    // glia/scaling.h
    pub fn glia_model_scale_inputs(
        model: *mut glia_model,
        train: *const glia_dataset,
        scaling: *const c_char,
        missing: *const c_char,
    ) -> glia_status;
    pub fn glia_model_scale_targets(
        model: *mut glia_model,
        train: *const glia_dataset,
        scaling: *const c_char,
    ) -> glia_status;
    pub fn glia_model_input_scaling(
        model: *const glia_model,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_target_scaling(
        model: *const glia_model,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_missing_policy(
        model: *const glia_model,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_input_scale(
        model: *const glia_model,
        input: usize,
        center: *mut f64,
        scale: *mut f64,
    ) -> glia_status;
    pub fn glia_model_output_scale(
        model: *const glia_model,
        output: usize,
        center: *mut f64,
        scale: *mut f64,
    ) -> glia_status;
    pub fn glia_model_input_name(
        model: *const glia_model,
        input: usize,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_category_count(model: *const glia_model, input: usize) -> usize;
    pub fn glia_model_category_name(
        model: *const glia_model,
        input: usize,
        index: usize,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_model_predict_dataset(
        model: *const glia_model,
        dataset: *const glia_dataset,
        first: usize,
        count: usize,
        y: *mut f32,
    ) -> glia_status;
}
