use glia_sys as sys;
use std::ffi::CStr;
use std::fmt;

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Out of range, a wrong shape, a malformed spec.
    InvalidArgument,
    /// Memory could not be had.
    OutOfMemory,
    /// No such file, activation, column or name.
    NotFound,
    /// The operating system refused to read or write.
    Io,
    /// A file is not what it should be: truncated, damaged, foreign, malformed.
    Format,
    /// Understood, but made by a newer version or not possible here.
    Unsupported,
    /// The call is right but comes at the wrong time.
    State,
    /// A plugin was refused.
    Plugin,
    /// A value became infinite or not a number.
    Numeric,
    /// A callback asked to stop.
    Cancelled,
    /// A buffer is too small.
    Capacity,
    /// A defect in glia: please report it.
    Internal,
    /// A status that this crate does not know yet.
    Unknown(i32),
}

impl Status {
    pub(crate) fn of(code: sys::glia_status) -> Status {
        match code {
            sys::GLIA_ERROR_INVALID_ARGUMENT => Status::InvalidArgument,
            sys::GLIA_ERROR_OUT_OF_MEMORY => Status::OutOfMemory,
            sys::GLIA_ERROR_NOT_FOUND => Status::NotFound,
            sys::GLIA_ERROR_IO => Status::Io,
            sys::GLIA_ERROR_FORMAT => Status::Format,
            sys::GLIA_ERROR_UNSUPPORTED => Status::Unsupported,
            sys::GLIA_ERROR_STATE => Status::State,
            sys::GLIA_ERROR_PLUGIN => Status::Plugin,
            sys::GLIA_ERROR_NUMERIC => Status::Numeric,
            sys::GLIA_ERROR_CANCELLED => Status::Cancelled,
            sys::GLIA_ERROR_CAPACITY => Status::Capacity,
            sys::GLIA_ERROR_INTERNAL => Status::Internal,
            other => Status::Unknown(other),
        }
    }

    /// The number that C has for this status, `GLIA_ERROR_*`.
    pub fn code(self) -> i32 {
        match self {
            Status::InvalidArgument => sys::GLIA_ERROR_INVALID_ARGUMENT,
            Status::OutOfMemory => sys::GLIA_ERROR_OUT_OF_MEMORY,
            Status::NotFound => sys::GLIA_ERROR_NOT_FOUND,
            Status::Io => sys::GLIA_ERROR_IO,
            Status::Format => sys::GLIA_ERROR_FORMAT,
            Status::Unsupported => sys::GLIA_ERROR_UNSUPPORTED,
            Status::State => sys::GLIA_ERROR_STATE,
            Status::Plugin => sys::GLIA_ERROR_PLUGIN,
            Status::Numeric => sys::GLIA_ERROR_NUMERIC,
            Status::Cancelled => sys::GLIA_ERROR_CANCELLED,
            Status::Capacity => sys::GLIA_ERROR_CAPACITY,
            Status::Internal => sys::GLIA_ERROR_INTERNAL,
            Status::Unknown(code) => code,
        }
    }
}

impl fmt::Display for Status {
    /// The name that C has for this status, such as `GLIA_ERROR_NOT_FOUND`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = unsafe { CStr::from_ptr(sys::glia_status_name(self.code())) };
        formatter.write_str(&name.to_string_lossy())
    }
}

/// Why a call failed: a status for the program, and one line for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    status: Status,
    message: String,
}

/// What a call that can fail returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Error {
        Error { status, message: message.into() }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Error {
        Error::new(Status::InvalidArgument, message)
    }

    /// What kind of failure this is.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What was wrong, with the value and what is allowed.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The text of an error belongs to the thread, and is read before anything else can fail on it.
pub(crate) fn check(status: sys::glia_status) -> Result<()> {
    if status == sys::GLIA_OK {
        return Ok(());
    }
    Err(last_error(status))
}

#[cold]
fn last_error(status: sys::glia_status) -> Error {
    let message = unsafe { CStr::from_ptr(sys::glia_last_error()) };
    Error::new(Status::of(status), message.to_string_lossy())
}
