package glia

// #include "bridge.h"
import "C"

// GradientReport is what a comparison of derivatives with differences found.
type GradientReport struct {
	Passed   bool // no derivative was wrong, and at least one was compared
	Checked  int  // derivatives that were compared
	Wrong    int  // those of them that were wrong
	Skipped  int  // derivatives at kinks and jumps
	Worst    WorstDerivative
	Describe string // the report as a JSON object
}

// WorstDerivative is the worst of those that were compared: its relative error, what backward computes, what
// differences say, and where it is.
type WorstDerivative struct {
	Error, Analytic, Numerical float64
	Layer, Index               int
}

// CheckActivation checks the derivative of an activation, a spec.
func CheckActivation(activation string) (*GradientReport, error) {
	var report *C.glia_gradient_report
	defer func() { C.glia_gradient_report_destroy(report) }()
	err := withText(activation, func(activation *C.char) C.glia_status {
		return C.glia_activation_check_gradient(&report, activation)
	})
	if err != nil {
		return nil, err
	}
	return read(report)
}

// CheckGradients compares the gradient of the loss, through all layers, with differences, in double precision on a copy
// of the model. One of targets and classes is nil. Of each tensor at most limit elements are compared, drawn by the
// seed; 0 means all.
func (t *Trainer) CheckGradients(x, targets []float32, classes []int32, limit int,
	seed uint64) (*GradientReport, error) {
	if err := notNegative(limit); err != nil {
		return nil, err
	}
	o := Outputs{Targets: targets, Classes: classes}
	rows, err := rowsIn("x", len(x), t.inputs)
	if err == nil && classes != nil {
		err = needLength("classes", len(o.Classes), rows, 1)
	}
	if err == nil && targets != nil {
		err = needLength("targets", len(o.Targets), rows, t.outputs)
	}
	if err != nil {
		return nil, err
	}
	var report *C.glia_gradient_report
	defer func() { C.glia_gradient_report_destroy(report) }()
	err = t.with(func(trainer *C.glia_trainer) C.glia_status {
		return C.glia_trainer_check_gradients(&report, trainer, floats(x), C.size_t(rows), (*C.float)(start(targets)),
			ints(classes), C.size_t(limit), C.uint64_t(seed))
	})
	if err != nil {
		return nil, err
	}
	return read(report)
}

func read(report *C.glia_gradient_report) (*GradientReport, error) {
	result := &GradientReport{
		Passed:  C.glia_gradient_report_passed(report) != 0,
		Checked: int(C.glia_gradient_report_checked(report)),
		Wrong:   int(C.glia_gradient_report_wrong(report)),
		Skipped: int(C.glia_gradient_report_skipped(report)),
	}
	if result.Checked > 0 {
		var relative, analytic, numerical C.double
		var layer, index C.size_t
		C.glia_gradient_report_worst(report, &relative, &analytic, &numerical, &layer, &index)
		result.Worst = WorstDerivative{float64(relative), float64(analytic), float64(numerical), int(layer), int(index)}
	}
	var err error
	result.Describe, err = textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_gradient_report_describe(report, buffer, capacity, needed)
	})
	return result, err
}
