/* A mandatory kernel is missing. */
#define BACKWARD NULL
#define NAME "null_backward"
#include "one_activation.h"
