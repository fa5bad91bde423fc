//! Where activations come from. The registry belongs to the process.
use crate::exchange::{c_path, c_text, call, text};
use crate::Result;
use glia_sys as sys;
use std::path::{Path, PathBuf};

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
