/* glia/model.h: a network and what is needed to use it.
 *
 * A model is a stack of layers over `inputs` numbers. Build it with glia_model_create and glia_model_add_*, give its
 * parameters values with glia_model_initialize (or set, load or train them), then predict.
 *
 *     glia_model *model = NULL;
 *     glia_model_create(&model, 64);
 *     glia_model_add_dense(model, 128, "relu");
 *     glia_model_add_dense(model, 10, "softmax");
 *     glia_model_initialize(model, "auto", 42);
 *
 * A function that takes `const glia_model *` may be called on it by any number of threads at once; one that takes
 * `glia_model *` needs the model to itself. Numbers are float32; matrices are row-major and dense.
 *
 * Tensors: layer i of kind dense has "weight" (units x inputs of the layer) and "bias" (units): z = W x + b, y = f(z).
 * Where parameters of its activation are trained, it has those as well, as "activation.<parameter>": of prelu
 * "activation.alpha" (units), of trainable_swish "activation.beta" (1). So has an activation on its own.
 */
#ifndef GLIA_MODEL_H
#define GLIA_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

/* A network and what is needed to use it; opaque. Destroy with glia_model_destroy. */
typedef struct glia_model glia_model;

/* The most numbers in a row, the most units in a layer, and the most layers. */
#define GLIA_MAX_WIDTH 2147483647u
#define GLIA_MAX_LAYERS 100000u

/* Makes a model without layers. inputs: the columns of a row, 1 to GLIA_MAX_WIDTH. How they are scaled, and how columns
 * of categories become inputs, is set before layers are added: see scaling.h.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or out of range; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure.
 * [thread-safe] */
GLIA_API glia_status glia_model_create(glia_model** out, size_t inputs);

/* Appends a fully connected layer. units: 1 to GLIA_MAX_WIDTH; activation: a spec such as "relu" (spec.h), found
 * through the registry (registry.h).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, out of range, or a bad spec; GLIA_ERROR_NOT_FOUND: no such activation;
 * GLIA_ERROR_PLUGIN: its plugin was refused; GLIA_ERROR_STATE: the parameters have values already, or the model has
 * GLIA_MAX_LAYERS layers; GLIA_ERROR_OUT_OF_MEMORY. On failure the model is as it was. [exclusive] */
GLIA_API glia_status glia_model_add_dense(glia_model* model, size_t units, const char* activation);

/* Appends an activation on its own: for use after a layer that stands between a dense layer with "identity" and its
 * activation, such as batch_norm. Arguments and statuses as glia_model_add_dense. [exclusive] */
GLIA_API glia_status glia_model_add_activation(glia_model* model, const char* activation);

/* Appends a layer that gives as many numbers as it takes, a spec:
 *   dropout(rate=0.5)        while training, each number becomes 0 with probability `rate`, or else x / (1 - rate)
 *                            (Srivastava et al., 2014, inverted)
 *   alpha_dropout(rate=0.5)  the same for layers of selu: mean and variance stay (Klambauer et al., 2017)
 *   batch_norm(momentum=0.1, epsilon=1e-5)
 *                            weight (x - mean) / sqrt(variance + epsilon) + bias, column by column: by mean and
 *                            variance of the batch while training, otherwise by running ones, of which each batch
 *                            replaces the share `momentum` (Ioffe and Szegedy, 2015). A batch is then held in memory
 *                            whole.
 *   layer_norm(epsilon=1e-5) the same by mean and variance of each row, always (Ba, Kiros and Hinton, 2016)
 *   residual(span=2)         adds the input of the `span` layers before it, which must be as wide: a skip connection
 *                            around them (He et al., 2016)
 * The tensors of batch_norm are weight, bias, running_mean and running_var; those of layer_norm weight and bias.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, or a layer that cannot stand there; GLIA_ERROR_NOT_FOUND: no
 * such layer; GLIA_ERROR_STATE as glia_model_add_dense; GLIA_ERROR_OUT_OF_MEMORY. On failure the model is as it was.
 * [exclusive] */
GLIA_API glia_status glia_model_add_layer(glia_model* model, const char* layer);

