/* glia/metrics.h: how good predictions are. */
#ifndef GLIA_METRICS_H
#define GLIA_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

/* The class of each row of outputs (rows x outputs): the index of the largest, the first of equals; for a single
 * output, 1 where it is above 0.5 and 0 otherwise. classes receives `rows` indices.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, outputs is 0, or a NaN (the text names its row). [thread-safe] */
GLIA_API glia_status glia_metrics_classify(const float* y, size_t rows, size_t outputs, int32_t* classes);

/* The share of rows whose predicted class is the true one, in [0, 1]; NaN for no rows.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL. [thread-safe] */
GLIA_API glia_status glia_metrics_accuracy(const int32_t* truth, const int32_t* predicted, size_t rows,
                                           double* accuracy);

/* matrix (class_count x class_count) receives, in row t and column p, the rows of true class t predicted as p.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, class_count is not from 1 to GLIA_MAX_CLASSES (dataset.h), or a class
 * that is not in [0, class_count) (the text names its row). [thread-safe] */
GLIA_API glia_status glia_metrics_confusion(const int32_t* truth, const int32_t* predicted, size_t rows,
                                            size_t class_count, uint64_t* matrix);

GLIA_END

#endif
