//! How texts and arrays go into glia and come out of it.
use crate::error::check;
use crate::{panics, Error, Result};
use glia_sys as sys;
use std::ffi::CString;
use std::os::raw::c_char;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{null, null_mut};

/// Texts up to this length need one call.
const USUAL_TEXT: usize = 256;

/// Makes a call that returns a status.
pub(crate) fn call(function: impl FnOnce() -> sys::glia_status) -> Result<()> {
    check(panics::resuming(function))
}

pub(crate) fn c_text(text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| Error::invalid(format!("'{}' has a NUL in it", text.escape_debug())))
}

pub(crate) fn c_path(path: impl AsRef<Path>) -> Result<CString> {
    let path = path.as_ref();
    CString::new(path.as_os_str().as_bytes())
        .map_err(|_| Error::invalid(format!("path '{}' has a NUL in it", path.display().to_string().escape_debug())))
}

/// NULL for None.
pub(crate) fn or_null(text: &Option<CString>) -> *const c_char {
    text.as_ref().map_or(null(), |text| text.as_ptr())
}

/// Texts, and the pointers to them that C wants.
pub(crate) struct CTexts {
    pointers: Vec<*const c_char>,
    _texts: Vec<CString>,
}

impl CTexts {
    pub(crate) fn new<S: AsRef<str>>(texts: &[S]) -> Result<CTexts> {
        let texts = texts.iter().map(|text| c_text(text.as_ref())).collect::<Result<Vec<_>>>()?;
        Ok(CTexts { pointers: texts.iter().map(|text| text.as_ptr()).collect(), _texts: texts })
    }

    pub(crate) fn as_ptr(&self) -> *const *const c_char {
        self.pointers.as_ptr()
    }

    pub(crate) fn len(&self) -> usize {
        self.pointers.len()
    }
}

/// A text that comes out as (buffer, capacity, needed).
pub(crate) fn text(mut get: impl FnMut(*mut c_char, usize, *mut usize) -> sys::glia_status) -> Result<String> {
    let mut buffer = vec![0u8; USUAL_TEXT];
    loop {
        let mut needed = 0;
        let status = panics::resuming(|| get(buffer.as_mut_ptr().cast(), buffer.len(), &mut needed));
        if status == sys::GLIA_ERROR_CAPACITY && needed > buffer.len() {
            buffer.resize(needed, 0);
            continue;
        }
        check(status)?;
        buffer.truncate(needed.saturating_sub(1)); // the NUL
        return Ok(String::from_utf8_lossy(&buffer).into_owned());
    }
}

/// An array that comes out as (values, capacity, needed).
pub(crate) fn array<T: Clone + Default>(
    mut get: impl FnMut(*mut T, usize, *mut usize) -> sys::glia_status,
) -> Result<Vec<T>> {
    let mut values: Vec<T> = Vec::new();
    loop {
        let mut needed = 0;
        let pointer = if values.is_empty() { null_mut() } else { values.as_mut_ptr() };
        let status = panics::resuming(|| get(pointer, values.len(), &mut needed));
        if status != sys::GLIA_ERROR_CAPACITY || needed <= values.len() {
            check(status)?;
            if needed <= values.len() {
                values.truncate(needed);
                return Ok(values);
            }
        }
        values.resize(needed, T::default());
    }
}

/// The texts of a JSON array of names, which have nothing in them that JSON escapes.
pub(crate) fn names_of(json: &str) -> Vec<String> {
    json.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// How many rows of `width` numbers `length` numbers are.
pub(crate) fn rows_of(what: &str, length: usize, width: usize) -> Result<usize> {
    match (length, width) {
        (0, _) => Ok(0),
        (_, 0) => Err(Error::invalid(format!("{what} has {length} numbers, but its rows have none"))),
        _ if length % width == 0 => Ok(length / width),
        _ => Err(Error::invalid(format!("{what} has {length} numbers, which are no whole rows of {width}"))),
    }
}

/// That an array has as many elements as glia will read or write.
pub(crate) fn expect_length(what: &str, length: usize, rows: usize, width: usize) -> Result<()> {
    if rows.checked_mul(width) == Some(length) {
        return Ok(());
    }
    Err(Error::invalid(format!(
        "{what} has {length} elements, but {rows} rows of {width} need {}",
        rows.saturating_mul(width)
    )))
}
