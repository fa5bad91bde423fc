//! Where activations come from. The registry belongs to the process.
use crate::exchange::{c_path, c_text, call, expect_length, rows_of, text};
use crate::Result;
use glia_sys as sys;
use std::os::raw::c_char;
use std::path::{Path, PathBuf};
use std::ptr::null;

/// Loads a plugin file, given by its absolute path.
pub fn load(path: impl AsRef<Path>) -> Result<()> {
    let path = c_path(path)?;
    call(|| unsafe { sys::glia_registry_load(path.as_ptr()) })
}

/// Searches a directory, given by its absolute path, before those that are searched now.
pub fn add_directory(path: impl AsRef<Path>) -> Result<()> {
    let path = c_path(path)?;
    call(|| unsafe { sys::glia_registry_add_directory(path.as_ptr()) })
}

/// Lets only these activations come from plugin files from now on: each by its name and, if given, the SHA-256 of its
/// file in hexadecimal digits. What is loaded already stays.
pub fn allow(activations: &[(&str, Option<&str>)]) -> Result<()> {
    let names = activations.iter().map(|(name, _)| c_text(name)).collect::<Result<Vec<_>>>()?;
    let hashes = activations.iter().map(|(_, hash)| hash.map(c_text).transpose()).collect::<Result<Vec<_>>>()?;
    let names: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
    let hashes: Vec<_> = hashes.iter().map(|hash| hash.as_ref().map_or(null(), |text| text.as_ptr())).collect();
    call(|| unsafe { sys::glia_registry_set_allowed(names.as_ptr(), hashes.as_ptr(), names.len()) })
}

/// Lets every plugin file be loaded, as at the start.
pub fn allow_all() -> Result<()> {
    call(|| unsafe { sys::glia_registry_set_allowed(null(), null(), 0) })
}

/// The activation of a spec at each element of `x`, which holds rows of `cols` numbers.
pub fn values(spec: &str, x: &[f32], cols: usize) -> Result<Vec<f32>> {
    values_by(sys::glia_activation_values, spec, x, cols)
}

/// The same in double precision: slower, and right within some units in the last place. Not every activation has it.
pub fn values_f64(spec: &str, x: &[f64], cols: usize) -> Result<Vec<f64>> {
    values_by(sys::glia_activation_values_f64, spec, x, cols)
}

/// `dy` times the derivative of a spec's activation at `x`.
pub fn gradients(spec: &str, x: &[f32], dy: &[f32], cols: usize) -> Result<Vec<f32>> {
    gradients_by(sys::glia_activation_gradients, spec, x, dy, cols)
}

/// The same in double precision.
pub fn gradients_f64(spec: &str, x: &[f64], dy: &[f64], cols: usize) -> Result<Vec<f64>> {
    gradients_by(sys::glia_activation_gradients_f64, spec, x, dy, cols)
}

type Values<T> = unsafe extern "C" fn(*const c_char, usize, usize, *const T, *mut T) -> sys::glia_status;
type Gradients<T> =
    unsafe extern "C" fn(*const c_char, usize, usize, *const T, *const T, *const T, *mut T) -> sys::glia_status;

fn values_by<T: Clone + Default>(function: Values<T>, spec: &str, x: &[T], cols: usize) -> Result<Vec<T>> {
    let (spec, rows) = (c_text(spec)?, rows_of("x", x.len(), cols)?);
    let mut y = vec![T::default(); x.len()];
    call(|| unsafe { function(spec.as_ptr(), rows, cols, x.as_ptr(), y.as_mut_ptr()) })?;
    Ok(y)
}

fn gradients_by<T: Clone + Default>(
    function: Gradients<T>,
    spec: &str,
    x: &[T],
    dy: &[T],
    cols: usize,
) -> Result<Vec<T>> {
    let (spec, rows) = (c_text(spec)?, rows_of("x", x.len(), cols)?);
    expect_length("dy", dy.len(), rows, cols)?;
    let mut dx = vec![T::default(); x.len()];
    call(|| unsafe { function(spec.as_ptr(), rows, cols, x.as_ptr(), null(), dy.as_ptr(), dx.as_mut_ptr()) })?;
    Ok(dx)
}

/// Forgets an activation of this program ([`Activation`](crate::Activation)). Models that use it keep it alive.
pub fn unregister(name: &str) -> Result<()> {
    let name = c_text(name)?;
    call(|| unsafe { sys::glia_registry_unregister_activation(name.as_ptr()) })
}

/// The names of all activations in the search path and of this program.
pub fn names() -> Result<Vec<String>> {
    let mut count = 0;
    call(|| unsafe { sys::glia_registry_count(&mut count) })?;
    let name =
        |index| text(|buffer, capacity, needed| unsafe { sys::glia_registry_name(index, buffer, capacity, needed) });
    (0..count).map(name).collect()
}

/// An activation as a JSON object: parameters, revision, variant, path, flags, ...
pub fn describe(name: &str) -> Result<String> {
    let name = c_text(name)?;
    text(|buffer, capacity, needed| unsafe { sys::glia_registry_describe(name.as_ptr(), buffer, capacity, needed) })
}

/// The file that an activation was loaded from; None for an activation of this program.
pub fn path(name: &str) -> Result<Option<PathBuf>> {
    let name = c_text(name)?;
    let path =
        text(|buffer, capacity, needed| unsafe { sys::glia_registry_path(name.as_ptr(), buffer, capacity, needed) })?;
    Ok(Some(path).filter(|path| !path.is_empty()).map(PathBuf::from))
}

/// The directories searched, in order.
pub fn search_path() -> Result<Vec<PathBuf>> {
    let lines = text(|buffer, capacity, needed| unsafe { sys::glia_registry_search_path(buffer, capacity, needed) })?;
    Ok(lines.lines().map(PathBuf::from).collect())
}
