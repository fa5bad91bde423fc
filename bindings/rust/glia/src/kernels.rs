//! The C functions of an activation, around closures.
use crate::panics;
use glia_sys as sys;
use std::ffi::c_void;
use std::mem::size_of;
use std::ptr::{null, null_mut};
use std::slice;

/// A function of rows, each of which is computed from its own numbers.
///
/// Both methods are run by any number of threads at once.
///
/// ```
/// struct Center; // y = x - the mean of the row
/// impl glia::RowFunction for Center {
///     fn forward(&self, _parameters: &[f64], x: &[f64], y: &mut [f64]) {
///         let mean = x.iter().sum::<f64>() / x.len() as f64;
///         for (y, x) in y.iter_mut().zip(x) {
///             *y = x - mean;
///         }
///     }
///     fn backward(&self, _parameters: &[f64], _x: &[f64], _y: &[f64], dy: &[f64], dx: &mut [f64]) {
///         let mean = dy.iter().sum::<f64>() / dy.len() as f64;
///         for (dx, dy) in dx.iter_mut().zip(dy) {
///             *dx = dy - mean;
///         }
///     }
/// }
/// # fn main() -> glia::Result<()> {
/// glia::Activation::new("center").rows(Center).register()?;
/// assert!(glia::gradient_check::check_activation("center")?.passed());
/// # Ok(())
/// # }
/// ```
pub trait RowFunction: Send + Sync + 'static {
    /// Writes y = f(x) of a row.
    fn forward(&self, parameters: &[f64], x: &[f64], y: &mut [f64]);

    /// Writes dx, the transposed Jacobian of the row times dy.
    fn backward(&self, parameters: &[f64], x: &[f64], y: &[f64], dy: &[f64], dx: &mut [f64]);
}

/// A function of single numbers and its derivative.
#[derive(Clone, Copy, Debug)]
pub struct Elementwise<F, D> {
    function: F,
    derivative: D,
}

impl<F, D> Elementwise<F, D> {
    pub(crate) fn new(function: F, derivative: D) -> Elementwise<F, D> {
        Elementwise { function, derivative }
    }
}

/// What the backward kernel of [`Activation::kernels`](crate::Activation::kernels) knows: input, output, and the
/// gradient that arrives.
#[derive(Clone, Copy, Debug)]
pub struct Gradient<'a> {
    /// The input of forward.
    pub x: &'a [f32],
    /// The output of forward.
    pub y: &'a [f32],
    /// The gradient of the loss with respect to y.
    pub dy: &'a [f32],
}

/// Kernels over arrays of `f32`.
#[derive(Clone, Copy, Debug)]
pub struct Arrays<F, B> {
    forward: F,
    backward: B,
}

impl<F, B> Arrays<F, B> {
    pub(crate) fn new(forward: F, backward: B) -> Arrays<F, B> {
        Arrays { forward, backward }
    }
}

/// A number of glia's, which closures see as `f64`.
trait Real: Copy + 'static {
    const NAN: Self;
    fn from_f64(value: f64) -> Self;
    fn to_f64(self) -> f64;
}

impl Real for f32 {
    const NAN: f32 = f32::NAN;
    fn from_f64(value: f64) -> f32 {
        value as f32
    }
    fn to_f64(self) -> f64 {
        self.into()
    }
}

impl Real for f64 {
    const NAN: f64 = f64::NAN;
    fn from_f64(value: f64) -> f64 {
        value
    }
    fn to_f64(self) -> f64 {
        self
    }
}

/// Arrays of rows x cols numbers; in and out never overlap, since no table here has GLIA_ACTIVATION_INPLACE.
unsafe fn numbers<'a, T>(start: *const T, count: usize) -> &'a [T] {
    if count == 0 {
        return &[];
    }
    slice::from_raw_parts(start, count)
}

unsafe fn numbers_mut<'a, T>(start: *mut T, count: usize) -> &'a mut [T] {
    if count == 0 {
        return &mut [];
    }
    slice::from_raw_parts_mut(start, count)
}

unsafe fn parameters_of<'a>(table: *const sys::glia_activation_t, parameters: *const f64) -> &'a [f64] {
    numbers(parameters, (*table).parameter_count as usize)
}

unsafe extern "C" fn forward_each<T: Real, F: Fn(f64, &[f64]) -> f64, D>(
    table: *const sys::glia_activation_t,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const T,
    y: *mut T,
) {
    let Elementwise { function, .. } = &*(*table).user.cast::<Elementwise<F, D>>();
    let parameters = parameters_of(table, parameters);
    write(y, rows * cols, |y| {
        for (i, &x) in numbers(x, rows * cols).iter().enumerate() {
            y.add(i).write(T::from_f64(function(x.to_f64(), parameters)));
        }
    });
}

unsafe extern "C" fn backward_each<T: Real, F, D: Fn(f64, f64, &[f64]) -> f64>(
    table: *const sys::glia_activation_t,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const T,
    y: *const T,
    dy: *const T,
    dx: *mut T,
) {
    let Elementwise { derivative, .. } = &*(*table).user.cast::<Elementwise<F, D>>();
    let parameters = parameters_of(table, parameters);
    let count = rows * cols;
    let (x, y, dy) = (numbers(x, count), numbers(y, count), numbers(dy, count));
    write(dx, count, |dx| {
        for i in 0..count {
            let slope = derivative(x[i].to_f64(), y[i].to_f64(), parameters);
            dx.add(i).write(T::from_f64(dy[i].to_f64() * slope));
        }
    });
}

