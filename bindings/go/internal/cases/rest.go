package main

import (
	"fmt"

	"glia"
)

// ownCube is y = scale x^3: nothing but products, in this order, so that every language rounds them alike.
func ownCube(name string) glia.Activation {
	return glia.Activation{
		Name:        name,
		Parameters:  []glia.Parameter{{Name: "scale", Default: 1, Minimum: 0.125, Maximum: 8}},
		Elementwise: true,
		Forward: func(parameters []float64, _ int, x, y []float32) {
			scale := float32(parameters[0])
			for i, x := range x {
				y[i] = scale * (x * x * x)
			}
		},
		Backward: func(parameters []float64, _ int, x, _, dy, dx []float32) {
			scale := float32(parameters[0])
			for i, x := range x {
				dx[i] = scale * (dy[i] * (3 * (x * x)))
			}
		},
	}
}

func activations() {
	fmt.Println("activation_taken", status(glia.Register(ownCube("relu"))))
	check(glia.Register(ownCube("own_cube")))
	passed := 0
	if must(glia.CheckActivation("own_cube(scale=0.5)")).Passed {
		passed = 1
	}
	fmt.Println("activation_gradient", passed)
	model := must(glia.NewModel(features))
	check(model.AddDense(8, "own_cube(scale=0.5)"))
	check(model.AddDense(classes, "softmax"))
	check(model.Initialize("auto", 7))
	printHash("activation_predict", predictions(model))
	check(trainer(model, adam).Fit(background, data60(), nil, nil))
	printHash("activation_train", predictions(model))
	printError("activation_range", glia.SpecCheck("activation", "own_cube(scale=9)"))
	check(glia.Unregister("own_cube"))
	fmt.Println("activation_gone", status(glia.SpecCheck("activation", "own_cube")))
	printHash("activation_kept", predictions(model))
}

func metrics() {
	y := must(net().Predict(x60))
	predicted := must(glia.Classify(y, classes))
	printHash("classify", numbers(predicted))
	printHash("accuracy", numbers(must(glia.Accuracy(c60, predicted))))
	var counts []byte
	for _, row := range must(glia.Confusion(c60, predicted, classes)) {
		counts = append(counts, numbers(row)...)
	}
	printHash("confusion", counts)
	all := glia.Outputs{Y: y, Width: classes, Classes: c60}
	figures := []float64{must(glia.Compute("f1_macro", all)), must(glia.Compute("log_loss", all)),
		must(glia.Compute("roc_auc", all))}
	printHash("metrics", numbers(figures))
	printHash("metric_whole", numbers(figures[1]))
	parts := must(glia.NewMetric("log_loss", classes, true))
	for first := 0; first < rows; first += 15 {
		check(parts.Add(glia.Outputs{Y: y[first*classes : (first+15)*classes], Classes: c60[first : first+15]}))
	}
	printHash("metric_parts", numbers(must(parts.Value())))
	printError("error_metric", only(glia.Compute("f2", all)))

	folds := must(trainer(network(), adam).CrossValidate(background, data60(),
		glia.Folds{Spec: "stratified(folds=3)", Seed: 5}, "", nil))
	mean, deviation, err := folds.Summary("loss")
	check(err)
	fmt.Println("folds", folds.Folds())
	printHash("folds_loss", numbers([]float64{mean, deviation}))
}
