//! data_options.h, dataset.h, split.h and stream.h.
use crate::{glia_destroy, glia_status};
use core::ffi::c_void;
use std::os::raw::c_char;

opaque!(glia_dataset glia_data_options);

pub const GLIA_MAX_CLASSES: u32 = 1000000;

pub const GLIA_TARGET_AUTO: i32 = 0;
pub const GLIA_TARGET_CLASSES: i32 = 1;
pub const GLIA_TARGET_VALUES: i32 = 2;
pub const GLIA_TARGET_NONE: i32 = 3;

pub const GLIA_METADATA_NUMBERS: i32 = 0;
pub const GLIA_METADATA_NAMES: i32 = 1;

pub const GLIA_HEADER_AUTO: i32 = 0;
pub const GLIA_HEADER_YES: i32 = 1;
pub const GLIA_HEADER_NO: i32 = 2;

pub type glia_rows_callback = Option<
    unsafe extern "C" fn(
        first: usize,
        capacity: usize,
        x: *mut f32,
        targets: *mut f32,
        classes: *mut i32,
        delivered: *mut usize,
        user: *mut c_void,
    ) -> i32,
>;

extern "C" {
    // glia/data_options.h
    pub fn glia_data_options_create(out: *mut *mut glia_data_options) -> glia_status;
    pub fn glia_data_options_destroy(options: *mut glia_data_options);
    pub fn glia_dataset_open_with(
        out: *mut *mut glia_dataset,
        path: *const c_char,
        options: *const glia_data_options,
    ) -> glia_status;
    pub fn glia_data_options_set_labels(options: *mut glia_data_options, path: *const c_char) -> glia_status;
    pub fn glia_data_options_add_target(options: *mut glia_data_options, column: *const c_char) -> glia_status;
    pub fn glia_data_options_set_target_kind(options: *mut glia_data_options, target_kind: i32) -> glia_status;
    pub fn glia_data_options_set_classes(
        options: *mut glia_data_options,
        classes: *const *const c_char,
        class_count: usize,
    ) -> glia_status;
    pub fn glia_data_options_add_ignored(options: *mut glia_data_options, column: *const c_char) -> glia_status;
    pub fn glia_data_options_add_categorical(options: *mut glia_data_options, column: *const c_char) -> glia_status;
    pub fn glia_data_options_add_categories(
        options: *mut glia_data_options,
        column: *const c_char,
        categories: *const *const c_char,
        count: usize,
    ) -> glia_status;
    pub fn glia_data_options_add_metadata(
        options: *mut glia_data_options,
        column: *const c_char,
        kind: i32,
    ) -> glia_status;
    pub fn glia_data_options_set_delimiter(options: *mut glia_data_options, delimiter: *const c_char) -> glia_status;
    pub fn glia_data_options_set_header(options: *mut glia_data_options, header: i32) -> glia_status;
    pub fn glia_data_options_set_missing(options: *mut glia_data_options, allowed: i32) -> glia_status;

    // glia/dataset.h
    pub fn glia_dataset_create(
        out: *mut *mut glia_dataset,
        x: *const f32,
        rows: usize,
        features: usize,
        x_stride: usize,
        targets: *const f32,
        outputs: usize,
        targets_stride: usize,
    ) -> glia_status;
    pub fn glia_dataset_create_classes(
        out: *mut *mut glia_dataset,
        x: *const f32,
        rows: usize,
        features: usize,
        x_stride: usize,
        classes: *const i32,
        class_count: usize,
    ) -> glia_status;
    pub fn glia_dataset_borrow(
        out: *mut *mut glia_dataset,
        x: *const f32,
        rows: usize,
        features: usize,
        x_stride: usize,
        targets: *const f32,
        outputs: usize,
        targets_stride: usize,
    ) -> glia_status;
    pub fn glia_dataset_borrow_classes(
        out: *mut *mut glia_dataset,
        x: *const f32,
        rows: usize,
        features: usize,
        x_stride: usize,
        classes: *const i32,
        class_count: usize,
    ) -> glia_status;
    pub fn glia_dataset_create_missing(
        out: *mut *mut glia_dataset,
        x: *const f32,
        rows: usize,
        features: usize,
        x_stride: usize,
        targets: *const f32,
        outputs: usize,
        targets_stride: usize,
    ) -> glia_status;
    pub fn glia_dataset_create_classes_missing(
        out: *mut *mut glia_dataset,
        x: *const f32,
        rows: usize,
        features: usize,
        x_stride: usize,
        classes: *const i32,
        class_count: usize,
    ) -> glia_status;
    pub fn glia_dataset_with_categories(
        dataset: *const glia_dataset,
        feature: usize,
        names: *const *const c_char,
        count: usize,
        out: *mut *mut glia_dataset,
    ) -> glia_status;
    pub fn glia_dataset_open_csv(
        out: *mut *mut glia_dataset,
        path: *const c_char,
        target: *const c_char,
        target_kind: i32,
    ) -> glia_status;
    pub fn glia_dataset_open_csv_classes(
        out: *mut *mut glia_dataset,
        path: *const c_char,
        target: *const c_char,
        classes: *const *const c_char,
        class_count: usize,
    ) -> glia_status;
    pub fn glia_dataset_open_idx(
        out: *mut *mut glia_dataset,
        images_path: *const c_char,
        labels_path: *const c_char,
    ) -> glia_status;
    pub fn glia_dataset_open_npy(
        out: *mut *mut glia_dataset,
        x_path: *const c_char,
        targets_path: *const c_char,
        target_kind: i32,
    ) -> glia_status;
    pub fn glia_dataset_open(
        out: *mut *mut glia_dataset,
        path: *const c_char,
        labels_path: *const c_char,
        target: *const c_char,
        target_kind: i32,
    ) -> glia_status;
    pub fn glia_dataset_split(
        dataset: *const glia_dataset,
        fraction: f64,
        stratify: i32,
        seed: u64,
        first: *mut *mut glia_dataset,
        second: *mut *mut glia_dataset,
    ) -> glia_status;
    pub fn glia_dataset_with_weights(
        out: *mut *mut glia_dataset,
        dataset: *const glia_dataset,
        weights: *const f32,
        count: usize,
    ) -> glia_status;
    pub fn glia_dataset_destroy(dataset: *mut glia_dataset);
    pub fn glia_dataset_rows(dataset: *const glia_dataset) -> usize;
    pub fn glia_dataset_features(dataset: *const glia_dataset) -> usize;
    pub fn glia_dataset_outputs(dataset: *const glia_dataset) -> usize;
    pub fn glia_dataset_class_count(dataset: *const glia_dataset) -> usize;
    pub fn glia_dataset_class_name(
        dataset: *const glia_dataset,
        index: usize,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_dataset_feature_name(
        dataset: *const glia_dataset,
        index: usize,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_dataset_category_count(dataset: *const glia_dataset, feature: usize) -> usize;
    pub fn glia_dataset_category_name(
        dataset: *const glia_dataset,
        feature: usize,
        index: usize,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_dataset_has_missing(dataset: *const glia_dataset) -> i32;
    pub fn glia_dataset_get_rows(
        dataset: *const glia_dataset,
        first: usize,
        count: usize,
        x: *mut f32,
        targets: *mut f32,
        classes: *mut i32,
    ) -> glia_status;
    pub fn glia_dataset_has_weights(dataset: *const glia_dataset) -> i32;
    pub fn glia_dataset_get_weights(
        dataset: *const glia_dataset,
        weights: *mut f32,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_dataset_get_metadata(
        dataset: *const glia_dataset,
        index: usize,
        values: *mut f64,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_dataset_describe(
        dataset: *const glia_dataset,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;

    // glia/split.h
    pub fn glia_dataset_split_groups(
        dataset: *const glia_dataset,
        fraction: f64,
        groups: *const i32,
        size: usize,
        seed: u64,
        first: *mut *mut glia_dataset,
        second: *mut *mut glia_dataset,
    ) -> glia_status;
    pub fn glia_dataset_split_time(
        dataset: *const glia_dataset,
        fraction: f64,
        first: *mut *mut glia_dataset,
        second: *mut *mut glia_dataset,
    ) -> glia_status;
    pub fn glia_dataset_sort(
        out: *mut *mut glia_dataset,
        dataset: *const glia_dataset,
        keys: *const f64,
        size: usize,
    ) -> glia_status;
    pub fn glia_dataset_pick(
        out: *mut *mut glia_dataset,
        dataset: *const glia_dataset,
        rows: *const usize,
        count: usize,
    ) -> glia_status;
    pub fn glia_fold_count(folds: *const c_char, count: *mut usize) -> glia_status;
    pub fn glia_dataset_fold(
        dataset: *const glia_dataset,
        folds: *const c_char,
        groups: *const i32,
        size: usize,
        seed: u64,
        index: usize,
        train: *mut *mut glia_dataset,
        validation: *mut *mut glia_dataset,
    ) -> glia_status;

    // glia/stream.h
    pub fn glia_data_options_set_stream(options: *mut glia_data_options, stream: i32, window: usize) -> glia_status;
    pub fn glia_dataset_stream_callback(
        out: *mut *mut glia_dataset,
        rows: usize,
        features: usize,
        outputs: usize,
        class_count: usize,
        window: usize,
        read: glia_rows_callback,
        user: *mut c_void,
        destroy: glia_destroy,
    ) -> glia_status;
    pub fn glia_dataset_callback_result(dataset: *const glia_dataset) -> i32;
    pub fn glia_dataset_is_stream(dataset: *const glia_dataset) -> i32;
}
