/* glia/export.h: how the public functions of glia are declared. */
#ifndef GLIA_EXPORT_H
#define GLIA_EXPORT_H

/* Stands before each function that the library exports. */
#if defined(__GNUC__)
#define GLIA_API __attribute__((visibility("default")))
#else
#define GLIA_API
#endif

/* Stands before a declaration, or behind the name of an enumerator, that has a better one and will be gone in the next
 * major version; the text says since when, and what to use: GLIA_DEPRECATED("since 1.2; use glia_model_predict").
 * Compilers show it where the declaration is used, unless GLIA_NO_DEPRECATION_WARNINGS is defined before glia is
 * included. Nothing is deprecated today. */
#if defined(__GNUC__) && !defined(GLIA_NO_DEPRECATION_WARNINGS)
#define GLIA_DEPRECATED(text) __attribute__((deprecated(text)))
#else
#define GLIA_DEPRECATED(text)
#endif

/* Stand around declarations, which have C linkage in C++, too. */
#ifdef __cplusplus
#define GLIA_BEGIN extern "C" {
#define GLIA_END }
#else
#define GLIA_BEGIN
#define GLIA_END
#endif

#endif
