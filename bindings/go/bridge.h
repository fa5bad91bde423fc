/* Between glia's callbacks and Go functions, which are known to C by a number (runtime/cgo.Handle).
 *
 * A panic must not leave through C. It is kept for the thread until the call of glia that led to it has returned:
 * glia_go_leave then gives its number, or 0. What panics on a thread of glia's own is kept in Go (panics.go). */
#ifndef GLIA_GO_BRIDGE_H
#define GLIA_GO_BRIDGE_H

#include <glia/glia.h>

void glia_go_enter(void);
uintptr_t glia_go_leave(void);
/* Calls of glia that this thread is in: 0 on a thread of glia's own. */
int32_t glia_go_depth(void);
/* Whether the number is kept; of several panics, the first is. */
int32_t glia_go_keep_panic(uintptr_t panic);

/* The file that libglia was loaded from; "" where that is not known. */
const char* glia_go_library_file(void);

/* The call that has to be fast, with enter, and with leave where nothing has panicked. Where something has, it gives
 * GLIA_GO_PANICKED, and leave is to be called. The session is a number, because cgo asks for memory to look at a
 * pointer to an opaque struct. */
enum {
    GLIA_GO_PANICKED = -1
};
glia_status glia_go_session_predict(uintptr_t session, const float* x, size_t rows, float* y);

/* The same call again and again, without Go between them: what it costs in C. */
glia_status glia_go_session_predict_again(glia_session* session, const float* x, size_t rows, float* y, size_t times);

/* As the functions of glia, with a number in the place of function, user and destroy; 0 takes a callback away. */
glia_status glia_go_trainer_set_callback(glia_trainer* trainer, uintptr_t user);
glia_status glia_go_cross_validate(glia_cross_validation** out, const glia_trainer* trainer,
                                   const glia_dataset* dataset, const char* folds, const int32_t* groups, size_t size,
                                   const char* initializer, uint64_t seed, uintptr_t user);
glia_status glia_go_dataset_stream(glia_dataset** out, size_t rows, size_t features, size_t outputs, size_t class_count,
                                   size_t window, uintptr_t user);
glia_status glia_go_log_set_callback(uintptr_t user);
/* Fills in kernels, user and destroy. */
glia_status glia_go_register_activation(glia_activation_t* table, int32_t with_float64, uintptr_t user);

#endif
