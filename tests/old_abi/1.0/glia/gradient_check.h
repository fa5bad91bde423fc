/* glia/gradient_check.h: whether derivatives are what they should be.
 *
 * Each derivative that backward computes is compared with a central difference of fourth order of what forward computes
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, table 25.2). A derivative is right where the two
 * differ by at most 1e-6 of the larger in double precision, 1e-3 in single precision, or by what rounding makes of the
 * difference. At a kink (relu at 0) or a jump there is no derivative to compare with: where a difference says
 * otherwise, but the slopes to the left and to the right do not agree with each other either, the derivative is
 * skipped, and counted.
 *
 *     glia_activation_check_gradient(&report, "my_activation(alpha=2)");
 *     if (!glia_gradient_report_passed(report)) ... */
#ifndef GLIA_GRADIENT_CHECK_H
#define GLIA_GRADIENT_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"
#include "glia/trainer.h"

GLIA_BEGIN

/* What a check found; opaque. Destroy with glia_gradient_report_destroy. */
typedef struct glia_gradient_report glia_gradient_report;

/* Checks the gradient of a model's loss with respect to its parameters and its input, through all layers as in training
 * (batch statistics, and noise that is drawn once), in double precision on a copy of the model: the trainer and its
 * model stay as they are. The input is what the first layer takes: x as the model scales it. x: rows x columns, as
 * glia_trainer_forward takes them; targets: rows x outputs, or NULL; classes: one for each row, or NULL; exactly one of
 * the two is given. Of each tensor, and of the input, at most `limit` elements are checked, drawn by the seed; 0 means
 * all. Each costs five forward passes.
 * GLIA_OK: the check was made, whatever it found; GLIA_ERROR_INVALID_ARGUMENT: NULL, rows is not from 1 to
 * GLIA_MAX_WIDTH, targets or classes that do not fit the loss; GLIA_ERROR_STATE: parameters have no values yet, or
 * layers came after the trainer; GLIA_ERROR_UNSUPPORTED: an activation has no float64 kernels (check it alone, with
 * glia_activation_check_gradient); GLIA_ERROR_NUMERIC: the loss is not finite; GLIA_ERROR_OUT_OF_MEMORY. *out is yours,
 * NULL on failure. [const, on the trainer] */
GLIA_API glia_status glia_trainer_check_gradients(glia_gradient_report** out, const glia_trainer* trainer,
                                                  const float* x, size_t rows, const float* targets,
                                                  const int32_t* classes, size_t limit, uint64_t seed);

/* Checks the derivative of an activation, a spec, that the registry finds: at points from -60 to 60 in rows of one, two
 * and five, for random gradients that arrive; with the parameters that the spec says, and with each at the ends of its
 * declared range. The float64 kernels are checked against themselves, and the float32 backward kernel against what the
 * float64 forward kernel says; without float64 kernels, those for float32 against themselves. Where parameters are
 * trained, the kernels that take their values are checked too, by x and by these, with values around the spec's.
 * GLIA_OK: the check was made, whatever it found; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec;
 * GLIA_ERROR_NOT_FOUND: no such activation; GLIA_ERROR_PLUGIN: its plugin was refused; GLIA_ERROR_OUT_OF_MEMORY. *out
 * is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_activation_check_gradient(glia_gradient_report** out, const char* activation);

/* Destroys; NULL is fine. */
GLIA_API void glia_gradient_report_destroy(glia_gradient_report* report);

/* 1 where no derivative was wrong, and at least one was compared; 0 otherwise, and for NULL. [const] */
GLIA_API int32_t glia_gradient_report_passed(const glia_gradient_report* report);

/* How many derivatives were compared, how many of these were wrong, and how many were skipped at kinks and jumps. 0 for
 * NULL. [const] */
GLIA_API size_t glia_gradient_report_checked(const glia_gradient_report* report);
GLIA_API size_t glia_gradient_report_wrong(const glia_gradient_report* report);
GLIA_API size_t glia_gradient_report_skipped(const glia_gradient_report* report);

/* The worst of all that were compared: its relative error, |analytic - numerical| as a share of the larger (of a slope
 * so small that rounding hides it: of the smallest that does not), and where it is. Of a model's report, element
 * `index` of a tensor of `layer`, or of the input (layer 0), which glia_gradient_report_describe names; of an
 * activation's, layer is 0 and index a column. Any pointer but the first may be NULL.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: none was compared. [const] */
GLIA_API glia_status glia_gradient_report_worst(const glia_gradient_report* report, double* error, double* analytic,
                                                double* numerical, size_t* layer, size_t* index);

/* Describes the report as a JSON object; `worst` is null where nothing was compared:
 *     {"passed":true,"checked":123,"wrong":0,"skipped":2,"worst":{"layer":1,"name":"weight","index":17,
 *      "kernel":"float64","value":0.25,"analytic":0.5,"numerical":0.5,"error":3e-11,"tolerance":1e-6}}
 * name: of a model's report, the tensor, or "input"; of an activation's, its spec, followed by "by its trained
 * parameters" where it is by these. value: what the derivative is with respect to. A number that is not finite is null.
 * Text is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_gradient_report_describe(const glia_gradient_report* report, char* buffer, size_t capacity,
                                                   size_t* needed);

GLIA_END

#endif
