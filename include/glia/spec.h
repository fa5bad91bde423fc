/* glia/spec.h: everything that is chosen by name.
 *
 * A spec is `name` or `name(parameter=value, ...)`: "relu", "leaky_relu(alpha=0.1)", "adam(learning_rate=3e-4)".
 * Names and parameters are written as declared; values are decimal numbers; spaces around tokens are allowed; what is
 * not given takes its declared default. The same strings work in every function, binding, command and model file.
 *
 * Families: "activation", "class_weight", "clipping", "constraint", "folds", "improvement", "initializer", "layer",
 * "loss", "metric", "optimizer", "penalty", "scaling", "schedule". */
#ifndef GLIA_SPEC_H
#define GLIA_SPEC_H

#include <stddef.h>
#include <stdint.h>

#include "glia/status.h"

GLIA_BEGIN

/* Lists a family as a JSON array of names in alphabetical order, for example ["adam","sgd"]. For "activation", this
 * opens every plugin in the search path.
 * Text is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such family.
 * [thread-safe] */
GLIA_API glia_status glia_spec_list(const char* family, char* buffer, size_t capacity, size_t* needed);

/* Describes one member of a family as a JSON object:
 *     {"name":"sgd","summary":"...","parameters":[{"name":"momentum","default":0,"minimum":0,"maximum":1,
 *      "minimum_open":false,"maximum_open":true}]}
 * An open bound is not itself allowed. A bound that does not exist is null. Metrics have the further member
 * "higher_is_better", true or false; activations have others: see glia_registry_describe (registry.h).
 * Text is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such family or name;
 * GLIA_ERROR_PLUGIN: the plugin of that name was refused. [thread-safe] */
GLIA_API glia_status glia_spec_describe(const char* family, const char* name, char* buffer, size_t capacity,
                                        size_t* needed);

/* Checks a spec without using it.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, malformed, unknown parameter or value out of range; GLIA_ERROR_NOT_FOUND:
 * no such family or name; GLIA_ERROR_PLUGIN: the plugin of that name was refused. [thread-safe] */
GLIA_API glia_status glia_spec_check(const char* family, const char* spec);

GLIA_END

#endif
