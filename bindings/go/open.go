package glia

// #include "bridge.h"
import "C"

// TargetKind is how targets of a file are read.
type TargetKind int32

// The kinds of targets.
const (
	TargetAuto    TargetKind = C.GLIA_TARGET_AUTO    // classes where there is text or few whole numbers, else values
	TargetClasses TargetKind = C.GLIA_TARGET_CLASSES // each different entry is a class
	TargetValues  TargetKind = C.GLIA_TARGET_VALUES  // numbers to be predicted
	TargetNone    TargetKind = C.GLIA_TARGET_NONE    // there is no target column
)

// Header is whether a CSV file begins with the names of its columns.
type Header int32

// The answers.
const (
	HeaderAuto Header = C.GLIA_HEADER_AUTO // as the first rows look
	HeaderYes  Header = C.GLIA_HEADER_YES
	HeaderNo   Header = C.GLIA_HEADER_NO
)

// MetadataKind is what the entries of a column of metadata are.
type MetadataKind int32

// The kinds of metadata.
const (
	MetadataNumbers MetadataKind = C.GLIA_METADATA_NUMBERS // finite numbers
	MetadataNames   MetadataKind = C.GLIA_METADATA_NAMES   // any text, which stands for an index
)

// FileOptions says more of a file than its path. Columns of a CSV file are named as its header does, or by their index,
// "-1" being the last.
type FileOptions struct {
	Labels     string     // a file of targets beside the rows: IDX labels or an NPY array
	Targets    []string   // target columns; none: the last that is not left out
	TargetKind TargetKind // how targets are read
	Classes    []string   // the classes of the target, where they are known
	Ignored    []string   // columns to leave out

	Categorical []string            // columns that are categorical even if they hold numbers
	Categories  map[string][]string // categorical columns whose categories are known
	Metadata    []Metadata          // columns that say something of the rows: weights, groups, times

	Delimiter string // "," or "", ";", "\t"
	Header    Header
	Missing   bool // whether features may be missing

	// Stream leaves the rows in the file, of which Window are in memory at once (0: as many as 64 MiB hold). The file
	// must not change while the data set lives.
	Stream bool
	Window int
}

// Metadata is a column of metadata.
type Metadata struct {
	Column string
	Kind   MetadataKind
}

// OpenCSV reads a CSV file. target is a column's name or index; "" is the last column.
func OpenCSV(path, target string, kind TargetKind) (*Dataset, error) {
	var t texts
	defer t.free()
	file, column := t.text(path), t.optional(target)
	if t.err != nil {
		return nil, t.err
	}
	return newDataset(nil, func(out **C.glia_dataset) C.glia_status {
		return C.glia_dataset_open_csv(out, file, column, C.int32_t(kind))
	})
}

// OpenIDX reads images and, where labels is not "", their labels, in the IDX format of MNIST, plain or gzip.
func OpenIDX(images, labels string) (*Dataset, error) {
	var t texts
	defer t.free()
	x, y := t.text(images), t.optional(labels)
	if t.err != nil {
		return nil, t.err
	}
	return newDataset(nil, func(out **C.glia_dataset) C.glia_status { return C.glia_dataset_open_idx(out, x, y) })
}

// OpenNPY maps arrays of NumPy's NPY format into memory: rows and, where targets is not "", their targets. The files
// must not change while the data set lives.
func OpenNPY(x, targets string, kind TargetKind) (*Dataset, error) {
	var t texts
	defer t.free()
	rows, y := t.text(x), t.optional(targets)
	if t.err != nil {
		return nil, t.err
	}
	return newDataset(nil, func(out **C.glia_dataset) C.glia_status {
		return C.glia_dataset_open_npy(out, rows, y, C.int32_t(kind))
	})
}

// Open opens a CSV, IDX or NPY file, by what it holds.
func Open(path string, options FileOptions) (*Dataset, error) {
	var t texts
	defer t.free()
	file := t.text(path)
	var o *C.glia_data_options
	if err := call(func() C.glia_status { return C.glia_data_options_create(&o) }); err != nil {
		return nil, err
	}
	defer C.glia_data_options_destroy(o)
	for _, set := range options.settings(&t) {
		if t.err != nil {
			return nil, t.err
		}
		if err := call(func() C.glia_status { return set(o) }); err != nil {
			return nil, err
		}
	}
	if t.err != nil {
		return nil, t.err
	}
	return newDataset(nil, func(out **C.glia_dataset) C.glia_status { return C.glia_dataset_open_with(out, file, o) })
}

// settings is what has to be said to C.
func (f *FileOptions) settings(t *texts) []func(*C.glia_data_options) C.glia_status {
	var all []func(*C.glia_data_options) C.glia_status
	add := func(set func(*C.glia_data_options) C.glia_status) { all = append(all, set) }
	column := func(name string, set func(*C.glia_data_options, *C.char) C.glia_status) {
		text := t.text(name)
		add(func(o *C.glia_data_options) C.glia_status { return set(o, text) })
	}
	if f.Window < 0 {
		t.err = notNegative(f.Window)
	}
	if f.Labels != "" {
		column(f.Labels, func(o *C.glia_data_options, path *C.char) C.glia_status {
			return C.glia_data_options_set_labels(o, path)
		})
	}
	for _, name := range f.Targets {
		column(name, func(o *C.glia_data_options, name *C.char) C.glia_status {
			return C.glia_data_options_add_target(o, name)
		})
	}
	if f.TargetKind != TargetAuto {
		add(func(o *C.glia_data_options) C.glia_status {
			return C.glia_data_options_set_target_kind(o, C.int32_t(f.TargetKind))
		})
	}
	if len(f.Classes) > 0 {
		names, count := t.list(f.Classes)
		add(func(o *C.glia_data_options) C.glia_status { return C.glia_data_options_set_classes(o, names, count) })
	}
	for _, name := range f.Ignored {
		column(name, func(o *C.glia_data_options, name *C.char) C.glia_status {
			return C.glia_data_options_add_ignored(o, name)
		})
	}
	for _, name := range f.Categorical {
		column(name, func(o *C.glia_data_options, name *C.char) C.glia_status {
			return C.glia_data_options_add_categorical(o, name)
		})
	}
	for name, categories := range f.Categories {
		names, count := t.list(categories)
		column(name, func(o *C.glia_data_options, name *C.char) C.glia_status {
			return C.glia_data_options_add_categories(o, name, names, count)
		})
	}
	for _, metadata := range f.Metadata {
		kind := C.int32_t(metadata.Kind)
		column(metadata.Column, func(o *C.glia_data_options, name *C.char) C.glia_status {
			return C.glia_data_options_add_metadata(o, name, kind)
		})
	}
	if f.Delimiter != "" {
		column(f.Delimiter, func(o *C.glia_data_options, delimiter *C.char) C.glia_status {
			return C.glia_data_options_set_delimiter(o, delimiter)
		})
	}
	add(func(o *C.glia_data_options) C.glia_status {
		return C.glia_data_options_set_header(o, C.int32_t(f.Header))
	})
	add(func(o *C.glia_data_options) C.glia_status {
		return C.glia_data_options_set_missing(o, boolean(f.Missing))
	})
	add(func(o *C.glia_data_options) C.glia_status {
		return C.glia_data_options_set_stream(o, boolean(f.Stream), C.size_t(f.Window))
	})
	return all
}
