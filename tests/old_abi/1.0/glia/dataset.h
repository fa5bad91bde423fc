/* glia/dataset.h: rows of features with their targets.
 *
 * A data set is `rows` rows of `features` float32 numbers, and for each row either a class index or `outputs` float32
 * target values. Every number is finite: data that is not is refused when the data set is made. Where that is asked
 * for, a feature may be missing, which is written as NaN; and the numbers of a feature may be the indices of
 * categories. What becomes of both is said in scaling.h. A data set never changes once made, so any number of threads
 * may read one. */
#ifndef GLIA_DATASET_H
#define GLIA_DATASET_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

/* Opaque; destroy with glia_dataset_destroy. */
typedef struct glia_dataset glia_dataset;

/* How the target column of a CSV file is read, and an NPY file of targets. */
enum {
    GLIA_TARGET_AUTO = 0,    /* classes where the column has text, or whole numbers with at most 100 different values;
                                values otherwise. Text among numbers that would be values is GLIA_ERROR_FORMAT */
    GLIA_TARGET_CLASSES = 1, /* each different entry is a class */
    GLIA_TARGET_VALUES = 2,  /* numbers to be predicted (regression) */
    GLIA_TARGET_NONE = 3     /* there is no target column: every column is a feature */
};

/* Copies rows with target values.
 * x: rows x features, row i starting at x + i * x_stride; targets: rows x outputs likewise. Strides count elements; 0
 * means dense. targets may be NULL when outputs is 0: rows without targets, for prediction. rows may be 0, and x NULL
 * then: an empty data set can be made and asked about, but not trained on.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, features is 0, a stride below the row's length, a number that is not
 * finite (the text names its row and column, from 0); GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure.
 * [thread-safe] */
GLIA_API glia_status glia_dataset_create(glia_dataset** out, const float* x, size_t rows, size_t features,
                                         size_t x_stride, const float* targets, size_t outputs, size_t targets_stride);

/* The most classes that a data set has. */
#define GLIA_MAX_CLASSES 1000000u

/* Copies rows with class indices, each from 0 to class_count - 1. class_count: 1 to GLIA_MAX_CLASSES.
 * Statuses as glia_dataset_create; an index out of range is GLIA_ERROR_INVALID_ARGUMENT and names its row, from 0.
 * [thread-safe] */
GLIA_API glia_status glia_dataset_create_classes(glia_dataset** out, const float* x, size_t rows, size_t features,
                                                 size_t x_stride, const int32_t* classes, size_t class_count);

/* As glia_dataset_create, but keeps the pointers: x and targets must stay valid and unchanged until the data set, and
 * every data set split from it, is destroyed. [thread-safe] */
GLIA_API glia_status glia_dataset_borrow(glia_dataset** out, const float* x, size_t rows, size_t features,
                                         size_t x_stride, const float* targets, size_t outputs, size_t targets_stride);

/* As glia_dataset_create_classes, but keeps the pointers x and classes. [thread-safe] */
GLIA_API glia_status glia_dataset_borrow_classes(glia_dataset** out, const float* x, size_t rows, size_t features,
                                                 size_t x_stride, const int32_t* classes, size_t class_count);

/* As glia_dataset_create and glia_dataset_create_classes, but NaN in x stands for a value that is missing.
 * [thread-safe] */
GLIA_API glia_status glia_dataset_create_missing(glia_dataset** out, const float* x, size_t rows, size_t features,
                                                 size_t x_stride, const float* targets, size_t outputs,
                                                 size_t targets_stride);
GLIA_API glia_status glia_dataset_create_classes_missing(glia_dataset** out, const float* x, size_t rows,
                                                         size_t features, size_t x_stride, const int32_t* classes,
                                                         size_t class_count);

/* The same rows, where the numbers of a feature stand for categories: each is the index of one of `count` names. *out
 * shares the rows of `dataset`, which may be destroyed first. count: 1 to GLIA_MAX_CLASSES.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, no such feature, a number of it that is no index of a name (the text
 * names its row), a name that is NULL, not UTF-8 or given twice, a count out of range; GLIA_ERROR_OUT_OF_MEMORY. *out
 * is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_with_categories(const glia_dataset* dataset, size_t feature, const char* const* names,
                                                  size_t count, glia_dataset** out);

/* Reads a CSV file (RFC 4180: comma, optional double quotes, LF or CRLF, UTF-8), plain or gzip; or a pipe, which is
 * copied to a temporary file first.
 * A first row in which any feature is text is the header. target: the target column's name, or its index from 0 (from
 * -1 backwards: "-1" is the last); NULL means the last column. Where the header has the name "3", that column is meant,
 * not the index. target_kind: a GLIA_TARGET_* value; with GLIA_TARGET_NONE, target must be NULL.
 * Class names are the different entries of the target column: numbers in rising order, then text in alphabetical order.
 * Blank lines are passed over; blanks around a number, and around a name that is not in quotes, do not count. Each
 * feature must be a finite number that float32 can hold, and every row must be as long as the first. A file without any
 * row or header is GLIA_ERROR_FORMAT; one with a header alone is an empty data set, without classes.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL path, unknown kind; GLIA_ERROR_NOT_FOUND: no such file or column;
 * GLIA_ERROR_IO; GLIA_ERROR_FORMAT: malformed, with line and column (a field's place in its row), both from 1;
 * GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_open_csv(glia_dataset** out, const char* path, const char* target,
                                           int32_t target_kind);

/* Reads a CSV file for a model whose classes are known: as glia_dataset_open_csv with GLIA_TARGET_CLASSES, but the
 * class of an entry is its position in the `class_count` names of `classes`, and another entry is GLIA_ERROR_FORMAT.
 * class_count: 1 to GLIA_MAX_CLASSES. GLIA_ERROR_INVALID_ARGUMENT also: a name that is NULL, not UTF-8 or given twice.
 * [thread-safe] */
