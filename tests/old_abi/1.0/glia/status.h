/* glia/status.h: how a call reports success or failure. */
#ifndef GLIA_STATUS_H
#define GLIA_STATUS_H

#include <stdint.h>

#include "glia/export.h"

GLIA_BEGIN

/* The outcome of a call: GLIA_OK or one of the values below. Values never change; new ones may be added. */
typedef int32_t glia_status;

enum {
    GLIA_OK = 0,
    GLIA_ERROR_INVALID_ARGUMENT = 1, /* NULL, out of range, a wrong shape, a malformed spec */
    GLIA_ERROR_OUT_OF_MEMORY = 2,    /* memory could not be had */
    GLIA_ERROR_NOT_FOUND = 3,        /* no such file, activation, column or name */
    GLIA_ERROR_IO = 4,               /* the operating system refused to read or write */
    GLIA_ERROR_FORMAT = 5,           /* a file is not what it should be: truncated, damaged, foreign, malformed */
    GLIA_ERROR_UNSUPPORTED = 6,      /* understood, but made by a newer version or not possible here */
    GLIA_ERROR_STATE = 7,            /* the call is right but comes at the wrong time */
    GLIA_ERROR_PLUGIN = 8,           /* a plugin was refused */
    GLIA_ERROR_NUMERIC = 9,          /* a value became infinite or not a number */
    GLIA_ERROR_CANCELLED = 10,       /* a callback asked to stop */
    GLIA_ERROR_CAPACITY = 11,        /* the caller's buffer is too small; *needed says how much is wanted */
    GLIA_ERROR_INTERNAL = 12         /* a defect in glia: please report it */
};

/* The name of a status, such as "GLIA_ERROR_NOT_FOUND"; "GLIA_ERROR_UNKNOWN" for any other value.
 * The text is static. [thread-safe] */
GLIA_API const char* glia_status_name(glia_status status);

/* What went wrong in the last call of this thread that failed: one line for a person, UTF-8, at most 511 bytes, "" if
 * none has failed. A call that succeeds leaves it as it is. Borrowed: valid until the thread's next failing call, and
 * not to be read from another thread. [thread-safe] */
GLIA_API const char* glia_last_error(void);

GLIA_END

#endif
