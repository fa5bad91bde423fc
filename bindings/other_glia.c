/* A library that says that it is another version of glia, as one from another package might be: to be loaded in its
 * place, or to be preloaded before it. */
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT uint32_t glia_version(void);
EXPORT const char* glia_version_string(void); /* its address tells from which file it comes */

uint32_t glia_version(void) {
    return OTHER_VERSION;
}

const char* glia_version_string(void) {
    return OTHER_VERSION_TEXT;
}
