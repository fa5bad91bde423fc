package glia

// #include "bridge.h"
import "C"

// Activations by themselves, without a model: to plot one, to print a table, to test one's own. In x are rows of cols
// numbers, which matter where a function is one of rows, as softmax is. In float64 they are slower, and right within
// some units in the last place; not every activation has that.

// ActivationValues gives f(x), where spec says f: "leaky_relu(alpha=0.1)".
func ActivationValues[T float32 | float64](spec string, cols int, x []T) ([]T, error) {
	rows, err := rowsIn("x", len(x), cols)
	if err != nil || rows == 0 {
		return nil, err
	}
	y := make([]T, len(x))
	return y, withText(spec, func(spec *C.char) C.glia_status {
		return values(spec, C.size_t(rows), C.size_t(cols), any(x), any(y))
	})
}

// ActivationGradients gives dy times the derivative of f at x. With dy = 1 everywhere, and a function of each number,
// that is the derivative.
func ActivationGradients[T float32 | float64](spec string, cols int, x, dy []T) ([]T, error) {
	rows, err := rowsIn("x", len(x), cols)
	if err == nil {
		err = needLength("dy", len(dy), rows, cols)
	}
	if err != nil || rows == 0 {
		return nil, err
	}
	dx := make([]T, len(x))
	return dx, withText(spec, func(spec *C.char) C.glia_status {
		return gradients(spec, C.size_t(rows), C.size_t(cols), any(x), any(dy), any(dx))
	})
}

func values(spec *C.char, rows, cols C.size_t, x, y any) C.glia_status {
	if x, ok := x.([]float32); ok {
		return C.glia_activation_values(spec, rows, cols, floats(x), floats(y.([]float32)))
	}
	return C.glia_activation_values_f64(spec, rows, cols, doubles(x.([]float64)), doubles(y.([]float64)))
}

func gradients(spec *C.char, rows, cols C.size_t, x, dy, dx any) C.glia_status {
	if x, ok := x.([]float32); ok {
		return C.glia_activation_gradients(spec, rows, cols, floats(x), nil, floats(dy.([]float32)),
			floats(dx.([]float32)))
	}
	return C.glia_activation_gradients_f64(spec, rows, cols, doubles(x.([]float64)), nil, doubles(dy.([]float64)),
		doubles(dx.([]float64)))
}
