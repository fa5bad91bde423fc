package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"glia"
)

const (
	maxRows  = 256     // of a request
	maxBytes = 1 << 20 // of a request
)

// predictor answers requests. Its sessions share one model; each serves one request at a time and goes back to the
// pool, where the garbage collector closes those that are no longer wanted.
type predictor struct {
	inputs   int
	classes  []string
	sessions sync.Pool
}

// answer is what is said of a row.
type answer struct {
	Class         string    `json:"class"`
	Probabilities []float32 `json:"probabilities"`
}

func newPredictor(model *glia.Model) (*predictor, error) {
	classes, err := model.Classes()
	if err != nil {
		return nil, err
	}
	p := &predictor{inputs: model.Inputs(), classes: classes}
	p.sessions.New = func() any {
		session, err := model.NewSession(maxRows)
		if err != nil {
			return err
		}
		return session
	}
	return p, nil
}

// ServeHTTP takes rows as a JSON array of arrays.
func (p *predictor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/predict" || r.Method != http.MethodPost {
		http.Error(w, "POST rows to /predict", http.StatusNotFound)
		return
	}
	var rows [][]float32
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBytes)).Decode(&rows); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answers, err := p.predict(rows)
	switch {
	case errors.Is(err, glia.InvalidArgument):
		http.Error(w, err.Error(), http.StatusBadRequest)
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(answers)
	}
}

func (p *predictor) predict(rows [][]float32) ([]answer, error) {
	x := make([]float32, 0, len(rows)*p.inputs)
	for i, row := range rows {
		if len(row) != p.inputs {
			message := fmt.Sprintf("row %d (from 0) has %d numbers; the model takes %d", i, len(row), p.inputs)
			return nil, &glia.Error{Status: glia.InvalidArgument, Message: message}
		}
		x = append(x, row...)
	}
	session, ok := p.sessions.Get().(*glia.Session)
	if !ok {
		return nil, errors.New("no session could be made")
	}
	defer p.sessions.Put(session)
	y, err := session.Predict(x)
	if err != nil {
		return nil, err
	}
	classes, err := glia.Classify(y, len(p.classes))
	if err != nil {
		return nil, err
	}
	answers := make([]answer, len(rows))
	for i, class := range classes {
		answers[i] = answer{p.classes[class], y[i*len(p.classes) : (i+1)*len(p.classes)]}
	}
	return answers, nil
}
