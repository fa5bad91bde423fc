//! Which glia this is, and what it runs on.
use crate::exchange::text;
use crate::{Error, Result, Status};
use glia_sys as sys;
use std::ffi::CStr;
use std::os::raw::{c_char, c_int, c_void};
use std::ptr::{null, null_mut};
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

fn dotted(version: u32) -> String {
    format!("{}.{}.{}", version / 10000, version / 100 % 100, version % 100)
}

/// The C library's `Dl_info`: where an address comes from.
#[repr(C)]
struct Place {
    file: *const c_char,
    base: *mut c_void,
    symbol: *const c_char,
    address: *mut c_void,
}

extern "C" {
    fn dladdr(address: *const c_void, place: *mut Place) -> c_int;
}

/// The file that libglia was loaded from; empty where that is not known.
fn library_file() -> String {
    let mut place = Place { file: null(), base: null_mut(), symbol: null(), address: null_mut() };
    // The address of a function might be one in the program; static text lies in the library.
    let known = unsafe { dladdr(sys::glia_version_string().cast(), &mut place) } != 0 && !place.file.is_null();
    if known {
        unsafe { CStr::from_ptr(place.file) }.to_string_lossy().into_owned()
    } else {
        String::new()
    }
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
                "the loaded library '{}' is glia {}, but this program needs glia {} or a later {}.x",
                library_file(),
                dotted(version()),
                dotted(sys::GLIA_VERSION),
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

    #[test]
    fn the_library_knows_its_file() {
        assert!(library_file().ends_with("/libglia.so.1"), "{}", library_file());
    }
}
