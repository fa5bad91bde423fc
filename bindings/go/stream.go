package glia

// #include "bridge.h"
import "C"

import (
	"runtime/cgo"
	"sync/atomic"
)

// StreamShape is what a stream looks like before any of its rows is read.
type StreamShape struct {
	Rows       int // of a pass
	Features   int // numbers in a row
	Outputs    int // target values of a row; 0 for classes, and without targets
	ClassCount int // 0 for target values, and without targets
	Window     int // rows in memory at once; 0: as many as 64 MiB hold
}

// StreamRows is where the next rows of a stream are written to, during the call alone.
type StreamRows struct {
	First    int       // rows of this pass that were delivered before: 0 starts a pass
	Capacity int       // rows that are wanted at most
	X        []float32 // their features; what it holds before is arbitrary
	Targets  []float32 // their target values; nil where rows have none
	Classes  []int32   // their classes; nil where rows have none
}

type stream struct {
	shape   StreamShape
	deliver func(StreamRows) (int, error)
	failed  atomic.Pointer[error] // what deliver returned last
}

// NewStream makes a data set of rows that a function delivers, for what memory cannot hold. It writes the next rows and
// gives their number, at most Capacity; 0 ends the pass, and is asked for after the last row. Every pass delivers the
// same rows. An error stops the fit, which then returns it.
func NewStream(shape StreamShape, deliver func(next StreamRows) (int, error)) (*Dataset, error) {
	if err := notNegative(shape.Rows, shape.Features, shape.Outputs, shape.ClassCount, shape.Window); err != nil {
		return nil, err
	}
	stream := &stream{shape: shape, deliver: deliver}
	user := cgo.NewHandle(stream)
	dataset, err := newDataset(stream, func(out **C.glia_dataset) C.glia_status {
		return C.glia_go_dataset_stream(out, C.size_t(shape.Rows), C.size_t(shape.Features), C.size_t(shape.Outputs),
			C.size_t(shape.ClassCount), C.size_t(shape.Window), C.uintptr_t(user))
	})
	if err != nil {
		user.Delete() // glia has not taken it
	}
	return dataset, err
}

// failure adds to an error of glia what a stream's function returned.
func failure(err error, datasets ...*Dataset) error {
	of, ok := err.(*Error)
	if !ok || of.Status != Cancelled || of.cause != nil {
		return err
	}
	for _, dataset := range datasets {
		if dataset == nil || dataset.stream == nil {
			continue
		}
		if cause := dataset.stream.failed.Load(); cause != nil && *cause != nil {
			return &Error{Status: Cancelled, Message: (*cause).Error(), cause: *cause}
		}
	}
	return err
}
