/* count() promises an activation that activation() does not give. */
#include <stddef.h>

#define NAME "null_activation"
#define ACTIVATION_AT no_activation
#include "glia/plugin.h"

static const glia_activation_t* no_activation(uint32_t index);

#include "one_activation.h"

static const glia_activation_t* no_activation(uint32_t index) {
    return index == 0 ? NULL : &the_activation;
}
