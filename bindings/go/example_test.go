package glia_test

import (
	"context"
	"fmt"
	"log"

	"glia"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Exclusive or: four rows of two numbers.
func Example() {
	x := []float32{0, 0, 0, 1, 1, 0, 1, 1}
	data, err := glia.NewDataset(glia.Rows{X: x, Features: 2, Targets: []float32{0, 1, 1, 0}, Outputs: 1})
	check(err)
	defer data.Close()
	model, err := glia.NewModel(2)
	check(err)
	defer model.Close()
	check(model.AddDense(8, "tanh"))
	check(model.AddDense(1, "sigmoid"))
	trainer, err := model.NewTrainer()
	check(err)
	defer trainer.Close()
	check(trainer.Set(glia.Settings{Optimizer: "adam(learning_rate=0.1)", Epochs: 200}))
	check(trainer.Fit(context.Background(), data, nil, nil))
	y, err := model.Predict(x)
	check(err)
	for _, y := range y {
		fmt.Println(y > 0.5)
	}
	// Output:
	// false
	// true
	// true
	// false
}
