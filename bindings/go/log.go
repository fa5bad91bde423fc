package glia

// #include "bridge.h"
import "C"

import "runtime/cgo"

// LogLevel is how much a message matters.
type LogLevel int32

// The levels of messages; LogWarn is the default.
const (
	LogTrace LogLevel = C.GLIA_LOG_TRACE
	LogDebug LogLevel = C.GLIA_LOG_DEBUG
	LogInfo  LogLevel = C.GLIA_LOG_INFO
	LogWarn  LogLevel = C.GLIA_LOG_WARN
	LogError LogLevel = C.GLIA_LOG_ERROR
	LogOff   LogLevel = C.GLIA_LOG_OFF
)

// SetLogLevel lets through messages of a level and above.
func SetLogLevel(level LogLevel) error {
	return call(func() C.glia_status { return C.glia_log_set_level(C.int32_t(level)) })
}

// CurrentLogLevel is the level in force.
func CurrentLogLevel() LogLevel {
	return LogLevel(C.glia_log_level())
}

// SetLogger sends messages to a function, one at a time, in place of stderr; nil goes back to stderr. The function must
// not call SetLogger or SetLogLevel; a panic goes on after the call that caused the message.
func SetLogger(log func(level LogLevel, message string)) error {
	if log == nil {
		return call(func() C.glia_status { return C.glia_go_log_set_callback(0) })
	}
	user := cgo.NewHandle(log)
	err := call(func() C.glia_status { return C.glia_go_log_set_callback(C.uintptr_t(user)) })
	if err != nil {
		user.Delete()
	}
	return err
}
