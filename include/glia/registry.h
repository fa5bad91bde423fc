/* glia/registry.h: where activations come from.
 *
 * The registry belongs to the process. An activation is found by name, at first use, in this order:
 *   1. what was registered or loaded through the functions below;
 *   2. `<name>.so` in the directories given to glia_registry_add_directory, the latest first;
 *   3. `<name>.so` in the directories of the environment variable GLIA_PLUGIN_PATH (absolute paths separated by ':';
 *      ignored in a setuid program);
 *   4. in libglia itself, where it was built with the standard set inside (GLIA_EMBED_PLUGINS);
 *   5. `<name>.so` in the plugin directory beside the loaded libglia;
 *   6. `<name>.so` in the directory that glia was configured with.
 * The working directory is never searched. Plugins are never unloaded.
 *
 * A plugin runs with the rights of the program, so glia opens only a regular file at an absolute path, where neither
 * the file nor its directory can be written by other users. */
#ifndef GLIA_REGISTRY_H
#define GLIA_REGISTRY_H

#include <stddef.h>
#include <stdint.h>

#include "glia/plugin.h"
#include "glia/status.h"

GLIA_BEGIN

/* Loads one plugin file now, with all its activations. `path` is absolute. A file that is loaded already is fine.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a relative path; GLIA_ERROR_NOT_FOUND: no such file; GLIA_ERROR_PLUGIN:
 * refused, with the reason; GLIA_ERROR_OUT_OF_MEMORY. On failure nothing is registered. [thread-safe] */
GLIA_API glia_status glia_registry_load(const char* path);

/* Searches `path` (absolute) before the directories known so far. Nothing is opened until a name is asked for.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL or a relative path; GLIA_ERROR_NOT_FOUND: not a directory;
 * GLIA_ERROR_PLUGIN: other users may write to it; GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_registry_add_directory(const char* path);

/* Allows only these activations to come from plugin files from now on, for a service that must know what it runs.
 * names[i] (of `count`): an activation. sha256: NULL, or for each name the SHA-256 of the one file that may define it,
 * 64 hexadecimal digits, or NULL for any file. Every file is judged before its code runs: by its hash, or where no hash
 * is given by its name, and afterwards by all that it defines. The list takes the place of an earlier one; names that
 * is not NULL with a count of 0 allows no file at all, NULL with 0 every file, as at the start. What is loaded already
 * stays: set the list before the first model. Activations inside libglia and of the host program need no leave.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: a name or hash that is none, a name twice, or NULL with a count;
 * GLIA_ERROR_OUT_OF_MEMORY. On failure the earlier list stays. [thread-safe] */
GLIA_API glia_status glia_registry_set_allowed(const char* const* names, const char* const* sha256, size_t count);

/* Registers an activation of the host program. glia copies the table, its strings and its parameter list; `user` and
 * the functions must stay valid until `destroy` is called with `user`: after glia_registry_unregister_activation, when
 * the last model that uses the activation is gone.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_PLUGIN: the table is not valid, or the name is taken (the text
 * says by what); GLIA_ERROR_OUT_OF_MEMORY. On failure `destroy` is not called. [thread-safe] */
GLIA_API glia_status glia_registry_register_activation(const glia_activation_t* activation);

/* Forgets an activation that was registered with glia_registry_register_activation. Models that use it keep it alive.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no activation of that name is registered;
 * GLIA_ERROR_PLUGIN: the activation comes from a plugin file, and those stay. [thread-safe] */
GLIA_API glia_status glia_registry_unregister_activation(const char* name);

/* The number of the thread that the calling thread works for. In an activation, that is the thread which made the call
 * of glia that needs the result, though a trainer may compute it on threads of its own; on a thread that works for no
 * other, it is the thread itself. So an activation can leave what it has to say where its caller finds it. Numbers are
 * never 0, and none is given twice in a process. [thread-safe] */
GLIA_API uint64_t glia_calling_thread(void);

/* Opens every plugin of the search path and returns the number of activations in *count. A file that is refused is
 * logged as a warning and left out.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_registry_count(size_t* count);

/* The name of the activation at `index` < count, in alphabetical order, among those that are loaded now. Text is
 * returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL, or index out of range. [thread-safe] */
GLIA_API glia_status glia_registry_name(size_t index, char* buffer, size_t capacity, size_t* needed);

/* Describes an activation, loading it if need be, as a JSON object:
 *     {"name":"leaky_relu","summary":"x for x > 0, else alpha * x",
 *      "parameters":[{"name":"alpha","default":0.01,"minimum":0.0,"maximum":1.0,
 *                     "minimum_open":false,"maximum_open":false,"trained":null}],
 *      "revision":1,"variant":"avx512",
 *      "path":"/usr/lib/x86_64-linux-gnu/glia/1/leaky_relu.so",
 *      "plugin":"glia.standard.leaky_relu","version":"1.0.0","reference":"...",
 *      "initializer":"he_uniform","max_error_ulp":1.5,
 *      "flags":["elementwise","inplace","grad_ignores_x"],"float64":true}
 * path is null for an activation of the host program; trained is "per_unit" or "per_layer" where training goes on from
 * the parameter's value, with one for each unit or one for the layer. Text is returned as described at glia_blas_info
 * (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_INVALID_ARGUMENT: NULL; GLIA_ERROR_NOT_FOUND: no such activation (the text
 * names the nearest and the places searched); GLIA_ERROR_PLUGIN: refused, with the reason. [thread-safe] */
GLIA_API glia_status glia_registry_describe(const char* name, char* buffer, size_t capacity, size_t* needed);

/* The file that an activation was loaded from, loading it if need be; "" for an activation of the host program. Text
 * and statuses as glia_registry_describe. [thread-safe] */
GLIA_API glia_status glia_registry_path(const char* name, char* buffer, size_t capacity, size_t* needed);

/* The directories searched, in order, one a line; among them the file of libglia itself where plugins are inside. Text
 * is returned as described at glia_blas_info (system.h).
 * GLIA_OK; GLIA_ERROR_CAPACITY; GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_registry_search_path(char* buffer, size_t capacity, size_t* needed);

GLIA_END

#endif
