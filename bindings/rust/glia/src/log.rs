//! What glia tells about its work: to stderr, unless a closure of yours takes it.
use crate::exchange::call;
use crate::{panics, Result};
use glia_sys as sys;
use std::ffi::{c_void, CStr};
use std::os::raw::c_char;
use std::ptr::null_mut;

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The smallest steps.
    Trace,
    /// What helps to find a mistake.
    Debug,
    /// What was done.
    Info,
    /// What may not be what you want; the default.
    Warn,
    /// What went wrong.
    Error,
    /// Nothing is let through.
    Off,
}

impl Level {
    fn of(code: i32) -> Level {
        match code {
            sys::GLIA_LOG_TRACE => Level::Trace,
            sys::GLIA_LOG_DEBUG => Level::Debug,
            sys::GLIA_LOG_INFO => Level::Info,
            sys::GLIA_LOG_WARN => Level::Warn,
            sys::GLIA_LOG_ERROR => Level::Error,
            _ => Level::Off,
        }
    }
}

/// Lets through messages of a level and above.
pub fn set_level(level: Level) -> Result<()> {
    call(|| unsafe { sys::glia_log_set_level(level as i32) })
}

/// The level in force.
pub fn level() -> Level {
    Level::of(unsafe { sys::glia_log_level() })
}

/// Sends messages to a closure, one at a time, on the thread that caused each. It must not use this module; a panic
/// goes on after the call of glia that caused the message.
///
/// Since threads take turns in it, all that it holds must be `Send`:
///
/// ```
/// # use std::sync::{Arc, Mutex};
/// let texts = Arc::new(Mutex::new(Vec::new()));
/// glia::log::set_callback(move |_, text| texts.lock().unwrap().push(text.to_owned())).unwrap();
/// ```
///
/// ```compile_fail,E0277
/// # use std::{cell::RefCell, rc::Rc};
/// let texts = Rc::new(RefCell::new(Vec::new()));
/// glia::log::set_callback(move |_, text| texts.borrow_mut().push(text.to_owned())).unwrap();
/// ```
pub fn set_callback<F: FnMut(Level, &str) + Send + 'static>(callback: F) -> Result<()> {
    let user = Box::into_raw(Box::new(callback));
    let result =
        call(|| unsafe { sys::glia_log_set_callback(Some(receive::<F> as _), user.cast(), Some(destroy::<F> as _)) });
    if result.is_err() {
        drop(unsafe { Box::from_raw(user) }); // glia has not taken it
    }
    result
}

/// Sends messages to stderr again.
pub fn remove_callback() -> Result<()> {
    call(|| unsafe { sys::glia_log_set_callback(None, null_mut(), None) })
}

unsafe extern "C" fn destroy<F>(user: *mut c_void) {
    panics::guard_drop(Box::from_raw(user.cast::<F>()));
}

unsafe extern "C" fn receive<F: FnMut(Level, &str)>(level: i32, message: *const c_char, user: *mut c_void) {
    let callback = &mut *user.cast::<F>();
    panics::guard((), || callback(Level::of(level), &CStr::from_ptr(message).to_string_lossy()));
}
