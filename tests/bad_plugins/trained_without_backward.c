/* A trained parameter without the kernel for its gradient. */
#define NAME "trained_without_backward"
#define BACKWARD_TRAINED NULL
#include "trained_scale.h"
