/* glia/data_options.h: opening data files of which there is more to say than a path.
 *
 *     glia_data_options_create(&options);
 *     glia_data_options_add_target(options, "price");
 *     glia_data_options_add_ignored(options, "id");
 *     glia_data_options_set_missing(options, 1);
 *     glia_dataset_open_with(&dataset, "houses.csv", options);
 *
 * A column is named as the header does, or by its index from 0 (from -1 backwards); where the header has the name "3",
 * that column is meant. Whether there are such columns is seen when a file is opened; options serve any number of
 * files.
 */
#ifndef GLIA_DATA_OPTIONS_H
#define GLIA_DATA_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "glia/dataset.h"
#include "glia/status.h"

GLIA_BEGIN

/* Opaque; destroy with glia_data_options_destroy. */
typedef struct glia_data_options glia_data_options;

/* Makes options that say nothing: a file is opened as glia_dataset_open does with NULL and GLIA_TARGET_AUTO, but
 * columns of text are categorical.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure.
 * [thread-safe] */
GLIA_API glia_status glia_data_options_create(glia_data_options** out);

/* Destroys; NULL is fine. Data sets that were opened live on. [exclusive] */
GLIA_API void glia_data_options_destroy(glia_data_options* options);

/* Opens a CSV, IDX or NPY file, by what it holds.
 * CSV columns of text are categorical: a row holds the index of its entry among the categories, which are all entries
 * of the column in alphabetical order. Text in a column of numbers, and a number in a column of text, is
 * GLIA_ERROR_FORMAT, since one of them is a slip; glia_data_options_add_categorical says otherwise.
 * GLIA_OK; statuses as glia_dataset_open_csv, glia_dataset_open_idx and glia_dataset_open_npy;
 * GLIA_ERROR_INVALID_ARGUMENT also: options that contradict each other, or that the kind of file does not know. *out is
 * yours, NULL on failure. [const, on the options] */
GLIA_API glia_status glia_dataset_open_with(glia_dataset** out, const char* path, const glia_data_options* options);

/* A file of targets beside the rows: IDX labels or an NPY array, as glia_dataset_open_idx and glia_dataset_open_npy;
 * not for CSV. NULL: none.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: options is NULL; GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_data_options_set_labels(glia_data_options* options, const char* path);

/* One more target column of a CSV file; none: the last column that is not left out. Several targets are values, in the
 * order in which they were added: amounts, or 0 and 1 for labels that a row may have more than one of.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_data_options_add_target(glia_data_options* options, const char* column);

/* How targets are read: a GLIA_TARGET_* value (dataset.h), GLIA_TARGET_AUTO at first.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, unknown kind. [exclusive] */
GLIA_API glia_status glia_data_options_set_target_kind(glia_data_options* options, int32_t target_kind);

/* The classes of a CSV file's target where they are known, as those of a model are: the class of an entry is its
 * position among the names, and another entry is GLIA_ERROR_FORMAT. The target kind becomes GLIA_TARGET_CLASSES.
 * class_count: 1 to GLIA_MAX_CLASSES.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a name that is NULL, not UTF-8 or given twice, a count out of range;
 * GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_data_options_set_classes(glia_data_options* options, const char* const* classes,
                                                   size_t class_count);

/* One more CSV column to leave out: neither target nor feature. Statuses as glia_data_options_add_target.
 * [exclusive] */
GLIA_API glia_status glia_data_options_add_ignored(glia_data_options* options, const char* column);

/* One more feature column of a CSV file that is categorical even if it holds numbers; those come first among its
 * categories, in rising order. Statuses as glia_data_options_add_target. [exclusive] */
GLIA_API glia_status glia_data_options_add_categorical(glia_data_options* options, const char* column);

/* One more categorical column, whose categories are known, as those of a model are: another entry is GLIA_ERROR_FORMAT.
 * count: 1 to GLIA_MAX_CLASSES. Statuses as glia_data_options_set_classes. [exclusive] */
GLIA_API glia_status glia_data_options_add_categories(glia_data_options* options, const char* column,
                                                      const char* const* categories, size_t count);

/* What the entries of a column of metadata are. */
enum {
    GLIA_METADATA_NUMBERS = 0, /* finite numbers, as double */
    GLIA_METADATA_NAMES =
        1 /* any text: an entry stands for its index among the different ones, numbers in rising order,
                                  then text in alphabetical order. Dates as ISO 8601 writes them are in order of time */
};

/* One more CSV column that says something of the rows and is neither target nor feature: their weights, groups or
 * times, which glia_dataset_get_metadata (dataset.h) gives back. kind: a GLIA_METADATA_* value; of names, entries that
 * are spelt differently are different: 1, 1.0 and 01 are three groups. Every row must have an entry. Not for a stream:
 * opening one with metadata gives GLIA_ERROR_UNSUPPORTED.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or an unknown kind; GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_data_options_add_metadata(glia_data_options* options, const char* column, int32_t kind);

/* What separates the fields of a CSV file: "," (at first), ";" or "\t".
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or anything else. [exclusive] */
GLIA_API glia_status glia_data_options_set_delimiter(glia_data_options* options, const char* delimiter);

/* Whether a CSV file begins with the names of its columns. */
enum {
    GLIA_HEADER_AUTO = 0, /* yes, where an option names a column by more than an index; or where the first row has text
                             among the features, and either a number below it or no number in any column */
    GLIA_HEADER_YES = 1,
    GLIA_HEADER_NO = 2
};

/* header: a GLIA_HEADER_* value.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or anything else. [exclusive] */
GLIA_API glia_status glia_data_options_set_header(glia_data_options* options, int32_t header);

/* Whether features of a CSV or NPY file may be missing (non-zero), or are GLIA_ERROR_FORMAT then (0, at first). In CSV
 * an empty field is missing, and NA, N/A, NaN, nan, NULL, null and ?; in NPY, NaN is, but not infinity. In a row's
 * features a missing value is NaN. Targets must be known. In an IDX file no value is ever missing.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL. [exclusive] */
GLIA_API glia_status glia_data_options_set_missing(glia_data_options* options, int32_t allowed);

GLIA_END

#endif
