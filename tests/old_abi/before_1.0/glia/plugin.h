/* glia/plugin.h: the interface between glia and an activation plugin.
 *
 * This header stands alone: a plugin needs nothing else of glia, neither to compile nor to link. It is C99 and C++.
 *
 * A plugin is a shared object that exports one *data* symbol, `glia_plugin_v1`. glia reads and judges that data before
 * it runs any function of the plugin. The file is named after the activation it defines (`relu.so` defines `relu`), so
 * that a name leads to one file and no directory has to be scanned.
 *
 *     GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
 *         sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, "org.example.cube", "1.0.0", init, count, activation};
 *
 * Thread tags, used on every function below:
 *     [init]        called once, before anything else of the plugin, by one thread
 *     [thread-safe] may be called by any number of threads at once, on disjoint output
 *
 * Rationale: a data symbol rather than an entry function, because data can be checked for size, version and NULLs
 * without trusting a line of foreign code, and because it needs no agreement on who allocates.
 */
#ifndef GLIA_PLUGIN_H
#define GLIA_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define GLIA_PLUGIN_VISIBLE __attribute__((visibility("default")))
#else
#define GLIA_PLUGIN_VISIBLE
#endif

#ifdef __cplusplus
/* `extern "C"` also gives a const object external linkage, which C++ would otherwise make internal. */
#define GLIA_PLUGIN_EXPORT extern "C" GLIA_PLUGIN_VISIBLE
extern "C" {
#else
#define GLIA_PLUGIN_EXPORT GLIA_PLUGIN_VISIBLE
#endif

/* Version of this interface. It changes only when an old plugin can no longer be understood; additions grow the structs
 * at their end and are seen through struct_size. */
#define GLIA_PLUGIN_ABI 1u

/* The most parameters that an activation may have. */
#define GLIA_PLUGIN_MAX_PARAMETERS 16u

/* The longest name of an activation or parameter, without the terminating NUL. */
#define GLIA_PLUGIN_MAX_NAME 63u

/* Instruction sets, in rising order within an architecture. The host passes the highest that a plugin may use; a plugin
 * takes its best variant at or below it. GLIA_ISA_BASELINE is what the compiler emits without options: SSE2 on x86-64,
 * NEON on aarch64. GLIA_ISA_AVX2 includes FMA; GLIA_ISA_AVX512 is the F, CD, BW, DQ and VL subsets. */
enum {
    GLIA_ISA_BASELINE = 0,
    GLIA_ISA_AVX2 = 1,
    GLIA_ISA_AVX512 = 2
};

/* What the host tells a plugin. Valid only during init; copy what you need. */
typedef struct glia_host {
    uint32_t struct_size; /* sizeof(glia_host_t) as the host knows it */
    uint32_t abi;         /* GLIA_PLUGIN_ABI of the host */
    uint32_t isa;         /* the highest GLIA_ISA_* permitted, by the processor and by the user (GLIA_CPU) */
    uint32_t reserved;    /* 0 */
} glia_host_t;

/* A parameter of an activation, such as the slope of leaky_relu. All three numbers are finite and
 * minimum <= default_value <= maximum. Values outside [minimum, maximum] never reach a kernel. */
typedef struct glia_activation_parameter {
    const char* name; /* [a-z][a-z0-9_]* */
    double default_value;
    double minimum;
    double maximum;
} glia_activation_parameter_t;

/* Flags are promises. Each must hold for every parameter value in range, and lets the host do less work.
 * No flag is always correct. */
enum {
    /* y[i] depends on x[i] alone, and dx[i] on x[i], y[i] and dy[i] alone: any split of the array gives equal bits. */
    GLIA_ACTIVATION_ELEMENTWISE = 1u << 0,
    /* forward accepts y == x, and backward accepts dx == dy, with the bits of the call on separate arrays. */
    GLIA_ACTIVATION_INPLACE = 1u << 1,
    /* backward never reads x: the host passes NULL and frees the memory. */
    GLIA_ACTIVATION_GRAD_IGNORES_X = 1u << 2,
    /* backward never reads y: the host passes NULL. */
    GLIA_ACTIVATION_GRAD_IGNORES_Y = 1u << 3,
    /* The function is the logistic 1 / (1 + exp(-x)): binary cross-entropy may be computed from x directly. */
    GLIA_ACTIVATION_LOGISTIC = 1u << 4,
    /* The function is the softmax of each row: categorical cross-entropy may be computed from x directly. */
    GLIA_ACTIVATION_SOFTMAX = 1u << 5,
    /* y is x and dx is dy, to the bit: the host need not call the kernels. */
    GLIA_ACTIVATION_IDENTITY = 1u << 6
};

typedef struct glia_activation glia_activation_t;

/* Kernels work on dense row-major arrays of rows x cols elements; rows or cols may be 0, and pointers need only the
 * alignment of their element type. `parameters` holds parameter_count values in the declared order, each within its
 * declared range, and is NULL when there are none. Arrays never overlap, except as GLIA_ACTIVATION_INPLACE allows.
 * A kernel cannot fail, and must not allocate, lock, print, throw, unwind or change the floating-point environment.
 * NaN in x gives NaN in y. */

/* y = f(x). [thread-safe] */
typedef void (*glia_activation_forward_f32)(const glia_activation_t* self, const double* parameters, size_t rows,
                                            size_t cols, const float* x, float* y);
/* dx = dy * df/dx (for a row-wise function: the transposed Jacobian of each row times dy), overwriting dx.
 * [thread-safe] */
typedef void (*glia_activation_backward_f32)(const glia_activation_t* self, const double* parameters, size_t rows,
                                             size_t cols, const float* x, const float* y, const float* dy, float* dx);
/* The same in double precision. [thread-safe] */
typedef void (*glia_activation_forward_f64)(const glia_activation_t* self, const double* parameters, size_t rows,
                                            size_t cols, const double* x, double* y);
typedef void (*glia_activation_backward_f64)(const glia_activation_t* self, const double* parameters, size_t rows,
                                             size_t cols, const double* x, const double* y, const double* dy,
                                             double* dx);

/* One activation: a stateless table. It and all it points to stay valid and unchanged while the plugin is loaded (for
 * ever: plugins are never unloaded) or, for a table registered by the host program, until `destroy` is called. */
struct glia_activation {
    uint32_t struct_size;     /* sizeof(glia_activation_t) as the author knows it */
    uint32_t flags;           /* GLIA_ACTIVATION_* */
    const char* name;         /* [a-z][a-z0-9_]*, at most GLIA_PLUGIN_MAX_NAME characters */
    uint32_t revision;        /* from 1; raise it when the mathematics change: model files store it */
    uint32_t parameter_count; /* 0 to GLIA_PLUGIN_MAX_PARAMETERS */
    const glia_activation_parameter_t* parameters; /* parameter_count entries, or NULL */
    const char* variant;                           /* the kernels in use, for people: "baseline", "avx2", "avx512" */
    const char* formula;                           /* one line, for people: "max(0, x)"; may be NULL */
    const char* reference;                         /* where the mathematics come from; may be NULL */
    const char* initializer;                       /* what "auto" takes for weights before it; NULL: glorot_uniform */
    double max_error_ulp;        /* documented error bound of the float32 forward kernel in ulp; 0: not stated */
    void* user;                  /* the author's; the host hands it back through self and never looks inside */
    void (*destroy)(void* user); /* called once, when the host is done with a table registered at run time; or NULL */
    glia_activation_forward_f32 forward;
    glia_activation_backward_f32 backward;
    glia_activation_forward_f64 forward_f64;   /* may be NULL, together with backward_f64 */
    glia_activation_backward_f64 backward_f64; /* may be NULL, together with forward_f64 */
};

/* What a plugin exports as `glia_plugin_v1`. */
typedef struct glia_plugin {
    uint32_t struct_size; /* sizeof(glia_plugin_t) as the author knows it */
    uint32_t abi;         /* GLIA_PLUGIN_ABI as the author knows it */
    const char* id;       /* a stable identity, for example a reversed domain name: "org.example.cube" */
    const char* version;  /* the plugin's own version, for people */
    /* Chooses kernels for host->isa. Returns 0, or anything else to refuse to work here. [init] */
    int32_t (*init)(const glia_host_t* host);
    /* The number of activations, at least 1. Called after init. [init] */
    uint32_t (*count)(void);
    /* The activation at index < count(). Called after init; the same pointer each time. [init] */
    const glia_activation_t* (*activation)(uint32_t index);
} glia_plugin_t;

/* The symbol that a plugin defines. */
GLIA_PLUGIN_VISIBLE extern const glia_plugin_t glia_plugin_v1;

#ifdef __cplusplus
}
#endif

#endif
