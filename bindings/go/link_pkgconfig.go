//go:build !glia_flags

package glia

// #cgo pkg-config: glia
import "C"
