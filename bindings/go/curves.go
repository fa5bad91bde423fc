package glia

// #include "bridge.h"
import "C"

// CurvePoint is a point of a curve; scores at or above Threshold count as positive.
type CurvePoint struct {
	Threshold float64
	X         float64 // the false positive rate; of a precision-recall curve, recall
	Y         float64 // the true positive rate; of a precision-recall curve, precision
}

// ROCCurve is the ROC curve of a score for each row, and whether it is positive (1) or not (0), over falling
// thresholds. weights may be nil.
func ROCCurve(scores []float32, truth []int32, weights []float32) ([]CurvePoint, error) {
	return curve(scores, truth, weights, func(s *C.float, t *C.int32_t, w *C.float, rows C.size_t, x, y,
		thresholds *C.double, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_metrics_roc_curve(s, t, w, rows, x, y, thresholds, capacity, needed)
	})
}

// PrecisionRecallCurve is the precision-recall curve, likewise.
func PrecisionRecallCurve(scores []float32, truth []int32, weights []float32) ([]CurvePoint, error) {
	return curve(scores, truth, weights, func(s *C.float, t *C.int32_t, w *C.float, rows C.size_t, x, y,
		thresholds *C.double, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_metrics_precision_recall_curve(s, t, w, rows, x, y, thresholds, capacity, needed)
	})
}

func curve(scores []float32, truth []int32, weights []float32, function func(s *C.float, t *C.int32_t,
	w *C.float, rows C.size_t, x, y, thresholds *C.double, capacity C.size_t,
	needed *C.size_t) C.glia_status) ([]CurvePoint, error) {
	rows := len(scores)
	o := Outputs{Y: scores, Width: 1, Classes: truth, Weights: weights}
	if _, err := o.rows(); err != nil {
		return nil, err
	}
	x, y, thresholds := make([]float64, rows+1), make([]float64, rows+1), make([]float64, rows+1)
	var points C.size_t
	err := call(func() C.glia_status {
		return function(floats(scores), classesIn(truth), o.weights(), C.size_t(rows), doubles(x), doubles(y),
			doubles(thresholds), C.size_t(rows+1), &points)
	})
	if err != nil {
		return nil, err
	}
	curve := make([]CurvePoint, points)
	for i := range curve {
		curve[i] = CurvePoint{thresholds[i], x[i], y[i]}
	}
	return curve, nil
}

// CalibrationBin is a bin of a calibration curve: the mean probability of its rows, the share of them that is positive,
// and their weight. NaN twice and 0 where it has no weight.
type CalibrationBin struct{ MeanProbability, PositiveShare, Weight float64 }

// CalibrationCurve tells how far probabilities can be believed, in bins of equal width over [0, 1]. weights may be nil.
func CalibrationCurve(probabilities []float32, truth []int32, weights []float32, bins int) ([]CalibrationBin, error) {
	rows := len(probabilities)
	o := Outputs{Y: probabilities, Width: 1, Classes: truth, Weights: weights}
	if _, err := o.rows(); err != nil {
		return nil, err
	}
	if bins < 1 || bins > C.GLIA_MAX_CALIBRATION_BINS {
		return nil, invalid("bins is %d; it must be from 1 to %d", bins, C.GLIA_MAX_CALIBRATION_BINS)
	}
	columns := make([]float64, 3*bins)
	column := func(i int) *C.double { return doubles(columns[i*bins:]) }
	err := call(func() C.glia_status {
		return C.glia_metrics_calibration_curve(floats(probabilities), classesIn(truth), o.weights(),
			C.size_t(rows), C.size_t(bins), column(0), column(1), column(2))
	})
	if err != nil {
		return nil, err
	}
	curve := make([]CalibrationBin, bins)
	for i := range curve {
		curve[i] = CalibrationBin{columns[i], columns[bins+i], columns[2*bins+i]}
	}
	return curve, nil
}
