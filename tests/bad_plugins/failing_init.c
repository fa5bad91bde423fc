/* The plugin says that it cannot work here. */
#define INIT_RESULT 7
#define NAME "failing_init"
#include "one_activation.h"
