package glia

// #include "bridge.h"
import "C"

// two makes two data sets from this one.
func (d *Dataset) two(create func(dataset *C.glia_dataset, first,
	second **C.glia_dataset) C.glia_status) (*Dataset, *Dataset, error) {
	var first, second *C.glia_dataset
	defer func() { // where a logger panics
		C.glia_dataset_destroy(first)
		C.glia_dataset_destroy(second)
	}()
	err := d.with(func(dataset *C.glia_dataset) C.glia_status { return create(dataset, &first, &second) })
	if err != nil {
		return nil, nil, err
	}
	one, other := adoptDataset(d.stream, first), adoptDataset(d.stream, second)
	first, second = nil, nil
	return one, other, nil
}

// Split makes two parts at random, of which the second has the fraction of the rows; with stratify, of each class's
// rows.
func (d *Dataset) Split(fraction float64, stratify bool, seed uint64) (first, second *Dataset, err error) {
	return d.two(func(dataset *C.glia_dataset, first, second **C.glia_dataset) C.glia_status {
		return C.glia_dataset_split(dataset, C.double(fraction), boolean(stratify), C.uint64_t(seed), first, second)
	})
}

// SplitGroups makes two parts at random, where no group has rows in both. groups has the number of each row's group.
func (d *Dataset) SplitGroups(fraction float64, groups []int32, seed uint64) (first, second *Dataset, err error) {
	return d.two(func(dataset *C.glia_dataset, first, second **C.glia_dataset) C.glia_status {
		return C.glia_dataset_split_groups(dataset, C.double(fraction), ints(groups), C.size_t(len(groups)),
			C.uint64_t(seed), first, second)
	})
}

// SplitTime gives the rows before, and the last fraction of them.
func (d *Dataset) SplitTime(fraction float64) (first, second *Dataset, err error) {
	return d.two(func(dataset *C.glia_dataset, first, second **C.glia_dataset) C.glia_status {
		return C.glia_dataset_split_time(dataset, C.double(fraction), first, second)
	})
}

// Sort gives the rows in rising order of their keys, one for each.
func (d *Dataset) Sort(keys []float64) (*Dataset, error) {
	return d.made(func(out **C.glia_dataset, dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_sort(out, dataset, doubles(keys), C.size_t(len(keys)))
	})
}

// Pick gives rows of your choice, in any order, each as often as wanted.
func (d *Dataset) Pick(rows []int) (*Dataset, error) {
	if err := notNegative(rows...); err != nil {
		return nil, err
	}
	picked := make([]C.size_t, len(rows))
	for i, row := range rows {
		picked[i] = C.size_t(row)
	}
	return d.made(func(out **C.glia_dataset, dataset *C.glia_dataset) C.glia_status {
		return C.glia_dataset_pick(out, dataset, start(picked), C.size_t(len(picked)))
	})
}

// Folds is how rows are cut for cross-validation.
type Folds struct {
	Spec   string  // "plain", "stratified", "grouped" or "time", with their parameters: "stratified(folds=5)"
	Groups []int32 // the number of each row's group, for "grouped"
	Seed   uint64  // where what is random comes from
}

// Count is how many folds the spec asks for.
func (f Folds) Count() (int, error) {
	var count C.size_t
	err := withText(f.Spec, func(spec *C.char) C.glia_status { return C.glia_fold_count(spec, &count) })
	return int(count), err
}

// Fold gives one fold: the rows to train on, and those to validate with.
func (d *Dataset) Fold(folds Folds, index int) (train, validation *Dataset, err error) {
	if err := notNegative(index); err != nil {
		return nil, nil, err
	}
	var t texts
	defer t.free()
	spec := t.text(folds.Spec)
	if t.err != nil {
		return nil, nil, t.err
	}
	return d.two(func(dataset *C.glia_dataset, train, validation **C.glia_dataset) C.glia_status {
		return C.glia_dataset_fold(dataset, spec, ints(folds.Groups), C.size_t(len(folds.Groups)),
			C.uint64_t(folds.Seed), C.size_t(index), train, validation)
	})
}
