package glia

// #include "bridge.h"
import "C"

import (
	"runtime"
	"runtime/cgo"
	"sync/atomic"
)

// call makes a call of glia. The thread is locked, because the text of an error and the panic of a Go function belong
// to it.
func call(function func() C.glia_status) error {
	return callOn(0, function)
}

// callWithWorkers makes a call that works with threads of glia's own, on which an activation may panic.
func callWithWorkers(function func() C.glia_status) error {
	return callOn(1, function)
}

func callOn(workers C.int32_t, function func() C.glia_status) (err error) {
	if err := checkVersion(); err != nil {
		return err
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	C.glia_go_enter()
	if status := function(); status != C.GLIA_OK {
		err = lastError(status)
	}
	if panicked := C.glia_go_leave(workers); panicked != 0 {
		resume(panicked)
	}
	return err
}

// run is call for what cannot fail.
func run(function func()) {
	_ = call(func() C.glia_status {
		function()
		return C.GLIA_OK
	})
}

// resume goes on with the panic of a Go function that glia has called.
func resume(panicked C.uintptr_t) {
	handle := cgo.Handle(panicked)
	value := handle.Value()
	handle.Delete()
	panic(value)
}

// keepPanic is deferred by every function that C calls; stopped says what C gets where it has panicked.
func keepPanic(stopped func()) {
	if value := recover(); value != nil {
		handle := cgo.NewHandle(value)
		if C.glia_go_keep_panic(C.uintptr_t(handle)) == 0 {
			handle.Delete()
		}
		stopped()
	}
}

var versionChecked atomic.Bool

func checkVersion() error {
	if versionChecked.Load() {
		return nil
	}
	if err := compatible(Version()); err != nil {
		return err
	}
	versionChecked.Store(true)
	return nil
}
