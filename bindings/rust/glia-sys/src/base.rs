//! version.h, status.h, system.h, log.h, spec.h, registry.h and activation.h.
use crate::glia_activation_t;
use core::ffi::c_void;
use std::os::raw::c_char;

pub const GLIA_VERSION_MAJOR: u32 = 1;
pub const GLIA_VERSION_MINOR: u32 = 0;
pub const GLIA_VERSION_PATCH: u32 = 0;
pub const GLIA_VERSION: u32 = GLIA_VERSION_MAJOR * 10000 + GLIA_VERSION_MINOR * 100 + GLIA_VERSION_PATCH;

pub type glia_status = i32;
pub const GLIA_OK: glia_status = 0;
pub const GLIA_ERROR_INVALID_ARGUMENT: glia_status = 1;
pub const GLIA_ERROR_OUT_OF_MEMORY: glia_status = 2;
pub const GLIA_ERROR_NOT_FOUND: glia_status = 3;
pub const GLIA_ERROR_IO: glia_status = 4;
pub const GLIA_ERROR_FORMAT: glia_status = 5;
pub const GLIA_ERROR_UNSUPPORTED: glia_status = 6;
pub const GLIA_ERROR_STATE: glia_status = 7;
pub const GLIA_ERROR_PLUGIN: glia_status = 8;
pub const GLIA_ERROR_NUMERIC: glia_status = 9;
pub const GLIA_ERROR_CANCELLED: glia_status = 10;
pub const GLIA_ERROR_CAPACITY: glia_status = 11;
pub const GLIA_ERROR_INTERNAL: glia_status = 12;

pub const GLIA_LOG_TRACE: i32 = 0;
pub const GLIA_LOG_DEBUG: i32 = 1;
pub const GLIA_LOG_INFO: i32 = 2;
pub const GLIA_LOG_WARN: i32 = 3;
pub const GLIA_LOG_ERROR: i32 = 4;
pub const GLIA_LOG_OFF: i32 = 5;

pub type glia_destroy = Option<unsafe extern "C" fn(user: *mut c_void)>;
pub type glia_log_callback = Option<unsafe extern "C" fn(level: i32, message: *const c_char, user: *mut c_void)>;

extern "C" {
    // glia/version.h
    pub fn glia_version() -> u32;
    pub fn glia_version_string() -> *const c_char;

    // glia/status.h
    pub fn glia_status_name(status: glia_status) -> *const c_char;
    pub fn glia_last_error() -> *const c_char;

    // glia/system.h
    pub fn glia_blas_info(buffer: *mut c_char, capacity: usize, needed: *mut usize) -> glia_status;
    pub fn glia_cpu_name() -> *const c_char;

    // glia/log.h
    pub fn glia_log_set_callback(callback: glia_log_callback, user: *mut c_void, destroy: glia_destroy) -> glia_status;
    pub fn glia_log_set_level(level: i32) -> glia_status;
    pub fn glia_log_level() -> i32;

    // glia/spec.h
    pub fn glia_spec_list(
        family: *const c_char,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_spec_describe(
        family: *const c_char,
        name: *const c_char,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_spec_check(family: *const c_char, spec: *const c_char) -> glia_status;

    // glia/registry.h
    pub fn glia_registry_load(path: *const c_char) -> glia_status;
    pub fn glia_registry_add_directory(path: *const c_char) -> glia_status;
    pub fn glia_registry_set_allowed(
        names: *const *const c_char,
        sha256: *const *const c_char,
        count: usize,
    ) -> glia_status;
    pub fn glia_registry_register_activation(activation: *const glia_activation_t) -> glia_status;
    pub fn glia_registry_unregister_activation(name: *const c_char) -> glia_status;
    pub fn glia_calling_thread() -> u64;
    pub fn glia_registry_count(count: *mut usize) -> glia_status;
    pub fn glia_registry_name(index: usize, buffer: *mut c_char, capacity: usize, needed: *mut usize) -> glia_status;
    pub fn glia_registry_describe(
        name: *const c_char,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_registry_path(
        name: *const c_char,
        buffer: *mut c_char,
        capacity: usize,
        needed: *mut usize,
    ) -> glia_status;
    pub fn glia_registry_search_path(buffer: *mut c_char, capacity: usize, needed: *mut usize) -> glia_status;

    // glia/activation.h
    pub fn glia_activation_values(
        spec: *const c_char,
        rows: usize,
        cols: usize,
        x: *const f32,
        y: *mut f32,
    ) -> glia_status;
    pub fn glia_activation_gradients(
        spec: *const c_char,
        rows: usize,
        cols: usize,
        x: *const f32,
        y: *const f32,
        dy: *const f32,
        dx: *mut f32,
    ) -> glia_status;
    pub fn glia_activation_values_f64(
        spec: *const c_char,
        rows: usize,
        cols: usize,
        x: *const f64,
        y: *mut f64,
    ) -> glia_status;
    pub fn glia_activation_gradients_f64(
        spec: *const c_char,
        rows: usize,
        cols: usize,
        x: *const f64,
        y: *const f64,
        dy: *const f64,
        dx: *mut f64,
    ) -> glia_status;
}
