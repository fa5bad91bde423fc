package glia

// #include "bridge.h"
import "C"

import (
	"fmt"
	"unsafe"
)

// Trainer is what training needs beside a model: loss, optimizer, gradients, history. It changes the model that it was
// made for, which must not be used elsewhere meanwhile, but for what reads it in a callback.
type Trainer struct {
	h               *handle
	inputs, outputs int
	forwardRows     int // of the last forward: what follows it reads as many
}

// NewTrainer makes a trainer of a model that has layers. It keeps what it needs of the model.
func (m *Model) NewTrainer() (*Trainer, error) {
	var out *C.glia_trainer
	err := m.change(&texts{}, func(model *C.glia_model) C.glia_status { return C.glia_trainer_create(&out, model) })
	if err != nil {
		return nil, err
	}
	h := newHandle("trainer", unsafe.Pointer(out), func(object unsafe.Pointer) {
		C.glia_trainer_destroy((*C.glia_trainer)(object))
	})
	return &Trainer{h: h, inputs: m.Inputs(), outputs: m.Outputs()}, nil
}

// Close gives the trainer's memory back, as soon as no call uses it. The model stays.
func (t *Trainer) Close() error {
	t.h.close()
	return nil
}

func (t *Trainer) pointer() *C.glia_trainer {
	return (*C.glia_trainer)(t.h.object)
}

// with runs what others may run beside it.
func (t *Trainer) with(function func(*C.glia_trainer) C.glia_status) error {
	if err := t.h.enter(); err != nil {
		return err
	}
	defer t.h.leave()
	return call(func() C.glia_status { return function(t.pointer()) })
}

// change runs what needs the trainer alone.
func (t *Trainer) change(function func(*C.glia_trainer) C.glia_status) error {
	if err := t.h.enterAlone(); err != nil {
		return err
	}
	defer t.h.leave()
	return call(func() C.glia_status { return function(t.pointer()) })
}

// set makes a setting that is a text.
func (t *Trainer) set(spec string, function func(trainer *C.glia_trainer, spec *C.char) C.glia_status) error {
	var text texts
	defer text.free()
	c := text.text(spec)
	if text.err != nil {
		return text.err
	}
	return t.change(func(trainer *C.glia_trainer) C.glia_status { return function(trainer, c) })
}

// setSize makes a setting that is a number of something.
func (t *Trainer) setSize(size int, function func(trainer *C.glia_trainer, size C.size_t) C.glia_status) error {
	if err := notNegative(size); err != nil {
		return err
	}
	return t.change(func(trainer *C.glia_trainer) C.glia_status { return function(trainer, C.size_t(size)) })
}

// SetLoss sets the loss: "mse", "categorical_crossentropy(label_smoothing=0.1)", "huber(delta=1)", ...
func (t *Trainer) SetLoss(loss string) error {
	return t.set(loss, func(t *C.glia_trainer, spec *C.char) C.glia_status { return C.glia_trainer_set_loss(t, spec) })
}

// SetOptimizer sets the optimizer: "adam(learning_rate=3e-4)", "sgd(momentum=0.9)", "lbfgs", ... Its state starts
// afresh.
func (t *Trainer) SetOptimizer(optimizer string) error {
	return t.set(optimizer, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_optimizer(t, spec)
	})
}

// SetSchedule sets how the learning rate changes: "cosine(warmup=5)", "reduce_on_plateau(patience=5)", ...
func (t *Trainer) SetSchedule(schedule string) error {
	return t.set(schedule, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_schedule(t, spec)
	})
}

// SetPenalty sets what large weights cost: "none", "l1(factor=1e-4)", "l2", "l1_l2", "weight_decay".
func (t *Trainer) SetPenalty(penalty string) error {
	return t.set(penalty, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_penalty(t, spec)
	})
}

// SetConstraint sets what weights are held to: "none", "max_norm(limit=3)".
func (t *Trainer) SetConstraint(constraint string) error {
	return t.set(constraint, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_constraint(t, spec)
	})
}

// SetClipping sets how gradients are cut: "none", "value(limit=1)", "norm(limit=1)".
func (t *Trainer) SetClipping(clipping string) error {
	return t.set(clipping, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_clipping(t, spec)
	})
}

// SetClassWeight sets what rows of each class count, by a rule: "none" or "balanced".
func (t *Trainer) SetClassWeight(rule string) error {
	return t.set(rule, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_class_weight(t, spec)
	})
}

