/* glia/stopping.h: when a fit ends before all its epochs are done, and why it did.
 *
 *     glia_trainer_set_early_stopping(trainer, NULL, 20, 0, 1);
 *     glia_trainer_fit(trainer, train, validation);
 *     glia_trainer_best_epoch(trainer) ... */
#ifndef GLIA_STOPPING_H
#define GLIA_STOPPING_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"
#include "glia/trainer.h"

GLIA_BEGIN

/* Ends a fit whose figure (see glia_trainer_metric) has not become better by more than `min_change` for `patience`
 * epochs in a row (Prechelt, Early Stopping - But When?, 1998). figure: NULL means the validation loss where there is a
 * validation set, and the loss otherwise; whether more is better follows from the figure. With restore_best non-zero,
 * the parameters of the best epoch are put back when the fit ends, for whatever reason; that takes memory for one more
 * set of parameters. patience 0 takes the rule away.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL trainer, or min_change is not finite or below 0; GLIA_ERROR_NOT_FOUND: no
 * such figure. A figure that the fit does not have is refused by the fit, before it begins. [exclusive] */
GLIA_API glia_status glia_trainer_set_early_stopping(glia_trainer* trainer, const char* figure, size_t patience,
                                                     double min_change, int32_t restore_best);

/* From which epoch early stopping measures whether a figure is better by more than its min_change, a spec:
 *   gradual   the last that was better by so much: small changes add up (as in Keras); the default
 *   at_once   the best of all before, by however little it was better: small changes add up to nothing (as in
 *             scikit-learn, whose tol is min_change, and n_iter_no_change patience less 1)
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such rule. On failure the setting
 * stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_improvement(glia_trainer* trainer, const char* improvement);

/* Ends a fit after the first epoch whose figure is at least as good as `value`. figure NULL takes the rule away.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL trainer, or value is NaN; GLIA_ERROR_NOT_FOUND: no such figure.
 * [exclusive] */
GLIA_API glia_status glia_trainer_set_target(glia_trainer* trainer, const char* figure, double value);

/* Ends a fit after the first update at which so many seconds have passed since it began; 0, the default: no limit.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, or seconds is not finite or below 0. [exclusive] */
GLIA_API glia_status glia_trainer_set_time_limit(glia_trainer* trainer, double seconds);

/* Why a fit ended. A fit that is refused before it begins leaves the reason as it was. */
enum {
    GLIA_STOP_NONE = 0,      /* there has been none, or one is under way */
    GLIA_STOP_EPOCHS = 1,    /* all epochs are done */
    GLIA_STOP_EARLY = 2,     /* glia_trainer_set_early_stopping */
    GLIA_STOP_TARGET = 3,    /* glia_trainer_set_target */
    GLIA_STOP_TIME = 4,      /* glia_trainer_set_time_limit */
    GLIA_STOP_CALLBACK = 5,  /* the callback, or one that delivers rows (stream.h) */
    GLIA_STOP_NUMERIC = 6,   /* a loss or gradient that is not finite */
    GLIA_STOP_CONVERGED = 7, /* lbfgs finds no better parameters */
    GLIA_STOP_ERROR = 8      /* anything else: rows of a stream that cannot be had, memory, ... */
};

/* Why the last fit ended, a GLIA_STOP_* value; GLIA_STOP_NONE for NULL. [const] */
GLIA_API int32_t glia_trainer_stop_reason(const glia_trainer* trainer);

/* The best epoch of the last fit by early stopping's figure, from 1; 0 where there is none, and for NULL. [const] */
GLIA_API size_t glia_trainer_best_epoch(const glia_trainer* trainer);

GLIA_END

#endif
