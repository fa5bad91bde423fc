/* The plugin does not say who it is. */
#define PLUGIN_ID NULL
#define NAME "null_id"
#include "one_activation.h"
