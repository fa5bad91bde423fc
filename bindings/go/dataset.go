package glia

// #include "bridge.h"
import "C"

import "unsafe"

// Dataset is rows of features with their targets: class indices, or numbers. It never changes, so any number of
// goroutines may use one. What is made from a data set shares its rows, and stays usable when it is closed.
type Dataset struct {
	h      *handle
	stream *stream // of a stream, and what is made from it
}

// Rows is rows in memory, before they become a data set. Everything is copied.
type Rows struct {
	X        []float32 // rows of Features numbers, one after another
	Features int
	Stride   int // numbers from the start of one row to that of the next; 0: Features

	// What belongs to the rows: either Targets, of which each row has Outputs, or a class for each row, below
	// ClassCount; or neither.
	Targets    []float32
	Outputs    int
	Classes    []int32
	ClassCount int

	Missing bool // NaN stands for a value that is missing
}

func newDataset(stream *stream, create func(out **C.glia_dataset) C.glia_status) (*Dataset, error) {
	var out *C.glia_dataset
	if err := call(func() C.glia_status { return create(&out) }); err != nil {
		return nil, err
	}
	return adoptDataset(stream, out), nil
}

func adoptDataset(stream *stream, dataset *C.glia_dataset) *Dataset {
	return &Dataset{newHandle("data set", unsafe.Pointer(dataset), func(object unsafe.Pointer) {
		C.glia_dataset_destroy((*C.glia_dataset)(object))
	}), stream}
}

// Close gives the data set's memory back, as soon as no call uses it.
func (d *Dataset) Close() error {
	d.h.close()
	return nil
}

func (d *Dataset) pointer() *C.glia_dataset {
	return (*C.glia_dataset)(d.h.object)
}

// lend is for calls of other objects; NULL stands for a closed data set, which glia refuses.
func (d *Dataset) lend(function func(*C.glia_dataset) C.glia_status) C.glia_status {
	if d == nil || d.h.enter() != nil {
		return function(nil)
	}
	defer d.h.leave()
	return function(d.pointer())
}

// made makes a data set from this one.
func (d *Dataset) made(create func(out **C.glia_dataset, dataset *C.glia_dataset) C.glia_status) (*Dataset, error) {
	if err := d.h.enter(); err != nil {
		return nil, err
	}
	defer d.h.leave()
	return newDataset(d.stream, func(out **C.glia_dataset) C.glia_status { return create(out, d.pointer()) })
}

// NewDataset copies rows.
func NewDataset(r Rows) (*Dataset, error) {
	rows, err := r.count()
	if err != nil {
		return nil, err
	}
	x, features, stride := floats(r.X), C.size_t(r.Features), C.size_t(r.Stride)
	classes, classCount := ints(r.Classes), C.size_t(r.ClassCount)
	targets, outputs := (*C.float)(start(r.Targets)), C.size_t(r.Outputs)
	return newDataset(nil, func(out **C.glia_dataset) C.glia_status {
		switch {
		case r.ClassCount > 0 && r.Missing:
			return C.glia_dataset_create_classes_missing(out, x, rows, features, stride, classes, classCount)
		case r.ClassCount > 0:
			return C.glia_dataset_create_classes(out, x, rows, features, stride, classes, classCount)
		case r.Missing:
			return C.glia_dataset_create_missing(out, x, rows, features, stride, targets, outputs, 0)
		default:
			return C.glia_dataset_create(out, x, rows, features, stride, targets, outputs, 0)
		}
	})
}

// count is the number of rows, where all that is given agrees.
func (r *Rows) count() (C.size_t, error) {
	if err := notNegative(r.Features, r.Stride, r.Outputs, r.ClassCount); err != nil {
		return 0, err
	}
	stride := r.Stride
	if stride == 0 {
		stride = r.Features
	}
	if r.Features == 0 || stride < r.Features {
		return 0, invalid("rows of %d features, %d apart: features is at least 1, and the stride at least that",
			r.Features, stride)
	}
	rows := 0
	if stride == r.Features {
		var err error
		if rows, err = rowsIn("X", len(r.X), r.Features); err != nil {
			return 0, err
		}
	} else if len(r.X) >= r.Features {
		rows = (len(r.X)-r.Features)/stride + 1 // what follows the last row is not needed
	}
	if r.Outputs > 0 && r.ClassCount > 0 {
		return 0, invalid("rows have both %d outputs and %d classes; they may have one of these", r.Outputs,
			r.ClassCount)
	}
	if err := needLength("Targets", len(r.Targets), rows, r.Outputs); err != nil {
		return 0, err
	}
	if r.ClassCount > 0 || len(r.Classes) > 0 {
		return C.size_t(rows), needLength("Classes", len(r.Classes), rows, 1)
	}
	return C.size_t(rows), nil
}

// WithCategories gives the same rows, where the numbers of a feature are indices of categories.
func (d *Dataset) WithCategories(feature int, names []string) (*Dataset, error) {
	if err := notNegative(feature); err != nil {
		return nil, err
	}
	var t texts
	defer t.free()
	array, count := t.list(names)
	if t.err != nil {
		return nil, t.err
	}
	return d.made(func(out **C.glia_dataset, dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_with_categories(dataset, C.size_t(feature), array, count, out)
	})
}

// WithWeights gives the same rows with weights, one for each: how much it counts in a loss.
func (d *Dataset) WithWeights(weights []float32) (*Dataset, error) {
	return d.made(func(out **C.glia_dataset, dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_with_weights(out, dataset, floats(weights), C.size_t(len(weights)))
	})
}
