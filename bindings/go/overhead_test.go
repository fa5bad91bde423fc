package glia

import (
	"sort"
	"testing"
	"time"
)

func TestPredictIntoAllocatesNothing(t *testing.T) {
	session, err := newNet(t, "tanh").NewSession(1)
	check(t, err)
	x, y := make([]float32, 4), make([]float32, 3)
	if allocations := testing.AllocsPerRun(100, func() { check(t, session.PredictInto(x, y)) }); allocations != 0 {
		t.Error(allocations, "allocations")
	}
}

// What a prediction costs through a Session beyond C: one row of 64-128-10, in turns of calls made in C and in Go, so
// that whatever else the machine does meets both.
//
//	go test -run '^$' -bench Predict -benchtime 1x
func BenchmarkPredict(b *testing.B) {
	const rounds, warmupRounds = 301, 100
	const calls = 500 // of each, in a round
	model, err := NewModel(64)
	check(b, err)
	check(b, model.AddDense(128, "relu"))
	check(b, model.AddDense(10, "softmax"))
	check(b, model.Initialize("auto", 42))
	session, err := model.NewSession(1)
	check(b, err)
	x, y := make([]float32, 64), make([]float32, 10)
	nanosecondsACall := func(calling func()) float64 {
		start := time.Now()
		calling()
		return float64(time.Since(start).Nanoseconds()) / calls
	}
	var c, own, more []float64
	for round := -warmupRounds; round < rounds; round++ {
		inC := nanosecondsACall(func() { check(b, session.predictInC(x, y, calls)) })
		inGo := nanosecondsACall(func() {
			for i := 0; i < calls; i++ {
				if err := session.PredictInto(x, y); err != nil {
					b.Fatal(err)
				}
			}
		})
		if round >= 0 {
			c, own, more = append(c, inC), append(own, inGo), append(more, inGo-inC)
		}
	}
	for _, figures := range [][]float64{c, own, more} {
		sort.Float64s(figures)
	}
	b.ReportMetric(c[rounds/2], "C-ns")
	b.ReportMetric(own[rounds/2], "Go-ns")
	b.ReportMetric(more[rounds/2], "more-ns")
	b.ReportMetric(more[rounds/4], "more-ns-lower")
	b.ReportMetric(more[rounds*3/4], "more-ns-upper")
}
