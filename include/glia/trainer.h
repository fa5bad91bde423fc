/* glia/trainer.h: training a model.
 *
 * A trainer belongs to one model and holds what training needs beside it: loss, optimizer and its state, gradients,
 * history. Settings are specs (spec.h) and can be changed between calls; each setting is checked when it is made.
 *
 *     glia_trainer_create(&trainer, model);
 *     glia_trainer_set_loss(trainer, "categorical_crossentropy");
 *     glia_trainer_set_optimizer(trainer, "adam(learning_rate=1e-3)");
 *     glia_trainer_fit(trainer, train, validation);
 *
 * When a fit ends is in stopping.h; how it is taken up again in another process, in checkpoint.h; what it does with
 * each mini-batch, one step at a time, in steps.h.
 *
 * A trainer changes its model: it needs the trainer and the model to itself, except where it is const.
 *
 * Layers that are added to the model after the trainer was made are not known to it: every call that runs or changes
 * the model then gives GLIA_ERROR_STATE. A fit discards the last forward of the single steps. */
#ifndef GLIA_TRAINER_H
#define GLIA_TRAINER_H

#include <stddef.h>
#include <stdint.h>

#include "glia/dataset.h"
#include "glia/model.h"
#include "glia/status.h"

GLIA_BEGIN

/* What training needs beside the model; opaque. Destroy with glia_trainer_destroy. */
typedef struct glia_trainer glia_trainer;

/* Makes a trainer for a model that has layers. It keeps what it needs of the model: the model's handle may be destroyed
 * first. Defaults: the loss that suits the output layer (sigmoid: binary_crossentropy; softmax:
 * categorical_crossentropy; otherwise mse), "adam", batches of 32 rows, 10 epochs, seed 0, shuffled.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: the model has no layers; GLIA_ERROR_OUT_OF_MEMORY. *out
 * is yours, NULL on failure. [exclusive, on the model] */
GLIA_API glia_status glia_trainer_create(glia_trainer** out, glia_model* model);

/* Destroys; NULL is fine. [exclusive] */
GLIA_API void glia_trainer_destroy(glia_trainer* trainer);

