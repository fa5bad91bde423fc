/* The functions of a glia that was opened, found by name: for programs that are not linked to it, or have two. */
#ifndef GLIA_COEXIST_CALLS_H
#define GLIA_COEXIST_CALLS_H

#include "glia/glia.h"

/* clang-format off */
#define GLIA_CALLS(call) \
    call(glia_last_error) \
    call(glia_activation_values) \
    call(glia_registry_path) \
    call(glia_model_create) \
    call(glia_model_add_dense) \
    call(glia_model_initialize) \
    call(glia_model_predict) \
    call(glia_model_destroy) \
    call(glia_dataset_create_classes) \
    call(glia_dataset_destroy) \
    call(glia_trainer_create) \
    call(glia_trainer_set_batch_size) \
    call(glia_trainer_set_epochs) \
    call(glia_trainer_set_threads) \
    call(glia_trainer_fit) \
    call(glia_trainer_destroy) \
    call(glia_session_create) \
    call(glia_session_predict) \
    call(glia_session_destroy)
/* clang-format on */

#define GLIA_DECLARE_CALL(name) __typeof__(name)* name;
struct glia_calls {
    GLIA_CALLS(GLIA_DECLARE_CALL)
};
#undef GLIA_DECLARE_CALL

/* Finds all of them through a handle of dlopen. Returns the name of the first that is not there, or NULL. */
const char* find_calls(struct glia_calls* calls, void* handle);

/* Makes rows, trains a network on them that is wide enough for OpenBLAS, predicts with the model and with a session,
 * and returns a digest of all bits of the predictions; 0 after an error, which is printed. Whatever else is in the
 * process, and however many threads train, it is the same number. */
uint64_t work(const struct glia_calls* glia, size_t threads);

/* The same with the glia of a file, which is opened (again) with RTLD_LOCAL. */
uint64_t work_with(const char* library, size_t threads);

#endif
