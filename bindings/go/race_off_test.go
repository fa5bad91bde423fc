//go:build !race

package glia

const (
	cycles = 100000
	// Bytes. A lost block of C memory takes 32 or more: in each cycle of half of them, 1.6 MB. What Go keeps for itself
	// moves by some pages from one collection to the next.
	growthAllowed = 256 << 10
)
