/* It gives up, and the program with it. */
#include <stdio.h>
#include <stdlib.h>

#define NAME "aborts"
#define FORWARD impossible

#include "kernel.h"

FORWARD_KERNEL(impossible, float) {
    fputs("this cannot happen\n", stderr);
    abort();
}

#include "one_activation.h"
