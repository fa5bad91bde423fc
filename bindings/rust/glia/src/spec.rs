//! Everything that is chosen by name: `"relu"`, `"adam(learning_rate=3e-4)"`.
//!
//! Families: activation, class_weight, clipping, constraint, folds, initializer, layer, loss, metric, optimizer,
//! penalty, scaling, schedule.
use crate::exchange::{c_text, call, names_of, text};
use crate::Result;
use glia_sys as sys;

/// The names of a family.
pub fn list(family: &str) -> Result<Vec<String>> {
    let family = c_text(family)?;
    let json =
        text(|buffer, capacity, needed| unsafe { sys::glia_spec_list(family.as_ptr(), buffer, capacity, needed) })?;
    Ok(names_of(&json))
}

/// One member of a family as a JSON object, with its parameters, their defaults and ranges.
pub fn describe(family: &str, name: &str) -> Result<String> {
    let (family, name) = (c_text(family)?, c_text(name)?);
    text(|buffer, capacity, needed| unsafe {
        sys::glia_spec_describe(family.as_ptr(), name.as_ptr(), buffer, capacity, needed)
    })
}

/// Checks a spec without using it.
///
/// ```
/// let error = glia::spec::check("activation", "rellu").unwrap_err();
/// assert!(error.message().contains("did you mean 'relu'?"));
/// ```
pub fn check(family: &str, spec: &str) -> Result<()> {
    let (family, spec) = (c_text(family)?, c_text(spec)?);
    call(|| unsafe { sys::glia_spec_check(family.as_ptr(), spec.as_ptr()) })
}
