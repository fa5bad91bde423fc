// Command cases runs the behaviour cases of bindings/cases.md: every language prints the same lines.
//
//	cases iris.csv
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"glia"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: cases IRIS.csv")
		os.Exit(2)
	}
	makeData()
	library()
	models()
	files()
	datasets(os.Args[1])
	training(os.Args[1])
	steps()
	activations()
	metrics()
}

// must ends the program where a call fails that should not.
func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "cases:", err)
		os.Exit(1)
	}
}

func status(err error) int {
	var of *glia.Error
	if errors.As(err, &of) {
		return int(of.Status)
	}
	check(err)
	return 0
}

// printError prints status and text, up to its first question mark: what follows are lists and places that may change.
func printError(id string, err error) {
	if err == nil {
		fmt.Println(id, 0)
		return
	}
	text, _, _ := strings.Cut(err.Error(), "?")
	fmt.Println(id, status(err), text)
}

func only[T any](_ T, err error) error {
	return err
}

func library() {
	fmt.Println("version", glia.Version()/10000)
	fmt.Println("status_names", glia.OK, glia.NotFound, glia.Status(99))
	fmt.Println("spec_list", `["`+strings.Join(must(glia.SpecList("scaling")), `","`)+`"]`)
	printError("spec_check", glia.SpecCheck("optimizer", "adam(learning_rate=0.1)"))
	printError("spec_range", glia.SpecCheck("optimizer", "adam(learning_rate=-1)"))
	printError("spec_parameter", glia.SpecCheck("optimizer", "sgd(momentun=0.9)"))
	printError("spec_syntax", glia.SpecCheck("optimizer", "sgd(momentum=0.9"))
	printError("spec_name", glia.SpecCheck("loss", "hubert"))

	classes := make([]int32, rows)
	classes[0], classes[1] = 1, 1
	two := must(glia.NewDataset(glia.Rows{X: x60, Features: features, Classes: classes, ClassCount: 2}))
	check(glia.SetLogger(func(level glia.LogLevel, message string) { fmt.Println("log", int(level), message) }))
	_, _, err := two.Fold(glia.Folds{Spec: "stratified(folds=3)", Seed: 1}, 0)
	check(err)
	check(glia.SetLogger(nil))

	printError("error_inputs", only(glia.NewModel(0)))
	printError("error_missing", only(glia.LoadModel("missing.safetensors")))
	printError("error_format", only(glia.ReadModel([]byte("not glia"))))
}

func models() {
	refused := network()
	fmt.Println("create", refused.Inputs(), refused.Outputs(), refused.Layers(), refused.ParameterCount())
	printError("error_activation", refused.AddDense(8, "rellu"))
	printError("error_units", refused.AddDense(0, "relu"))
	printError("error_layer", refused.AddLayer("dropuot"))
	printError("error_initializer", refused.Initialize("he_norml", 7))
	printError("error_state", only(refused.Predict(x60[:features])))
	printError("error_size", refused.SetParameters(1, "bias", []float32{1, 2}))
	printError("error_tensor", refused.SetParameters(1, "wieght", []float32{1, 2}))

	model := net()
	printHash("initialize", parameters(model))
	check(model.Initialize("he_normal", 8))
	printHash("initialize_he", parameters(model))
	check(model.SetParameters(1, "bias", []float32{0.5, -0.25, 1}))
	printHash("parameters", numbers(must(model.Parameters(1, "bias"))))

	model = net()
	printHash("predict", predictions(model))
	session := must(model.NewSession(rows))
	printHash("session", numbers(must(session.Predict(x60))))
	equal := 0
	for i := 0; i < len(x60); i += features {
		row := x60[i : i+features]
		if hashOf(numbers(must(model.Predict(row)))) == hashOf(numbers(must(session.Predict(row)))) {
			equal++
		}
	}
	fmt.Println("session_rows", equal)
	printError("session_limit", only(must(model.NewSession(1)).Predict(x60[:2*features])))
	clone := must(model.Clone())
	check(model.Initialize("auto", 8))
	printHash("clone", predictions(clone))

	model = net()
	check(model.SetClasses([]string{"grün", "猫", "red"}))
	printHash("class_names", []byte(strings.Join(must(model.Classes()), "")))
	printHash("describe", []byte(must(model.DescribeJSON())))
}

func files() {
	model := net()
	bytes := must(model.MarshalBinary())
	printHash("save_memory", bytes)
	printHash("load_memory", predictions(must(glia.ReadModel(bytes))))
	bytes[len(bytes)-1] ^= 1
	printError("load_damaged", only(glia.ReadModel(bytes)))
	check(model.Save("cases.safetensors"))
	printHash("save_file", must(os.ReadFile("cases.safetensors")))
	printHash("load_file", predictions(must(glia.LoadModel("cases.safetensors"))))
}

func printShape(id string, data *glia.Dataset) {
	fmt.Println(id, data.Rows(), data.Features(), data.Outputs(), data.ClassCount())
}

func printRows(id string, data *glia.Dataset, first, count int) {
	printHash(id, append(numbers(must(data.X(first, count))), numbers(must(data.Classes(first, count)))...))
}

func datasets(iris string) {
	data := data60()
	printShape("classes", data)
	printRows("rows", data, 10, 10)
	printShape("values", values60())

	x := []float32{1, 2, 3, 4, 5, 6, infinity, 8}
	printError("error_class", only(glia.NewDataset(glia.Rows{X: x60[:8], Features: 4, Classes: []int32{0, 3},
		ClassCount: 3})))
	printError("error_infinite", only(glia.NewDataset(glia.Rows{X: x, Features: 4})))
	printError("error_column", only(glia.OpenCSV(iris, "specie", glia.TargetAuto)))
	printError("error_csv", only(glia.OpenCSV("missing.csv", "", glia.TargetAuto)))

	flowers := must(glia.OpenCSV(iris, "species", glia.TargetClasses))
	printShape("csv", flowers)
	names := append(must(flowers.ClassNames()), must(flowers.FeatureNames())...)
	fmt.Println("csv_names", strings.Join(names, " "))
	printRows("csv_rows", flowers, 0, 150)
	_, test, err := flowers.Split(0.2, true, 42)
	check(err)
	printShape("split", test)
	printRows("split_rows", test, 0, 30)
}
