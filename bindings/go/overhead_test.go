package glia

import "testing"

// What a prediction costs through a Session, one row of 64-128-10 a call, and what it costs in C: subtract.
//
//	go test -run '^$' -bench Predict -count 5

func newBenchmarked(b *testing.B) *Model {
	model, err := NewModel(64)
	check(b, err)
	check(b, model.AddDense(128, "relu"))
	check(b, model.AddDense(10, "softmax"))
	check(b, model.Initialize("auto", 1))
	return model
}

func BenchmarkPredictC(b *testing.B) {
	session, err := newBenchmarked(b).NewSession(1)
	check(b, err)
	x, y := make([]float32, 64), make([]float32, 10)
	b.ResetTimer()
	check(b, session.predictInC(x, y, b.N))
}

func BenchmarkPredictGo(b *testing.B) {
	session, err := newBenchmarked(b).NewSession(1)
	check(b, err)
	x, y := make([]float32, 64), make([]float32, 10)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if err := session.PredictInto(x, y); err != nil {
			b.Fatal(err)
		}
	}
}
