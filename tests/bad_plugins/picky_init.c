/* Correct, and picky: works only if the host presents itself as promised, and only if init runs once. */
#include "glia/plugin.h"

static int32_t checked(const glia_host_t* host) {
    static int calls = 0;
    if (++calls != 1) return 1;
    if (host->struct_size < sizeof(glia_host_t)) return 2;
    if (host->abi != GLIA_PLUGIN_ABI) return 3;
    if (host->isa > GLIA_ISA_AVX512) return 4;
    return host->reserved == 0 ? 0 : 5;
}

#define NAME "picky_init"
#define INIT checked
#include "one_activation.h"
