/* More activations than a plugin may have. */
#define COUNT 0xffffffffu
#define NAME "count_huge"
#include "one_activation.h"
