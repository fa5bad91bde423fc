//go:build glia_flags

package glia

// Where the tag glia_flags is set, CGO_CFLAGS and CGO_LDFLAGS say where glia is.

// #cgo LDFLAGS: -lglia
import "C"