GLIA_API glia_status glia_dataset_open_csv_classes(glia_dataset** out, const char* path, const char* target,
                                                   const char* const* classes, size_t class_count);

/* Reads images and, where labels_path is not NULL, their labels, in the IDX format of MNIST, plain or gzip.
 * Each image becomes a row of features, all dimensions but the first in a line; unsigned bytes are divided by 255,
 * other element types are taken as they are. Classes are 0 to the largest label, which is below GLIA_MAX_CLASSES.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL path; GLIA_ERROR_NOT_FOUND: no such file; GLIA_ERROR_IO;
 * GLIA_ERROR_FORMAT: malformed, truncated or not matching; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure.
 * [thread-safe] */
GLIA_API glia_status glia_dataset_open_idx(glia_dataset** out, const char* images_path, const char* labels_path);

/* Maps an array of NumPy's NPY format (versions 1 to 3; float32, float64, integers and bool of either byte order, in C
 * order) into memory, and an array of targets where targets_path is not NULL. Each entry along the first dimension is a
 * row, all other dimensions in a line; numbers are taken as they are, bool as 0 and 1.
 * Rows stay in the file: float32 is used where it lies, other numbers are rounded to float32 each time they are read.
 * The files must not change until the data set, and every data set split from it, is destroyed: where one is made
 * shorter, the system ends the process that reads what is gone. Every number is looked at once, so opening reads the
 * whole file.
 * target_kind, for targets of as many rows: GLIA_TARGET_CLASSES: whole numbers from 0 to below GLIA_MAX_CLASSES, one a
 * row, and classes are 0 to the largest; GLIA_TARGET_VALUES: any numbers; GLIA_TARGET_AUTO: classes where the array is
 * of integers or bool with one entry a row, values otherwise. Without targets: GLIA_TARGET_AUTO or GLIA_TARGET_NONE.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL path, a kind that does not fit; GLIA_ERROR_NOT_FOUND: no such file;
 * GLIA_ERROR_IO; GLIA_ERROR_UNSUPPORTED: Fortran order, another dtype or version, gzip; GLIA_ERROR_FORMAT: malformed,
 * truncated, not matching, a number that is no finite float32; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on
 * failure.
 * Source: NumPy Enhancement Proposal 1, and numpy.lib.format. [thread-safe] */
GLIA_API glia_status glia_dataset_open_npy(glia_dataset** out, const char* x_path, const char* targets_path,
                                           int32_t target_kind);

/* Opens a data file by what it holds: IDX or NPY (recognised by their first bytes, after unzipping where gzip), else
 * CSV. labels_path: for IDX, as glia_dataset_open_idx; for NPY, as targets_path of glia_dataset_open_npy; must be NULL
 * for CSV. target: for CSV, as glia_dataset_open_csv; must be NULL for IDX and NPY. target_kind: for CSV and NPY, as
 * theirs; must be GLIA_TARGET_AUTO (or GLIA_TARGET_NONE) for IDX. Statuses as theirs. [thread-safe] */
GLIA_API glia_status glia_dataset_open(glia_dataset** out, const char* path, const char* labels_path,
                                       const char* target, int32_t target_kind);

