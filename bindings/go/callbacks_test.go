package glia

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// panicOf is what a call panics with.
func panicOf(t *testing.T, call func()) (message string) {
	t.Helper()
	defer func() { message = fmt.Sprint(recover()) }()
	call()
	t.Error("the call has returned")
	return ""
}

func expectPanic(t *testing.T, message string, call func()) {
	t.Helper()
	if said := panicOf(t, call); said != message {
		t.Errorf("the panic is '%s', not '%s'", said, message)
	}
}

func TestPanicsGoOnInTheCaller(t *testing.T) {
	background, data := context.Background(), newData(t)
	trainer := newTrainer(t, "tanh")
	expectPanic(t, "batch 2", func() {
		trainer.Fit(background, data, nil, func(progress *Progress) error {
			if progress.Batch == 2 {
				panic(fmt.Sprint("batch ", progress.Batch))
			}
			return nil
		})
	})
	if trainer.StopReason() != StopCallback {
		t.Error("stopped by", trainer.StopReason())
	}
	check(t, trainer.Fit(background, data, nil, nil))

	stream, err := NewStream(StreamShape{Rows: 10, Features: 4, Outputs: 3}, func(next StreamRows) (int, error) {
		if next.First > 0 {
			panic("row 4")
		}
		return 4, nil
	})
	check(t, err)
	expectPanic(t, "row 4", func() { trainer.Fit(background, stream, nil, nil) })

	folds := Folds{Spec: "plain(folds=4)", Seed: 1}
	expectPanic(t, "fold 2", func() {
		trainer.CrossValidate(background, data, folds, "", func(progress *Progress) error {
			if progress.Fold == 2 {
				panic("fold 2")
			}
			return nil
		})
	})
	check(t, SetLogger(func(LogLevel, string) { panic("told") }))
	classes := []int32{0, 0, 0, 0, 0, 0, 0, 1}
	weak, err := NewDataset(Rows{X: make([]float32, 8), Features: 1, Classes: classes, ClassCount: 2})
	check(t, err)
	expectPanic(t, "told", func() { weak.Fold(Folds{Spec: "stratified(folds=3)"}, 0) })
	check(t, SetLogger(nil))
}

func TestPanicsOfActivations(t *testing.T) {
	fragile := ElementwiseActivation("fragile", func(x float64, parameters []float64) float64 {
		if parameters[0] != 0 {
			panic("no such number")
		}
		return x
	}, func(_, _ float64, _ []float64) float64 { return 1 }, Parameter{"broken", 0, 0, 1})
	check(t, Register(fragile))
	defer Unregister("fragile")
	check(t, newTrainer(t, "fragile").Fit(context.Background(), newData(t), nil, nil))

	model := newNet(t, "fragile(broken=1)")
	session, err := model.NewSession(1)
	check(t, err)
	expectPanic(t, "no such number", func() { model.Predict(make([]float32, 4)) })
	for i := 0; i < 2; i++ { // the session is as good as before
		expectPanic(t, "no such number", func() { session.Predict(make([]float32, 4)) })
	}
	for _, threads := range []int{1, 4} {
		trainer := newTrainer(t, "fragile(broken=1)")
		check(t, trainer.SetThreads(threads))
		expectPanic(t, "no such number", func() { trainer.Fit(context.Background(), newData(t), nil, nil) })
	}
	expectPanic(t, "no such number", func() { // within a call that a callback makes
		newTrainer(t, "tanh").Fit(context.Background(), newData(t), nil, func(*Progress) error {
			_, err := model.Predict(make([]float32, 4))
			return err
		})
	})
}

// fitWide has as many rows as are worth parts for four threads.
func fitWide(activation string, threads int) error {
	const rows = 1024
	model, err := NewModel(2)
	if err != nil {
		return err
	}
	data, err := NewDataset(Rows{X: make([]float32, 2*rows), Features: 2, Targets: make([]float32, rows), Outputs: 1})
	if err != nil {
		return err
	}
	if err := model.AddDense(64, activation); err != nil {
		return err
	}
	if err := model.AddDense(1, "identity"); err != nil {
		return err
	}
	trainer, err := model.NewTrainer()
	if err != nil {
		return err
	}
	if err := trainer.Set(Settings{Epochs: 1, BatchSize: rows}); err != nil {
		return err
	}
	if err := trainer.SetThreads(threads); err != nil {
		return err
	}
	return trainer.Fit(context.Background(), data, nil, nil)
}

