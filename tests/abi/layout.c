/* Where each member of the structs that callers and plugins fill stands, and how large it is. Programs and plugins that
 * exist were compiled with these numbers, on every system whose pointers and size_t have 64 bits. What is added later
 * stands at the end, and grows the struct. */
#include <stddef.h>
#include <stdint.h>

#include "glia/glia.h"

#define TYPE(type, size) _Static_assert(sizeof(type) == (size), #type " has another size")
#define MEMBER(type, member, offset, size) \
    _Static_assert(offsetof(type, member) == (offset) && sizeof(((type*)0)->member) == (size), #type "." #member)

int layout_is_checked_by_the_compiler;

TYPE(glia_status, 4);

#if UINTPTR_MAX == UINT64_MAX && SIZE_MAX == UINT64_MAX
TYPE(glia_host_t, 16);
MEMBER(glia_host_t, struct_size, 0, 4);
MEMBER(glia_host_t, abi, 4, 4);
MEMBER(glia_host_t, isa, 8, 4);
MEMBER(glia_host_t, reserved, 12, 4);

/* Has no struct_size: it stays as it is. */
TYPE(glia_activation_parameter_t, 32);
MEMBER(glia_activation_parameter_t, name, 0, 8);
MEMBER(glia_activation_parameter_t, default_value, 8, 8);
MEMBER(glia_activation_parameter_t, minimum, 16, 8);
MEMBER(glia_activation_parameter_t, maximum, 24, 8);

TYPE(glia_activation_t, 160);
MEMBER(glia_activation_t, struct_size, 0, 4);
MEMBER(glia_activation_t, flags, 4, 4);
MEMBER(glia_activation_t, name, 8, 8);
MEMBER(glia_activation_t, revision, 16, 4);
MEMBER(glia_activation_t, parameter_count, 20, 4);
MEMBER(glia_activation_t, parameters, 24, 8);
MEMBER(glia_activation_t, variant, 32, 8);
MEMBER(glia_activation_t, formula, 40, 8);
MEMBER(glia_activation_t, reference, 48, 8);
MEMBER(glia_activation_t, initializer, 56, 8);
MEMBER(glia_activation_t, max_error_ulp, 64, 8);
MEMBER(glia_activation_t, user, 72, 8);
MEMBER(glia_activation_t, destroy, 80, 8);
MEMBER(glia_activation_t, forward, 88, 8);
MEMBER(glia_activation_t, backward, 96, 8);
MEMBER(glia_activation_t, forward_f64, 104, 8);
MEMBER(glia_activation_t, backward_f64, 112, 8);
MEMBER(glia_activation_t, training, 120, 8);
MEMBER(glia_activation_t, forward_trained, 128, 8);
MEMBER(glia_activation_t, backward_trained, 136, 8);
MEMBER(glia_activation_t, forward_trained_f64, 144, 8);
MEMBER(glia_activation_t, backward_trained_f64, 152, 8);

TYPE(glia_plugin_t, 48);
MEMBER(glia_plugin_t, struct_size, 0, 4);
MEMBER(glia_plugin_t, abi, 4, 4);
MEMBER(glia_plugin_t, id, 8, 8);
MEMBER(glia_plugin_t, version, 16, 8);
MEMBER(glia_plugin_t, init, 24, 8);
MEMBER(glia_plugin_t, count, 32, 8);
MEMBER(glia_plugin_t, activation, 40, 8);
#endif
