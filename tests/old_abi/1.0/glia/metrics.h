/* glia/metrics.h: how good predictions are.
 *
 * A metric is a spec (spec.h). Outputs y are rows x outputs float32 numbers, dense; beside them stands what is true:
 *   classes  one class index a row, from 0 to outputs - 1; for a single output 0 or 1, and y is the probability of 1
 *   targets  rows x outputs numbers: amounts; or labels in [0, 1], each of which holds above 0.5. A single output with
 *            targets of 0 and 1 is the same as two classes
 * and, where weights is not NULL, how much each row counts: finite, not below 0; a row of weight 0 is not looked at.
 *
 * For two classes, p is the probability of the second: the single output, or the second of two.
 *   accuracy               share of rows whose class is the predicted one (glia_metrics_classify); of all answers, for
 *                          labels
 *   top_k_accuracy(k=5)    share of rows whose class is among the k largest outputs, the first of equals; k is below
 *                          the number of classes. Not for labels
 *   balanced_accuracy      mean of the recall of the classes that have rows. Not for labels
 *   precision, recall, f1  of the second of two classes: right / predicted, right / true, and their harmonic mean; 0
 *                          for 0 / 0
 *   ..._macro              mean over the classes that occur, in truth or predictions; over all labels
 *   ..._micro              from the sums of right, predicted and true over classes or labels
 *   ..._weighted           mean over classes or labels, by their rows
 *   matthews_correlation   of true and predicted classes, in [-1, 1] (Matthews, 1975; Gorodkin, 2004). Not for labels
 *   cohen_kappa            agreement beyond chance (Cohen, 1960). Not for labels
 *   roc_auc                probability that a row of the class has a larger p than another, equal ones counting half
 *                          (Hanley and McNeil, 1982); several classes: mean of each against the rest; labels: mean
 *   pr_auc                 average precision, sum (R_n - R_(n-1)) P_n over falling thresholds; several as roc_auc
 *   log_loss               mean of -log of the true class's share of the row's probabilities; labels: mean over
 *                          answers. 0 and 1 are taken as 2^-23 and 1 - 2^-23
 *   brier                  mean of (p - t)^2, several classes: summed over them (Brier, 1950); labels: mean over
 *                          answers
 *   calibration_error(bins=10)
 *                          sum over bins of equal width of their share of rows times |share that is true - mean p|
 *                          (Naeini et al., 2015); several classes: of the largest p (Guo et al., 2017)
 *   mae, mse, rmse         mean of |y - t|, of (y - t)^2, and the root of the latter
 *   median_absolute_error  median of |y - t|
 *   mape                   mean of |y - t| / max(|t|, 2^-52): a share, not percent
 *   r2                     1 - sum (y - t)^2 / sum (t - mean t)^2
 *   explained_variance     1 - variance of (t - y) / variance of t. Where t never varies, this and r2 are 1 where
 *                          nothing is left to explain, and else 0
 * The last seven are for targets alone, and each is the mean over outputs of the figure of each output. Sums are made
 * in double and in the order of rows.
 *
 * A figure is NaN where the rows give it no meaning: any without rows of weight; r2 and explained_variance with one
 * row; roc_auc with one class alone, pr_auc without the class (of several, those with a meaning are averaged);
 * cohen_kappa where all rows are of one class and predicted so. */
#ifndef GLIA_METRICS_H
#define GLIA_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

/* The class of each row of outputs (rows x outputs): the index of the largest, the first of equals; for a single
 * output, 1 where it is above 0.5 and 0 otherwise. classes receives `rows` indices.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, outputs is 0, or a NaN (the text names its row);
 * GLIA_ERROR_OUT_OF_MEMORY: more numbers than can be counted. [thread-safe] */
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

/* precision, recall and f1 of each class, and its support: the rows that are truly of it, or their weight. Arrays of
 * class_count numbers, any of which may be NULL; weights may be NULL. 0 / 0 is taken as 0.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, class_count is not from 1 to GLIA_MAX_CLASSES (dataset.h), a class that
 * is not in [0, class_count) or a weight that is not finite or below 0 (the text names its row);
 * GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_metrics_per_class(const int32_t* truth, const int32_t* predicted, const float* weights,
                                            size_t rows, size_t class_count, double* precision, double* recall,
                                            double* f1, double* support);

/* A metric of outputs against targets; weights may be NULL. For many rows, or several metrics of them, see glia_metric.
 * outputs: 1 to GLIA_MAX_CLASSES (dataset.h).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, out of range, a bad spec, a metric that is not for such outputs, or a
 * number that it cannot take: not finite, a label outside [0, 1], an output that is no probability (the text names its
 * row); GLIA_ERROR_NOT_FOUND: no such metric. [thread-safe] */
