package glia

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// Activation is an activation of this program. Its functions are run by any number of threads at once; they get the
// values of the parameters in their order, and rows of cols numbers, one row after another.
//
// A panic in one gives NaN to glia, and goes on after the call that ran it.
type Activation struct {
	Name        string // a small letter, then small letters, digits and underscores
	Revision    uint32 // raise it when the mathematics change: model files store it; 0 is 1
	Parameters  []Parameter
	Formula     string // one line for people
	Reference   string // where the mathematics come from
	Initializer string // what "auto" takes for weights before it; "": glorot_uniform

	// Elementwise promises that each number depends on those at its place alone, so that glia may cut arrays anywhere.
	Elementwise bool

	// Forward writes y = f(x); Backward writes dx, the derivative times dy. What y and dx hold before is arbitrary.
	Forward  func(parameters []float64, cols int, x, y []float32)
	Backward func(parameters []float64, cols int, x, y, dy, dx []float32)

	// The same in double precision, for gradient checks; both or neither.
	Forward64  func(parameters []float64, cols int, x, y []float64)
	Backward64 func(parameters []float64, cols int, x, y, dy, dx []float64)
}

// Parameter is a parameter of an activation, with its default and range.
type Parameter struct {
	Name                      string
	Default, Minimum, Maximum float64
}

// ElementwiseActivation is an activation of a function of single numbers and its derivative.
func ElementwiseActivation(name string, function func(x float64, parameters []float64) float64,
	derivative func(x, y float64, parameters []float64) float64, parameters ...Parameter) Activation {
	a := Activation{Name: name, Parameters: parameters, Elementwise: true}
	a.Forward, a.Backward = elementwise[float32](function, derivative)
	a.Forward64, a.Backward64 = elementwise[float64](function, derivative)
	return a
}

func elementwise[T float32 | float64](function func(float64, []float64) float64,
	derivative func(float64, float64, []float64) float64) (func([]float64, int, []T, []T), func([]float64, int,
	[]T, []T, []T, []T)) {
	forward := func(parameters []float64, _ int, x, y []T) {
		for i, x := range x {
			y[i] = T(function(float64(x), parameters))
		}
	}
	backward := func(parameters []float64, _ int, x, y, dy, dx []T) {
		for i, x := range x {
			dx[i] = T(float64(dy[i]) * derivative(float64(x), float64(y[i]), parameters))
		}
	}
	return forward, backward
}

// Register makes an activation known to glia under its name, for ever or until Unregister.
func Register(activation Activation) error {
	if activation.Forward == nil || activation.Backward == nil {
		return invalid("activation '%s' needs Forward and Backward", activation.Name)
	}
	if (activation.Forward64 == nil) != (activation.Backward64 == nil) {
		return invalid("activation '%s' has one of Forward64 and Backward64; it needs both or neither", activation.Name)
	}
	if activation.Revision == 0 {
		activation.Revision = 1
	}
	var t texts
	defer t.free()
	table := (*C.glia_activation_t)(C.calloc(1, C.size_t(unsafe.Sizeof(C.glia_activation_t{}))))
	t.owned = append(t.owned, unsafe.Pointer(table))
	table.name, table.variant = t.text(activation.Name), t.text("go")
	table.formula, table.reference = t.optional(activation.Formula), t.optional(activation.Reference)
	table.initializer = t.optional(activation.Initializer)
	table.revision = C.uint32_t(activation.Revision)
	if activation.Elementwise {
		table.flags = C.GLIA_ACTIVATION_ELEMENTWISE
	}
	if count := len(activation.Parameters); count > 0 {
		array := C.calloc(C.size_t(count), C.size_t(unsafe.Sizeof(C.glia_activation_parameter_t{})))
		t.owned = append(t.owned, array)
		table.parameters, table.parameter_count = (*C.glia_activation_parameter_t)(array), C.uint32_t(count)
		for i, p := range unsafe.Slice((*C.glia_activation_parameter_t)(array), count) {
			p.name = t.text(activation.Parameters[i].Name)
			p.default_value = C.double(activation.Parameters[i].Default)
			p.minimum = C.double(activation.Parameters[i].Minimum)
			p.maximum = C.double(activation.Parameters[i].Maximum)
			unsafe.Slice((*C.glia_activation_parameter_t)(array), count)[i] = p
		}
	}
	if t.err != nil {
		return t.err
	}
	user := cgo.NewHandle(&activation)
	err := call(func() C.glia_status {
		return C.glia_go_register_activation(table, boolean(activation.Forward64 != nil), C.uintptr_t(user))
	})
	if err != nil {
		user.Delete() // glia has not taken it
	}
	return err
}