/* Gives every weight a first value by `initializer`, a spec: "auto", "zeros", "constant(value=..)", "normal(std=..)",
 * "uniform(limit=..)", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal",
 * "orthogonal(gain=..)". "auto" takes what each layer's activation recommends. Biases become 0, the weights of
 * normalization 1, and trained parameters of activations what their spec says, whatever the initializer. The same seed
 * gives the same bits. May be called again, to start afresh, and then needs memory for old and new values.
 * Sources: Glorot and Bengio, 2010; He et al., 2015; LeCun et al., 1998; Saxe et al., 2014.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a bad spec, or a scale too large for float32; GLIA_ERROR_NOT_FOUND: no
 * such initializer; GLIA_ERROR_STATE: no layers; GLIA_ERROR_OUT_OF_MEMORY. On failure the model is as it was.
 * [exclusive] */
GLIA_API glia_status glia_model_initialize(glia_model* model, const char* initializer, uint64_t seed);

/* As glia_model_initialize, for one tensor of one layer: glia_model_initialize_tensor(m, 0, "bias",
 * "constant(value=0.1)", 1). Tensors of one layer get the same random numbers for the same seed: take another for each.
 * The other tensors keep their values; in a new model, weights are 0 and the others have their first values. Statuses
 * as glia_model_initialize; GLIA_ERROR_INVALID_ARGUMENT also: no such layer, or a running variance below 0;
 * GLIA_ERROR_NOT_FOUND also: no such tensor. [exclusive] */
GLIA_API glia_status glia_model_initialize_tensor(glia_model* model, size_t layer, const char* tensor,
                                                  const char* initializer, uint64_t seed);

/* Destroys; NULL is fine. Trainers and sessions made from the model stay usable. [exclusive] */
GLIA_API void glia_model_destroy(glia_model* model);

/* An independent copy.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [const] */
GLIA_API glia_status glia_model_clone(const glia_model* model, glia_model** out);

/* A copy for prediction alone, with fewer layers. Batch normalization, which is linear once its statistics are fixed,
 * is merged with a dense layer:
 *   - after a dense layer of activation "identity": W' = s W, b' = s b + t, with s = weight / sqrt(running_var +
 *     epsilon) and t = bias - s running_mean of the unit (Jacob et al., 2018, section 3.2);
 *   - before a dense layer: W' = W s, b' = W t + b;
 * an activation layer behind such a dense layer becomes its activation; dropout goes. The predictions are the same but
 * for rounding of the new weights. Left alone: what a residual layer reads between the two, and weights that would not
 * be finite.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: no layers, or parameters have no values yet;
 * GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [const] */
GLIA_API glia_status glia_model_fold_batch_norm(const glia_model* model, glia_model** out);

/* Sizes: numbers in a row of input (before scaling, see scaling.h) and of output, layers, and parameters in all. 0 for
 * NULL. [const] */
GLIA_API size_t glia_model_inputs(const glia_model* model);
GLIA_API size_t glia_model_outputs(const glia_model* model);
GLIA_API size_t glia_model_layers(const glia_model* model);
GLIA_API size_t glia_model_parameter_count(const glia_model* model);

/* y = the network's output for each row of x, both in the units of the training data (scaling.h). x: rows x inputs;
 * y: rows x outputs, the caller's, not overlapping x. rows may be 0. Works in a small memory of its own whatever the
 * number of rows: for the lowest latency, use a session (session.h).
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, more rows than memory can hold, or a value that the model's scaling
 * refuses (the text names its row and column); GLIA_ERROR_STATE: no layers, or parameters have no values yet;
 * GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_model_predict(const glia_model* model, const float* x, size_t rows, float* y);

/* Copies a tensor out, row-major. *needed, if not NULL, receives its number of elements; values may be NULL when
 * capacity is 0, to ask for it.
 * GLIA_OK; GLIA_ERROR_CAPACITY: capacity is too small, nothing is copied; GLIA_ERROR_INVALID_ARGUMENT: NULL, or no such
 * layer; GLIA_ERROR_NOT_FOUND: no such tensor; GLIA_ERROR_STATE: parameters have no values yet. [const] */
GLIA_API glia_status glia_model_get_parameters(const glia_model* model, size_t layer, const char* tensor, float* values,
                                               size_t capacity, size_t* needed);

/* Replaces a tensor by `size` finite numbers, row-major. In a new model, all other weights become 0.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, no such layer, a size that is not the tensor's, a number that is not
 * finite, a running variance below 0; GLIA_ERROR_NOT_FOUND: no such tensor; GLIA_ERROR_OUT_OF_MEMORY. On failure the
 * model is as it was.
 * [exclusive] */