/* The loss, a spec: of a row with outputs y and targets t, as follows; of rows, the sum of each row's loss times its
 * weight (1, unless the data set or its classes have others) over the number of rows. A class index stands for targets
 * of 1 at its class and 0 elsewhere; for a single output, for the target 0 or 1.
 *
 * For classes and labels, summed over outputs:
 *   binary_crossentropy(label_smoothing=0)
 *       -(t log y + (1 - t) log(1 - y)), each output a label of its own; targets in [0, 1]. Label smoothing s, in
 *       [0, 1), takes (1 - s) t + s / 2 for t. (Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.2.2.2)
 *   categorical_crossentropy(label_smoothing=0)
 *       -t log y, the outputs one distribution; targets that sum to 1. Label smoothing s takes (1 - s) t + s / outputs
 *       for t. (the same, section 6.2.2.3; smoothing: Szegedy et al., Rethinking the Inception Architecture, 2016)
 *   kl_divergence
 *       t log(t / y): the same less the entropy of the targets, so that 0 is perfect; likewise after softmax.
 *       (Kullback and Leibler, On Information and Sufficiency, 1951)
 *   focal(gamma=2, alpha=0.25)
 *       after softmax: -alpha t (1 - y)^gamma log y, targets that sum to 1 (alpha is a factor alone, as in Keras);
 *       else: -(alpha t (1 - y)^gamma log y + (1 - alpha) (1 - t) y^gamma log(1 - y)), targets in [0, 1].
 *       (Lin et al., Focal Loss for Dense Object Detection, 2017)
 *   hinge
 *       the outputs are scores. Several: max(0, 1 + the largest score of another class - the score of the class)
 *       (Crammer and Singer, 2001); one: max(0, 1 - (2t - 1) y), a score above 0 means class 1 (Cortes and Vapnik,
 *       1995). glia_metrics_classify, for which 0.5 is the border of one output, does not know scores: let a model have
 *       two outputs for two classes.
 * For amounts, the mean over outputs, any targets:
 *   mse                 (y - t)^2
 *   mae                 |y - t|, for the median
 *   huber(delta=1)      (y - t)^2 / 2 where |y - t| <= delta, else delta (|y - t| - delta / 2) (Huber, 1964)
 *   log_cosh            log cosh(y - t): as (y - t)^2 / 2 near 0, as |y - t| - log 2 far from it
 *   quantile(q=0.5)     q (t - y) where t > y, else (1 - q) (y - t), for the q-quantile (Koenker and Bassett, 1978)
 *   poisson             y - t log y, for counts and rates: targets of 0 or more, after softplus or relu (McCullagh and
 *                       Nelder, Generalized Linear Models, 1989)
 *
 * The first four are computed from the logits after the sigmoid or softmax that they suit, and are finite for any.
 * A loss that cannot follow the output layer is refused here: categorical_crossentropy and kl_divergence where each
 * output is computed alone, binary_crossentropy and focal where outputs need not be in [0, 1], poisson where they can
 * be below 0, hinge where they are probabilities. Where the activation does not tell, outputs that the loss cannot take
 * are refused in the step where they appear. Targets that it cannot take are refused before a fit.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, or a loss that cannot follow the output layer;
 * GLIA_ERROR_NOT_FOUND: no such loss; GLIA_ERROR_STATE: see above. On failure the setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_loss(glia_trainer* trainer, const char* loss);

/* What the rows of each class count in a fit, a spec. A row's weight is its own (glia_dataset_with_weights) times its
 * class's. Weights of classes are the training set's alone: validation, glia_trainer_evaluate and single steps know
 * none.
 *   none       every class counts 1; the default
 *   balanced   n / (k n_c), n being the rows of the training set, n_c those of the class and k the classes that have
 *              any: a class of few rows counts as much as one of many (as in scikit-learn; King and Zeng, Logistic
 *              Regression in Rare Events Data, 2001)
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such rule. On failure the setting
 * stays. A fit on a training set without classes gives GLIA_ERROR_INVALID_ARGUMENT. The rows of each class of a stream
 * are counted in a pass of its own, where they are not known. [exclusive] */
GLIA_API glia_status glia_trainer_set_class_weight(glia_trainer* trainer, const char* rule);

