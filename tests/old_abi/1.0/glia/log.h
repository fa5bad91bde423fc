/* glia/log.h: what glia tells about its work. */
#ifndef GLIA_LOG_H
#define GLIA_LOG_H

#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

enum {
    GLIA_LOG_TRACE = 0,
    GLIA_LOG_DEBUG = 1,
    GLIA_LOG_INFO = 2,
    GLIA_LOG_WARN = 3, /* the default, unless the environment variable GLIA_LOG_LEVEL says otherwise */
    GLIA_LOG_ERROR = 4,
    GLIA_LOG_OFF = 5
};

/* Receives one message: a GLIA_LOG_* level and one line of UTF-8 without a newline, valid during the call only.
 * Runs on the thread that caused the message, one call at a time; must not call glia_log_* functions. What glia
 * logs while the callback runs on that thread is dropped. Returns nothing, because logging cannot be stopped. */
typedef void (*glia_log_callback)(int32_t level, const char* message, void* user);

/* Sends messages to `callback` instead of stderr; NULL goes back to stderr. `destroy`, if not NULL, is called with
 * `user` once, when the callback is replaced; after this function has returned, the old callback is never called again.
 * GLIA_OK; GLIA_ERROR_OUT_OF_MEMORY: the old callback stays, and `destroy` is not called. [thread-safe] */
GLIA_API glia_status glia_log_set_callback(glia_log_callback callback, void* user, void (*destroy)(void* user));

/* Lets through messages of `level` and above.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: not a GLIA_LOG_* level. [thread-safe] */
GLIA_API glia_status glia_log_set_level(int32_t level);

/* The level in force, one of GLIA_LOG_*. [thread-safe] */
GLIA_API int32_t glia_log_level(void);

GLIA_END

#endif
