/* The revision counts calls. */
#define NAME "changes_table"
#define FORWARD counted
#define ACTIVATION_AT counting

#include "kernel.h"

static const glia_activation_t* counting(uint32_t index);

FORWARD_KERNEL(counted, float) {
    ++((glia_activation_t*)(uintptr_t)self)->revision;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}

#include "one_activation.h"

static const glia_activation_t* counting(uint32_t index) {
    static glia_activation_t table;
    (void)index;
    if (table.revision == 0) table = the_activation;
    return &table;
}
