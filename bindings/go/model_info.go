package glia

// #include "bridge.h"
import "C"

// size asks for a number, which is 0 where the model is closed.
func (m *Model) size(get func(*C.glia_model) C.size_t) int {
	if m.h.enter() != nil {
		return 0
	}
	defer m.h.leave()
	return int(get(m.pointer()))
}

// text asks for a text.
func (m *Model) text(get func(model *C.glia_model, buffer *C.char, capacity C.size_t,
	needed *C.size_t) C.glia_status) (string, error) {
	if err := m.h.enter(); err != nil {
		return "", err
	}
	defer m.h.leave()
	return textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return get(m.pointer(), buffer, capacity, needed)
	})
}

// Inputs is how many numbers a row of input has, before scaling; 0 where the model is closed, as for all such numbers.
func (m *Model) Inputs() int {
	return m.size(func(model *C.glia_model) C.size_t { return C.glia_model_inputs(model) })
}

// Outputs is how many numbers a row of output has.
func (m *Model) Outputs() int {
	return m.size(func(model *C.glia_model) C.size_t { return C.glia_model_outputs(model) })
}

// Layers is how many there are.
func (m *Model) Layers() int {
	return m.size(func(model *C.glia_model) C.size_t { return C.glia_model_layers(model) })
}

// ParameterCount is how many there are in all.
func (m *Model) ParameterCount() int {
	return m.size(func(model *C.glia_model) C.size_t { return C.glia_model_parameter_count(model) })
}

// Parameters gives a tensor, row by row.
func (m *Model) Parameters(layer int, tensor string) ([]float32, error) {
	if err := notNegative(layer); err != nil {
		return nil, err
	}
	var t texts
	defer t.free()
	name := t.text(tensor)
	if t.err != nil {
		return nil, t.err
	}
	if err := m.h.enter(); err != nil {
		return nil, err
	}
	defer m.h.leave()
	return arrayOf(func(values *float32, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_get_parameters(m.pointer(), C.size_t(layer), name, (*C.float)(values), capacity, needed)
	})
}

// Classes gives the names of the classes; none where they have none.
func (m *Model) Classes() ([]string, error) {
	count := m.size(func(model *C.glia_model) C.size_t { return C.glia_model_class_count(model) })
	return list(count, func(i int) (string, error) {
		return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
			return C.glia_model_class_name(model, C.size_t(i), buffer, capacity, needed)
		})
	})
}

// Loss is the loss that the model was last trained with, a spec; "" if none.
func (m *Model) Loss() (string, error) {
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_loss(model, buffer, capacity, needed)
	})
}

// Describe gives a table for people.
func (m *Model) Describe() (string, error) {
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_describe(model, buffer, capacity, needed)
	})
}

// DescribeJSON gives the same as a JSON object.
func (m *Model) DescribeJSON() (string, error) {
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_describe_json(model, buffer, capacity, needed)
	})
}

// InputScaling is how inputs are scaled, a spec.
func (m *Model) InputScaling() (string, error) {
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_input_scaling(model, buffer, capacity, needed)
	})
}

// TargetScaling is how targets are scaled, a spec.
func (m *Model) TargetScaling() (string, error) {
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_target_scaling(model, buffer, capacity, needed)
	})
}

// MissingPolicy is what becomes of missing values: "refuse", "mean", or "" where inputs have not been fitted.
func (m *Model) MissingPolicy() (string, error) {
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_missing_policy(model, buffer, capacity, needed)
	})
}

// InputScale gives center and scale of an input column: z = (x - center) / scale.
func (m *Model) InputScale(input int) (center, scale float64, err error) {
	return m.scale(input, func(model *C.glia_model, center, scale *C.double) C.glia_status {
		return C.glia_model_input_scale(model, C.size_t(input), center, scale)
	})
}

// OutputScale gives center and scale of an output.
func (m *Model) OutputScale(output int) (center, scale float64, err error) {
	return m.scale(output, func(model *C.glia_model, center, scale *C.double) C.glia_status {
		return C.glia_model_output_scale(model, C.size_t(output), center, scale)
	})
}

func (m *Model) scale(index int, get func(model *C.glia_model, center,
	scale *C.double) C.glia_status) (float64, float64, error) {
	if err := notNegative(index); err != nil {
		return 0, 0, err
	}
	var center, scale C.double
	err := m.with(func(model *C.glia_model) C.glia_status { return get(model, &center, &scale) })
	return float64(center), float64(scale), err
}

// InputName is the name of an input column: the training data's, or its index.
func (m *Model) InputName(input int) (string, error) {
	if err := notNegative(input); err != nil {
		return "", err
	}
	return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_model_input_name(model, C.size_t(input), buffer, capacity, needed)
	})
}

// Categories gives the categories of an input column, in rows written as their index; none for a column of numbers.
func (m *Model) Categories(input int) ([]string, error) {
	if err := notNegative(input); err != nil {
		return nil, err
	}
	count := m.size(func(model *C.glia_model) C.size_t { return C.glia_model_category_count(model, C.size_t(input)) })
	return list(count, func(i int) (string, error) {
		return m.text(func(model *C.glia_model, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
			return C.glia_model_category_name(model, C.size_t(input), C.size_t(i), buffer, capacity, needed)
		})
	})
}
