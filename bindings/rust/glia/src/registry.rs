//! Where activations come from. The registry belongs to the process.
use crate::exchange::{c_path, c_text, call, text};
use crate::Result;
use glia_sys as sys;
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

fn whole_rows(x: &[f32], cols: usize) -> usize {
    assert!(cols > 0 && x.len() % cols == 0, "{} numbers are no whole rows of {cols}", x.len());
    x.len() / cols
}

/// The activation of a spec at each element of `x`, which holds rows of `cols` numbers.
pub fn values(spec: &str, x: &[f32], cols: usize) -> Result<Vec<f32>> {
    let spec = c_text(spec)?;
    let mut y = vec![0.0; x.len()];
    let rows = whole_rows(x, cols);
    call(|| unsafe { sys::glia_activation_values(spec.as_ptr(), rows, cols, x.as_ptr(), y.as_mut_ptr()) })?;
    Ok(y)
}

/// `dy` times the derivative of a spec's activation at `x`.
pub fn gradients(spec: &str, x: &[f32], dy: &[f32], cols: usize) -> Result<Vec<f32>> {
    assert_eq!(x.len(), dy.len(), "x and dy have as many numbers");
    let spec = c_text(spec)?;
    let mut dx = vec![0.0; x.len()];
    let rows = whole_rows(x, cols);
    call(|| unsafe {
        sys::glia_activation_gradients(spec.as_ptr(), rows, cols, x.as_ptr(), null(), dy.as_ptr(), dx.as_mut_ptr())
    })?;
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
