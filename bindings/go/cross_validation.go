package glia

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime/cgo"
	"unsafe"
)

// CrossValidation is the figures of all folds of a cross-validation.
type CrossValidation struct{ h *handle }

// CrossValidate tells how well this recipe learns, judged on rows that it has not seen: for each fold, a fresh model is
// trained and evaluated. The trainer and its model stay as they are. initializer is a spec, "" is "auto".
//
// follow and the context are as in Fit. Where they end it, the folds that were finished before, maybe none, come with
// the error.
func (t *Trainer) CrossValidate(ctx context.Context, dataset *Dataset, folds Folds, initializer string,
	follow func(*Progress) error) (*CrossValidation, error) {
	var lent texts
	defer lent.free()
	spec, first := lent.text(folds.Spec), lent.optional(initializer)
	if lent.err != nil {
		return nil, lent.err
	}
	if err := dataset.h.enter(); err != nil {
		return nil, err
	}
	defer dataset.h.leave()
	follower := &follower{context: ctx, function: follow}
	user := cgo.NewHandle(follower)
	defer user.Delete()
	var out *C.glia_cross_validation
	defer func() {
		if value := recover(); value != nil { // of follow: what is finished goes with it
			C.glia_cross_validation_destroy(out)
			panic(value)
		}
	}()
	err := t.with(func(trainer *C.glia_trainer) C.glia_status {
		return C.glia_go_cross_validate(&out, trainer, dataset.pointer(), spec, ints(folds.Groups),
			C.size_t(len(folds.Groups)), first, C.uint64_t(folds.Seed), C.uintptr_t(user))
	})
	err = failure(follower.explain(err), dataset)
	if out == nil {
		return nil, err
	}
	return &CrossValidation{newHandle("cross-validation", unsafe.Pointer(out), func(object unsafe.Pointer) {
		C.glia_cross_validation_destroy((*C.glia_cross_validation)(object))
	})}, err
}

// Close gives the memory of the figures back.
func (c *CrossValidation) Close() error {
	c.h.close()
	return nil
}

func (c *CrossValidation) pointer() *C.glia_cross_validation {
	return (*C.glia_cross_validation)(c.h.object)
}

// Folds is how many were finished.
func (c *CrossValidation) Folds() int {
	if c.h.enter() != nil {
		return 0
	}
	defer c.h.leave()
	return int(C.glia_cross_validation_folds(c.pointer()))
}

// Figures gives the names of all figures of a fold: "loss", "accuracy", "training_loss", "epochs", ...
func (c *CrossValidation) Figures() ([]string, error) {
	if err := c.h.enter(); err != nil {
		return nil, err
	}
	defer c.h.leave()
	return namesOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_cross_validation_figures(c.pointer(), buffer, capacity, needed)
	})
}

// Values gives one figure of each finished fold.
func (c *CrossValidation) Values(name string) ([]float64, error) {
	var lent texts
	defer lent.free()
	figure := lent.text(name)
	if lent.err != nil {
		return nil, lent.err
	}
	if err := c.h.enter(); err != nil {
		return nil, err
	}
	defer c.h.leave()
	return arrayOf(func(values *float64, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_cross_validation_values(c.pointer(), figure, (*C.double)(values), capacity, needed)
	})
}

// Summary gives mean and standard deviation of a figure over the finished folds.
func (c *CrossValidation) Summary(name string) (mean, deviation float64, err error) {
	if err := c.h.enter(); err != nil {
		return 0, 0, err
	}
	defer c.h.leave()
	var m, d C.double
	err = withText(name, func(name *C.char) C.glia_status {
		return C.glia_cross_validation_summary(c.pointer(), name, &m, &d)
	})
	return float64(m), float64(d), err
}
