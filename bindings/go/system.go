package glia

// #cgo linux LDFLAGS: -ldl
// #include "bridge.h"
import "C"

import "fmt"

// Version is that of the loaded library: major * 10000 + minor * 100 + patch.
func Version() int {
	return int(C.glia_version())
}

// VersionText is the same as text, such as "1.0.0".
func VersionText() string {
	return C.GoString(C.glia_version_string())
}

// CPU is the instruction set that glia and its plugins use: "baseline", "avx2" or "avx512".
func CPU() string {
	return C.GoString(C.glia_cpu_name())
}

// BLAS describes the matrix library in a line of JSON.
func BLAS() (string, error) {
	return textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_blas_info(buffer, capacity, needed)
	})
}

// compatible is that a library of that version does what this package, which was compiled with glia's headers, asks of
// it: the same major version, and not an older one.
func compatible(version int) error {
	if version/10000 == C.GLIA_VERSION_MAJOR && version >= C.GLIA_VERSION {
		return nil
	}
	return &Error{Status: Unsupported, Message: fmt.Sprintf(
		"the loaded library '%s' is glia %s, but this program needs glia %s or a later %d.x",
		C.GoString(C.glia_go_library_file()), dotted(version), dotted(C.GLIA_VERSION), C.GLIA_VERSION_MAJOR)}
}

func dotted(version int) string {
	return fmt.Sprintf("%d.%d.%d", version/10000, version/100%100, version%100)
}