/* The same by numbers, weights[c] for class c, which are copied and take the place of a rule; count 0 means none. A fit
 * on a training set with another number of classes gives GLIA_ERROR_INVALID_ARGUMENT.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, count above GLIA_MAX_CLASSES, a weight that is not finite or below 0 (the
 * text names its class); GLIA_ERROR_OUT_OF_MEMORY. On failure the setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_class_weights(glia_trainer* trainer, const double* weights, size_t count);

/* The optimizer, a spec. Its state starts afresh. p is a parameter, g its gradient, t the number of the update, from 1;
 * what is remembered of g starts at 0. The default is "adam".
 *   sgd(learning_rate=0.01, momentum=0, nesterov=0)
 *       v = momentum v + g; p -= learning_rate v, or with nesterov=1, p -= learning_rate (g + momentum v)
 *       (Sutskever et al., 2013, as PyTorch writes it)
 *   adam(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, epsilon_hat=0)
 *       m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
 *       p -= learning_rate m / (1 - beta1^t) / ((sqrt(v) + epsilon_hat) / sqrt(1 - beta2^t) + epsilon), the two ways of
 *       Kingma and Ba, 2015, to add an epsilon (PyTorch has the first; scikit-learn, TensorFlow and Keras have the
 *       second, which is said by epsilon=0, epsilon_hat=1e-8)
 *   adamw(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, epsilon_hat=0, weight_decay=0.01)
 *       p -= learning_rate weight_decay p, biases too; then as adam (Loshchilov and Hutter, 2019)
 *   amsgrad(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, epsilon_hat=0)
 *       adam with the largest v so far in the place of v (Reddi, Kale and Kumar, 2018, as PyTorch writes it)
 *   nadam(learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8, momentum_decay=0.004)
 *       m and v as adam; u_t = beta1 (1 - 0.5 * 0.96^(t momentum_decay)); p -= learning_rate
 *       ((1 - u_t) / (1 - u_1 ... u_t) g + u_(t+1) / (1 - u_1 ... u_(t+1)) m) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *       (Dozat, 2016, as PyTorch writes it)
 *   adagrad(learning_rate=0.01, learning_rate_decay=0, initial_accumulator=0, epsilon=1e-10)
 *       s = s + g^2, from initial_accumulator; p -= learning_rate / (1 + (t - 1) learning_rate_decay) g / (sqrt(s) +
 *       epsilon) (Duchi, Hazan and Singer, 2011)
 *   adadelta(learning_rate=1, rho=0.9, epsilon=1e-6)
 *       s = rho s + (1 - rho) g^2; d = sqrt(u + epsilon) / sqrt(s + epsilon) g; u = rho u + (1 - rho) d^2;
 *       p -= learning_rate d (Zeiler, 2012)
 *   rmsprop(learning_rate=0.01, alpha=0.99, epsilon=1e-8, momentum=0, centered=0)
 *       s = alpha s + (1 - alpha) g^2; d = g / (sqrt(s) + epsilon); v = momentum v + d; p -= learning_rate v (Tieleman
 *       and Hinton, 2012); with centered=1, a = alpha a + (1 - alpha) g and s - a^2 is in the place of s (Graves, 2013)
 *   lion(learning_rate=1e-4, beta1=0.9, beta2=0.99, weight_decay=0)
 *       p -= learning_rate (sign(beta1 m + (1 - beta1) g) + weight_decay p); m = beta2 m + (1 - beta2) g
 *       (Chen et al., 2023)
 *   irprop_minus(initial_step=0.01, decrease=0.5, increase=1.2, smallest_step=1e-6, largest_step=50)
 *       a step for each parameter: times increase where g keeps its sign, times decrease where that changes, within its
 *       bounds; p -= sign(g) step; after a change, g counts as 0 (Igel and Huesken, 2000)
 *   lbfgs(learning_rate=1, history=10, line_search=25, c1=1e-4, c2=0.9, tolerance=1e-7)
 *       a quasi-Newton direction from the last `history` updates, and along it a step that meets the strong Wolfe
 *       conditions with c1 and c2, found by `line_search` evaluations at most, of which learning_rate is the first; it
 *       has converged where no gradient is above tolerance (Nocedal and Wright, Numerical Optimization, 2006,
 *       algorithms 3.5, 3.6, 7.4 and 7.5)
 * Ranges: learning_rate, learning_rate_decay, initial_accumulator, weight_decay, momentum_decay, tolerance
 * and epsilon_hat from 0 (lbfgs: learning_rate above 0); epsilon above 0, or 0 where epsilon_hat is above 0; beta1,
 * beta2, rho, alpha and momentum from 0 to below 1; steps above 0; decrease between 0 and 1; increase above 1; nesterov
 * and centered from 0 to 1, 0 being off; history and line_search whole, from 1 to 1000; c1 between 0 and 0.5, and below
 * c2, which is below 1.
 * The last two need all rows in one batch (glia_trainer_set_batch_size 0), and find the length of their steps: a fit
 * refuses them with mini-batches, a schedule or the penalty weight_decay; lbfgs also with clipping or a constraint.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such optimizer. On failure the
 * setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_optimizer(glia_trainer* trainer, const char* optimizer);

/* How the learning rate changes during a fit, a spec: a factor on the optimizer's learning rate, computed anew before
 * each update. A fit begins at epoch t = 0; within an epoch, t grows with each update; T is the number of epochs.
 *   constant                     1; the default
 *   step(every=10, factor=0.1)   factor^floor(t / every)
 *   exponential(factor=0.95)     factor^t
 *   polynomial(power=1, end=0)   end + (1 - end) (1 - t / T)^power (Chen et al., DeepLab, 2018)
 *   cosine(end=0)                end + (1 - end) (1 + cos(pi t / T)) / 2 (Loshchilov and Hutter, SGDR, 2017)
 *   cosine_restarts(period=10, multiplier=1, end=0)
 *       as cosine over `period` epochs, again and again, each `multiplier` times as long as the last (the same)
 *   one_cycle(warmup_fraction=0.3, start_factor=0.04, end_factor=4e-6)
 *       from start_factor up to 1 over warmup_fraction T, then down to end_factor, along half cosines (Smith and Topin,
 *       Super-Convergence, 2018, as PyTorch writes it)
 *   reduce_on_plateau(factor=0.1, patience=10, threshold=1e-4, cooldown=0, minimum=0)
 *       times factor, but not below minimum, after more than `patience` epochs whose loss (of validation, where there
 *       is one) was not below the best so far by `threshold` of it; `cooldown` epochs after that do not count
 *       (PyTorch's)
 * Each also takes warmup=0 and warmup_start=0.1: over so many epochs the factor grows in a straight line from
 * warmup_start times its first value; t and T then count from their end (Goyal et al., 2017).
 * Ranges: factor above 0 to 1 (reduce_on_plateau: below 1); every, power and period above 0; multiplier from 1; warmup
 * from 0; patience and cooldown from 0 to 1e9; warmup_fraction between 0 and 1; threshold from 0 to below 1; the others
 * from 0 to 1. A fit refuses any but "constant" with irprop_minus and lbfgs, which find the length of their steps.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such schedule. On failure the
 * setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_schedule(glia_trainer* trainer, const char* schedule);

/* What large weights cost, a spec. Biases, and scale and shift of normalizations, cost nothing. The losses that are
 * told do not contain it.
 *   none                                 the default
 *   l1(factor=1e-4, per_row=0)           factor sum |w| is added to the loss: many weights become 0 (Tibshirani, 1996)
 *   l2(factor=1e-4, per_row=0)           factor / 2 sum w^2 is added to the loss (Krogh and Hertz, 1992)
 *   l1_l2(l1=1e-4, l2=1e-4, per_row=0)   both (Zou and Hastie, 2005)
 *   weight_decay(factor=0.01)            w -= learning_rate factor w before each update, with the learning rate as the
 *                                        schedule has it (Loshchilov and Hutter, 2019); refused by a fit with
 *                                        irprop_minus and lbfgs
 * Factors are from 0; per_row from 0 to 1, 0 being off: with 1, factors of l1 and l2 are divided by the rows of the
 * update's batch, as scikit-learn does with its alpha.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such penalty. On failure the
 * setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_penalty(glia_trainer* trainer, const char* penalty);

/* What weights are held to after each update, a spec.
 *   none                the default
 *   max_norm(limit=3)   the weights of each unit are scaled back to a Euclidean norm of at most limit, which is above 0
 *                       (Srivastava et al., Dropout, 2014, section 5.1); refused by a fit with lbfgs
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such constraint. On failure the
 * setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_constraint(glia_trainer* trainer, const char* constraint);

/* How gradients are cut before they are used, a spec. The gradients are those of the loss, before any penalty.
 *   none             the default
 *   value(limit=1)   each gradient is brought into [-limit, limit]
 *   norm(limit=1)    all gradients times limit / norm, where their Euclidean norm, as one vector, is above limit
 *                    (Pascanu, Mikolov and Bengio, 2013)
 * Limits are above 0. Refused by a fit with lbfgs.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a bad spec; GLIA_ERROR_NOT_FOUND: no such clipping. On failure the
 * setting stays. [exclusive] */
