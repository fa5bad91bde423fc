/* Made for the next version of the interface; and it says in the environment what of it has run. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>

#include "glia/plugin.h"

__attribute__((constructor)) static void when_loaded(void) {
    setenv("GLIA_TEST_PLUGIN_LOADED", "1", 1);
}

static int32_t when_started(const glia_host_t* host) {
    (void)host;
    setenv("GLIA_TEST_PLUGIN_STARTED", "1", 1);
    return 0;
}

#define PLUGIN_ABI (GLIA_PLUGIN_ABI + 1u)
#define NAME "tells_its_steps"
#define INIT when_started
#include "one_activation.h"
