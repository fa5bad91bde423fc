// Package glia trains and runs fully connected neural networks with the glia library.
//
// What is chosen by name is a spec: "relu", "leaky_relu(alpha=0.1)", "adam(learning_rate=3e-4)"; SpecList and
// SpecDescribe tell which there are. Numbers are float32, and rows lie one after another in a slice, whose length says
// how many there are.
//
// Objects hold memory of the library. Close gives it back; what is forgotten is closed by the garbage collector, some
// time. Closing twice is harmless, closing waits for the calls that are under way, and every method of a closed object
// gives an error that is ErrClosed.
//
// A Model and a Dataset may be used by any number of goroutines at once for everything that only reads them; so may a
// Trainer between fits. What changes an object needs it alone, and gives an error where another call is under way. A
// Session is for one goroutine at a time.
//
// Errors are *Error: a Status, for errors.Is, and one line for a person. A Go function that glia calls may panic: what
// runs it is stopped in order, and the panic goes on in the goroutine that made the call.
package glia
