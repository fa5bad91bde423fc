package glia

// #include "bridge.h"
import "C"

import (
	"fmt"
	"unsafe"
)

// Model is a network and what is needed to use it: scaling of its inputs, names of its classes.
type Model struct{ h *handle }

func newModel(create func(out **C.glia_model) C.glia_status) (*Model, error) {
	var out *C.glia_model
	if err := call(func() C.glia_status { return create(&out) }); err != nil {
		return nil, err
	}
	return &Model{newHandle("model", unsafe.Pointer(out), func(object unsafe.Pointer) {
		C.glia_model_destroy((*C.glia_model)(object))
	})}, nil
}

// NewModel makes a model without layers, for rows of so many numbers.
func NewModel(inputs int) (*Model, error) {
	if err := notNegative(inputs); err != nil {
		return nil, err
	}
	return newModel(func(out **C.glia_model) C.glia_status { return C.glia_model_create(out, C.size_t(inputs)) })
}

// Close gives the model's memory back, as soon as no call uses it. Sessions and trainers of it stay usable.
func (m *Model) Close() error {
	m.h.close()
	return nil
}

func (m *Model) pointer() *C.glia_model {
	return (*C.glia_model)(m.h.object)
}

// with runs what others may run beside it.
func (m *Model) with(function func(*C.glia_model) C.glia_status) error {
	if err := m.h.enter(); err != nil {
		return err
	}
	defer m.h.leave()
	return call(func() C.glia_status { return function(m.pointer()) })
}

// change runs what needs the model alone, with texts that C reads.
func (m *Model) change(t *texts, function func(*C.glia_model) C.glia_status) error {
	defer t.free()
	if t.err != nil {
		return t.err
	}
	if err := m.h.enterAlone(); err != nil {
		return err
	}
	defer m.h.leave()
	return call(func() C.glia_status { return function(m.pointer()) })
}

// AddDense appends a fully connected layer.
func (m *Model) AddDense(units int, activation string) error {
	if err := notNegative(units); err != nil {
		return err
	}
	var t texts
	spec := t.text(activation)
	return m.change(&t, func(model *C.glia_model) C.glia_status {
		return C.glia_model_add_dense(model, C.size_t(units), spec)
	})
}

// AddActivation appends an activation on its own, as behind a batch normalization.
func (m *Model) AddActivation(activation string) error {
	var t texts
	spec := t.text(activation)
	return m.change(&t, func(model *C.glia_model) C.glia_status { return C.glia_model_add_activation(model, spec) })
}

// AddLayer appends a layer that gives as many numbers as it takes: "dropout(rate=0.5)", "batch_norm", "layer_norm",
// "residual(span=2)", ...
func (m *Model) AddLayer(layer string) error {
	var t texts
	spec := t.text(layer)
	return m.change(&t, func(model *C.glia_model) C.glia_status { return C.glia_model_add_layer(model, spec) })
}

// Initialize gives every weight a first value; "auto" takes what each layer's activation recommends. The same seed
// gives the same bits.
func (m *Model) Initialize(initializer string, seed uint64) error {
	var t texts
	spec := t.text(initializer)
	return m.change(&t, func(model *C.glia_model) C.glia_status {
		return C.glia_model_initialize(model, spec, C.uint64_t(seed))
	})
}

// InitializeTensor is Initialize for one tensor of one layer.
func (m *Model) InitializeTensor(layer int, tensor, initializer string, seed uint64) error {
	if err := notNegative(layer); err != nil {
		return err
	}
	var t texts
	name, spec := t.text(tensor), t.text(initializer)
	return m.change(&t, func(model *C.glia_model) C.glia_status {
		return C.glia_model_initialize_tensor(model, C.size_t(layer), name, spec, C.uint64_t(seed))
	})
}

// SetParameters replaces a tensor, row by row: "weight" of a dense layer is units x inputs, "bias" units.
func (m *Model) SetParameters(layer int, tensor string, values []float32) error {
	if err := notNegative(layer); err != nil {
		return err
	}
	var t texts
	name := t.text(tensor)
	return m.change(&t, func(model *C.glia_model) C.glia_status {
		return C.glia_model_set_parameters(model, C.size_t(layer), name, floats(values), C.size_t(len(values)))
	})
}

// SetClasses names the classes that the outputs stand for.
func (m *Model) SetClasses(names []string) error {
	var t texts
	array, count := t.list(names)
	return m.change(&t, func(model *C.glia_model) C.glia_status {
		return C.glia_model_set_classes(model, array, count)
	})
}

