package glia

// #include "bridge.h"
import "C"

// EarlyStopping is when a fit ends that has stopped getting better.
type EarlyStopping struct {
	Figure      string  // what is watched; "" is the validation loss where there is one, and the loss otherwise
	Patience    int     // so many epochs in a row without a better figure end the fit; 0 takes the rule away
	MinChange   float64 // what a better figure is better by
	RestoreBest bool    // whether the parameters of the best epoch are put back
}

// SetEarlyStopping ends a fit that has stopped getting better.
func (t *Trainer) SetEarlyStopping(rule EarlyStopping) error {
	if err := notNegative(rule.Patience); err != nil {
		return err
	}
	return t.setOptional(rule.Figure, func(trainer *C.glia_trainer, figure *C.char) C.glia_status {
		return C.glia_trainer_set_early_stopping(trainer, figure, C.size_t(rule.Patience), C.double(rule.MinChange),
			boolean(rule.RestoreBest))
	})
}

// SetImprovement says which epoch a better figure is measured from: "gradual", the last that was better by more than
// MinChange, or "at_once", the best.
func (t *Trainer) SetImprovement(improvement string) error {
	return t.set(improvement, func(t *C.glia_trainer, spec *C.char) C.glia_status {
		return C.glia_trainer_set_improvement(t, spec)
	})
}

// SetTarget ends a fit after the first epoch whose figure is at least as good as the value; "" takes the rule away.
func (t *Trainer) SetTarget(figure string, value float64) error {
	return t.setOptional(figure, func(trainer *C.glia_trainer, figure *C.char) C.glia_status {
		return C.glia_trainer_set_target(trainer, figure, C.double(value))
	})
}

// SetTimeLimit ends a fit after so many seconds; 0: no limit.
func (t *Trainer) SetTimeLimit(seconds float64) error {
	return t.change(func(t *C.glia_trainer) C.glia_status {
		return C.glia_trainer_set_time_limit(t, C.double(seconds))
	})
}

// SetCheckpoint stores where a fit stands, after so many epochs or seconds (0: not by these); "": nowhere.
func (t *Trainer) SetCheckpoint(path string, epochs int, seconds float64) error {
	if err := notNegative(epochs); err != nil {
		return err
	}
	return t.setOptional(path, func(trainer *C.glia_trainer, path *C.char) C.glia_status {
		return C.glia_trainer_set_checkpoint(trainer, path, C.size_t(epochs), C.double(seconds))
	})
}

// Resume takes up a fit where a checkpoint left it: the next fit goes on from there, to the bits.
func (t *Trainer) Resume(path string) error {
	return t.set(path, func(trainer *C.glia_trainer, path *C.char) C.glia_status {
		return C.glia_trainer_resume(trainer, path)
	})
}

// setOptional makes a setting whose text is NULL for "".
func (t *Trainer) setOptional(text string, function func(trainer *C.glia_trainer, text *C.char) C.glia_status) error {
	var lent texts
	defer lent.free()
	c := lent.optional(text)
	if lent.err != nil {
		return lent.err
	}
	return t.change(func(trainer *C.glia_trainer) C.glia_status { return function(trainer, c) })
}

// StopReason is why a fit ended.
type StopReason int32

// The reasons.
const (
	StopNone      StopReason = C.GLIA_STOP_NONE      // there has been no fit
	StopEpochs    StopReason = C.GLIA_STOP_EPOCHS    // all epochs are done
	StopEarly     StopReason = C.GLIA_STOP_EARLY     // early stopping
	StopTarget    StopReason = C.GLIA_STOP_TARGET    // the target was reached
	StopTime      StopReason = C.GLIA_STOP_TIME      // the time limit
	StopCallback  StopReason = C.GLIA_STOP_CALLBACK  // the callback, or the context
	StopNumeric   StopReason = C.GLIA_STOP_NUMERIC   // a loss or gradient that is not finite
	StopConverged StopReason = C.GLIA_STOP_CONVERGED // the optimizer finds no better parameters
	StopError     StopReason = C.GLIA_STOP_ERROR     // anything else
)

// StopReason is why the last fit ended.
func (t *Trainer) StopReason() StopReason {
	if t.h.enter() != nil {
		return StopNone
	}
	defer t.h.leave()
	return StopReason(C.glia_trainer_stop_reason(t.pointer()))
}

// BestEpoch is the best epoch of the last fit by early stopping's figure, from 1; 0 where there is none.
func (t *Trainer) BestEpoch() int {
	if t.h.enter() != nil {
		return 0
	}
	defer t.h.leave()
	return int(C.glia_trainer_best_epoch(t.pointer()))
}
