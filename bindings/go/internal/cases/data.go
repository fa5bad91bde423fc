package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"glia"
)

// What the cases work on, as bindings/cases.md names it.
const (
	rows     = 60
	features = 4
	classes  = 3
	adam     = "adam(learning_rate=0.01)"
)

var (
	x60      = make([]float32, rows*features)
	c60      = make([]int32, rows)
	t60      = make([]float32, rows*2)
	infinity = float32(math.Inf(1))
)

func makeData() {
	state := uint32(1)
	for i := range x60 {
		state = state*1664525 + 1013904223
		x60[i] = float32(state>>8)/8388608 - 1 // exact, in [-1, 1)
	}
	for i := range c60 {
		row := x60[i*features:]
		switch {
		case row[0] >= row[1] && row[0] >= row[2]:
			c60[i] = 0
		case row[1] >= row[2]:
			c60[i] = 1
		default:
			c60[i] = 2
		}
		t60[2*i], t60[2*i+1] = row[0]*row[1], row[2]-row[3]
	}
}

func data60() *glia.Dataset {
	return must(glia.NewDataset(glia.Rows{X: x60, Features: features, Classes: c60, ClassCount: classes}))
}

func values60() *glia.Dataset {
	return must(glia.NewDataset(glia.Rows{X: x60, Features: features, Targets: t60, Outputs: 2}))
}

// network is "network": without values.
func network() *glia.Model {
	model := must(glia.NewModel(features))
	check(model.AddDense(8, "relu"))
	check(model.AddDense(classes, "softmax"))
	return model
}

// net is "net": initialized.
func net() *glia.Model {
	model := network()
	check(model.Initialize("auto", 7))
	return model
}

func trainer(model *glia.Model, optimizer string) *glia.Trainer {
	trainer := must(model.NewTrainer())
	check(trainer.Set(glia.Settings{Optimizer: optimizer, BatchSize: 16, Epochs: 5, Seed: 3}))
	return trainer
}

// numbers gives the bytes of numbers as they lie in memory of the machines that glia runs on.
func numbers(values any) []byte {
	var buffer bytes.Buffer
	check(binary.Write(&buffer, binary.LittleEndian, values))
	return buffer.Bytes()
}

func hashOf(data []byte) uint64 {
	hash := fnv.New64a()
	hash.Write(data)
	return hash.Sum64()
}

func printHash(id string, data []byte) {
	fmt.Printf("%s %016x\n", id, hashOf(data))
}

func parameters(model *glia.Model) []byte {
	var all []byte
	for layer := 0; layer < model.Layers(); layer++ {
		for _, tensor := range []string{"weight", "bias"} {
			all = append(all, numbers(must(model.Parameters(layer, tensor)))...)
		}
	}
	return all
}

func predictions(model *glia.Model) []byte {
	return numbers(must(model.Predict(x60)))
}
