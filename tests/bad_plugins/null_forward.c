/* A mandatory kernel is missing. */
#define FORWARD NULL
#define NAME "null_forward"
#include "one_activation.h"