GLIA_API glia_status glia_metrics_compute(const char* metric, const float* y, size_t rows, size_t outputs,
                                          const float* targets, const float* weights, double* value);

/* The same against classes. GLIA_ERROR_INVALID_ARGUMENT also: a class out of range. [thread-safe] */
GLIA_API glia_status glia_metrics_compute_classes(const char* metric, const float* y, size_t rows, size_t outputs,
                                                  const int32_t* classes, const float* weights, double* value);

/* ---- Batch by batch ------------------------------------------------------------------------------------------------
 * A metric of rows that come in batches. It gathers sums alone, however many rows there are; only roc_auc, pr_auc and
 * median_absolute_error keep rows, up to 8 * (1 + 2 * outputs) bytes for each. */

/* Opaque; destroy with glia_metric_destroy. */
typedef struct glia_metric glia_metric;

/* Makes a metric of no rows yet, a spec, for that many outputs (1 to GLIA_MAX_CLASSES, dataset.h). has_classes:
 * non-zero where each row has one class.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, out of range, a bad spec, or a metric that is not for such outputs;
 * GLIA_ERROR_NOT_FOUND: no such metric; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_metric_create(glia_metric** out, const char* metric, size_t outputs, int32_t has_classes);

/* Destroys; NULL is fine. [exclusive] */
GLIA_API void glia_metric_destroy(glia_metric* metric);

/* Adds rows with targets; weights may be NULL. Where has_classes, the targets of a row are its class as one-hot, or a
 * distribution over classes, of which the largest is meant (log_loss and brier: all).
 * Statuses as glia_metrics_compute; on failure no row is added. Rows that a text names are counted from the first that
 * was added since the metric was made or reset, as those of one data set are. [exclusive] */
GLIA_API glia_status glia_metric_add(glia_metric* metric, const float* y, size_t rows, const float* targets,
                                     const float* weights);

/* Adds rows with classes. Statuses as glia_metrics_compute_classes; GLIA_ERROR_INVALID_ARGUMENT also: not has_classes.
 * On failure no row is added. Rows are counted as by glia_metric_add. [exclusive] */
GLIA_API glia_status glia_metric_add_classes(glia_metric* metric, const float* y, size_t rows, const int32_t* classes,
                                             const float* weights);

/* The figure of all rows so far.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_metric_value(const glia_metric* metric, double* value);

/* Forgets all rows.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL. [exclusive] */
GLIA_API glia_status glia_metric_reset(glia_metric* metric);

/* ---- Curves --------------------------------------------------------------------------------------------------------
 * Of one score for each row, and whether the row is positive (1) or not (0). weights may be NULL. */

/* The ROC curve: (0, 0) at threshold infinity, then a point for each different score, falling: the shares of negative
 * and of positive rows whose score is at or above it; NaN where there are no negative or no positive rows.
 * The arrays hold `capacity` points each; *needed, if not NULL, receives the number of points, at most rows + 1; the
 * arrays may be NULL when capacity is 0, to ask for it.
 * GLIA_OK; GLIA_ERROR_CAPACITY: nothing is copied; GLIA_ERROR_INVALID_ARGUMENT: NULL, or a score that is not finite, a
 * truth that is not 0 or 1 or a weight that is not finite or below 0 (the text names its row);
 * GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_metrics_roc_curve(const float* scores, const int32_t* truth, const float* weights,
                                            size_t rows, double* false_positive_rate, double* true_positive_rate,
                                            double* thresholds, size_t capacity, size_t* needed);

/* The precision-recall curve, likewise; its first point is recall 0 and precision 1 at threshold infinity.
 * Arguments and statuses as glia_metrics_roc_curve. [thread-safe] */
GLIA_API glia_status glia_metrics_precision_recall_curve(const float* scores, const int32_t* truth,
                                                         const float* weights, size_t rows, double* recall,
                                                         double* precision, double* thresholds, size_t capacity,
                                                         size_t* needed);

/* The calibration curve: for each of `bins` bins of equal width over [0, 1], of which each holds its upper edge (the
 * first holds 0 too), the mean probability of its rows, the share of them that is positive, and their weight. Arrays of
 * `bins` numbers; a bin without weight has NaN twice and 0. bins: 1 to GLIA_MAX_CALIBRATION_BINS.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, out of range, a probability outside [0, 1], or a truth or weight as
 * glia_metrics_roc_curve; GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_metrics_calibration_curve(const float* probabilities, const int32_t* truth,
                                                    const float* weights, size_t rows, size_t bins,
                                                    double* mean_probability, double* positive_share, double* weight);

/* The most bins of calibration. */
#define GLIA_MAX_CALIBRATION_BINS 10000u

GLIA_END

#endif
