#define _GNU_SOURCE /* dladdr */
#include "bridge.h"

#include <dlfcn.h>
#include <math.h>

#include "_cgo_export.h"

/* What glia gets where a Go function has panicked. */
enum {
    STOPPED_BY_PANIC = 1
};

/* Calls of glia that this thread is in, 0 on a thread of glia's own; and the first panic in them. */
static __thread int32_t depth;
static __thread uintptr_t panic_here;

void glia_go_enter(void) {
    ++depth;
}

uintptr_t glia_go_leave(void) {
    const uintptr_t panic = panic_here;
    --depth;
    panic_here = 0;
    return panic;
}

int32_t glia_go_depth(void) {
    return depth;
}

int32_t glia_go_keep_panic(uintptr_t panic) {
    if (panic_here != 0) return 0;
    panic_here = panic;
    return 1;
}

const char* glia_go_library_file(void) {
    Dl_info place;
    /* The address of a function might be one in the program; static text lies in the library. */
    return dladdr(glia_version_string(), &place) != 0 ? place.dli_fname : "";
}

glia_status glia_go_session_predict(uintptr_t session, const float* x, size_t rows, float* y) {
    glia_status status;
    ++depth;
    status = glia_session_predict((glia_session*)session, x, rows, y);
    if (panic_here != 0) return GLIA_GO_PANICKED;
    --depth;
    return status;
}

glia_status glia_go_session_predict_again(glia_session* session, const float* x, size_t rows, float* y, size_t times) {
    glia_status status = GLIA_OK;
    for (; times > 0 && status == GLIA_OK; --times) status = glia_session_predict(session, x, rows, y);
    return status;
}

static void destroy(void* user) {
    gliaGoDestroy((uintptr_t)user);
}

static int32_t follow_fit(const glia_trainer* trainer, int32_t event, void* user) {
    return panic_here != 0 ? STOPPED_BY_PANIC : gliaGoFollowFit((uintptr_t)user, (glia_trainer*)trainer, event);
}

glia_status glia_go_trainer_set_callback(glia_trainer* trainer, uintptr_t user) {
    return glia_trainer_set_callback(trainer, user == 0 ? NULL : follow_fit, (void*)user, NULL);
}

static int32_t follow_folds(size_t fold, size_t folds, const glia_trainer* trainer, int32_t event, void* user) {
    if (panic_here != 0) return STOPPED_BY_PANIC;
    return gliaGoFollowFolds((uintptr_t)user, fold, folds, (glia_trainer*)trainer, event);
}

glia_status glia_go_cross_validate(glia_cross_validation** out, const glia_trainer* trainer,
                                   const glia_dataset* dataset, const char* folds, const int32_t* groups, size_t size,
                                   const char* initializer, uint64_t seed, uintptr_t user) {
    return glia_cross_validate(out, trainer, dataset, folds, groups, size, initializer, seed, follow_folds,
                               (void*)user);
}

static int32_t deliver(size_t first, size_t capacity, float* x, float* targets, int32_t* classes, size_t* delivered,
                       void* user) {
    if (panic_here != 0) return STOPPED_BY_PANIC;
    return gliaGoDeliver((uintptr_t)user, first, capacity, x, targets, classes, delivered);
}

glia_status glia_go_dataset_stream(glia_dataset** out, size_t rows, size_t features, size_t outputs, size_t class_count,
                                   size_t window, uintptr_t user) {
    return glia_dataset_stream_callback(out, rows, features, outputs, class_count, window, deliver, (void*)user,
                                        destroy);
}

static void receive(int32_t level, const char* message, void* user) {
    if (panic_here == 0) gliaGoLog((uintptr_t)user, level, (char*)message);
}

glia_status glia_go_log_set_callback(uintptr_t user) {
    return user == 0 ? glia_log_set_callback(NULL, NULL, NULL) : glia_log_set_callback(receive, (void*)user, destroy);
}

/* What a kernel could not compute is NaN: whatever glia makes of it fails. */
#define FILL(array, count)                              \
    do {                                                \
        size_t i;                                       \
        for (i = 0; i < (count); ++i) (array)[i] = NAN; \
    } while (0)

static void forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                    float* y) {
    if (panic_here != 0 || !gliaGoForward((uintptr_t)self->user, (double*)parameters, rows, cols, (float*)x, y)) {
        FILL(y, rows * cols);
    }
}

static void backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    if (panic_here != 0 ||
        !gliaGoBackward((uintptr_t)self->user, (double*)parameters, rows, cols, (float*)x, (float*)y, (float*)dy, dx)) {
        FILL(dx, rows * cols);
    }
}

static void forward_f64(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                        const double* x, double* y) {
    if (panic_here != 0 || !gliaGoForward64((uintptr_t)self->user, (double*)parameters, rows, cols, (double*)x, y)) {
        FILL(y, rows * cols);
    }
}

static void backward_f64(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                         const double* x, const double* y, const double* dy, double* dx) {
    if (panic_here != 0 || !gliaGoBackward64((uintptr_t)self->user, (double*)parameters, rows, cols, (double*)x,
                                             (double*)y, (double*)dy, dx)) {
        FILL(dx, rows * cols);
    }
}

glia_status glia_go_register_activation(glia_activation_t* table, int32_t with_float64, uintptr_t user) {
    table->struct_size = sizeof *table;
    table->user = (void*)user;
    table->destroy = destroy;
    table->forward = forward;
    table->backward = backward;
    table->forward_f64 = with_float64 ? forward_f64 : NULL;
    table->backward_f64 = with_float64 ? backward_f64 : NULL;
    return glia_registry_register_activation(table);
}
