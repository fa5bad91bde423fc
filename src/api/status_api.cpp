#include "api/guard.hpp"
#include "glia/status.h"

extern "C" {

const char* glia_status_name(glia_status status) {
    switch (status) {
#define GLIA_NAME(code) \
    case code:          \
        return #code
        GLIA_NAME(GLIA_OK);
        GLIA_NAME(GLIA_ERROR_INVALID_ARGUMENT);
        GLIA_NAME(GLIA_ERROR_OUT_OF_MEMORY);
        GLIA_NAME(GLIA_ERROR_NOT_FOUND);
        GLIA_NAME(GLIA_ERROR_IO);
        GLIA_NAME(GLIA_ERROR_FORMAT);
        GLIA_NAME(GLIA_ERROR_UNSUPPORTED);
        GLIA_NAME(GLIA_ERROR_STATE);
        GLIA_NAME(GLIA_ERROR_PLUGIN);
        GLIA_NAME(GLIA_ERROR_NUMERIC);
        GLIA_NAME(GLIA_ERROR_CANCELLED);
        GLIA_NAME(GLIA_ERROR_CAPACITY);
        GLIA_NAME(GLIA_ERROR_INTERNAL);
#undef GLIA_NAME
        default:
            return "GLIA_ERROR_UNKNOWN";
    }
}

const char* glia_last_error(void) {
    return glia::api::last_error();
}
}
