/* Two activations of one name: index 0 and 1 give the same table. */
#define COUNT 2
#define NAME "defined_twice"
#include "one_activation.h"
