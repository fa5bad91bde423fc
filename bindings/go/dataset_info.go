package glia

// #include "bridge.h"
import "C"

func (d *Dataset) size(get func(*C.glia_dataset) C.size_t) int {
	if d.h.enter() != nil {
		return 0
	}
	defer d.h.leave()
	return int(get(d.pointer()))
}

func (d *Dataset) with(function func(*C.glia_dataset) C.glia_status) error {
	if err := d.h.enter(); err != nil {
		return err
	}
	defer d.h.leave()
	return call(func() C.glia_status { return function(d.pointer()) })
}

func (d *Dataset) text(get func(dataset *C.glia_dataset, buffer *C.char, capacity C.size_t,
	needed *C.size_t) C.glia_status) (string, error) {
	if err := d.h.enter(); err != nil {
		return "", err
	}
	defer d.h.leave()
	return textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return get(d.pointer(), buffer, capacity, needed)
	})
}

// Rows is how many there are; 0 where the data set is closed, as for all such numbers.
func (d *Dataset) Rows() int {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.glia_dataset_rows(dataset) })
}

// Features is how many numbers a row has.
func (d *Dataset) Features() int {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.glia_dataset_features(dataset) })
}

// Outputs is how many target values a row has; 0 for classes, and without targets.
func (d *Dataset) Outputs() int {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.glia_dataset_outputs(dataset) })
}

// ClassCount is how many classes there are; 0 for target values, and without targets.
func (d *Dataset) ClassCount() int {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.glia_dataset_class_count(dataset) })
}

// ClassNames gives the names of the classes: as the file spells them, or their indices.
func (d *Dataset) ClassNames() ([]string, error) {
	return list(d.ClassCount(), func(i int) (string, error) {
		return d.text(func(dataset *C.glia_dataset, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
			return C.glia_dataset_class_name(dataset, C.size_t(i), buffer, capacity, needed)
		})
	})
}

// FeatureNames gives the names of the features: the header's, or their indices.
func (d *Dataset) FeatureNames() ([]string, error) {
	return list(d.Features(), func(i int) (string, error) {
		return d.text(func(dataset *C.glia_dataset, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
			return C.glia_dataset_feature_name(dataset, C.size_t(i), buffer, capacity, needed)
		})
	})
}

// Categories gives the categories of a feature; none for one of numbers.
func (d *Dataset) Categories(feature int) ([]string, error) {
	if err := notNegative(feature); err != nil {
		return nil, err
	}
	count := d.size(func(dataset *C.glia_dataset) C.size_t {
		return C.glia_dataset_category_count(dataset, C.size_t(feature))
	})
	return list(count, func(i int) (string, error) {
		return d.text(func(dataset *C.glia_dataset, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
			return C.glia_dataset_category_name(dataset, C.size_t(feature), C.size_t(i), buffer, capacity, needed)
		})
	})
}

// HasMissing is whether any value is missing.
func (d *Dataset) HasMissing() bool {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.size_t(C.glia_dataset_has_missing(dataset)) }) != 0
}

// HasWeights is whether rows have weights.
func (d *Dataset) HasWeights() bool {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.size_t(C.glia_dataset_has_weights(dataset)) }) != 0
}

// IsStream is whether rows are read anew in each pass.
func (d *Dataset) IsStream() bool {
	return d.size(func(dataset *C.glia_dataset) C.size_t { return C.size_t(C.glia_dataset_is_stream(dataset)) }) != 0
}

// X copies the features of count rows from first.
func (d *Dataset) X(first, count int) ([]float32, error) {
	if err := notNegative(first, count); err != nil {
		return nil, err
	}
	x := make([]float32, min(count, d.Rows())*d.Features()) // more rows are refused
	return x, d.with(func(dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_get_rows(dataset, C.size_t(first), C.size_t(count), floats(x), nil, nil)
	})
}

// Targets copies the target values of count rows from first.
func (d *Dataset) Targets(first, count int) ([]float32, error) {
	if err := notNegative(first, count); err != nil {
		return nil, err
	}
	targets := make([]float32, min(count, d.Rows())*d.Outputs())
	return targets, d.with(func(dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_get_rows(dataset, C.size_t(first), C.size_t(count), nil, floats(targets), nil)
	})
}

// Classes copies the classes of count rows from first.
func (d *Dataset) Classes(first, count int) ([]int32, error) {
	if err := notNegative(first, count); err != nil {
		return nil, err
	}
	classes := make([]int32, min(count, d.Rows()))
	return classes, d.with(func(dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_get_rows(dataset, C.size_t(first), C.size_t(count), nil, nil, classesIn(classes))
	})
}

// Weights gives the weight of every row, all 1 where rows have none.
func (d *Dataset) Weights() ([]float32, error) {
	if err := d.h.enter(); err != nil {
		return nil, err
	}
	defer d.h.leave()
	return arrayOf(func(values *float32, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_dataset_get_weights(d.pointer(), (*C.float)(values), capacity, needed)
	})
}

// Metadata gives a column of metadata, in the order in which they were asked for (FileOptions.Metadata).
func (d *Dataset) Metadata(index int) ([]float64, error) {
	if err := notNegative(index); err != nil {
		return nil, err
	}
	if err := d.h.enter(); err != nil {
		return nil, err
	}
	defer d.h.leave()
	return arrayOf(func(values *float64, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_dataset_get_metadata(d.pointer(), C.size_t(index), (*C.double)(values), capacity, needed)
	})
}

// Describe gives a JSON object: rows, features, outputs, classes, and the rows of each class.
func (d *Dataset) Describe() (string, error) {
	return d.text(func(dataset *C.glia_dataset, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_dataset_describe(dataset, buffer, capacity, needed)
	})
}