GLIA_API glia_status glia_trainer_set_clipping(glia_trainer* trainer, const char* clipping);

/* Mini-batches whose gradients are added up to one update, as if they were one batch; from 1, the default. For batches
 * larger than memory allows. Layers that normalize by batches still take each mini-batch on its own.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, or batches is 0. [exclusive] */
GLIA_API glia_status glia_trainer_set_accumulation(glia_trainer* trainer, size_t batches);

/* What a fit measures beside loss and accuracy: `count` specs of metrics (metrics.h), such as "f1_macro" or
 * "top_k_accuracy(k=3)". Each becomes a figure under its own name, over the batches of an epoch as they came (each
 * before its update), and one with "validation_" before it. Metrics in units of the targets. count 0: none, the
 * default.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, or one given twice; GLIA_ERROR_NOT_FOUND: no such metric. A
 * metric that has no meaning for the data, or needs probabilities where the output layer's activation gives others, is
 * refused by the fit, before it begins; where a layer does not tell what it may give, outputs that are no probabilities
 * make the metric NaN. On failure the setting stays.
 * [exclusive] */
GLIA_API glia_status glia_trainer_set_metrics(glia_trainer* trainer, const char* const* metrics, size_t count);

/* The names of all figures that glia_trainer_history has, as a JSON array. Text is returned as described at
 * glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL. [const] */
