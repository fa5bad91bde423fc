package glia

// #include "bridge.h"
import "C"

// Status is what kind of failure an Error is. It is an error itself, for errors.Is(err, glia.NotFound).
type Status int32

// The statuses of glia.
const (
	OK              Status = C.GLIA_OK
	InvalidArgument Status = C.GLIA_ERROR_INVALID_ARGUMENT // out of range, a wrong shape, a malformed spec
	OutOfMemory     Status = C.GLIA_ERROR_OUT_OF_MEMORY    // memory could not be had
	NotFound        Status = C.GLIA_ERROR_NOT_FOUND        // no such file, activation, column or name
	IO              Status = C.GLIA_ERROR_IO               // the operating system refused to read or write
	Format          Status = C.GLIA_ERROR_FORMAT           // a file is not what it should be
	Unsupported     Status = C.GLIA_ERROR_UNSUPPORTED      // made by a newer version, or not possible here
	State           Status = C.GLIA_ERROR_STATE            // the call comes at the wrong time
	Plugin          Status = C.GLIA_ERROR_PLUGIN           // a plugin was refused
	Numeric         Status = C.GLIA_ERROR_NUMERIC          // a value became infinite or not a number
	Cancelled       Status = C.GLIA_ERROR_CANCELLED        // a callback or context asked to stop
	Capacity        Status = C.GLIA_ERROR_CAPACITY         // a buffer is too small
	Internal        Status = C.GLIA_ERROR_INTERNAL         // a defect in glia: please report it
)

// String gives the name that C has for the status, such as "GLIA_ERROR_NOT_FOUND".
func (s Status) String() string {
	return C.GoString(C.glia_status_name(C.glia_status(s)))
}

// Error is String: a Status is what errors.Is compares with.
func (s Status) Error() string {
	return s.String()
}

// Error is why a call failed.
type Error struct {
	Status  Status
	Message string // one line for a person
	cause   error
}

// ErrClosed is what errors.Is finds in the error of every method of an object that was closed.
var ErrClosed error = &Error{Status: State, Message: "the object is closed"}

// Error gives the message.
func (e *Error) Error() string {
	return e.Message
}

// Is compares with a Status.
func (e *Error) Is(target error) bool {
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap gives the error of a context or callback that stopped a call, and ErrClosed of what was closed.
func (e *Error) Unwrap() error {
	return e.cause
}

// lastError reads the text of the thread that made the call, which must still be this one.
func lastError(status C.glia_status) *Error {
	return &Error{Status: Status(status), Message: C.GoString(C.glia_last_error())}
}
