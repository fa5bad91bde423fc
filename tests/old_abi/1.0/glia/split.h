/* glia/split.h: parts of a data set for training and for validation.
 *
 * Which rows may be told apart at random is a question of what they are. glia_dataset_split (dataset.h) draws rows at
 * random, also class by class; here rows stay together by group (all rows of one patient, say), or by time. Parts share
 * the rows of the data set that they are made from, with their weights: nothing is copied, and it may be destroyed
 * first. A part is a data set like any other. */
#ifndef GLIA_SPLIT_H
#define GLIA_SPLIT_H

#include <stddef.h>
#include <stdint.h>

#include "glia/dataset.h"
#include "glia/status.h"

GLIA_BEGIN

/* Splits rows at random so that no group has rows in both parts. groups: the number of each row's group, any; size: how
 * many there are, which must be the rows. Groups are taken in a random order, and each goes to *second where that
 * brings its number of rows nearer to fraction * rows: so *second has no rows where every group has at least twice as
 * many. Both parts are in the original order; the same seed gives the same split.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, fraction not in [0, 1], another number of groups than of rows;
 * GLIA_ERROR_OUT_OF_MEMORY. Both are yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_split_groups(const glia_dataset* dataset, double fraction, const int32_t* groups,
                                               size_t size, uint64_t seed, glia_dataset** first, glia_dataset** second);

/* Splits rows by time: *second gets the last round(fraction * rows) rows, *first those before. Rows that do not stand
 * in the order of time are brought into it with glia_dataset_sort.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, fraction not in [0, 1]; GLIA_ERROR_OUT_OF_MEMORY. Both are yours, NULL on
 * failure. [thread-safe] */
GLIA_API glia_status glia_dataset_split_time(const glia_dataset* dataset, double fraction, glia_dataset** first,
                                             glia_dataset** second);

/* The rows in rising order of their keys (times, say), of which there are `size`, one for each row; rows of equal keys
 * keep their order. A key may be infinite.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, another number of keys than of rows, a key that is NaN (the text names
 * its row, from 0); GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_sort(glia_dataset** out, const glia_dataset* dataset, const double* keys,
                                       size_t size);

/* Rows of your choice, for splits of your own: `count` row numbers from 0, in any order, each as often as wanted. rows
 * may be NULL when count is 0.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, no such row, more than an array can hold; GLIA_ERROR_OUT_OF_MEMORY. *out
 * is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_pick(glia_dataset** out, const glia_dataset* dataset, const size_t* rows,
                                       size_t count);

/* ---- Folds ---------------------------------------------------------------------------------------------------------
 * k-fold cross-validation: the rows are cut into k parts; each in turn validates what is learnt from the others. How is
 * a spec of the family "folds" (spec.h):
 *   plain(folds=5, shuffle=1)       rows at random, or with shuffle=0 as they stand; the first rows % folds folds have
 *                                   one row more than the others
 *   stratified(folds=5, shuffle=1)  the rows of each class likewise: no two folds differ by more than one row of a
 *                                   class, nor in all
 *   grouped(folds=5)                no group is in two folds: the largest first, each goes to the fold that has the
 *                                   fewest rows; the seed plays no part
 *   time(folds=5, gap=0, validation_rows=0, most_train_rows=0)
 *                                   the last folds * v rows, v at a time, each by all rows before; v is
 *                                   validation_rows, or floor(rows / (folds + 1)) where that is 0. The `gap` rows
 *                                   before the validation are left out, and of training rows only the last
 *                                   most_train_rows are taken, where that is not 0
 * With all but "time", every row is validated in exactly one fold.
 * Sources: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 7.10; without
 * shuffling the folds are those of scikit-learn's KFold, StratifiedKFold, GroupKFold and TimeSeriesSplit. */

/* The number of folds that a spec asks for.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such folds. [thread-safe] */
GLIA_API glia_status glia_fold_count(const char* folds, size_t* count);

/* Fold `index`, from 0: the rows to train on and those to validate with, both in the original order. groups: with
 * "grouped", the number of each row's group, any, and `size` how many there are, which must be the rows; otherwise NULL
 * and 0. The same arguments give the same fold. A class with fewer rows than there are stratified folds is logged as a
 * warning.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, no such fold, groups that do not fit, fewer rows or groups
 * than folds, "stratified" without classes or where no class has as many rows as there are folds, "time" folds that
 * leave nothing to train on; GLIA_ERROR_NOT_FOUND: no such folds; GLIA_ERROR_OUT_OF_MEMORY. Both are yours, NULL on
 * failure. [thread-safe] */
GLIA_API glia_status glia_dataset_fold(const glia_dataset* dataset, const char* folds, const int32_t* groups,
                                       size_t size, uint64_t seed, size_t index, glia_dataset** train,
                                       glia_dataset** validation);

GLIA_END

#endif
