package glia

// #include "bridge.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Session is one goroutine's workspace for one model: it predicts without asking for memory, and waits for no other.
// It keeps what it needs of the model, which must not be changed while a session predicts.
type Session struct {
	h               *handle
	inputs, outputs int
	maxRows         int
}

// NewSession makes a workspace for up to maxRows rows a call.
func (m *Model) NewSession(maxRows int) (*Session, error) {
	if err := notNegative(maxRows); err != nil {
		return nil, err
	}
	var out *C.glia_session
	err := m.with(func(model *C.glia_model) C.glia_status {
		return C.glia_session_create(&out, model, C.size_t(maxRows))
	})
	if err != nil {
		return nil, err
	}
	h := newHandle("session", unsafe.Pointer(out), func(object unsafe.Pointer) {
		C.glia_session_destroy((*C.glia_session)(object))
	})
	return &Session{h: h, inputs: m.Inputs(), outputs: m.Outputs(), maxRows: maxRows}, nil
}

// Close gives the session's memory back.
func (s *Session) Close() error {
	s.h.close()
	return nil
}

// Predict gives the outputs for each row of x.
func (s *Session) Predict(x []float32) ([]float32, error) {
	y := make([]float32, min(len(x)/s.inputs, s.maxRows)*s.outputs) // more rows are refused
	return y, s.PredictInto(x, y)
}

// PredictInto is Predict into a slice of yours: rows x outputs.
func (s *Session) PredictInto(x, y []float32) error {
	rows := 1
	if len(x) != s.inputs {
		var err error
		if rows, err = rowsIn("x", len(x), s.inputs); err != nil {
			return err
		}
	}
	if len(y) != rows*s.outputs && rows <= s.maxRows {
		return needLength("y", len(y), rows, s.outputs)
	}
	if err := s.h.enterAlone(); err != nil {
		return err
	}
	runtime.LockOSThread() // the text of an error and a panic belong to the thread
	status := C.glia_go_session_predict(C.uintptr_t(uintptr(s.h.object)), floats(x), C.size_t(rows), floats(y))
	var err error
	var panicked C.uintptr_t
	switch status {
	case C.GLIA_OK:
	case C.GLIA_GO_PANICKED:
		panicked = C.glia_go_leave()
	default:
		err = lastError(status)
	}
	runtime.UnlockOSThread()
	s.h.leave()
	if panicked != 0 {
		resume(panicked)
	}
	return err
}

// predictInC makes the same prediction so many times, for the benchmark.
func (s *Session) predictInC(x, y []float32, times int) error {
	if err := s.h.enterAlone(); err != nil {
		return err
	}
	defer s.h.leave()
	session := (*C.glia_session)(s.h.object)
	return call(func() C.glia_status {
		return C.glia_go_session_predict_again(session, floats(x), C.size_t(len(x)/s.inputs), floats(y),
			C.size_t(times))
	})
}
