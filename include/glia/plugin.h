/* glia/plugin.h: the interface between glia and an activation plugin.
 *
 * This header stands alone: a plugin needs nothing else of glia, neither to compile nor to link. It is C99 and C++.
 *
 * A plugin is a shared object that exports one data symbol, `glia_plugin_v1`. glia reads and judges that data before
 * it runs any function of the plugin. The file is named after the activation it defines (`relu.so` defines `relu`), so
 * that a name leads to one file and no directory has to be scanned.
 *
 *     GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
 *         sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, "org.example.cube", "1.0.0",
 *         init, count, activation};
 *
 * Thread tags, used on every function below:
 *   [init]         called once, before anything else of the plugin, by one thread
 *   [thread-safe]  may be called by any number of threads at once, on disjoint output
 *
 * Rationale: a data symbol rather than an entry function, because data can be checked for size, version and NULLs
 * without trusting a line of foreign code, and because it needs no agreement on who allocates.
 */
#ifndef GLIA_PLUGIN_H
#define GLIA_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

/* Makes a symbol visible, whatever the compiler's options say. */
#if defined(__GNUC__)
#define GLIA_PLUGIN_VISIBLE __attribute__((visibility("default")))
#else
#define GLIA_PLUGIN_VISIBLE
#endif

/* Stands before the definition of glia_plugin_v1. `extern "C"` also gives a const object external linkage, which C++
 * would otherwise make internal. */
#ifdef __cplusplus
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
 * NEON on aarch64. */
enum {
    GLIA_ISA_BASELINE = 0, /* what every processor of the architecture has */
    GLIA_ISA_AVX2 = 1,     /* with FMA */
    GLIA_ISA_AVX512 = 2    /* with F, CD, BW, DQ and VL */
};

/* What the host tells a plugin. Valid only during init; copy what you need. */
typedef struct glia_host {
    uint32_t struct_size; /* sizeof(glia_host_t) as the host knows it */
    uint32_t abi;         /* GLIA_PLUGIN_ABI of the host */
    uint32_t isa;         /* the highest GLIA_ISA_* permitted, by the processor and by the user (GLIA_CPU) */
    uint32_t reserved;    /* 0 */
} glia_host_t;

/* A parameter of an activation, such as the slope of leaky_relu. All three numbers are finite and
 * minimum <= default_value <= maximum. Values outside [minimum, maximum] never reach a kernel in `parameters`. */
typedef struct glia_activation_parameter {
    const char* name;     /* [a-z][a-z0-9_]*, at most GLIA_PLUGIN_MAX_NAME characters */
    double default_value; /* where a spec gives none */
    double minimum;       /* the least value in range */
    double maximum;       /* the greatest value in range */
} glia_activation_parameter_t;

/* How a parameter gets its value: from the user alone, or by training, which starts from the user's value. */
enum {
    GLIA_PARAMETER_FIXED = 0,     /* it stays as the user gives it */
    GLIA_PARAMETER_PER_LAYER = 1, /* one value for all units of a layer is trained */
    GLIA_PARAMETER_PER_UNIT = 2   /* one for each unit, that is for each column */
};

/* Flags are promises. Each must hold for every parameter value in range (and for every finite trained value), and lets
 * the host do less work. No flag is always correct. */
enum {
    /* y[i] depends on x[i] alone, and dx[i] on x[i], y[i] and dy[i] alone: any split of the array gives equal bits.
     * Kernels with trained values also look at those of the column of i. */
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

/* One activation; its members are below. */
typedef struct glia_activation glia_activation_t;

/* Kernels work on dense row-major arrays of rows x cols elements; rows or cols may be 0, and pointers need only the
 * alignment of their element type. `parameters` holds parameter_count values in the declared order, each within its
 * declared range, and is NULL when there are none. Arrays never overlap, except as GLIA_ACTIVATION_INPLACE allows.
 * A kernel cannot fail, and must not allocate, lock, print, throw, unwind or change the floating-point environment. In
 * training, results that would be subnormal are 0 in that environment.
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

/* Kernels of an activation with trained parameters. `trained` holds the values of these, one parameter after the other
 * in the declared order: `cols` numbers for one that is trained per unit, the first for the first column, and one
 * number for one that is trained per layer. Each may be any finite number, within the declared range or not; in
 * `parameters`, the places of trained parameters hold the values that training began with. All rules above hold.
 *
 * Rationale: a range would have to be kept by every optimizer and line search. A function that needs one takes it from
 * the number, as exp(b) is positive for every b. */

/* y = f(x; trained). [thread-safe] */
typedef void (*glia_activation_forward_trained_f32)(const glia_activation_t* self, const double* parameters,
                                                    const float* trained, size_t rows, size_t cols, const float* x,
                                                    float* y);
/* dx as above, and gradient[k] = the sum over all rows of dy * df/dtrained[k], overwriting gradient, which has as many
 * elements as trained. Equal calls give equal bits: the order of the sums depends on rows and cols alone. The host cuts
 * work between rows, calls this for each piece, and adds the gradients of the pieces in their order, so that training
 * does not depend on the number of threads. [thread-safe, on gradients of their own] */
typedef void (*glia_activation_backward_trained_f32)(const glia_activation_t* self, const double* parameters,
                                                     const float* trained, size_t rows, size_t cols, const float* x,
                                                     const float* y, const float* dy, float* dx, float* gradient);
/* The same in double precision. [thread-safe] */
typedef void (*glia_activation_forward_trained_f64)(const glia_activation_t* self, const double* parameters,
                                                    const double* trained, size_t rows, size_t cols, const double* x,
                                                    double* y);
typedef void (*glia_activation_backward_trained_f64)(const glia_activation_t* self, const double* parameters,
                                                     const double* trained, size_t rows, size_t cols, const double* x,
                                                     const double* y, const double* dy, double* dx, double* gradient);

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
    glia_activation_forward_f32 forward;       /* never NULL */
    glia_activation_backward_f32 backward;     /* never NULL */
    glia_activation_forward_f64 forward_f64;   /* may be NULL, together with backward_f64 */
    glia_activation_backward_f64 backward_f64; /* may be NULL, together with forward_f64 */

    /* Trained parameters. These members were added later: a table whose struct_size ends before them has none, and a
     * host that does not know them takes the parameters as fixed and calls the kernels above, which therefore compute
     * the same function with one value for all units.
     *
     * Rationale: a trained parameter is a parameter whose value is where training begins, rather than something new: it
     * has a name, a default and a place in specs already, and an older host still has a function to compute. */
    const uint32_t* training; /* of each parameter, GLIA_PARAMETER_*; NULL: all are fixed */
    /* NULL, all four, where no parameter is trained; the last two are NULL as well where forward_f64 is. */
    glia_activation_forward_trained_f32 forward_trained;
    glia_activation_backward_trained_f32 backward_trained;
    glia_activation_forward_trained_f64 forward_trained_f64;
    glia_activation_backward_trained_f64 backward_trained_f64;
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
