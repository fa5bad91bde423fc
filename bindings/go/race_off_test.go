//go:build !race

package glia

const cycles = 100000
