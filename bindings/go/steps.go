package glia

// #include "bridge.h"
import "C"

// Training one step at a time: Forward, Loss, Backward, Update is what a fit does with each mini-batch.

// Forward runs the network as in training, and gives its outputs.
func (t *Trainer) Forward(x []float32) ([]float32, error) {
	rows, err := rowsIn("x", len(x), t.inputs)
	if err != nil {
		return nil, err
	}
	y := make([]float32, rows*t.outputs)
	err = t.change(func(trainer *C.glia_trainer) C.glia_status {
		status := C.glia_trainer_forward(trainer, floats(x), C.size_t(rows), floats(y))
		if status == C.GLIA_OK {
			t.forwardRows = rows
		}
		return status
	})
	return y, err
}

// Loss is the mean loss of the last forward's outputs, against rows x outputs targets. weights, one for each row, may
// be nil; a negative one makes the row's target less likely.
func (t *Trainer) Loss(targets, weights []float32) (float64, error) {
	return t.loss(len(targets), t.outputs, weights, func(trainer *C.glia_trainer, loss *C.double) C.glia_status {
		if weights != nil {
			return C.glia_trainer_loss_weighted(trainer, floats(targets), floats(weights), loss)
		}
		return C.glia_trainer_loss(trainer, floats(targets), loss)
	})
}

// LossOfClasses is the same against a class for each row.
func (t *Trainer) LossOfClasses(classes []int32, weights []float32) (float64, error) {
	return t.loss(len(classes), 1, weights, func(trainer *C.glia_trainer, loss *C.double) C.glia_status {
		if weights != nil {
			return C.glia_trainer_loss_classes_weighted(trainer, ints(classes), floats(weights), loss)
		}
		return C.glia_trainer_loss_classes(trainer, ints(classes), loss)
	})
}

func (t *Trainer) loss(length, width int, weights []float32, function func(trainer *C.glia_trainer,
	loss *C.double) C.glia_status) (float64, error) {
	var loss C.double
	err := t.ofForward(length, width, weights, func(trainer *C.glia_trainer) C.glia_status {
		return function(trainer, &loss)
	})
	return float64(loss), err
}

// ofForward runs what reads as many rows as the last forward had. Without one, glia refuses it and reads nothing.
func (t *Trainer) ofForward(length, width int, weights []float32, function func(*C.glia_trainer) C.glia_status) error {
	var wrong error
	err := t.change(func(trainer *C.glia_trainer) C.glia_status {
		if t.forwardRows > 0 {
			if wrong = needLength("the slice", length, t.forwardRows, width); wrong != nil {
				return C.GLIA_OK
			}
			if weights != nil {
				if wrong = needLength("weights", len(weights), t.forwardRows, 1); wrong != nil {
					return C.GLIA_OK
				}
			}
		}
		return function(trainer)
	})
	if wrong != nil {
		return wrong
	}
	return err
}

// Backward computes the gradients of the last loss.
func (t *Trainer) Backward() error {
	return t.change(func(trainer *C.glia_trainer) C.glia_status { return C.glia_trainer_backward(trainer) })
}

// BackwardFrom computes the gradients of a loss of your own, from its slope with respect to the outputs: rows x
// outputs.
func (t *Trainer) BackwardFrom(outputGradient []float32) error {
	return t.ofForward(len(outputGradient), t.outputs, nil, func(trainer *C.glia_trainer) C.glia_status {
		return C.glia_trainer_backward_from(trainer, floats(outputGradient))
	})
}

// Update changes the parameters by the optimizer and the gradients.
func (t *Trainer) Update() error {
	return t.change(func(trainer *C.glia_trainer) C.glia_status { return C.glia_trainer_update(trainer) })
}

// Gradients gives the gradient of a tensor, in its shape.
func (t *Trainer) Gradients(layer int, tensor string) ([]float32, error) {
	if err := notNegative(layer); err != nil {
		return nil, err
	}
	var lent texts
	defer lent.free()
	name := lent.text(tensor)
	if lent.err != nil {
		return nil, lent.err
	}
	return t.floatsOf(func(trainer *C.glia_trainer, values *C.float, capacity C.size_t,
		needed *C.size_t) C.glia_status {
		return C.glia_trainer_get_gradients(trainer, C.size_t(layer), name, values, capacity, needed)
	})
}

// SetGradients replaces the gradient of a tensor before an update.
func (t *Trainer) SetGradients(layer int, tensor string, values []float32) error {
	if err := notNegative(layer); err != nil {
		return err
	}
	return t.set(tensor, func(trainer *C.glia_trainer, tensor *C.char) C.glia_status {
		return C.glia_trainer_set_gradients(trainer, C.size_t(layer), tensor, floats(values), C.size_t(len(values)))
	})
}

// Activations gives what the last forward gave at a position: 0 is the input, k the output of layer k - 1.
func (t *Trainer) Activations(position int) ([]float32, error) {
	if err := notNegative(position); err != nil {
		return nil, err
	}
	return t.floatsOf(func(trainer *C.glia_trainer, values *C.float, capacity C.size_t,
		needed *C.size_t) C.glia_status {
		return C.glia_trainer_get_activations(trainer, C.size_t(position), values, capacity, needed)
	})
}

// ActivationGradients gives the gradient of the loss with respect to what Activations gives.
func (t *Trainer) ActivationGradients(position int) ([]float32, error) {
	if err := notNegative(position); err != nil {
		return nil, err
	}
	return t.floatsOf(func(trainer *C.glia_trainer, values *C.float, capacity C.size_t,
		needed *C.size_t) C.glia_status {
		return C.glia_trainer_get_activation_gradients(trainer, C.size_t(position), values, capacity, needed)
	})
}

func (t *Trainer) floatsOf(get func(trainer *C.glia_trainer, values *C.float, capacity C.size_t,
	needed *C.size_t) C.glia_status) ([]float32, error) {
	if err := t.h.enter(); err != nil {
		return nil, err
	}
	defer t.h.leave()
	return arrayOf(func(values *float32, capacity C.size_t, needed *C.size_t) C.glia_status {
		return get(t.pointer(), (*C.float)(values), capacity, needed)
	})
}
