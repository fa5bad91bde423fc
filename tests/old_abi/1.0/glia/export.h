/* glia/export.h: how the public functions of glia are declared. */
#ifndef GLIA_EXPORT_H
#define GLIA_EXPORT_H

#if defined(__GNUC__)
#define GLIA_API __attribute__((visibility("default")))
#else
#define GLIA_API
#endif

#ifdef __cplusplus
#define GLIA_BEGIN extern "C" {
#define GLIA_END }
#else
#define GLIA_BEGIN
#define GLIA_END
#endif

#endif