GLIA_API glia_status glia_model_set_parameters(glia_model* model, size_t layer, const char* tensor, const float* values,
                                               size_t size);

/* The names of the classes that the outputs stand for: `count` texts, which are copied. count is 0 (no names), the
 * number of outputs, or 2 for a single output (of which the second is what a value near 1 means). Training on a data
 * set of classes sets them.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, another count, two equal names, or one that is not UTF-8;
 * GLIA_ERROR_OUT_OF_MEMORY. [exclusive] */
GLIA_API glia_status glia_model_set_classes(glia_model* model, const char* const* names, size_t count);

/* The number of class names; 0 for none or NULL. [const] */
GLIA_API size_t glia_model_class_count(const glia_model* model);

/* A class name. Text is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL, index out of range. [const] */
GLIA_API glia_status glia_model_class_name(const glia_model* model, size_t index, char* buffer, size_t capacity,
                                           size_t* needed);

/* The loss that the model was last trained with, as a spec; "" if none. Text is returned as described at glia_blas_info
 * (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL. [const] */
GLIA_API glia_status glia_model_loss(const glia_model* model, char* buffer, size_t capacity, size_t* needed);

/* Describes the model as a table for people, several lines. Text is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL. [const] */
GLIA_API glia_status glia_model_describe(const glia_model* model, char* buffer, size_t capacity, size_t* needed);

/* Describes the model as a JSON object:
 *
 *     {"inputs":64,"outputs":10,"parameters":9610,"initialized":true,
 *      "loss":"categorical_crossentropy","classes":["0",..],
 *      "layers":[{"kind":"dense","inputs":64,"units":128,"activation":"relu",
 *                 "parameters":8320,"tensors":[{"name":"weight","shape":[128,64]},
 *                                              {"name":"bias","shape":[128]}]},..],
 *      "input_scaling":"standardize","missing":"mean","target_scaling":"none",
 *      "columns":[{"name":"width","center":2.5,"scale":0.5,"missing":2.5},
 *                 {"name":"colour","categories":["red","green"],
 *                  "missing":[0.25,0.75]},..],"targets":[]}
 *
 * The last five are described in scaling.h: "columns" is empty, and "missing" "", where inputs are not scaled; the
 * "missing" of a column is what a missing value becomes, null where it is refused; "targets" has center and scale of
 * each output that is scaled.
 * Text and statuses as glia_model_describe. [const] */
GLIA_API glia_status glia_model_describe_json(const glia_model* model, char* buffer, size_t capacity, size_t* needed);

/* Writes the model to a file in the safetensors format. The file is replaced in one step: after a crash or a full disk,
 * either the old file is there or the new one.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_STATE: parameters have no values yet; GLIA_ERROR_IO: with the
 * system's reason; GLIA_ERROR_OUT_OF_MEMORY. [const] */
GLIA_API glia_status glia_model_save(const glia_model* model, const char* path);

/* Reads a model from a file. Everything is checked before it is used; activations are found through the registry.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such file, or an activation is missing;
 * GLIA_ERROR_IO; GLIA_ERROR_FORMAT: not a glia model, truncated or damaged, or with a parameter that no model can have:
 * one that is not finite, a running variance below 0 (the text names the tensor); GLIA_ERROR_UNSUPPORTED: written by a
 * newer glia, or with another revision of an activation; GLIA_ERROR_PLUGIN; GLIA_ERROR_OUT_OF_MEMORY. *out is yours,
 * NULL on failure. [thread-safe] */
GLIA_API glia_status glia_model_load(glia_model** out, const char* path);

/* Writes the bytes of a model file to memory. *needed, if not NULL, receives their number; buffer may be NULL when
 * capacity is 0, to ask for it.
 * GLIA_OK; GLIA_ERROR_CAPACITY: nothing is written; otherwise as glia_model_save. [const] */
GLIA_API glia_status glia_model_save_memory(const glia_model* model, void* buffer, size_t capacity, size_t* needed);

/* Reads a model from the bytes of a model file, which need no alignment and are not kept. Statuses as glia_model_load.
 * [thread-safe] */
GLIA_API glia_status glia_model_load_memory(glia_model** out, const void* bytes, size_t size);

GLIA_END

#endif
