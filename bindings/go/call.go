package glia

// #include "bridge.h"
import "C"

import (
	"runtime"
	"sync/atomic"
)

// call makes a call of glia. The thread is locked, because the text of an error and the panic of a Go function belong
// to it.
func call(function func() C.glia_status) (err error) {
	if err := checkVersion(); err != nil {
		return err
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	C.glia_go_enter()
	if status := function(); status != C.GLIA_OK {
		err = lastError(status)
	}
	panicked, onWorker := C.glia_go_leave(), takeOfWorkers() // both: nothing is left for the next call
	if panicked != 0 {
		resume(panicked)
	}
	if onWorker != nil {
		panic(onWorker)
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
