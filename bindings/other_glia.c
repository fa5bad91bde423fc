/* A library that says that it is another version of glia, as one from another package might be: to be loaded in its
 * place, or to be preloaded before it. */
#include <stdint.h>

__attribute__((visibility("default"))) uint32_t glia_version(void);

uint32_t glia_version(void) {
    return OTHER_VERSION;
}
