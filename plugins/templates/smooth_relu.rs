// A complete plugin in Rust, with nothing but the standard library: copy this file, name it after your activation, and
// change what stands between the two lines. It has its own declarations of <glia/plugin.h>, which is where to read what
// each field means and what a kernel may do.
//
//     rustc --edition=2021 --crate-type=cdylib -C opt-level=3 smooth_relu.rs -o smooth_relu.so
//
// Any rustc from 1.63 will do. With cargo, Cargo.toml stands beside this file:
//
//     cargo build --release && cp target/release/libsmooth_relu.so smooth_relu.so
use std::ffi::c_void;
use std::os::raw::c_char;
use std::panic::{catch_unwind, AssertUnwindSafe};

// ---- The activation -------------------------------------------------------------------------------------------------

// A relu with a round knee: 0 below 0, x - width / 2 above width, a parabola between them.
//     f(x)  = c / width * (max(0, x) - c / 2)    with c = x, kept between 0 and width
//     f'(x) = c / width
fn f(x: f64, width: f64) -> f64 {
    let above = if x < 0.0 { 0.0 } else { x }; // this way round, NaN passes
    let c = if above > width { width } else { above };
    c / width * (above - c / 2.0)
}

fn derivative(x: f64, width: f64) -> f64 {
    let above = if x < 0.0 { 0.0 } else { x };
    let c = if above > width { width } else { above };
    c / width
}

static PARAMETERS: [Parameter; 1] =
    [Parameter { name: text(b"width\0"), default_value: 1.0, minimum: 1e-3, maximum: 1e3 }];

static SMOOTH_RELU: Activation = Activation {
    struct_size: std::mem::size_of::<Activation>() as u32,
    // Promises that let glia do less. Without any, all is right, and slower.
    flags: ELEMENTWISE | INPLACE | GRAD_IGNORES_Y,
    name: text(b"smooth_relu\0"), // that of the file, too
    revision: 1,
    parameter_count: PARAMETERS.len() as u32,
    parameters: PARAMETERS.as_ptr(),
    variant: text(b"baseline\0"),
    formula: text(b"0 for x < 0, x^2 / (2 width) up to width, x - width / 2 above\0"),
    reference: text(b"Rennie, Srebro: Loss functions for preference levels, IJCAI 2005 workshop\0"),
    initializer: text(b"he_uniform\0"),
    max_error_ulp: 0.5, // of forward, as measured; 0 states nothing
    user: std::ptr::null_mut(),
    destroy: None,
    forward: forward::<f32>,
    backward: backward::<f32>,
    forward_f64: Some(forward::<f64>),
    backward_f64: Some(backward::<f64>),
};

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static glia_plugin_v1: Plugin = Plugin {
    struct_size: std::mem::size_of::<Plugin>() as u32,
    abi: 1,
    id: text(b"org.example.smooth_relu\0"),
    version: text(b"1.0.0\0"),
    init,
    count,
    activation,
};

extern "C" fn init(_host: *const c_void) -> i32 {
    0
}

extern "C" fn count() -> u32 {
    1
}

extern "C" fn activation(index: u32) -> *const Activation {
    if index == 0 {
        &SMOOTH_RELU
    } else {
        std::ptr::null()
    }
}

// ---- The kernels: the same for every elementwise activation ---------------------------------------------------------

// The arrays of glia are float or double; the function is computed in double and rounded once.
pub trait Real: Copy {
    fn wide(self) -> f64;
    fn rounded(value: f64) -> Self;
}

impl Real for f32 {
    fn wide(self) -> f64 {
        self.into()
    }
    fn rounded(value: f64) -> f32 {
        value as f32
    }
}

impl Real for f64 {
    fn wide(self) -> f64 {
        self
    }
    fn rounded(value: f64) -> f64 {
        value
    }
}

// result[i] = value(i). No panic may reach the host, which is not written in Rust: it leaves NaN instead, which the
// host finds and reports. These are pointers rather than slices because input and output may be the same array.
unsafe fn fill<T: Real>(result: *mut T, size: usize, value: impl Fn(usize) -> f64) {
    let filled = catch_unwind(AssertUnwindSafe(|| (0..size).for_each(|i| *result.add(i) = T::rounded(value(i)))));
    if filled.is_err() {
        (0..size).for_each(|i| *result.add(i) = T::rounded(f64::NAN));
    }
}

unsafe extern "C" fn forward<T: Real>(
    _this: *const Activation,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const T,
    y: *mut T,
) {
    let width = *parameters;
    fill(y, rows * cols, |i| f((*x.add(i)).wide(), width));
}

// dx = dy * f'(x).
unsafe extern "C" fn backward<T: Real>(
    _this: *const Activation,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const T,
    _y: *const T,
    dy: *const T,
    dx: *mut T,
) {
    let width = *parameters;
    fill(dx, rows * cols, |i| (*dy.add(i)).wide() * derivative((*x.add(i)).wide(), width));
}

// ---- Declarations of <glia/plugin.h> --------------------------------------------------------------------------------

pub const ELEMENTWISE: u32 = 1 << 0;
pub const INPLACE: u32 = 1 << 1;
pub const GRAD_IGNORES_X: u32 = 1 << 2;
pub const GRAD_IGNORES_Y: u32 = 1 << 3;

pub type Forward<T> = unsafe extern "C" fn(*const Activation, *const f64, usize, usize, *const T, *mut T);
pub type Backward<T> =
    unsafe extern "C" fn(*const Activation, *const f64, usize, usize, *const T, *const T, *const T, *mut T);

#[repr(C)]
pub struct Parameter {
    name: *const c_char,
    default_value: f64,
    minimum: f64,
    maximum: f64,
}

#[repr(C)]
pub struct Activation {
    struct_size: u32,
    flags: u32,
    name: *const c_char,
    revision: u32,
    parameter_count: u32,
    parameters: *const Parameter,
    variant: *const c_char,
    formula: *const c_char,
    reference: *const c_char,
    initializer: *const c_char,
    max_error_ulp: f64,
    user: *mut c_void,
    destroy: Option<unsafe extern "C" fn(*mut c_void)>,
    forward: Forward<f32>,
    backward: Backward<f32>,
    forward_f64: Option<Forward<f64>>,
    backward_f64: Option<Backward<f64>>,
}

#[repr(C)]
pub struct Plugin {
    struct_size: u32,
    abi: u32,
    id: *const c_char,
    version: *const c_char,
    init: extern "C" fn(*const c_void) -> i32,
    count: extern "C" fn() -> u32,
    activation: extern "C" fn(u32) -> *const Activation,
}

// The tables are never written, so that threads may share the pointers in them.
unsafe impl Sync for Parameter {}
unsafe impl Sync for Activation {}
unsafe impl Sync for Plugin {}

const fn text(with_nul: &'static [u8]) -> *const c_char {
    with_nul.as_ptr() as *const c_char
}