GLIA_API glia_status glia_trainer_figures(const glia_trainer* trainer, char* buffer, size_t capacity, size_t* needed);

/* Rows of a mini-batch; 0 means all rows in one batch (full-batch descent). The last batch of an epoch holds what is
 * left.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL. [exclusive] */
GLIA_API glia_status glia_trainer_set_batch_size(glia_trainer* trainer, size_t rows);

/* Passes over the data that a fit makes, from 1.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, or epochs is 0. [exclusive] */
GLIA_API glia_status glia_trainer_set_epochs(glia_trainer* trainer, size_t epochs);

/* Where every random number of a fit comes from: the order of rows, the noise of dropout, and first parameters that
 * have no values yet.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL. [exclusive] */
GLIA_API glia_status glia_trainer_set_seed(glia_trainer* trainer, uint64_t seed);

/* Whether mini-batches take rows in a new random order each epoch (non-zero, the default) or as they stand (0).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL. [exclusive] */
GLIA_API glia_status glia_trainer_set_shuffle(glia_trainer* trainer, int32_t shuffle);

/* How many threads a fit and glia_trainer_evaluate work with, the caller's among them: 1 (the default) to
 * GLIA_MAX_THREADS; as many as there are processor cores is best, for layers of some hundred units. The results are the
 * same bits for any number. The other threads exist during the call alone, and run glia's own code and that of
 * activations, callbacks never.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or out of range. Where the system grants fewer threads, the call that
 * needs them gives GLIA_ERROR_OUT_OF_MEMORY before it changes anything. [exclusive] */
GLIA_API glia_status glia_trainer_set_threads(glia_trainer* trainer, size_t threads);

/* The most threads of a trainer. */
#define GLIA_MAX_THREADS 1024u

/* What a callback is told about. */
enum {
    GLIA_EVENT_BATCH = 1, /* after each mini-batch's update */
    GLIA_EVENT_EPOCH = 2  /* after each epoch, validation included */
};

/* Follows a fit. Returns 0 to go on; anything else stops the fit, which then returns GLIA_ERROR_CANCELLED, and is told
 * by glia_trainer_callback_result. Runs on the thread that called fit; may call the const functions of the trainer and
 * of its model; calls that would change the trainer give GLIA_ERROR_STATE. */
typedef int32_t (*glia_trainer_callback)(const glia_trainer* trainer, int32_t event, void* user);

/* Sets the callback, or removes it where NULL. `destroy`, if not NULL, is called with `user` once, when the callback is
 * replaced or the trainer destroyed.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL trainer, and then `destroy` is not called. [exclusive] */
GLIA_API glia_status glia_trainer_set_callback(glia_trainer* trainer, glia_trainer_callback callback, void* user,
                                               void (*destroy)(void* user));

