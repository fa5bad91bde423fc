/* It ends the program. */
#include <stdlib.h>

#define NAME "exits"
#define FORWARD final

#include "kernel.h"

FORWARD_KERNEL(final, float) {
    _Exit(3);
}

#include "one_activation.h"
