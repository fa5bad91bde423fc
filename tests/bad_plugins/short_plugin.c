/* glia_plugin_t claims to end before its last member. */
#define PLUGIN_SIZE (sizeof(glia_plugin_t) - 1)
#define NAME "short_plugin"
#include "one_activation.h"
