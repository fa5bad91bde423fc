package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

const (
	requests = 10000
	clients  = 32
)

func newServer(t *testing.T) *httptest.Server {
	t.Helper()
	model, err := train(context.Background(), "../../../../tests/data/iris.csv")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { model.Close() })
	predictor, err := newPredictor(model)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(predictor)
	t.Cleanup(server.Close)
	return server
}

func post(client *http.Client, url, body string) (int, []byte, error) {
	response, err := client.Post(url+"/predict", "application/json", strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, text, err
}

// Ten thousand requests of many clients at once get the answers that each gets alone.
func TestLoad(t *testing.T) {
	server := newServer(t)
	flowers := []string{
		"[[5.1, 3.5, 1.4, 0.2]]",
		"[[6.0, 2.9, 4.5, 1.5]]",
		"[[6.9, 3.1, 5.4, 2.1], [5.0, 3.4, 1.5, 0.2]]",
	}
	kinds := []string{"setosa", "versicolor", "virginica"}
	expected := make([][]byte, len(flowers))
	for i, flower := range flowers {
		status, body, err := post(server.Client(), server.URL, flower)
		var answers []answer
		if err != nil || status != http.StatusOK || json.Unmarshal(body,
			&answers) != nil || answers[0].Class != kinds[i] {
			t.Fatal(status, string(body), err)
		}
		expected[i] = body
	}
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	next := make(chan int)
	var group sync.WaitGroup
	for i := 0; i < clients; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range next {
				status, body, err := post(client, server.URL, flowers[i%len(flowers)])
				if err != nil || status != http.StatusOK || !bytes.Equal(body, expected[i%len(flowers)]) {
					t.Error(i, status, string(body), err)
				}
			}
		}()
	}
	for i := 0; i < requests; i++ {
		next <- i
	}
	close(next)
	group.Wait()
}

func TestWhatCannotBeAnswered(t *testing.T) {
	server := newServer(t)
	many := "[" + strings.TrimSuffix(strings.Repeat("[1, 2, 3, 4],", maxRows+1), ",") + "]"
	for body, expected := range map[string]string{
		"[[1, 2, 3]]": "row 0 (from 0) has 3 numbers; the model takes 4",
		"{":           "unexpected EOF",
		many:          fmt.Sprintf("rows is %d; the session was made for at most %d", maxRows+1, maxRows),
	} {
		status, said, err := post(server.Client(), server.URL, body)
		if err != nil || status != http.StatusBadRequest || !strings.Contains(string(said), expected) {
			t.Errorf("%.20s: %d %s %v", body, status, said, err)
		}
	}
	response, err := server.Client().Get(server.URL)
	if err != nil || response.StatusCode != http.StatusNotFound {
		t.Error(response, err)
	}
}
