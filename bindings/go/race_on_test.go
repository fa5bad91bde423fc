//go:build race

package glia

// The race detector makes each cycle slower, and has memory of its own.
const (
	cycles        = 2000
	growthAllowed = 8 << 20
)
