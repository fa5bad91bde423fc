package glia

// #include "bridge.h"
import "C"

import "unsafe"

// Outputs is what was predicted and what is true: rows of Width outputs in Y, and either Targets, as many, or a class
// for each row. Weights, which may be nil, say how much each row counts.
type Outputs struct {
	Y       []float32
	Width   int
	Targets []float32
	Classes []int32
	Weights []float32
}

func (o *Outputs) rows() (C.size_t, error) {
	if err := notNegative(o.Width); err != nil {
		return 0, err
	}
	rows, err := rowsIn("Y", len(o.Y), o.Width)
	if err != nil {
		return 0, err
	}
	if o.Classes != nil {
		err = needLength("Classes", len(o.Classes), rows, 1)
	} else {
		err = needLength("Targets", len(o.Targets), rows, o.Width)
	}
	if err == nil && o.Weights != nil {
		err = needLength("Weights", len(o.Weights), rows, 1)
	}
	return C.size_t(rows), err
}

func (o *Outputs) weights() *C.float {
	if o.Weights == nil {
		return nil
	}
	return floats(o.Weights)
}

// Compute computes a metric, a spec: "accuracy", "f1_macro", "top_k_accuracy(k=3)", "r2", ...
func Compute(metric string, o Outputs) (float64, error) {
	rows, err := o.rows()
	if err != nil {
		return 0, err
	}
	var value C.double
	err = withText(metric, func(metric *C.char) C.glia_status {
		if o.Classes != nil {
			return C.glia_metrics_compute_classes(metric, floats(o.Y), rows, C.size_t(o.Width),
				classesIn(o.Classes), o.weights(), &value)
		}
		return C.glia_metrics_compute(metric, floats(o.Y), rows, C.size_t(o.Width), floats(o.Targets),
			o.weights(), &value)
	})
	return float64(value), err
}

// Classify gives the class of each row of outputs: the largest; for a single output, 1 where it is above 0.5.
func Classify(y []float32, outputs int) ([]int32, error) {
	if err := notNegative(outputs); err != nil {
		return nil, err
	}
	rows, err := rowsIn("y", len(y), outputs)
	if err != nil {
		return nil, err
	}
	classes := make([]int32, rows)
	err = call(func() C.glia_status {
		return C.glia_metrics_classify(floats(y), C.size_t(rows), C.size_t(outputs), classesIn(classes))
	})
	return classes, err
}

// Accuracy is the share of rows whose predicted class is the true one; NaN for no rows.
func Accuracy(truth, predicted []int32) (float64, error) {
	if err := needLength("predicted", len(predicted), len(truth), 1); err != nil {
		return 0, err
	}
	var accuracy C.double
	err := call(func() C.glia_status {
		return C.glia_metrics_accuracy(classesIn(truth), classesIn(predicted), C.size_t(len(truth)), &accuracy)
	})
	return float64(accuracy), err
}

// Confusion counts, in row t and column p, the rows of true class t predicted as p.
func Confusion(truth, predicted []int32, classCount int) ([][]uint64, error) {
	if err := needLength("predicted", len(predicted), len(truth), 1); err != nil {
		return nil, err
	}
	if classCount < 1 || classCount > 1<<15 {
		return nil, invalid("classCount is %d; a matrix can be made for 1 to %d classes", classCount, 1<<15)
	}
	counts := make([]uint64, classCount*classCount)
	err := call(func() C.glia_status {
		return C.glia_metrics_confusion(classesIn(truth), classesIn(predicted), C.size_t(len(truth)),
			C.size_t(classCount),
			(*C.uint64_t)(&counts[0]))
	})
	matrix := make([][]uint64, classCount)
	for class := range matrix {
		matrix[class] = counts[class*classCount : (class+1)*classCount]
	}
	return matrix, err
}

// ClassFigures is what PerClass tells of a class; Support is the rows that are truly of it, or their weight.
type ClassFigures struct{ Precision, Recall, F1, Support float64 }

// PerClass gives precision, recall and F1 of each class. weights may be nil.
func PerClass(truth, predicted []int32, weights []float32, classCount int) ([]ClassFigures, error) {
	if err := needLength("predicted", len(predicted), len(truth), 1); err != nil {
		return nil, err
	}
	if weights != nil {
		if err := needLength("weights", len(weights), len(truth), 1); err != nil {
			return nil, err
		}
	}
	if classCount < 1 || classCount > C.GLIA_MAX_CLASSES {
		return nil, invalid("classCount is %d; it must be from 1 to %d", classCount, C.GLIA_MAX_CLASSES)
	}
	columns := make([]float64, 4*classCount)
	column := func(i int) *C.double { return doubles(columns[i*classCount:]) }
	o := Outputs{Weights: weights}
	err := call(func() C.glia_status {
		return C.glia_metrics_per_class(classesIn(truth), classesIn(predicted), o.weights(), C.size_t(len(truth)),
			C.size_t(classCount), column(0), column(1), column(2), column(3))
	})
	figures := make([]ClassFigures, classCount)
	for i := range figures {
		figures[i] = ClassFigures{columns[i], columns[classCount+i], columns[2*classCount+i], columns[3*classCount+i]}
	}
	return figures, err
}

// Metric is a metric of rows that come in batches.
type Metric struct {
	h       *handle
	outputs int
	classes bool
}

// NewMetric makes a metric of no rows yet, for so many outputs; classes: where each row has one class.
func NewMetric(metric string, outputs int, classes bool) (*Metric, error) {
	if err := notNegative(outputs); err != nil {
		return nil, err
	}
	var out *C.glia_metric
	err := withText(metric, func(metric *C.char) C.glia_status {
		return C.glia_metric_create(&out, metric, C.size_t(outputs), boolean(classes))
	})
	if err != nil {
		return nil, err
	}
	h := newHandle("metric", unsafe.Pointer(out), func(object unsafe.Pointer) {
		C.glia_metric_destroy((*C.glia_metric)(object))
	})
	return &Metric{h, outputs, classes}, nil
}

// Close gives the metric's memory back.
func (m *Metric) Close() error {
	m.h.close()
	return nil
}

func (m *Metric) change(function func(*C.glia_metric) C.glia_status) error {
	if err := m.h.enterAlone(); err != nil {
		return err
	}
	defer m.h.leave()
	return call(func() C.glia_status { return function((*C.glia_metric)(m.h.object)) })
}

// Add adds rows; Width may be 0, for that of the metric.
func (m *Metric) Add(o Outputs) error {
	if o.Width == 0 {
		o.Width = m.outputs
	}
	if o.Width != m.outputs {
		return invalid("Width is %d; the metric was made for %d outputs", o.Width, m.outputs)
	}
	rows, err := o.rows()
	if err != nil {
		return err
	}
	return m.change(func(metric *C.glia_metric) C.glia_status {
		if o.Classes != nil {
			return C.glia_metric_add_classes(metric, floats(o.Y), rows, classesIn(o.Classes), o.weights())
		}
		return C.glia_metric_add(metric, floats(o.Y), rows, floats(o.Targets), o.weights())
	})
}

// Value is the figure of all rows so far.
func (m *Metric) Value() (float64, error) {
	if err := m.h.enter(); err != nil {
		return 0, err
	}
	defer m.h.leave()
	var value C.double
	err := call(func() C.glia_status { return C.glia_metric_value((*C.glia_metric)(m.h.object), &value) })
	return float64(value), err
}

// Reset forgets all rows.
func (m *Metric) Reset() error {
	return m.change(func(metric *C.glia_metric) C.glia_status { return C.glia_metric_reset(metric) })
}
