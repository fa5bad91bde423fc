/* glia/cross_validation.h: how well a recipe learns, judged on rows that it has not seen.
 *
 * A trainer and its model are the recipe: architecture, loss, optimizer and all settings. For each fold (split.h) a
 * fresh model is trained on the fold's training rows and evaluated on its validation rows.
 *
 *     glia_cross_validate(&result, trainer, data, "stratified(folds=5)", NULL, 0, NULL, 0, NULL, NULL);
 *     glia_cross_validation_summary(result, "accuracy", &mean, &deviation);
 *
 * Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 7.10. */
#ifndef GLIA_CROSS_VALIDATION_H
#define GLIA_CROSS_VALIDATION_H

#include <stddef.h>
#include <stdint.h>

#include "glia/dataset.h"
#include "glia/split.h"
#include "glia/status.h"
#include "glia/trainer.h"

GLIA_BEGIN

/* The figures of all folds; opaque. Destroy with glia_cross_validation_destroy. */
typedef struct glia_cross_validation glia_cross_validation;

/* Follows the folds: after each batch and epoch of fold `fold` (from 0) of `folds`, with the trainer of that fold and
 * event as glia_trainer_callback. Returns 0 to go on; anything else stops with GLIA_ERROR_CANCELLED, and is told by
 * glia_cross_validation_callback_result. Runs on the thread that made the call; may call the const functions of the
 * trainer, which is valid during the call only. */
typedef int32_t (*glia_fold_callback)(size_t fold, size_t folds, const glia_trainer* trainer, int32_t event,
                                      void* user);

/* Trains and evaluates a fresh model for each fold. trainer: the recipe; it and its model stay as they are. folds,
 * groups, size: as glia_dataset_fold. initializer: a spec for the first weights, or NULL for "auto". seed: where the
 * folds and the first parameters come from, the same ones in each fold; the order of rows and noise come from the
 * trainer's own seed. Where the model scales its columns or targets (scaling.h), scaling of the same kind is fitted
 * anew to the training rows of each fold. In each fold the validation rows are also the validation set of the fit,
 * which early stopping watches. The trainer's callback is not called; callback may be NULL. The same arguments give the
 * same figures, but for "seconds".
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, rows, folds or groups as glia_dataset_fold, data that does
 * not fit the model or the loss; GLIA_ERROR_NOT_FOUND: no such folds or initializer; GLIA_ERROR_STATE: layers came to
 * the model after the trainer was made; GLIA_ERROR_NUMERIC: a fold's training broke off as glia_trainer_fit;
 * GLIA_ERROR_CANCELLED: by the callback, and *out then holds the folds that were finished before, maybe none;
 * GLIA_ERROR_OUT_OF_MEMORY. Texts of what happens within a fold begin with its number, from 1. *out is yours, NULL on
 * any other failure. [const, on the trainer] */
GLIA_API glia_status glia_cross_validate(glia_cross_validation** out, const glia_trainer* trainer,
                                         const glia_dataset* dataset, const char* folds, const int32_t* groups,
                                         size_t size, const char* initializer, uint64_t seed,
                                         glia_fold_callback callback, void* user);

/* Destroys; NULL is fine. [exclusive] */
GLIA_API void glia_cross_validation_destroy(glia_cross_validation* result);

/* The number of finished folds; 0 for NULL. [const] */
GLIA_API size_t glia_cross_validation_folds(const glia_cross_validation* result);

/* What the callback returned when it stopped the folds; 0 otherwise, and for NULL. [const] */
GLIA_API int32_t glia_cross_validation_callback_result(const glia_cross_validation* result);

/* The names of all figures of a fold, as a JSON array: "loss", "accuracy" and each metric of glia_trainer_set_metrics,
 * on its validation rows; each of these with "training_" before it, over the last epoch, as glia_trainer_metric;
 * "epochs" that it was trained for, "seconds" that took, "training_rows", "validation_rows". Text is returned as
 * described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL. [const] */
GLIA_API glia_status glia_cross_validation_figures(const glia_cross_validation* result, char* buffer, size_t capacity,
                                                   size_t* needed);

/* One figure of each finished fold, by a name of glia_cross_validation_figures; NaN where the fold has none, as values
 * have no accuracy. *needed, if not NULL, receives the number of folds; values may be NULL when capacity is 0, to ask
 * for it.
 * GLIA_OK; GLIA_ERROR_CAPACITY: nothing is copied; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such
 * figure. [const] */
GLIA_API glia_status glia_cross_validation_values(const glia_cross_validation* result, const char* name, double* values,
                                                  size_t capacity, size_t* needed);

/* The mean of a figure over the k finished folds, and its standard deviation, sqrt(sum (v - mean)^2 / (k - 1)). NaN
 * where a fold has none, or there are too few folds. Either pointer may be NULL.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such figure. [const] */
GLIA_API glia_status glia_cross_validation_summary(const glia_cross_validation* result, const char* name, double* mean,
                                                   double* deviation);

GLIA_END

#endif
