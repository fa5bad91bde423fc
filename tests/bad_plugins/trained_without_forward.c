/* A trained parameter without the kernel that takes its values. */
#define NAME "trained_without_forward"
#define FORWARD_TRAINED NULL
#include "trained_scale.h"
