/* The activation has no name. */
#define NAME NULL
#include "one_activation.h"
