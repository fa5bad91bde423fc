package glia

// #include "bridge.h"
import "C"

import (
	"runtime/cgo"
	"sync"
	"sync/atomic"
)

// ofWorkers are the panics on threads of glia's own, each under the number of the thread whose call these work for.
var ofWorkers struct {
	sync.Mutex
	panics map[C.uint64_t]any
	count  atomic.Int32 // of panics: hardly ever any
}

// takeOfWorkers gives what has panicked on other threads in the call that this thread has made, or nil.
func takeOfWorkers() any {
	if ofWorkers.count.Load() == 0 {
		return nil
	}
	ofWorkers.Lock()
	defer ofWorkers.Unlock()
	caller := C.glia_calling_thread()
	value, kept := ofWorkers.panics[caller]
	if kept {
		delete(ofWorkers.panics, caller)
		ofWorkers.count.Add(-1)
	}
	return value
}

// keepOfWorker is for a panic on a thread of glia's own; the first in a call is kept.
func keepOfWorker(value any) {
	ofWorkers.Lock()
	defer ofWorkers.Unlock()
	caller := C.glia_calling_thread()
	if _, kept := ofWorkers.panics[caller]; kept {
		return
	}
	if ofWorkers.panics == nil {
		ofWorkers.panics = map[C.uint64_t]any{}
	}
	ofWorkers.panics[caller] = value
	ofWorkers.count.Add(1)
}

// keepPanic is deferred by every function that C calls; stopped says what C gets where it has panicked.
func keepPanic(stopped func()) {
	value := recover()
	if value == nil {
		return
	}
	if C.glia_go_depth() == 0 {
		keepOfWorker(value)
	} else if handle := cgo.NewHandle(value); C.glia_go_keep_panic(C.uintptr_t(handle)) == 0 {
		handle.Delete()
	}
	stopped()
}

// resume goes on with the panic of a Go function that glia has called.
func resume(panicked C.uintptr_t) {
	handle := cgo.Handle(panicked)
	value := handle.Value()
	handle.Delete()
	panic(value)
}
