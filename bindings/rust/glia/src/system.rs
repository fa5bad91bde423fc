//! Which glia this is, and what it runs on.
use crate::exchange::text;
use crate::{Error, Result, Status};
use glia_sys as sys;
use std::ffi::CStr;
use std::sync::atomic::{AtomicBool, Ordering};

/// The version of the loaded library: major * 10000 + minor * 100 + patch.
pub fn version() -> u32 {
    unsafe { sys::glia_version() }
}

/// The version of the loaded library as text, such as "1.0.0".
pub fn version_text() -> String {
    unsafe { CStr::from_ptr(sys::glia_version_string()) }.to_string_lossy().into_owned()
}

/// The instruction set that glia and its plugins use: "baseline", "avx2" or "avx512".
pub fn cpu() -> String {
    unsafe { CStr::from_ptr(sys::glia_cpu_name()) }.to_string_lossy().into_owned()
}

/// The matrix library, as a line of JSON.
pub fn blas() -> Result<String> {
    text(|buffer, capacity, needed| unsafe { sys::glia_blas_info(buffer, capacity, needed) })
}

/// Whether a library of that version does what this crate asks of it: the same major version, and not an older one.
fn is_compatible(version: u32) -> bool {
    version / 10000 == sys::GLIA_VERSION_MAJOR && version >= sys::GLIA_VERSION
}

/// That the library which the loader has found is one that this crate is for. The first object that is made asks for
/// it.
pub fn check_version() -> Result<()> {
    static CHECKED: AtomicBool = AtomicBool::new(false);
    if CHECKED.load(Ordering::Relaxed) {
        return Ok(());
    }
    if !is_compatible(version()) {
        return Err(Error::new(
            Status::Unsupported,
            format!(
                "the loaded library is glia {} ({}), but this program needs glia {}.{}.{} or a later {}.x",
                version(),
                version_text(),
                sys::GLIA_VERSION_MAJOR,
                sys::GLIA_VERSION_MINOR,
                sys::GLIA_VERSION_PATCH,
                sys::GLIA_VERSION_MAJOR
            ),
        ));
    }
    CHECKED.store(true, Ordering::Relaxed);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_and_foreign_libraries_are_refused() {
        let ours = sys::GLIA_VERSION;
        assert!(is_compatible(ours) && is_compatible(ours + 1) && is_compatible(ours + 100));
        assert!(!is_compatible(ours - 1) && !is_compatible(ours + 10000));
    }
}
