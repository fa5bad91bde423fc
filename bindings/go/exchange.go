package glia

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import (
	"fmt"
	"strings"
	"unsafe"
)

func invalid(format string, arguments ...any) error {
	return &Error{Status: InvalidArgument, Message: fmt.Sprintf(format, arguments...)}
}

// texts lends Go strings to C until free is called.
type texts struct {
	owned []unsafe.Pointer
	err   error
}

func (t *texts) free() {
	for _, text := range t.owned {
		C.free(text)
	}
}

func (t *texts) text(text string) *C.char {
	if strings.IndexByte(text, 0) >= 0 && t.err == nil {
		t.err = invalid("%q has a NUL in it", text)
	}
	c := C.CString(text)
	t.owned = append(t.owned, unsafe.Pointer(c))
	return c
}

// optional is NULL for "".
func (t *texts) optional(text string) *C.char {
	if text == "" {
		return nil
	}
	return t.text(text)
}

// list is an array of texts; NULL where there is none.
func (t *texts) list(list []string) (**C.char, C.size_t) {
	if len(list) == 0 {
		return nil, 0
	}
	pointers := t.pointers(len(list))
	for i, text := range list {
		pointers[i] = t.text(text)
	}
	return &pointers[0], C.size_t(len(list))
}

// pointers is room for texts, with NULL behind the last. It is C's memory, since C may not be given pointers to
// pointers of Go.
func (t *texts) pointers(count int) []*C.char {
	array := C.calloc(C.size_t(count)+1, C.size_t(unsafe.Sizeof((*C.char)(nil))))
	t.owned = append(t.owned, array)
	return unsafe.Slice((**C.char)(array), count+1)
}

// textOf gets a text that comes out as (buffer, capacity, needed).
func textOf(get func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status) (string, error) {
	buffer := make([]byte, 256)
	for {
		var needed C.size_t
		err := call(func() C.glia_status {
			status := get((*C.char)(unsafe.Pointer(&buffer[0])), C.size_t(len(buffer)), &needed)
			if status == C.GLIA_ERROR_CAPACITY && int(needed) > len(buffer) {
				return C.GLIA_OK
			}
			return status
		})
		if err != nil {
			return "", err
		}
		if int(needed) <= len(buffer) {
			return string(buffer[:max(int(needed), 1)-1]), nil // without the NUL
		}
		buffer = make([]byte, needed)
	}
}

// namesOf gets a JSON array of names, which have nothing in them that JSON escapes.
func namesOf(get func(buffer *C.char, capacity C.size_t, needed *C.size_t) C.glia_status) ([]string, error) {
	text, err := textOf(get)
	if err != nil {
		return nil, err
	}
	var names []string
	for i, part := range strings.Split(text, `"`) {
		if i%2 == 1 {
			names = append(names, part)
		}
	}
	return names, nil
}

// arrayOf gets an array that comes out as (values, capacity, needed).
func arrayOf[T any](get func(values *T, capacity C.size_t, needed *C.size_t) C.glia_status) ([]T, error) {
	var values []T
	for {
		var needed C.size_t
		err := call(func() C.glia_status {
			status := get(start(values), C.size_t(len(values)), &needed)
			if status == C.GLIA_ERROR_CAPACITY && int(needed) > len(values) {
				return C.GLIA_OK
			}
			return status
		})
		if err != nil {
			return nil, err
		}
		if int(needed) <= len(values) {
			return values[:needed], nil
		}
		values = make([]T, needed)
	}
}

// start is a pointer to the first element, nil where there is none.
func start[T any](values []T) *T {
	if len(values) == 0 {
		return nil
	}
	return &values[0]
}

// floats is start for C's float; aNumber stands for the address of an empty slice, which glia does not read.
func floats(values []float32) *C.float {
	if len(values) == 0 {
		return &aNumber
	}
	return (*C.float)(&values[0])
}

var aNumber C.float

func ints(values []int32) *C.int32_t {
	return (*C.int32_t)(start(values))
}

// classesIn is ints with an address for an empty slice, too, which glia does not read.
func classesIn(values []int32) *C.int32_t {
	if len(values) == 0 {
		return &aClass
	}
	return ints(values)
}

var aClass C.int32_t

func doubles(values []float64) *C.double {
	return (*C.double)(start(values))
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func boolean(value bool) C.int32_t {
	if value {
		return 1
	}
	return 0
}

// notNegative is that numbers of things can be numbers of things.
func notNegative(numbers ...int) error {
	for _, number := range numbers {
		if number < 0 {
			return invalid("%d is below 0, and no number of anything", number)
		}
	}
	return nil
}

// rowsIn says how many rows of width numbers length numbers are.
func rowsIn(what string, length, width int) (int, error) {
	if length == 0 {
		return 0, nil
	}
	if width == 0 || length%width != 0 {
		return 0, invalid("%s has %d numbers, which are no whole rows of %d", what, length, width)
	}
	return length / width, nil
}

// needLength is that a slice has as many elements as glia will read or write.
func needLength(what string, length, rows, width int) error {
	if length == rows*width {
		return nil
	}
	return invalid("%s has %d elements, but %d rows of %d need %d", what, length, rows, width, rows*width)
}