/* Splits rows at random into two data sets that share the rows of `dataset` (nothing is copied; `dataset` may be
 * destroyed first, and each part may be split again). *second gets round(fraction * rows) rows, *first the others,
 * both in the original order; the same seed gives the same split. With stratify non-zero, the rows of each class are
 * split by the fraction (what rounding leaves goes to the largest remainders), so that both parts hold the classes in
 * the same proportion.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, fraction not in [0, 1], stratify without classes;
 * GLIA_ERROR_OUT_OF_MEMORY. Both are yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_split(const glia_dataset* dataset, double fraction, int32_t stratify, uint64_t seed,
                                        glia_dataset** first, glia_dataset** second);

/* The same rows with weights: how much each counts in a loss, beside others that count 1. The rows are shared (nothing
 * but the weights is copied; `dataset` may be destroyed first), and weights that `dataset` has are replaced. weights:
 * one for each row, finite and not below 0; count: how many, the rows of the data set. What is split from a data set
 * keeps its rows' weights.
 * The loss of a batch, of an epoch and of glia_trainer_evaluate is the sum of weight times loss over the number of rows
 * (as in Keras): a weight scales what its row does, whatever the weights of others; divide all by their mean first
 * where the scale should stay. A row of weight 0 adds nothing but itself to that number. Accuracy counts rows, whatever
 * their weight.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, another count, a weight that is not finite or below 0 (the text names its
 * row, from 0); GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [thread-safe] */
GLIA_API glia_status glia_dataset_with_weights(glia_dataset** out, const glia_dataset* dataset, const float* weights,
                                               size_t count);

/* Destroys; NULL is fine. */
GLIA_API void glia_dataset_destroy(glia_dataset* dataset);

/* Shape. 0 for NULL. [thread-safe] */
GLIA_API size_t glia_dataset_rows(const glia_dataset* dataset);
GLIA_API size_t glia_dataset_features(const glia_dataset* dataset);
/* Target values of a row; 0 for a data set of classes or without targets. */
GLIA_API size_t glia_dataset_outputs(const glia_dataset* dataset);
/* Classes; 0 for a data set of target values or without targets. */
GLIA_API size_t glia_dataset_class_count(const glia_dataset* dataset);

/* The name of a class: as the file spells it, or its index in decimal. Text is returned as described at glia_blas_info
 * (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL, index out of range. [thread-safe] */
GLIA_API glia_status glia_dataset_class_name(const glia_dataset* dataset, size_t index, char* buffer, size_t capacity,
                                             size_t* needed);

/* The name of a feature column: the header's, or its index in decimal. As glia_dataset_class_name. [thread-safe] */
GLIA_API glia_status glia_dataset_feature_name(const glia_dataset* dataset, size_t index, char* buffer, size_t capacity,
                                               size_t* needed);

/* The categories of a feature: their number, 0 for one of numbers, for NULL, and where there is no such feature; and
 * the name of each, as glia_dataset_class_name. [thread-safe] */
GLIA_API size_t glia_dataset_category_count(const glia_dataset* dataset, size_t feature);
GLIA_API glia_status glia_dataset_category_name(const glia_dataset* dataset, size_t feature, size_t index, char* buffer,
                                                size_t capacity, size_t* needed);

/* Whether any value is missing: 1 or 0; 0 for NULL. [thread-safe] */
GLIA_API int32_t glia_dataset_has_missing(const glia_dataset* dataset);

/* Copies rows first to first + count - 1: x receives count x features numbers, targets count x outputs, classes count
 * indices. Each pointer may be NULL; targets or classes that the data set does not have must be.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL data set, rows out of range, targets or classes asked for that are not
 * there. [thread-safe] */
GLIA_API glia_status glia_dataset_get_rows(const glia_dataset* dataset, size_t first, size_t count, float* x,
                                           float* targets, int32_t* classes);

/* Whether rows have weights: 1 or 0; 0 for NULL. [thread-safe] */
GLIA_API int32_t glia_dataset_has_weights(const glia_dataset* dataset);

/* Copies out the weight of every row, all 1 where rows have none. *needed, if not NULL, receives the number of rows;
 * weights may be NULL when capacity is 0, to ask for it.
 * GLIA_OK; GLIA_ERROR_CAPACITY: nothing is copied; GLIA_ERROR_INVALID_ARGUMENT: NULL. [thread-safe] */
GLIA_API glia_status glia_dataset_get_weights(const glia_dataset* dataset, float* weights, size_t capacity,
                                              size_t* needed);

/* Copies out a column of metadata, one number for each row: `index` from 0, in the order in which the columns were
 * given (glia_data_options_add_metadata). What is split from a data set keeps its rows' metadata. *needed and capacity
 * as glia_dataset_get_weights.
 * GLIA_OK; GLIA_ERROR_CAPACITY: nothing is copied; GLIA_ERROR_INVALID_ARGUMENT: NULL, no such column. [thread-safe] */
GLIA_API glia_status glia_dataset_get_metadata(const glia_dataset* dataset, size_t index, double* values,
                                               size_t capacity, size_t* needed);

/* Describes the data set as a JSON object: {"rows":..,"features":[names],"outputs":..,"classes":[names],
 * "class_rows":[rows of each class]}; the last is null where a stream does not know them. Text is returned as described
 * at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL. [thread-safe] */
GLIA_API glia_status glia_dataset_describe(const glia_dataset* dataset, char* buffer, size_t capacity, size_t* needed);

GLIA_END

#endif
