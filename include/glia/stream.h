/* glia/stream.h: data that memory cannot hold.
 *
 * A stream is a data set whose rows are read anew in each pass, and are in memory a window at a time. A trainer's fit
 * and evaluate take it like any other; what needs rows at will (split, get_rows, weights of rows, robust scaling) gives
 * GLIA_ERROR_UNSUPPORTED. Hold back a file of its own to validate with. Scaling is fitted in a pass of its own
 * (scaling.h), and the rows of each class are counted in one where balanced class weights need them and nobody knows
 * them. A pass takes the memory of two windows (of one, where one holds all rows or they come from a callback) beside
 * that of a batch, however many rows there are; a fit keeps that from epoch to epoch.
 *
 * Shuffling. In every epoch of a shuffled fit:
 *   - a CSV file, gzip, or a callback: windows come in the order of the rows, and the rows of each are put in a random
 *     order. So a row is used at most a window's size from where it stands: rows that are sorted (by class, by time)
 *     must be shuffled beforehand, or the window be larger than what is sorted.
 *   - NPY and IDX files that are not gzip: blocks of a 64th of a window are read in a random order, and the rows of the
 *     64 blocks in memory are put in a random order. So a row may be used at any time, but neighbours in the file share
 *     a window; a window of many blocks mixes almost as well as memory does.
 * A window of all rows gives the same order, and training the same bits, as the same rows in memory. The order depends
 * on the trainer's seed, the epoch and the window alone, never on threads.
 *
 * Bad rows. The rows of a file (CSV, NPY, IDX) are judged before training starts: where they have not been read once in
 * full (fitting scaling does that, and so does an epoch), fit reads them through before its first update, and refuses a
 * number that is not finite, with file, line or row, and column. Target values are judged likewise, at each fit, where
 * its loss or a metric does not take all of them; of NPY that reads the targets alone. So a refused fit has changed
 * nothing. Nobody knows what a row costs a callback: its rows are judged as they come, in every pass. A bad one is an
 * error of the fit that wanted it: no update is made of rows of its window, and the parameters are those after the
 * update before, of which all rows were good, or those of the best epoch where early stopping restores it (stopping.h).
 * evaluate, predictions and the search for a learning rate judge all rows as they come.
 *
 * While a network computes, the next window, if there is one, is read by a thread of its own. An error there is an
 * error of the fit or evaluate that wanted the rows. A fit that ends early ends that thread too. */
#ifndef GLIA_STREAM_H
#define GLIA_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "glia/data_options.h"
#include "glia/dataset.h"
#include "glia/status.h"

GLIA_BEGIN

/* Whether glia_dataset_open_with makes a stream (non-zero), or reads into memory (0, at first). The file is opened
 * once: it may be renamed, but must not change while the data set lives. A CSV file is read through when it is opened,
 * to count its rows and learn its classes (once more, to learn categories); of IDX and NPY, the labels alone (of NPY,
 * where features may be missing, the rows too, up to the first that is).
 * window: rows in memory at once; 0: as many as 64 MiB hold.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: options is NULL. [exclusive] */
GLIA_API glia_status glia_data_options_set_stream(glia_data_options* options, int32_t stream, size_t window);

/* Delivers rows of a stream, on the thread that called fit, evaluate or what else reads it.
 * first: how many rows of this pass were delivered before, so 0 starts a pass; capacity: how many are wanted at most,
 * at least 1. Writes them to x (rows x features, dense), and to targets (rows x outputs) or classes (an index each), of
 * which those that the data set does not have are NULL; *delivered receives how many: fewer than wanted is fine, none
 * ends the pass. A pass may be given up at any time. After all the rows that were declared, it is asked for one more,
 * and must say that there is none.
 * Returns 0 to go on; anything else stops the fit or evaluate with GLIA_ERROR_CANCELLED, and is told by
 * glia_dataset_callback_result; of a fit, the stop reason is then GLIA_STOP_CALLBACK (stopping.h). No exception may
 * leave it. */
typedef int32_t (*glia_rows_callback)(size_t first, size_t capacity, float* x, float* targets, int32_t* classes,
                                      size_t* delivered, void* user);

/* Makes a stream of rows that a callback delivers: `rows` rows of `features` numbers, each with `outputs` target
 * values, or a class of class_count (at most GLIA_MAX_CLASSES); one of these is 0, or both. Every pass must deliver the
 * same rows: more or fewer than declared, a number that is not finite or a class out of range is GLIA_ERROR_FORMAT, in
 * the pass. A callback serves one pass at a time, so where another is under way, fit and evaluate give
 * GLIA_ERROR_STATE: training and validation sets need callbacks of their own.
 * window: as glia_data_options_set_stream. destroy (may be NULL) is called with user when the data set is destroyed; on
 * failure it is not.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, rows or features is 0, features or outputs above GLIA_MAX_WIDTH
 * (model.h), both outputs and classes, too many classes; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure.
 * [thread-safe] */
GLIA_API glia_status glia_dataset_stream_callback(glia_dataset** out, size_t rows, size_t features, size_t outputs,
                                                  size_t class_count, size_t window, glia_rows_callback read,
                                                  void* user, void (*destroy)(void* user));

/* What the callback of a stream returned last; 0 where there is none. [const] */
GLIA_API int32_t glia_dataset_callback_result(const glia_dataset* dataset);

/* Whether the data set is a stream. 0 for NULL. [thread-safe] */
GLIA_API int32_t glia_dataset_is_stream(const glia_dataset* dataset);

GLIA_END

#endif
