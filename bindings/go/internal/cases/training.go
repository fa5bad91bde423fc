package main

import (
	"context"
	"errors"
	"fmt"

	"glia"
)

var background = context.Background()

func train(id string, model *glia.Model, optimizer string, data *glia.Dataset, settings glia.Settings) {
	trainer := trainer(model, optimizer)
	check(trainer.Set(settings))
	check(trainer.Fit(background, data, nil, nil))
	printHash(id, parameters(model))
}

// deliver gives x60 and c60, at most 25 rows at a time; with stop, it fails after the first delivery.
func deliver(stop bool) func(glia.StreamRows) (int, error) {
	return func(next glia.StreamRows) (int, error) {
		if stop && next.First > 0 {
			return 0, errors.New("no more")
		}
		count := rows - next.First
		if count > next.Capacity {
			count = next.Capacity
		}
		if count > 25 {
			count = 25
		}
		copy(next.X, x60[next.First*features:(next.First+count)*features])
		copy(next.Classes, c60[next.First:next.First+count])
		return count, nil
	}
}

func training(iris string) {
	data := data60()
	train("train_sgd", net(), "sgd(learning_rate=0.1)", data, glia.Settings{})
	train("train_momentum", net(), "sgd(learning_rate=0.05, momentum=0.9, nesterov=1)", data, glia.Settings{})
	train("train_adam", net(), adam, data, glia.Settings{})
	train("train_threads", net(), adam, data, glia.Settings{Threads: 3})
	train("train_settings", net(), "adamw(learning_rate=0.01)", data, glia.Settings{
		Loss:     "categorical_crossentropy(label_smoothing=0.1)",
		Schedule: "cosine(warmup=1)", Penalty: "l2(factor=0.01)", Clipping: "norm(limit=1)",
	})
	regression := must(glia.NewModel(features))
	check(regression.AddDense(6, "tanh"))
	check(regression.AddDense(2, "identity"))
	check(regression.Initialize("auto", 7))
	train("train_values", regression, "rmsprop", values60(), glia.Settings{})
	weights := make([]float32, rows)
	for i, class := range c60 {
		weights[i] = 0.5
		if class == 2 {
			weights[i] = 2
		}
	}
	train("train_weights", net(), adam, must(data.WithWeights(weights)), glia.Settings{})

	shape := glia.StreamShape{Rows: rows, Features: features, ClassCount: classes, Window: rows}
	train("stream", net(), adam, must(glia.NewStream(shape, deliver(false))), glia.Settings{})
	stopped := trainer(net(), adam).Fit(background, must(glia.NewStream(shape, deliver(true))), nil, nil)
	fmt.Println("stream_stop", status(stopped))

	followed(data)
	resumed(data)
	evaluated(iris)
	refused()
}

func followed(data *glia.Dataset) {
	trainer := trainer(net(), adam)
	batches, epochs := 0, 0
	check(trainer.Fit(background, data, nil, func(progress *glia.Progress) error {
		if progress.Event == glia.BatchDone {
			batches++
		} else {
			epochs++
		}
		return nil
	}))
	fmt.Println("callback", batches, epochs)
	printHash("history", numbers(must(trainer.History("loss"))))

	epochs = 0
	stopped := trainer.Fit(background, data, nil, func(progress *glia.Progress) error {
		if progress.Event == glia.EpochDone {
			epochs++
		}
		if epochs == 2 {
			return glia.Stop
		}
		return nil
	})
	fmt.Println("callback_stop", status(stopped), len(must(trainer.History("loss"))), int(trainer.StopReason()))
}

func resumed(data *glia.Dataset) {
	first := trainer(net(), adam)
	check(first.SetEpochs(2))
	check(first.SetCheckpoint("cases.checkpoint", 1, 0))
	check(first.Fit(background, data, nil, nil))
	model := network()
	second := trainer(model, adam)
	check(second.Resume("cases.checkpoint"))
	check(second.Fit(background, data, nil, nil))
	printHash("resume", parameters(model))
}

func evaluated(iris string) {
	training, test, err := must(glia.OpenCSV(iris, "species", glia.TargetClasses)).Split(0.2, true, 42)
	check(err)
	model := must(glia.NewModel(features))
	check(model.ScaleInputs(training, "standardize", "refuse"))
	check(model.AddDense(8, "relu"))
	check(model.AddDense(classes, "softmax"))
	trainer := trainer(model, "adam(learning_rate=0.1)")
	check(trainer.Set(glia.Settings{Epochs: 100, Metrics: []string{"f1_macro"}}))
	check(trainer.SetEarlyStopping(glia.EarlyStopping{Patience: 3, RestoreBest: true}))
	check(trainer.Fit(background, training, test, nil))
	loss, accuracy, err := trainer.Evaluate(test)
	check(err)
	printHash("evaluate", numbers([]float64{loss, accuracy}))
	printHash("trainer_metric", numbers(must(trainer.Metric("validation_f1_macro"))))
	fmt.Println("early_stopping", int(trainer.StopReason()), trainer.BestEpoch())
}

func refused() {
	trainer := trainer(net(), "adam")
	printError("error_optimizer", trainer.SetOptimizer("addam"))
	printError("error_loss", trainer.SetLoss("hinge"))
	narrow := must(glia.NewDataset(glia.Rows{X: x60, Features: 3, Stride: 4, Classes: c60, ClassCount: classes}))
	printError("error_features", trainer.Fit(background, narrow, nil, nil))
	printError("error_backward", trainer.Backward())
	printError("error_batch", trainer.SetAccumulation(0))
}

func steps() {
	model := net()
	one := trainer(model, adam)
	must(one.Forward(x60[:16*features]))
	printHash("step_loss", numbers(must(one.LossOfClasses(c60[:16], nil))))
	check(one.Backward())
	printHash("step_gradient", numbers(must(one.Gradients(0, "weight"))))
	check(one.Update())
	printHash("step_update", parameters(model))

	momentum := "sgd(learning_rate=0.1, momentum=0.9)"
	model = net()
	fit := trainer(model, momentum)
	check(fit.SetShuffle(false))
	check(fit.SetEpochs(1))
	check(fit.Fit(background, data60(), nil, nil))
	printHash("fit_in_order", parameters(model))
	model = net()
	many := trainer(model, momentum)
	for first := 0; first < rows; first += 16 {
		last := first + 16
		if last > rows {
			last = rows
		}
		must(many.Forward(x60[first*features : last*features]))
		must(many.LossOfClasses(c60[first:last], nil))
		check(many.Backward())
		check(many.Update())
	}
	printHash("steps_in_order", parameters(model))
}
