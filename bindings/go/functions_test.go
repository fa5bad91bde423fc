package glia

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func equal[T float32 | float64](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func valuesAreThoseOfTheFunction[T float32 | float64](t *testing.T) {
	x := []T{-2, 0.5}
	y, err := ActivationValues("leaky_relu(alpha=0.25)", 2, x)
	check(t, err)
	dx, err := ActivationGradients("leaky_relu(alpha=0.25)", 2, x, []T{1, 3})
	check(t, err)
	if !equal(y, []T{-0.5, 0.5}) || !equal(dx, []T{0.25, 3}) {
		t.Error(y, dx)
	}
	rows, err := ActivationValues("softmax", 1, x)
	check(t, err)
	if !equal(rows, []T{1, 1}) {
		t.Error(rows)
	}
	none, err := ActivationValues("relu", 3, []T{})
	check(t, err)
	_, whole := ActivationValues("relu", 3, x)
	_, columns := ActivationValues("relu", 0, x)
	_, arriving := ActivationGradients("relu", 1, x, x[:1])
	_, spec := ActivationValues("leaky_relu(alpha=2)", 1, x)
	for i, err := range []error{whole, columns, arriving, spec} {
		if !errors.Is(err, InvalidArgument) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if len(none) != 0 {
		t.Error(none)
	}
}

func TestActivationsByThemselves(t *testing.T) {
	t.Run("float32", valuesAreThoseOfTheFunction[float32])
	t.Run("float64", valuesAreThoseOfTheFunction[float64])
}

func TestOnlyAllowedPluginsAreLoaded(t *testing.T) {
	file := os.Getenv("GLIA_TEST_PLUGIN") // that of an activation called good
	if file == "" {
		t.Skip("GLIA_TEST_PLUGIN names no plugin file")
	}
	defer AllowAllPlugins()
	refused := func(reason string) {
		t.Helper()
		if err := LoadPlugin(file); !errors.Is(err, Plugin) || !strings.Contains(err.Error(), reason) {
			t.Error(err)
		}
	}
	check(t, AllowPlugins())
	refused("it is not among the plugins that this program allows")
	check(t, AllowPlugins(AllowedPlugin{Activation: "swish"},
		AllowedPlugin{Activation: "good", SHA256: strings.Repeat("0", 64)}))
	refused("SHA-256")
	check(t, AllowPlugins(AllowedPlugin{Activation: "swish"}, AllowedPlugin{Activation: "good"}))
	check(t, LoadPlugin(file))
	if err := AllowPlugins(AllowedPlugin{Activation: "no name"}); !errors.Is(err, InvalidArgument) {
		t.Error(err)
	}
	check(t, AllowPlugins())
	refused("it is not among the plugins that this program allows")
	check(t, AllowAllPlugins())
	check(t, LoadPlugin(file))
	path, err := ActivationPath("good")
	check(t, err)
	if !strings.HasSuffix(path, "/good.so") {
		t.Error(path)
	}
}