unsafe extern "C" fn forward_rows<T: Real, R: RowFunction>(
    table: *const sys::glia_activation_t,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const T,
    y: *mut T,
) {
    let function = &*(*table).user.cast::<R>();
    let parameters = parameters_of(table, parameters);
    write(y, rows * cols, |y| {
        let mut memory = vec![0.0; 2 * cols];
        let (wide_x, wide_y) = memory.split_at_mut(cols);
        for row in 0..rows {
            widen(x.add(row * cols), wide_x);
            function.forward(parameters, wide_x, wide_y);
            narrow(wide_y, y.add(row * cols));
        }
    });
}

unsafe extern "C" fn backward_rows<T: Real, R: RowFunction>(
    table: *const sys::glia_activation_t,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const T,
    y: *const T,
    dy: *const T,
    dx: *mut T,
) {
    let function = &*(*table).user.cast::<R>();
    let parameters = parameters_of(table, parameters);
    write(dx, rows * cols, |dx| {
        let mut memory = vec![0.0; 4 * cols];
        let (wide_x, rest) = memory.split_at_mut(cols);
        let (wide_y, rest) = rest.split_at_mut(cols);
        let (wide_dy, wide_dx) = rest.split_at_mut(cols);
        for row in 0..rows {
            let at = row * cols;
            widen(x.add(at), wide_x);
            widen(y.add(at), wide_y);
            widen(dy.add(at), wide_dy);
            function.backward(parameters, wide_x, wide_y, wide_dy, wide_dx);
            narrow(wide_dx, dx.add(at));
        }
    });
}

unsafe extern "C" fn forward_arrays<F: Fn(&[f64], usize, &[f32], &mut [f32]), B>(
    table: *const sys::glia_activation_t,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const f32,
    y: *mut f32,
) {
    let Arrays { forward, .. } = &*(*table).user.cast::<Arrays<F, B>>();
    let count = rows * cols;
    write(y, count, |y| forward(parameters_of(table, parameters), cols, numbers(x, count), numbers_mut(y, count)));
}

unsafe extern "C" fn backward_arrays<F, B: Fn(&[f64], usize, Gradient<'_>, &mut [f32])>(
    table: *const sys::glia_activation_t,
    parameters: *const f64,
    rows: usize,
    cols: usize,
    x: *const f32,
    y: *const f32,
    dy: *const f32,
    dx: *mut f32,
) {
    let Arrays { backward, .. } = &*(*table).user.cast::<Arrays<F, B>>();
    let count = rows * cols;
    let known = Gradient { x: numbers(x, count), y: numbers(y, count), dy: numbers(dy, count) };
    write(dx, count, |dx| backward(parameters_of(table, parameters), cols, known, numbers_mut(dx, count)));
}

unsafe fn widen<T: Real>(from: *const T, to: &mut [f64]) {
    for (i, number) in to.iter_mut().enumerate() {
        *number = (*from.add(i)).to_f64();
    }
}

unsafe fn narrow<T: Real>(from: &[f64], to: *mut T) {
    for (i, &number) in from.iter().enumerate() {
        to.add(i).write(T::from_f64(number));
    }
}

/// Lets a closure write `count` numbers, which are NaN where it panics: whatever glia computes from them fails.
unsafe fn write<T: Real>(out: *mut T, count: usize, closure: impl FnOnce(*mut T)) {
    let written = panics::guard(false, || {
        closure(out);
        true
    });
    if !written {
        for i in 0..count {
            out.add(i).write(T::NAN);
        }
    }
}

pub(crate) unsafe extern "C" fn destroy<T>(user: *mut c_void) {
    panics::guard_drop(Box::from_raw(user.cast::<T>()));
}

pub(crate) fn elementwise_table<F, D>() -> sys::glia_activation_t
where
    F: Fn(f64, &[f64]) -> f64,
    D: Fn(f64, f64, &[f64]) -> f64,
{
    sys::glia_activation_t {
        flags: sys::GLIA_ACTIVATION_ELEMENTWISE,
        forward: Some(forward_each::<f32, F, D>),
        backward: Some(backward_each::<f32, F, D>),
        forward_f64: Some(forward_each::<f64, F, D>),
        backward_f64: Some(backward_each::<f64, F, D>),
        ..empty_table()
    }
}

pub(crate) fn rows_table<R: RowFunction>() -> sys::glia_activation_t {
    sys::glia_activation_t {
        forward: Some(forward_rows::<f32, R>),
        backward: Some(backward_rows::<f32, R>),
        forward_f64: Some(forward_rows::<f64, R>),
        backward_f64: Some(backward_rows::<f64, R>),
        ..empty_table()
    }
}

pub(crate) fn arrays_table<F, B>(elementwise: bool) -> sys::glia_activation_t
where
    F: Fn(&[f64], usize, &[f32], &mut [f32]),
    B: Fn(&[f64], usize, Gradient<'_>, &mut [f32]),
{
    sys::glia_activation_t {
        flags: if elementwise { sys::GLIA_ACTIVATION_ELEMENTWISE } else { 0 },
        forward: Some(forward_arrays::<F, B>),
        backward: Some(backward_arrays::<F, B>),
        ..empty_table()
    }
}

fn empty_table() -> sys::glia_activation_t {
    sys::glia_activation_t {
        struct_size: size_of::<sys::glia_activation_t>() as u32,
        flags: 0,
        name: null(),
        revision: 1,
        parameter_count: 0,
        parameters: null(),
        variant: null(),
        formula: null(),
        reference: null(),
        initializer: null(),
        max_error_ulp: 0.0,
        user: null_mut(),
        destroy: None,
        forward: None,
        backward: None,
        forward_f64: None,
        backward_f64: None,
        training: null(),
        forward_trained: None,
        backward_trained: None,
        forward_trained_f64: None,
        backward_trained_f64: None,
    }
}