func TestPanicsOnThreadsOfATrainerGoToItsCallerAlone(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	caller, waited, deadline := syscall.Gettid(), false, time.Now().Add(60*time.Second)
	var panicked, done atomic.Bool
	var callsOfOther atomic.Int32
	check(t, Register(Activation{Name: "guilty", Elementwise: true,
		Forward: func(_ []float64, _ int, x, y []float32) {
			if syscall.Gettid() != caller {
				panicked.Store(true)
				panic("the worker is late")
			}
			for !waited && !panicked.Load() && time.Now().Before(deadline) { // leaves the other parts to the trainer's threads
				runtime.Gosched()
			}
			before := callsOfOther.Load()
			for !waited && callsOfOther.Load() < before+2 && time.Now().Before(deadline) { // the other makes a whole call
				runtime.Gosched()
			}
			waited = true
			copy(y, x)
		},
		Backward: func(_ []float64, _ int, _, _, dy, dx []float32) { copy(dx, dy) }}))
	defer Unregister("guilty")
	model := newNet(t, "tanh")
	innocent := func() {
		defer func() {
			if said := recover(); said != nil {
				t.Error("the other call panics:", said)
			}
			callsOfOther.Add(1)
		}()
		if _, err := model.Predict(make([]float32, 4)); err != nil {
			t.Error(err)
		}
		if err := fitWide("tanh", 1); err != nil {
			t.Error(err)
		}
	}
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		for !done.Load() {
			innocent()
		}
	}()
	for round := 0; round < 20; round++ {
		waited = false
		panicked.Store(false)
		expectPanic(t, "the worker is late", func() { _ = fitWide("guilty", 4) })
	}
	done.Store(true)
	group.Wait()
}

func TestContextsAndErrorsStopFits(t *testing.T) {
	data, trainer := newData(t), newTrainer(t, "tanh")
	ctx, cancel := context.WithCancel(context.Background())
	err := trainer.Fit(ctx, data, nil, func(progress *Progress) error {
		if progress.Event == EpochDone {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || !errors.Is(err, Cancelled) || trainer.StopReason() != StopCallback {
		t.Error(err)
	}
	if err := trainer.Fit(ctx, data, nil, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	own := errors.New("enough")
	err = trainer.Fit(context.Background(), data, nil, func(*Progress) error { return own })
	if !errors.Is(err, own) || !errors.Is(err, Cancelled) {
		t.Error(err)
	}
	stream, err := NewStream(StreamShape{Rows: 2, Features: 4, Outputs: 3}, func(StreamRows) (int,
		error) {
		return 0, own
	})
	check(t, err)
	if err := trainer.Fit(context.Background(), stream, nil, nil); !errors.Is(err, own) {
		t.Error(err)
	}
	kept, err := trainer.CrossValidate(context.Background(), data, Folds{Spec: "plain(folds=4)"}, "",
		func(progress *Progress) error {
			if progress.Fold == 2 {
				return Stop
			}
			return nil
		})
	if !errors.Is(err, Stop) || kept.Folds() != 2 {
		t.Error(err)
	}
}

func TestProgressEndsWithItsCall(t *testing.T) {
	var kept *Progress
	err := newTrainer(t, "tanh").Fit(context.Background(), newData(t), nil, func(progress *Progress) error {
		kept = progress
		_, _, err := progress.Evaluate(newData(t))
		return err
	})
	check(t, err)
	if _, err := kept.Metric("loss"); !errors.Is(err, State) {
		t.Error(err)
	}
}

func TestCallbacksSurviveGarbageCollection(t *testing.T) {
	calls := 0
	check(t, Register(ElementwiseActivation("collected", func(x float64, _ []float64) float64 {
		if calls++; calls%100 == 0 {
			runtime.GC()
		}
		return 2 * x
	}, func(_, _ float64, _ []float64) float64 { return 2 })))
	runtime.GC()
	trainer := newTrainer(t, "collected")
	check(t, Unregister("collected"))
	err := trainer.Fit(context.Background(), newData(t), nil, func(*Progress) error {
		runtime.GC()
		return nil
	})
	check(t, err)
	if calls == 0 {
		t.Error("the activation was not called")
	}
}

func TestOneModelPredictsInManyGoroutines(t *testing.T) {
	model, err := NewModel(8)
	check(t, err)
	check(t, model.AddDense(32, "gelu"))
	check(t, model.AddDense(3, "softmax"))
	check(t, model.Initialize("auto", 5))
	x := []float32{1, -1, 0.5, 2, -0.25, 0, 3, 1}
	expected, err := model.Predict(x)
	check(t, err)
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			session, err := model.NewSession(1)
			if err != nil {
				t.Error(err)
				return
			}
			defer session.Close()
			for j := 0; j < 200; j++ {
				y, err := session.Predict(x)
				z, other := model.Predict(x)
				if err != nil || other != nil || y[0] != expected[0] || z[2] != expected[2] {
					t.Error(y, z, err, other)
				}
				name := fmt.Sprintf("no_such_loss_%d_%d", i, j)
				if err := SpecCheck("loss", name); !errors.Is(err, NotFound) || !strings.Contains(err.Error(), name) {
					t.Error(err)
				}
			}
		}(i)
	}
	group.Wait()
}

func TestASessionServesOneGoroutine(t *testing.T) {
	var session *Session
	var within error
	check(t, Register(ElementwiseActivation("busy", func(x float64, _ []float64) float64 {
		within = session.PredictInto(make([]float32, 4), make([]float32, 3))
		return x
	}, func(_, _ float64, _ []float64) float64 { return 1 })))
	defer Unregister("busy")
	model := newNet(t, "busy")
	var err error
	session, err = model.NewSession(1)
	check(t, err)
	_, err = session.Predict(make([]float32, 4))
	check(t, err)
	if !errors.Is(within, State) || !strings.Contains(within.Error(), "in use by another call") {
		t.Error(within)
	}
}
