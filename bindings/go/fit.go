package glia

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
	"runtime/cgo"
)

// Event is what a fit tells about.
type Event int32

// The events.
const (
	BatchDone Event = C.GLIA_EVENT_BATCH // after each mini-batch's update
	EpochDone Event = C.GLIA_EVENT_EPOCH // after each epoch, validation included
)

// Progress is where a fit stands; valid during the call alone that it is given to.
type Progress struct {
	Event          Event
	Epoch, Epochs  int // the epoch, from 1, and how many are to be done
	Batch, Batches int // the mini-batch of the epoch, from 1, and how many an epoch has
	Fold, Folds    int // in cross-validation: the fold, from 0, and how many there are

	trainer *C.glia_trainer // NULL when the call has returned
}

// Metric is a figure so far: "loss" of the batches of this epoch, "validation_loss" after it, ...
func (p *Progress) Metric(name string) (float64, error) {
	if p.trainer == nil {
		return 0, &Error{Status: State, Message: "the progress is that of a call which has returned", cause: ErrClosed}
	}
	return metric(p.trainer, name)
}

// Evaluate gives loss and accuracy of the model as it is.
func (p *Progress) Evaluate(dataset *Dataset) (loss, accuracy float64, err error) {
	if p.trainer == nil {
		return 0, 0, &Error{Status: State, Message: "the progress is that of a call which has returned",
			cause: ErrClosed}
	}
	return evaluate(p.trainer, dataset)
}

// Stop, returned by a function that follows a fit, ends it without another reason.
var Stop = errors.New("the fit was stopped")

// follower is what a fit is told to.
type follower struct {
	context     context.Context
	function    func(*Progress) error
	fold, folds int
	err         error // why the fit was stopped
}

func (f *follower) follow(trainer *C.glia_trainer, event C.int32_t) C.int32_t {
	if f.err = f.context.Err(); f.err != nil {
		return 1
	}
	if f.function == nil {
		return 0
	}
	var epoch, epochs, batch, batches C.size_t
	C.glia_trainer_progress(trainer, &epoch, &epochs, &batch, &batches)
	progress := &Progress{Event: Event(event), Epoch: int(epoch), Epochs: int(epochs), Batch: int(batch),
		Batches: int(batches), Fold: f.fold, Folds: f.folds, trainer: trainer}
	defer func() { progress.trainer = nil }()
	if f.err = f.function(progress); f.err != nil {
		return 1
	}
	return 0
}

// explain adds to an error of glia why the fit was stopped.
func (f *follower) explain(err error) error {
	var of *Error
	if f.err == nil || !errors.As(err, &of) || of.Status != Cancelled {
		return err
	}
	return &Error{Status: Cancelled, Message: f.err.Error(), cause: f.err}
}

// Fit trains for the set number of epochs, or until a rule ends it. May be called again, to go on. validation may be
// nil.
//
// follow, where it is not nil, is told of each mini-batch and epoch, in this goroutine. An error that it returns, such
// as Stop, ends the fit after a whole update, and so does the end of the context; errors.Is finds both that error and
// Cancelled in what Fit returns.
func (t *Trainer) Fit(ctx context.Context, train, validation *Dataset, follow func(*Progress) error) error {
	if train == nil {
		return invalid("there is no training set")
	}
	if err := ctx.Err(); err != nil {
		return &Error{Status: Cancelled, Message: err.Error(), cause: err}
	}
	follower := &follower{context: ctx, function: follow}
	var user cgo.Handle
	if follow != nil || ctx.Done() != nil {
		user = cgo.NewHandle(follower)
		defer user.Delete()
	}
	if err := train.h.enter(); err != nil {
		return err
	}
	defer train.h.leave()
	var judge *C.glia_dataset
	if validation != nil {
		if err := validation.h.enter(); err != nil {
			return err
		}
		defer validation.h.leave()
		judge = validation.pointer()
	}
	err := t.change(func(trainer *C.glia_trainer) C.glia_status {
		t.forwardRows = 0 // a fit discards the last forward
		if status := C.glia_go_trainer_set_callback(trainer, C.uintptr_t(user)); status != C.GLIA_OK {
			return status
		}
		status := C.glia_trainer_fit(trainer, train.pointer(), judge)
		C.glia_go_trainer_set_callback(trainer, 0) // succeeds: the text stays the fit's
		return status
	})
	return failure(follower.explain(err), train, validation)
}
