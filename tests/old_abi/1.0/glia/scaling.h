/* glia/scaling.h: from the columns of your data to what a network learns well from, and back.
 *
 * A network learns best from inputs of a common size. A model can scale its columns itself: what it needs for that is
 * fitted to the training rows, stored in the model's file, and applied wherever rows go in: predict, sessions, fit,
 * evaluate, single steps. Target values are scaled for the loss, and outputs come back in the units of the targets.
 *
 *     glia_dataset_split(all, 0.2, 0, 1, &train, &test);
 *     glia_model_create(&model, glia_dataset_features(train));
 *     glia_model_scale_inputs(model, train, "standardize", "mean");
 *     glia_model_add_dense(model, 32, "relu");
 *     glia_model_add_dense(model, 1, "identity");
 *     glia_model_scale_targets(model, train, "standardize");
 *
 * Scalings, a family of specs (spec.h), "scaling". Each column of numbers becomes z = (x - center) / scale:
 *   standardize             center: the mean; scale: the standard deviation (of the population)
 *   min_max(low=0, high=1)  the smallest value becomes low and the largest high; others may lie outside
 *   robust                  center: the median; scale: the distance between the quartiles (linear interpolation,
 *                           definition 7 of Hyndman and Fan, 1996)
 *   none                    center 0, scale 1: numbers stay as they are
 * Where the scale would be 0, as in a column of equal numbers, it is 1. These are StandardScaler, MinMaxScaler and
 * RobustScaler of scikit-learn; as there, missing values are passed over, and weights of rows are not looked at.
 * A stream (stream.h) is read through once, and gives the numbers that the same rows in memory give; but not for
 * robust, which needs a whole column at once.
 *
 * A column of categories becomes one input for each: 1 for the row's category, 0 for the others (one-hot). In rows of
 * numbers, such as predict takes, a category is written as its index.
 *
 * A missing value is written as NaN. The policy says what becomes of one:
 *   refuse  the call fails, and names row and column
 *   mean    a number becomes the mean of the known ones in the training rows; a category becomes, in each of its
 *           inputs, the share of that category in them
 * In a data set, a category that the model does not know is treated as a missing value.
 *
 * Losses, in a fit and elsewhere, are of scaled targets; accuracy is NaN where targets are scaled, whatever the loss,
 * and metrics (glia_trainer_set_metrics) are in the units of the targets. Gradients are of what the layers work with;
 * so are the activations at position 0 and at the last position (trainer.h). */
#ifndef GLIA_SCALING_H
#define GLIA_SCALING_H

#include <stddef.h>
#include <stdint.h>

#include "glia/dataset.h"
#include "glia/model.h"
#include "glia/status.h"

GLIA_BEGIN

/* Fits how the model's inputs are made from columns to the rows of a data set, which should be the training rows alone.
 * scaling: a spec, for the columns of numbers; missing: "refuse" or "mean". The data set has as many features as the
 * model takes, and its names and categories become the model's. Without layers, the model's network gets as many inputs
 * as the columns need; with layers, its first layer must take that many. May be called again until the parameters have
 * values.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, no rows, another number of features or inputs, a missing
 * value where they are refused, a column without any known value, or one that could not be held in float32 when scaled;
 * GLIA_ERROR_NOT_FOUND: no such scaling or policy; GLIA_ERROR_STATE: the parameters have values already;
 * GLIA_ERROR_UNSUPPORTED: robust and a stream; of a stream also what reading it gives in a fit;
 * GLIA_ERROR_OUT_OF_MEMORY. On failure the model is as it was. [exclusive] */
GLIA_API glia_status glia_model_scale_inputs(glia_model* model, const glia_dataset* train, const char* scaling,
                                             const char* missing);

/* Fits a scale to each target value of the rows of a data set, for regression. Call it when all layers are added: the
 * model has as many outputs as the data set has target values. May be called again until the parameters have values.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, no rows, targets that are none or classes, or another number
 * of outputs; GLIA_ERROR_NOT_FOUND: no such scaling; GLIA_ERROR_STATE: no layers, or the parameters have values
 * already; GLIA_ERROR_UNSUPPORTED: robust and a stream; of a stream also what reading it gives in a fit;
 * GLIA_ERROR_OUT_OF_MEMORY. On failure the model is as it was. [exclusive] */
GLIA_API glia_status glia_model_scale_targets(glia_model* model, const glia_dataset* train, const char* scaling);

/* The specs in use, "none" where nothing is scaled; and the policy for missing values, "" where inputs have not been
 * fitted: NaN is then a number like any other. Text is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL. [const] */
GLIA_API glia_status glia_model_input_scaling(const glia_model* model, char* buffer, size_t capacity, size_t* needed);
GLIA_API glia_status glia_model_target_scaling(const glia_model* model, char* buffer, size_t capacity, size_t* needed);
GLIA_API glia_status glia_model_missing_policy(const glia_model* model, char* buffer, size_t capacity, size_t* needed);

/* How an input column of numbers is scaled, and how a target is: z = (x - center) / scale, 0 and 1 where it is not.
 * Either pointer may be NULL. glia_model_input_scale: input from 0 to glia_model_inputs - 1, not one of categories.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL model, or no such input or output. [const] */
GLIA_API glia_status glia_model_input_scale(const glia_model* model, size_t input, double* center, double* scale);
GLIA_API glia_status glia_model_output_scale(const glia_model* model, size_t output, double* center, double* scale);

/* The name of an input column: the training data's, or its index in decimal. Text is returned as described at
 * glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL, index out of range. [const] */
GLIA_API glia_status glia_model_input_name(const glia_model* model, size_t input, char* buffer, size_t capacity,
                                           size_t* needed);

/* The number of categories of an input column; 0 for one of numbers, for NULL, and where there is no such input.
 * [const] */
GLIA_API size_t glia_model_category_count(const glia_model* model, size_t input);

/* The name of a category: in rows, its index stands for it. As glia_model_input_name. [const] */
GLIA_API glia_status glia_model_category_name(const glia_model* model, size_t input, size_t index, char* buffer,
                                              size_t capacity, size_t* needed);

/* y = the network's output for rows first to first + count - 1 of a data set, as glia_model_predict; but the data set's
 * categories are found by name, and may be in another order than the model's. y: count x outputs.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, rows out of range, or columns or values that the model does not take;
 * GLIA_ERROR_STATE: no layers, or parameters have no values yet; GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_model_predict_dataset(const glia_model* model, const glia_dataset* dataset, size_t first,
                                                size_t count, float* y);

GLIA_END

#endif
