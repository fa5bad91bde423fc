/* glia/version.h: which glia this is. */
#ifndef GLIA_VERSION_H
#define GLIA_VERSION_H

#include <stdint.h>

#include "glia/export.h"

GLIA_BEGIN

/* The version of these headers. */
#define GLIA_VERSION_MAJOR 1
#define GLIA_VERSION_MINOR 0
#define GLIA_VERSION_PATCH 0
#define GLIA_VERSION (GLIA_VERSION_MAJOR * 10000 + GLIA_VERSION_MINOR * 100 + GLIA_VERSION_PATCH)

/* The version of the loaded library: major * 10000 + minor * 100 + patch. Compare with GLIA_VERSION. [thread-safe] */
GLIA_API uint32_t glia_version(void);

/* The same as text, such as "1.0.0". The text is static. [thread-safe] */
GLIA_API const char* glia_version_string(void);

GLIA_END

#endif
