/* Interface 0 never existed; an old plugin would look like this. */
#define PLUGIN_ABI 0
#define NAME "abi_older"
#include "one_activation.h"
