// Command serve predicts over HTTP: it learns to tell three kinds of iris apart, and then answers on the loopback
// interface, with as many sessions as there are requests at once.
//
//	go run ./examples/serve ../../tests/data/iris.csv
//	curl -d '[[5.1, 3.5, 1.4, 0.2]]' localhost:8080/predict
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"glia"
)

// train learns from a CSV file of flowers, until the context ends.
func train(ctx context.Context, csv string) (*glia.Model, error) {
	flowers, err := glia.OpenCSV(csv, "species", glia.TargetClasses)
	if err != nil {
		return nil, err
	}
	defer flowers.Close()
	learn, judge, err := flowers.Split(0.3, true, 42)
	if err != nil {
		return nil, err
	}
	defer learn.Close()
	defer judge.Close()

	model, err := glia.NewModel(flowers.Features())
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return model.ScaleInputs(learn, "standardize", "refuse") },
		func() error { return model.AddDense(16, "tanh") },
		func() error { return model.AddDense(flowers.ClassCount(), "softmax") },
		func() error { return fit(ctx, model, learn, judge) },
	} {
		if err := step(); err != nil {
			model.Close()
			return nil, err
		}
	}
	return model, nil
}

func fit(ctx context.Context, model *glia.Model, learn, judge *glia.Dataset) error {
	trainer, err := model.NewTrainer()
	if err != nil {
		return err
	}
	defer trainer.Close()
	if err := trainer.Set(glia.Settings{Optimizer: "adam(learning_rate=0.02)", Epochs: 100, Seed: 42}); err != nil {
		return err
	}
	rule := glia.EarlyStopping{Patience: 15, RestoreBest: true}
	if err := trainer.SetEarlyStopping(rule); err != nil {
		return err
	}
	if err := trainer.Fit(ctx, learn, judge, nil); err != nil {
		return err
	}
	_, accuracy, err := trainer.Evaluate(judge)
	log.Printf("best epoch %d, accuracy %.1f %% of %d flowers", trainer.BestEpoch(), 100*accuracy, judge.Rows())
	return err
}

func run() error {
	address := flag.String("address", "localhost:8080", "where to listen")
	flag.Parse()
	if flag.NArg() != 1 {
		return errors.New("usage: serve [-address HOST:PORT] IRIS.csv")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	model, err := train(ctx, flag.Arg(0))
	if err != nil {
		return err
	}
	defer model.Close()
	predictor, err := newPredictor(model)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return err
	}
	log.Printf("listening on http://%s/predict", listener.Addr())
	server := &http.Server{Handler: predictor, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		server.Shutdown(context.Background())
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}