// SetClassWeights sets the same by numbers, one for each class; none take them away.
func (t *Trainer) SetClassWeights(weights []float64) error {
	return t.change(func(trainer *C.glia_trainer) C.glia_status {
		return C.glia_trainer_set_class_weights(trainer, doubles(weights), C.size_t(len(weights)))
	})
}

// SetMetrics sets what a fit measures beside loss and accuracy: specs such as "f1_macro".
func (t *Trainer) SetMetrics(metrics ...string) error {
	var text texts
	defer text.free()
	array, count := text.list(metrics)
	if text.err != nil {
		return text.err
	}
	return t.change(func(trainer *C.glia_trainer) C.glia_status {
		return C.glia_trainer_set_metrics(trainer, array, count)
	})
}

// SetAccumulation sets how many mini-batches' gradients are added up to one update.
func (t *Trainer) SetAccumulation(batches int) error {
	return t.setSize(batches, func(t *C.glia_trainer, size C.size_t) C.glia_status {
		return C.glia_trainer_set_accumulation(t, size)
	})
}

// SetBatchSize sets the rows of a mini-batch; 0 means all rows in one.
func (t *Trainer) SetBatchSize(rows int) error {
	return t.setSize(rows, func(t *C.glia_trainer, size C.size_t) C.glia_status {
		return C.glia_trainer_set_batch_size(t, size)
	})
}

// SetEpochs sets the passes over the data that a fit makes.
func (t *Trainer) SetEpochs(epochs int) error {
	return t.setSize(epochs, func(t *C.glia_trainer, size C.size_t) C.glia_status {
		return C.glia_trainer_set_epochs(t, size)
	})
}

// SetThreads sets how many threads a fit works with. The results are the same bits for any number.
func (t *Trainer) SetThreads(threads int) error {
	return t.setSize(threads, func(t *C.glia_trainer, size C.size_t) C.glia_status {
		return C.glia_trainer_set_threads(t, size)
	})
}

// SetSeed sets where every random number of a fit comes from.
func (t *Trainer) SetSeed(seed uint64) error {
	return t.change(func(t *C.glia_trainer) C.glia_status { return C.glia_trainer_set_seed(t, C.uint64_t(seed)) })
}

// SetShuffle sets whether mini-batches take rows in a new random order each epoch.
func (t *Trainer) SetShuffle(shuffle bool) error {
	return t.change(func(t *C.glia_trainer) C.glia_status { return C.glia_trainer_set_shuffle(t, boolean(shuffle)) })
}

// Settings is many settings at once; what is "" or 0 stays as it is.
type Settings struct {
	Loss, Optimizer, Schedule, Penalty, Constraint, Clipping, ClassWeight string

	BatchSize, Epochs, Threads, Accumulation int
	Seed                                     uint64
	Metrics                                  []string
}

// Set makes settings, in the order of their fields; it stops at the first that is refused.
func (t *Trainer) Set(s Settings) error {
	specs := []struct {
		spec string
		set  func(string) error
	}{
		{s.Loss, t.SetLoss}, {s.Optimizer, t.SetOptimizer}, {s.Schedule, t.SetSchedule}, {s.Penalty, t.SetPenalty},
		{s.Constraint, t.SetConstraint}, {s.Clipping, t.SetClipping}, {s.ClassWeight, t.SetClassWeight},
	}
	for _, setting := range specs {
		if setting.spec != "" {
			if err := setting.set(setting.spec); err != nil {
				return err
			}
		}
	}
	sizes := []struct {
		size int
		set  func(int) error
	}{
		{s.BatchSize, t.SetBatchSize}, {s.Epochs, t.SetEpochs}, {s.Threads, t.SetThreads}, {s.Accumulation,
			t.SetAccumulation},
	}
	for _, setting := range sizes {
		if setting.size != 0 {
			if err := setting.set(setting.size); err != nil {
				return err
			}
		}
	}
	if s.Seed != 0 {
		if err := t.SetSeed(s.Seed); err != nil {
			return err
		}
	}
	if len(s.Metrics) > 0 {
		return t.SetMetrics(s.Metrics...)
	}
	return nil
}

// String tells what the trainer is for.
func (t *Trainer) String() string {
	return fmt.Sprintf("trainer of a model of %d inputs and %d outputs", t.inputs, t.outputs)
}
