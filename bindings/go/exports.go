package glia

// #include "bridge.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// What C calls, by bridge.c. Each keeps a panic, since none may leave through C.

//export gliaGoDestroy
func gliaGoDestroy(user C.uintptr_t) {
	cgo.Handle(user).Delete()
}

//export gliaGoLog
func gliaGoLog(user C.uintptr_t, level C.int32_t, message *C.char) {
	defer keepPanic(func() {})
	cgo.Handle(user).Value().(func(LogLevel, string))(LogLevel(level), C.GoString(message))
}

//export gliaGoFollowFit
func gliaGoFollowFit(user C.uintptr_t, trainer *C.glia_trainer, event C.int32_t) (stop C.int32_t) {
	defer keepPanic(func() { stop = 1 })
	return cgo.Handle(user).Value().(*follower).follow(trainer, event)
}

//export gliaGoFollowFolds
func gliaGoFollowFolds(user C.uintptr_t, fold, folds C.size_t, trainer *C.glia_trainer,
	event C.int32_t) (stop C.int32_t) {
	defer keepPanic(func() { stop = 1 })
	follower := cgo.Handle(user).Value().(*follower)
	follower.fold, follower.folds = int(fold), int(folds)
	return follower.follow(trainer, event)
}

//export gliaGoDeliver
func gliaGoDeliver(user C.uintptr_t, first, capacity C.size_t, x, targets *C.float, classes *C.int32_t,
	delivered *C.size_t) (stop C.int32_t) {
	defer keepPanic(func() { stop = 1 })
	stream := cgo.Handle(user).Value().(*stream)
	rows := StreamRows{First: int(first), Capacity: int(capacity)}
	rows.X = unsafe.Slice((*float32)(x), int(capacity)*stream.shape.Features)
	if targets != nil {
		rows.Targets = unsafe.Slice((*float32)(targets), int(capacity)*stream.shape.Outputs)
	}
	if classes != nil {
		rows.Classes = unsafe.Slice((*int32)(classes), int(capacity))
	}
	count, err := stream.deliver(rows)
	stream.failed.Store(&err)
	if err != nil || count < 0 {
		return 1
	}
	*delivered = C.size_t(count)
	return 0
}

//export gliaGoForward
func gliaGoForward(user C.uintptr_t, parameters *C.double, rows, cols C.size_t, x, y *C.float) (done C.int32_t) {
	defer keepPanic(func() { done = 0 })
	activation, count := cgo.Handle(user).Value().(*Activation), int(rows*cols)
	activation.Forward(activation.values(parameters), int(cols), single(x, count), single(y, count))
	return 1
}

//export gliaGoBackward
func gliaGoBackward(user C.uintptr_t, parameters *C.double, rows, cols C.size_t, x, y, dy,
	dx *C.float) (done C.int32_t) {
	defer keepPanic(func() { done = 0 })
	activation, count := cgo.Handle(user).Value().(*Activation), int(rows*cols)
	activation.Backward(activation.values(parameters), int(cols), single(x, count), single(y, count), single(dy, count),
		single(dx, count))
	return 1
}

//export gliaGoForward64
func gliaGoForward64(user C.uintptr_t, parameters *C.double, rows, cols C.size_t, x, y *C.double) (done C.int32_t) {
	defer keepPanic(func() { done = 0 })
	activation, count := cgo.Handle(user).Value().(*Activation), int(rows*cols)
	activation.Forward64(activation.values(parameters), int(cols), double(x, count), double(y, count))
	return 1
}

//export gliaGoBackward64
func gliaGoBackward64(user C.uintptr_t, parameters *C.double, rows, cols C.size_t, x, y, dy,
	dx *C.double) (done C.int32_t) {
	defer keepPanic(func() { done = 0 })
	activation, count := cgo.Handle(user).Value().(*Activation), int(rows*cols)
	activation.Backward64(activation.values(parameters), int(cols), double(x, count), double(y, count),
		double(dy, count),
		double(dx, count))
	return 1
}

func single(numbers *C.float, count int) []float32 {
	return unsafe.Slice((*float32)(numbers), count)
}

func double(numbers *C.double, count int) []float64 {
	return unsafe.Slice((*float64)(numbers), count)
}

func (a *Activation) values(parameters *C.double) []float64 {
	return unsafe.Slice((*float64)(parameters), len(a.Parameters))
}
