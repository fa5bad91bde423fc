/* Not a plugin itself, but linked with one: dlsym finds that one's symbol through this library. */
#include "glia/plugin.h"

const glia_plugin_t* glia_tests_borrowed(void);

__attribute__((visibility("default"))) const glia_plugin_t* glia_tests_borrowed(void) {
    return &glia_plugin_v1;
}
