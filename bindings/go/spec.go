package glia

// #include "bridge.h"
import "C"

// SpecList gives the names of a family: activation, class_weight, clipping, constraint, folds, initializer, layer,
// loss, metric, optimizer, penalty, scaling or schedule.
func SpecList(family string) ([]string, error) {
	var t texts
	defer t.free()
	name := t.text(family)
	if t.err != nil {
		return nil, t.err
	}
	return namesOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_spec_list(name, buffer, capacity, needed)
	})
}

// SpecDescribe describes one member of a family as a JSON object, with its parameters, their defaults and ranges.
func SpecDescribe(family, name string) (string, error) {
	var t texts
	defer t.free()
	of, member := t.text(family), t.text(name)
	if t.err != nil {
		return "", t.err
	}
	return textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_spec_describe(of, member, buffer, capacity, needed)
	})
}

// SpecCheck checks a spec without using it.
func SpecCheck(family, spec string) error {
	var t texts
	defer t.free()
	of, text := t.text(family), t.text(spec)
	if t.err != nil {
		return t.err
	}
	return call(func() C.glia_status { return C.glia_spec_check(of, text) })
}
