/* A mandatory function of the plugin is missing. */
#define INIT NULL
#define NAME "null_init"
#include "one_activation.h"
