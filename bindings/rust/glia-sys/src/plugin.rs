//! plugin.h.
use core::ffi::c_void;
use std::os::raw::c_char;

pub const GLIA_PLUGIN_ABI: u32 = 1;
pub const GLIA_PLUGIN_MAX_PARAMETERS: u32 = 16;
pub const GLIA_PLUGIN_MAX_NAME: u32 = 63;

pub const GLIA_ISA_BASELINE: u32 = 0;
pub const GLIA_ISA_AVX2: u32 = 1;
pub const GLIA_ISA_AVX512: u32 = 2;

pub const GLIA_PARAMETER_FIXED: u32 = 0;
pub const GLIA_PARAMETER_PER_LAYER: u32 = 1;
pub const GLIA_PARAMETER_PER_UNIT: u32 = 2;

pub const GLIA_ACTIVATION_ELEMENTWISE: u32 = 1 << 0;
pub const GLIA_ACTIVATION_INPLACE: u32 = 1 << 1;
pub const GLIA_ACTIVATION_GRAD_IGNORES_X: u32 = 1 << 2;
pub const GLIA_ACTIVATION_GRAD_IGNORES_Y: u32 = 1 << 3;
pub const GLIA_ACTIVATION_LOGISTIC: u32 = 1 << 4;
pub const GLIA_ACTIVATION_SOFTMAX: u32 = 1 << 5;
pub const GLIA_ACTIVATION_IDENTITY: u32 = 1 << 6;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct glia_host_t {
    pub struct_size: u32,
    pub abi: u32,
    pub isa: u32,
    pub reserved: u32,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct glia_activation_parameter_t {
    pub name: *const c_char,
    pub default_value: f64,
    pub minimum: f64,
    pub maximum: f64,
}

pub type glia_activation_forward_f32 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        rows: usize,
        cols: usize,
        x: *const f32,
        y: *mut f32,
    ),
>;
pub type glia_activation_backward_f32 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        rows: usize,
        cols: usize,
        x: *const f32,
        y: *const f32,
        dy: *const f32,
        dx: *mut f32,
    ),
>;
pub type glia_activation_forward_f64 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        rows: usize,
        cols: usize,
        x: *const f64,
        y: *mut f64,
    ),
>;
pub type glia_activation_backward_f64 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        rows: usize,
        cols: usize,
        x: *const f64,
        y: *const f64,
        dy: *const f64,
        dx: *mut f64,
    ),
>;

pub type glia_activation_forward_trained_f32 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        trained: *const f32,
        rows: usize,
        cols: usize,
        x: *const f32,
        y: *mut f32,
    ),
>;
pub type glia_activation_backward_trained_f32 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        trained: *const f32,
        rows: usize,
        cols: usize,
        x: *const f32,
        y: *const f32,
        dy: *const f32,
        dx: *mut f32,
        gradient: *mut f32,
    ),
>;
pub type glia_activation_forward_trained_f64 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        trained: *const f64,
        rows: usize,
        cols: usize,
        x: *const f64,
        y: *mut f64,
    ),
>;
pub type glia_activation_backward_trained_f64 = Option<
    unsafe extern "C" fn(
        table: *const glia_activation_t,
        parameters: *const f64,
        trained: *const f64,
        rows: usize,
        cols: usize,
        x: *const f64,
        y: *const f64,
        dy: *const f64,
        dx: *mut f64,
        gradient: *mut f64,
    ),
>;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct glia_activation_t {
    pub struct_size: u32,
    pub flags: u32,
    pub name: *const c_char,
    pub revision: u32,
    pub parameter_count: u32,
    pub parameters: *const glia_activation_parameter_t,
    pub variant: *const c_char,
    pub formula: *const c_char,
    pub reference: *const c_char,
    pub initializer: *const c_char,
    pub max_error_ulp: f64,
    pub user: *mut c_void,
    pub destroy: Option<unsafe extern "C" fn(user: *mut c_void)>,
    pub forward: glia_activation_forward_f32,
    pub backward: glia_activation_backward_f32,
    pub forward_f64: glia_activation_forward_f64,
    pub backward_f64: glia_activation_backward_f64,
    pub training: *const u32,
    pub forward_trained: glia_activation_forward_trained_f32,
    pub backward_trained: glia_activation_backward_trained_f32,
    pub forward_trained_f64: glia_activation_forward_trained_f64,
    pub backward_trained_f64: glia_activation_backward_trained_f64,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct glia_plugin_t {
    pub struct_size: u32,
    pub abi: u32,
    pub id: *const c_char,
    pub version: *const c_char,
    pub init: Option<unsafe extern "C" fn(host: *const glia_host_t) -> i32>,
    pub count: Option<unsafe extern "C" fn() -> u32>,
    pub activation: Option<unsafe extern "C" fn(index: u32) -> *const glia_activation_t>,
}
