/* Preloaded, makes the library say that it is another one. */
#include <stdint.h>

__attribute__((visibility("default"))) uint32_t glia_version(void);

uint32_t glia_version(void) {
    return 20000;
}
