package glia

// #include "bridge.h"
import "C"

import "strings"

// The registry of activations belongs to the process.

// LoadPlugin loads a plugin file, given by its absolute path.
func LoadPlugin(path string) error {
	return withText(path, func(path *C.char) C.glia_status { return C.glia_registry_load(path) })
}

// AddPluginDirectory searches a directory, given by its absolute path, before those that are searched now.
func AddPluginDirectory(path string) error {
	return withText(path, func(path *C.char) C.glia_status { return C.glia_registry_add_directory(path) })
}

// AllowedPlugin is an activation that may come from a plugin file: from the one whose SHA-256 is given, in hexadecimal
// digits, or from any where that is "".
type AllowedPlugin struct {
	Activation, SHA256 string
}

// AllowPlugins lets only these activations come from plugin files from now on; without any, none. What is loaded
// already stays.
func AllowPlugins(allowed ...AllowedPlugin) error {
	var t texts
	defer t.free()
	names, hashes := t.pointers(len(allowed)), t.pointers(len(allowed))
	for i, plugin := range allowed {
		names[i], hashes[i] = t.text(plugin.Activation), t.optional(plugin.SHA256)
	}
	if t.err != nil {
		return t.err
	}
	return call(func() C.glia_status {
		return C.glia_registry_set_allowed(&names[0], &hashes[0], C.size_t(len(allowed)))
	})
}

// AllowAllPlugins lets every plugin file be loaded, as at the start.
func AllowAllPlugins() error {
	return call(func() C.glia_status { return C.glia_registry_set_allowed(nil, nil, 0) })
}

// Unregister forgets an activation of this program. Models that use it keep it alive.
func Unregister(activation string) error {
	return withText(activation, func(name *C.char) C.glia_status {
		return C.glia_registry_unregister_activation(name)
	})
}

// Activations gives the names of all activations in the search path and of this program.
func Activations() ([]string, error) {
	var count C.size_t
	if err := call(func() C.glia_status { return C.glia_registry_count(&count) }); err != nil {
		return nil, err
	}
	return list(int(count), func(i int) (string, error) {
		return textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
			return C.glia_registry_name(C.size_t(i), buffer, capacity, needed)
		})
	})
}

// DescribeActivation describes an activation as a JSON object: parameters, revision, variant, path, flags, ...
func DescribeActivation(name string) (string, error) {
	return textWith(name, func(name, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_registry_describe(name, buffer, capacity, needed)
	})
}

// ActivationPath is the file that an activation was loaded from, "" for one of this program.
func ActivationPath(name string) (string, error) {
	return textWith(name, func(name, buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_registry_path(name, buffer, capacity, needed)
	})
}

// PluginSearchPath gives the directories searched, in order.
func PluginSearchPath() ([]string, error) {
	text, err := textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return C.glia_registry_search_path(buffer, capacity, needed)
	})
	if err != nil || text == "" {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n"), nil
}

// withText makes a call with one text.
func withText(text string, function func(*C.char) C.glia_status) error {
	var t texts
	defer t.free()
	c := t.text(text)
	if t.err != nil {
		return t.err
	}
	return call(func() C.glia_status { return function(c) })
}

// textWith gets a text that depends on another.
func textWith(text string, get func(text, buffer *C.char, capacity C.size_t,
	needed *C.size_t) C.glia_status) (string, error) {
	var t texts
	defer t.free()
	c := t.text(text)
	if t.err != nil {
		return "", t.err
	}
	return textOf(func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status {
		return get(c, buffer, capacity, needed)
	})
}

// list collects count texts.
func list(count int, get func(i int) (string, error)) ([]string, error) {
	texts := make([]string, count)
	for i := range texts {
		text, err := get(i)
		if err != nil {
			return nil, err
		}
		texts[i] = text
	}
	return texts, nil
}
