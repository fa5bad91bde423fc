package glia

import (
	"context"
	"errors"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
)

// collect returns when the finalizers of all that was forgotten have run.
func collect() {
	for i := 0; i < 2; i++ { // those of one collection run in any order
		last := make(chan struct{})
		runtime.SetFinalizer(new([64]byte), func(*[64]byte) { close(last) }) // a small one may be kept for ever
		runtime.GC()
		<-last
	}
}

// residentBytes is what the process keeps in memory when Go has given back what it does not need.
func residentBytes(t *testing.T) int {
	t.Helper()
	collect()
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/statm")
	check(t, err)
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	check(t, err)
	return pages * os.Getpagesize()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newNet(t testing.TB, activation string) *Model {
	t.Helper()
	model, err := NewModel(4)
	check(t, err)
	check(t, model.AddDense(3, activation))
	check(t, model.Initialize("zeros", 1))
	return model
}

func newData(t testing.TB) *Dataset {
	t.Helper()
	data, err := NewDataset(Rows{X: make([]float32, 64), Features: 4, Targets: make([]float32, 48), Outputs: 3})
	check(t, err)
	return data
}

func newTrainer(t testing.TB, activation string) *Trainer {
	t.Helper()
	trainer, err := newNet(t, activation).NewTrainer()
	check(t, err)
	check(t, trainer.Set(Settings{Loss: "mse", BatchSize: 8, Epochs: 2}))
	return trainer
}

// flat runs cycles, and fails where they take memory in each round: Go itself may take some in one of them.
func flat(t *testing.T, cycle func(i int)) {
	t.Helper()
	run := func(count int) {
		for i := 0; i < count; i++ {
			cycle(i)
		}
	}
	run(cycles / 2) // what the first ones leave behind belongs to the process
	least := math.MaxInt
	for round := 0; round < 3; round++ {
		before := residentBytes(t)
		run(cycles / 4)
		grown := residentBytes(t) - before
		t.Log("grown by", grown, "bytes")
		if grown < least {
			least = grown
		}
	}
	if least > growthAllowed {
		t.Errorf("%d cycles have taken %d bytes each time, or more", cycles/4, least)
	}
}

func TestMemoryStaysFlat(t *testing.T) {
	x, y := make([]float32, 8), make([]float32, 6)
	flat(t, func(i int) {
		model := newNet(t, "tanh")
		session, err := model.NewSession(2)
		check(t, err)
		check(t, session.PredictInto(x, y))
		data, err := NewDataset(Rows{X: x, Features: 4, Classes: []int32{0, 2}, ClassCount: 3})
		check(t, err)
		if i%10 == 0 {
			trainer, err := model.NewTrainer()
			check(t, err)
			if trainer.SetEpochs(0) == nil {
				t.Fatal("0 epochs are taken")
			}
			trainer.Close()
		}
		data.Close()
		session.Close()
		model.Close()
	})
}

func TestWhatIsForgottenIsCollected(t *testing.T) {
	shape := StreamShape{Rows: 10, Features: 1}
	flat(t, func(i int) {
		if i%10 != 0 {
			return
		}
		newNet(t, "tanh")
		_, err := NewStream(shape, func(StreamRows) (int, error) { return 0, nil })
		check(t, err)
		if i%1000 == 0 {
			collect()
		}
	})
}

func TestCloseTwiceAndUseAfterClose(t *testing.T) {
	model, data, trainer := newNet(t, "tanh"), newData(t), newTrainer(t, "tanh")
	session, err := model.NewSession(1)
	check(t, err)
	metric, err := NewMetric("mse", 1, false)
	check(t, err)
	for i := 0; i < 2; i++ {
		for _, object := range []interface{ Close() error }{model, data, trainer, session, metric} {
			check(t, object.Close())
		}
	}
	_, predict := model.Predict(make([]float32, 4))
	_, describe := model.Describe()
	_, clone := model.Clone()
	_, x := data.X(0, 1)
	_, history := trainer.History("loss")
	_, value := metric.Value()
	errs := []error{predict, describe, clone, x, history, value, model.AddDense(1, "relu"), trainer.SetEpochs(1),
		session.PredictInto(make([]float32, 4), make([]float32, 3)),
		trainer.Fit(context.Background(), newData(t), nil, nil),
		newTrainer(t, "tanh").Fit(context.Background(), data, nil, nil)}
	for i, err := range errs {
		if !errors.Is(err, ErrClosed) || !errors.Is(err, State) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if model.Inputs() != 0 || data.Rows() != 0 {
		t.Error("closed objects have sizes")
	}
}

func TestCloseWaitsForTheCallThatIsUnderWay(t *testing.T) {
	trainer, data := newTrainer(t, "tanh"), newData(t)
	err := trainer.Fit(context.Background(), data, nil, func(progress *Progress) error {
		trainer.Close()
		data.Close()
		_, err := progress.Metric("loss")
		return err
	})
	check(t, err)
	if _, err := trainer.Metric("loss"); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

func TestWhatIsInUseIsNotChanged(t *testing.T) {
	trainer := newTrainer(t, "tanh")
	err := trainer.Fit(context.Background(), newData(t), nil, func(*Progress) error { return trainer.SetEpochs(3) })
	if !errors.Is(err, State) || !strings.Contains(err.Error(), "the trainer is in use by another call") {
		t.Error(err)
	}
}

func TestPartsOutliveTheWhole(t *testing.T) {
	data, err := NewDataset(Rows{X: []float32{1, 2, 3, 4}, Features: 1})
	check(t, err)
	first, second, err := data.SplitTime(0.5)
	check(t, err)
	last, err := second.Pick([]int{1, 0, 1})
	check(t, err)
	data.Close()
	second.Close()
	x, err := last.X(0, 3)
	check(t, err)
	if x[0] != 4 || x[1] != 3 || x[2] != 4 || first.Rows() != 2 {
		t.Error(x)
	}
}

func TestWrongLengthsAreErrors(t *testing.T) {
	model, trainer := newNet(t, "tanh"), newTrainer(t, "tanh")
	_, rows := model.Predict(make([]float32, 6))
	into := model.PredictInto(make([]float32, 8), make([]float32, 5))
	_, early := trainer.Loss(nil, nil)
	_, err := trainer.Forward(make([]float32, 8))
	check(t, err)
	_, targets := trainer.Loss(make([]float32, 5), nil)
	_, classes := trainer.LossOfClasses(make([]int32, 1), nil)
	_, weights := trainer.Loss(make([]float32, 6), make([]float32, 1))
	_, layer := model.Parameters(-1, "weight")
	_, classCount := NewDataset(Rows{X: make([]float32, 4), Features: 2, Classes: []int32{0}, ClassCount: 1})
	for i, err := range []error{rows, into, targets, classes, weights, layer, classCount, SpecCheck("loss",
		"m\x00se")} {
		if !errors.Is(err, InvalidArgument) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if !errors.Is(early, State) {
		t.Error(early)
	}
}

func TestOlderAndForeignLibrariesAreRefused(t *testing.T) {
	ours := 10000
	for version, fits := range map[int]bool{ours: true, ours + 1: true, ours + 100: true, ours - 1: false,
		2 * ours: false} {
		if (compatible(version) == nil) != fits {
			t.Errorf("%d: %v", version, compatible(version))
		}
	}
}

func TestAnActivationThatIsNowhereIsToldWithThePlacesSearched(t *testing.T) {
	err := SpecCheck("activation", "zzzzzz")
	places, _ := PluginSearchPath()
	if !errors.Is(err, NotFound) || len(places) == 0 || !strings.Contains(err.Error(), places[0]) {
		t.Error(err, places)
	}
}