/* Trains for the set number of epochs, or until a rule or the callback ends it (stopping.h). validation may be NULL;
 * its classes are those of the training set, or the first of them. A model whose parameters have no values yet is
 * initialized with "auto" and the trainer's seed. May be called again, to go on: the optimizer keeps its state, and
 * history grows. Class names of the data set go to the model. Gradients are gone after a fit: to read them, take single
 * steps (steps.h). On x86-64, results that would be subnormal (below 1.2e-38) are 0 in a fit, in evaluate and in single
 * steps, because the processor takes some fifty times as long for them; the caller's floating-point mode is as before
 * when the call returns, and when a callback is called.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, an empty data set, data that does not fit the model or the loss, settings
 * that do not fit each other, or a training set in which every row has weight 0: checked before anything is changed;
 * GLIA_ERROR_NUMERIC: a loss, gradient, parameter or running statistic is not finite, or what the optimizer remembers,
 * which then begins anew: training stops in that step, an update that led there is undone (with restore_best, the best
 * epoch is put back), and the text names layer, epoch and batch;
 * GLIA_ERROR_CANCELLED: by the callback, after a whole update; GLIA_ERROR_IO: the first checkpoint cannot be written;
 * GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_trainer_fit(glia_trainer* trainer, const glia_dataset* train, const glia_dataset* validation);

/* Loss and accuracy of the model as it is, on a data set. Either pointer may be NULL. The loss is that of
 * glia_trainer_set_loss, with the data set's weights. Accuracy is, for a data set of classes, the share of rows whose
 * largest output is the target's (one output: which is on the target's side of 0.5, with hinge of 0); for target
 * values, the same with losses of one distribution and hinge, the share of outputs on their target's side of 0.5 with
 * binary_crossentropy and focal after sigmoid, and NaN with losses for amounts and with scaled targets (scaling.h). It
 * counts rows, whatever their weight.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT as glia_trainer_fit; GLIA_ERROR_STATE: parameters have no values yet;
 * GLIA_ERROR_NUMERIC: the loss is not finite; GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_trainer_evaluate(const glia_trainer* trainer, const glia_dataset* dataset, double* loss,
                                           double* accuracy);

/* The learning-rate range test: trains a copy of the model, with the trainer's settings and a fresh optimizer, by
 * `steps` updates whose learning rate grows from `lowest` to `highest`, each by the same factor (1e-7, 10 and 100 are a
 * good start; Smith, Cyclical Learning Rates for Training Neural Networks, 2017). rates[i] is that of update i and
 * losses[i] the loss of its mini-batch before it. It ends early where a loss or gradient is not finite, or where the
 * running mean of the losses has risen to 4 times its best. Schedule, stopping rules and callback do not count; model
 * and trainer stay as they are.
 * rates and losses hold `capacity` numbers each; that must be at least `steps`. *needed, if not NULL, receives the
 * number of points; where nothing is run, because rates is NULL and capacity 0 or because capacity is too small, it is
 * steps.
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL, a range that is not 0 < lowest < highest, steps
 * below 2, an optimizer without a learning rate (irprop_minus, lbfgs) or with 0, or data as glia_trainer_fit;
 * GLIA_ERROR_NUMERIC: the first batch is not finite already; GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_trainer_find_learning_rate(const glia_trainer* trainer, const glia_dataset* train,
                                                     double lowest, double highest, size_t steps, double* rates,
                                                     double* losses, size_t capacity, size_t* needed);

/* Where a fit is: epoch (from 1) of epochs, and batch (from 1) of batches; 0 before the first. Any pointer may be NULL.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL trainer. [const] */
GLIA_API glia_status glia_trainer_progress(const glia_trainer* trainer, size_t* epoch, size_t* epochs, size_t* batch,
                                           size_t* batches);

/* A figure of the epoch under way, or of the last one: "loss" and "accuracy" over the batches so far (each batch before
 * its update), "validation_loss", "validation_accuracy" after an epoch, "learning_rate" of the last update, "seconds"
 * of training in the epoch (validation not counted), and after an epoch those of glia_trainer_set_metrics. NaN where
 * there is none.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such figure. [const] */
GLIA_API glia_status glia_trainer_metric(const glia_trainer* trainer, const char* name, double* value);

/* What the callback returned when it stopped the last fit; 0 otherwise, and for NULL. [const] */
GLIA_API int32_t glia_trainer_callback_result(const glia_trainer* trainer);

/* One figure of every finished epoch, oldest first; names as glia_trainer_metric. *needed, if not NULL, receives the
 * number of epochs; values may be NULL when capacity is 0, to ask for it.
 * GLIA_OK; GLIA_ERROR_CAPACITY: nothing is copied; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such
 * figure. [const] */
GLIA_API glia_status glia_trainer_history(const glia_trainer* trainer, const char* name, double* values,
                                          size_t capacity, size_t* needed);

GLIA_END

#endif
