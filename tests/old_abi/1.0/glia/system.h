/* glia/system.h: what glia runs on. */
#ifndef GLIA_SYSTEM_H
#define GLIA_SYSTEM_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

/* Describes the matrix library in one line of JSON:
 *     {"flavour":"private","core":"SkylakeX","threads":1,"config":"OpenBLAS 0.3.21 ..."}
 * flavour is "private" (linked into glia, serial, invisible to the program) or "system" (the distribution's shared
 * OpenBLAS); core is the processor kernel that OpenBLAS chose; threads is what OpenBLAS itself would use.
 *
 * Text: `buffer` receives the text and a terminating NUL, or "" where `capacity` bytes do not hold it; *needed, if not
 * NULL, receives the bytes wanted, the NUL included. buffer may be NULL when capacity is 0, to ask for the size.
 * GLIA_OK; GLIA_ERROR_CAPACITY: the text did not fit; GLIA_ERROR_INVALID_ARGUMENT: buffer is NULL and capacity is not
 * 0. [thread-safe] */
GLIA_API glia_status glia_blas_info(char* buffer, size_t capacity, size_t* needed);

/* The instruction set that glia and its plugins may use: "baseline", "avx2" or "avx512". It is the processor's best,
 * or less where the environment variable GLIA_CPU names a lower one when glia is first used. The text is static.
 * [thread-safe] */
GLIA_API const char* glia_cpu_name(void);

GLIA_END

#endif
