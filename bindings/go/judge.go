package glia

// #include "bridge.h"
import "C"

import "math"

// Evaluate gives loss and accuracy of the model as it is; accuracy is NaN where it has no meaning.
func (t *Trainer) Evaluate(dataset *Dataset) (loss, accuracy float64, err error) {
	if err := t.h.enter(); err != nil {
		return 0, 0, err
	}
	defer t.h.leave()
	return evaluate(t.pointer(), dataset)
}

func evaluate(trainer *C.glia_trainer, dataset *Dataset) (float64, float64, error) {
	if err := dataset.h.enter(); err != nil {
		return 0, 0, err
	}
	defer dataset.h.leave()
	loss, accuracy := C.double(math.NaN()), C.double(math.NaN())
	err := call(func() C.glia_status {
		return C.glia_trainer_evaluate(trainer, dataset.pointer(), &loss, &accuracy)
	})
	return float64(loss), float64(accuracy), failure(err, dataset)
}

// Metric is a figure of the last epoch: "loss", "validation_accuracy", "learning_rate", "seconds", ... NaN where there
// is none.
func (t *Trainer) Metric(name string) (float64, error) {
	if err := t.h.enter(); err != nil {
		return 0, err
	}
	defer t.h.leave()
	return metric(t.pointer(), name)
}

func metric(trainer *C.glia_trainer, name string) (float64, error) {
	var value C.double
	err := withText(name, func(name *C.char) C.glia_status { return C.glia_trainer_metric(trainer, name, &value) })
	return float64(value), err
}

// History gives one figure of every finished epoch.
func (t *Trainer) History(name string) ([]float64, error) {
	return t.doublesOf(name, func(t *C.glia_trainer, name *C.char, values *C.double, capacity C.size_t,
		needed *C.size_t) C.glia_status {
		return C.glia_trainer_history(t, name, values, capacity, needed)
	})
}

func (t *Trainer) doublesOf(name string, get func(trainer *C.glia_trainer, name *C.char, values *C.double,
	capacity C.size_t, needed *C.size_t) C.glia_status) ([]float64, error) {
	var lent texts
	defer lent.free()
	c := lent.text(name)
	if lent.err != nil {
		return nil, lent.err
	}
	if err := t.h.enter(); err != nil {
		return nil, err
	}
	defer t.h.leave()
	return arrayOf(func(values *float64, capacity C.size_t, needed *C.size_t) C.glia_status {
		return get(t.pointer(), c, (*C.double)(values), capacity, needed)
	})
}

// Figures gives the names of all figures that History has.
func (t *Trainer) Figures() ([]string, error) {
	if err := t.h.enter(); err != nil {
		return nil, err
	}
	defer t.h.leave()
	return namesOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_trainer_figures(t.pointer(), buffer, capacity, needed)
	})
}

// FindLearningRate is the learning-rate range test, on a copy of the model: steps learning rates from lowest to
// highest, each with the loss of a mini-batch. It may end early.
func (t *Trainer) FindLearningRate(train *Dataset, lowest, highest float64, steps int) (rates,
	losses []float64, err error) {
	if err := notNegative(steps); err != nil {
		return nil, nil, err
	}
	if err := train.h.enter(); err != nil {
		return nil, nil, err
	}
	defer train.h.leave()
	rates, losses = make([]float64, steps), make([]float64, steps)
	var points C.size_t
	err = t.with(func(trainer *C.glia_trainer) C.glia_status {
		return C.glia_trainer_find_learning_rate(trainer, train.pointer(), C.double(lowest), C.double(highest),
			C.size_t(steps), doubles(rates), doubles(losses), C.size_t(steps), &points)
	})
	if err != nil {
		return nil, nil, failure(err, train)
	}
	return rates[:points], losses[:points], nil
}
