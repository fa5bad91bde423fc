#include "glia/version.h"

#define GLIA_TEXT_OF(x) #x
#define GLIA_TEXT(x) GLIA_TEXT_OF(x)

extern "C" {

uint32_t glia_version(void) {
    return GLIA_VERSION;
}

const char* glia_version_string(void) {
    return GLIA_TEXT(GLIA_VERSION_MAJOR) "." GLIA_TEXT(GLIA_VERSION_MINOR) "." GLIA_TEXT(GLIA_VERSION_PATCH);
}
}
