/* glia/steps.h: training one step at a time, for loops of your own and for reinforcement learning.
 *
 *     glia_trainer_forward(trainer, x, rows, y);
 *     glia_trainer_loss(trainer, targets, &loss);
 *     glia_trainer_backward(trainer);
 *     glia_trainer_update(trainer);
 *
 * is what a fit (trainer.h) does with each mini-batch, but for what stands beside the optimizer's step: schedule,
 * stopping and history are the fit's. */
#ifndef GLIA_STEPS_H
#define GLIA_STEPS_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"
#include "glia/trainer.h"

GLIA_BEGIN

/* Runs the network as in training (with dropout's noise, and statistics of these rows in batch_norm) on rows x inputs
 * numbers of x, and keeps what backward needs (x is copied). y, if not NULL, receives rows x outputs. Both are in the
 * units of the data, where the model scales them (scaling.h).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, rows is not from 1 to GLIA_MAX_WIDTH, or a value that the model's scaling
 * refuses; GLIA_ERROR_STATE: parameters have no values yet; GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_trainer_forward(glia_trainer* trainer, const float* x, size_t rows, float* y);

/* The mean loss of the last forward's outputs against targets (rows x outputs), which are copied for backward; of
 * scaled outputs and targets, where the model scales them (scaling.h).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, or targets that do not fit the loss; GLIA_ERROR_STATE: no forward yet.
 * [exclusive] */
GLIA_API glia_status glia_trainer_loss(glia_trainer* trainer, const float* targets, double* loss);

/* The same for class indices, one for each row, from 0. Statuses as glia_trainer_loss. [exclusive] */
GLIA_API glia_status glia_trainer_loss_classes(glia_trainer* trainer, const int32_t* classes, double* loss);

/* Either with weights, one for each row: the sum of weight times loss over the number of rows, and gradients likewise.
 * They are copied, and may be any finite numbers: a negative one makes the row's target less likely, as a policy
 * gradient wants of an action with a negative advantage (Williams, 1992).
 * Statuses as glia_trainer_loss; GLIA_ERROR_INVALID_ARGUMENT also: a weight that is not finite. [exclusive] */
GLIA_API glia_status glia_trainer_loss_weighted(glia_trainer* trainer, const float* targets, const float* weights,
                                                double* loss);
GLIA_API glia_status glia_trainer_loss_classes_weighted(glia_trainer* trainer, const int32_t* classes,
                                                        const float* weights, double* loss);

/* The gradients of the loss with respect to every parameter and every layer's output (dW, db, dA), for the rows of the
 * last forward. They replace those of the backward before.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: no loss yet; GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_trainer_backward(glia_trainer* trainer);

/* As glia_trainer_backward, from a gradient of your own: output_gradient (rows x outputs) is dL/dy, for a loss that
 * glia does not know (reinforcement learning, say).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: no forward yet; GLIA_ERROR_OUT_OF_MEMORY.
 * [exclusive] */
GLIA_API glia_status glia_trainer_backward_from(glia_trainer* trainer, const float* output_gradient);

/* Changes the parameters by the optimizer and the gradients.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: no gradients yet, or an optimizer that searches
 * (lbfgs); GLIA_ERROR_NUMERIC: a gradient is not finite, and nothing is changed; or a parameter (the text names it) or
 * what the optimizer remembers would not be finite any more: then the parameters stay as they were, the gradients are
 * forgotten, and the optimizer begins anew; GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_trainer_update(glia_trainer* trainer);

/* Copies out the gradient of a tensor, in the tensor's shape; arguments and statuses as glia_model_get_parameters;
 * GLIA_ERROR_STATE: no gradients yet. [const] */
GLIA_API glia_status glia_trainer_get_gradients(const glia_trainer* trainer, size_t layer, const char* tensor,
                                                float* values, size_t capacity, size_t* needed);

/* Replaces the gradient of a tensor before an update; arguments and statuses as glia_model_set_parameters. In a new
 * trainer, all other gradients are 0. [exclusive] */
GLIA_API glia_status glia_trainer_set_gradients(glia_trainer* trainer, size_t layer, const char* tensor,
                                                const float* values, size_t size);

/* Copies out A of the last forward (until the update that follows it): position 0 is the input, position k the output
 * of layer k - 1, both as the layers have them, scaled; rows x width, row-major. *needed as glia_model_get_parameters.
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL, no such position; GLIA_ERROR_STATE: no forward yet.
 * [const] */
GLIA_API glia_status glia_trainer_get_activations(const glia_trainer* trainer, size_t position, float* values,
                                                  size_t capacity, size_t* needed);

/* Copies out dA, the gradient of the loss with respect to what glia_trainer_get_activations gives, of the last
 * backward. Arguments and statuses likewise; GLIA_ERROR_STATE: no backward yet. [const] */
GLIA_API glia_status glia_trainer_get_activation_gradients(const glia_trainer* trainer, size_t position, float* values,
                                                           size_t capacity, size_t* needed);

GLIA_END

#endif
