// An exception leaves a kernel.
#define NAME "throws"
#define FORWARD throwing

#include "kernel.h"

FORWARD_KERNEL(throwing, float) {
    throw 7;
}

#include "one_activation.h"
