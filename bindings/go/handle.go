package glia

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

// handle is an object of glia: destroyed once, when it was closed and the last call that uses it has returned, or by
// the garbage collector.
type handle struct {
	noun    string // for errors: "model"
	object  unsafe.Pointer
	destroy func(unsafe.Pointer)
	users   atomic.Int64 // calls under way, plus closed
}

const closed = int64(1) << 62

func newHandle(noun string, object unsafe.Pointer, destroy func(unsafe.Pointer)) *handle {
	h := &handle{noun: noun, object: object, destroy: destroy}
	runtime.SetFinalizer(h, (*handle).close)
	return h
}

// enter begins a call that others may run beside; leave ends it.
func (h *handle) enter() error {
	for {
		users := h.users.Load()
		if users >= closed {
			return h.closedError()
		}
		if h.users.CompareAndSwap(users, users+1) {
			return nil
		}
	}
}

// enterAlone begins a call that changes the object.
func (h *handle) enterAlone() error {
	if h.users.CompareAndSwap(0, 1) {
		return nil
	}
	if h.users.Load() >= closed {
		return h.closedError()
	}
	return &Error{Status: State, Message: "the " + h.noun + " is in use by another call"}
}

func (h *handle) leave() {
	if h.users.Add(-1) == closed {
		h.free()
	}
}

func (h *handle) close() {
	for {
		users := h.users.Load()
		if users >= closed {
			return
		}
		if h.users.CompareAndSwap(users, users+closed) {
			if users == 0 {
				h.free()
			}
			return
		}
	}
}

func (h *handle) free() {
	runtime.SetFinalizer(h, nil)
	run(func() { h.destroy(h.object) })
}

func (h *handle) closedError() error {
	return &Error{Status: State, Message: "the " + h.noun + " is closed", cause: ErrClosed}
}