// ScaleInputs fits how inputs are made from columns to the training rows: scaling is "standardize", "min_max", "robust"
// or "none", missing is "refuse" or "mean".
func (m *Model) ScaleInputs(train *Dataset, scaling, missing string) error {
	var t texts
	spec, policy := t.text(scaling), t.text(missing)
	return m.change(&t, func(model *C.glia_model) (status C.glia_status) {
		return train.lend(func(train *C.glia_dataset) C.glia_status {
			return C.glia_model_scale_inputs(model, train, spec, policy)
		})
	})
}

// ScaleTargets fits a scale to each target value, for regression; when all layers are there.
func (m *Model) ScaleTargets(train *Dataset, scaling string) error {
	var t texts
	spec := t.text(scaling)
	return m.change(&t, func(model *C.glia_model) C.glia_status {
		return train.lend(func(train *C.glia_dataset) C.glia_status {
			return C.glia_model_scale_targets(model, train, spec)
		})
	})
}

// Predict gives the outputs for each row of x. For the lowest latency, use a Session.
func (m *Model) Predict(x []float32) ([]float32, error) {
	rows, err := rowsIn("x", len(x), m.Inputs())
	if err != nil {
		return nil, m.orClosed(err)
	}
	y := make([]float32, rows*m.Outputs())
	return y, m.PredictInto(x, y)
}

// PredictInto is Predict into a slice of yours: rows x outputs.
func (m *Model) PredictInto(x, y []float32) error {
	rows, err := rowsIn("x", len(x), m.Inputs())
	if err == nil {
		err = needLength("y", len(y), rows, m.Outputs())
	}
	if err != nil {
		return m.orClosed(err)
	}
	return m.with(func(model *C.glia_model) C.glia_status {
		return C.glia_model_predict(model, floats(x), C.size_t(rows), floats(y))
	})
}

// PredictDataset gives the outputs for count rows of a data set from first; its categories are found by name.
func (m *Model) PredictDataset(dataset *Dataset, first, count int) ([]float32, error) {
	if err := notNegative(first, count); err != nil {
		return nil, err
	}
	y := make([]float32, min(count, dataset.Rows())*m.Outputs()) // more rows are refused
	if err := dataset.h.enter(); err != nil {
		return nil, err
	}
	defer dataset.h.leave()
	return y, m.with(func(model *C.glia_model) C.glia_status {
		return C.glia_model_predict_dataset(model, dataset.pointer(), C.size_t(first), C.size_t(count), floats(y))
	})
}

// orClosed is that the model is closed, where it is: its sizes are 0 then.
func (m *Model) orClosed(err error) error {
	if m.h.users.Load() >= closed {
		return m.h.closedError()
	}
	return err
}

// Clone makes an independent copy.
func (m *Model) Clone() (*Model, error) {
	if err := m.h.enter(); err != nil {
		return nil, err
	}
	defer m.h.leave()
	return newModel(func(out **C.glia_model) C.glia_status { return C.glia_model_clone(m.pointer(), out) })
}

// FoldBatchNorm makes a copy for prediction alone, whose batch normalizations are merged with dense layers.
func (m *Model) FoldBatchNorm() (*Model, error) {
	if err := m.h.enter(); err != nil {
		return nil, err
	}
	defer m.h.leave()
	return newModel(func(out **C.glia_model) C.glia_status { return C.glia_model_fold_batch_norm(m.pointer(), out) })
}

// Save writes a file in the safetensors format, replacing an old one in one step.
func (m *Model) Save(path string) error {
	var t texts
	defer t.free()
	file := t.text(path)
	if t.err != nil {
		return t.err
	}
	return m.with(func(model *C.glia_model) C.glia_status { return C.glia_model_save(model, file) })
}

// LoadModel reads a model from a file.
func LoadModel(path string) (*Model, error) {
	var t texts
	defer t.free()
	file := t.text(path)
	if t.err != nil {
		return nil, t.err
	}
	return newModel(func(out **C.glia_model) C.glia_status { return C.glia_model_load(out, file) })
}

// MarshalBinary gives the bytes of a model file.
func (m *Model) MarshalBinary() ([]byte, error) {
	if err := m.h.enter(); err != nil {
		return nil, err
	}
	defer m.h.leave()
	return arrayOf(func(bytes *byte, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_save_memory(m.pointer(), unsafe.Pointer(bytes), capacity, needed)
	})
}

// ReadModel makes a model from the bytes of a model file.
func ReadModel(bytes []byte) (*Model, error) {
	return newModel(func(out **C.glia_model) C.glia_status {
		return C.glia_model_load_memory(out, unsafe.Pointer(start(bytes)), C.size_t(len(bytes)))
	})
}

// String tells the model's shape.
func (m *Model) String() string {
	return fmt.Sprintf("model of %d inputs, %d outputs, %d layers, %d parameters", m.Inputs(), m.Outputs(), m.Layers(),
		m.ParameterCount())
}
