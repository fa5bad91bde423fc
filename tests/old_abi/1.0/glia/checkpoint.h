/* glia/checkpoint.h: fits that survive a crash.
 *
 *     glia_trainer_set_checkpoint(trainer, "digits.checkpoint", 1, 0);
 *     glia_trainer_fit(trainer, train, validation);
 *
 * and in another process, with the same settings, model and data:
 *
 *     glia_trainer_resume(trainer, "digits.checkpoint");
 *     glia_trainer_fit(trainer, train, validation); */
#ifndef GLIA_CHECKPOINT_H
#define GLIA_CHECKPOINT_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"
#include "glia/trainer.h"

GLIA_BEGIN

/* Stores where a fit stands in a file, for glia_trainer_resume: when it begins, after every `epochs` epochs (0: not by
 * epochs), whenever `seconds` have passed (0: not by time), and when it ends, unless by an error (GLIA_STOP_NUMERIC,
 * GLIA_STOP_ERROR) or by a callback that delivers rows. The file holds parameters, optimizer state, schedule, early
 * stopping, history and the place within the epoch; it is replaced in one step, so that a crash at any moment leaves
 * the old one or the new one. A first file that cannot be written ends the fit before it begins; a later one is logged
 * as an error, and training goes on. path NULL: no checkpoints.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL trainer, or seconds is not finite or below 0. [exclusive] */
GLIA_API glia_status glia_trainer_set_checkpoint(glia_trainer* trainer, const char* path, size_t epochs,
                                                 double seconds);

/* Takes up a fit where a checkpoint left it: the next glia_trainer_fit goes on from there, to the bits of a fit that
 * was never stopped. The trainer must have the settings that the fit had, its early stopping and metrics among them
 * (epochs may be more but not fewer than were begun, threads any number; a schedule that depends on the number of
 * epochs then runs differently), its model the same layers, and the fit must be given the same data; settings that are
 * changed after this call are refused by that fit, and so are data of another shape or, in memory, with other numbers
 * (a checksum of all is made once for each fit that stores checkpoints; of a stream the shape alone is compared). A fit
 * that early stopping or its target had ended stays ended.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, another network, other settings (the text names the first), or
 * too few epochs;
 * GLIA_ERROR_NOT_FOUND: no such file; GLIA_ERROR_IO; GLIA_ERROR_FORMAT: damaged, or no checkpoint;
 * GLIA_ERROR_UNSUPPORTED: of a newer version; GLIA_ERROR_OUT_OF_MEMORY. On failure nothing is changed. [exclusive] */
GLIA_API glia_status glia_trainer_resume(glia_trainer* trainer, const char* path);

GLIA_END

#endif
