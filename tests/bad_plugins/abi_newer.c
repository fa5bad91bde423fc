/* Made for the next version of the interface. */
#define PLUGIN_ABI (GLIA_PLUGIN_ABI + 1u)
#define NAME "abi_newer"
#include "one_activation.h"
